package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import fakes.FakeVendor;
import fakes.Script;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node holds of vectors is bounded, and the bounds are ours, not the vendor's. */
class VectorMemoryIT {

    private final Gateway gateway = Gateway.start(Map.of(
            "gateway.delivery.body-limit", "1MB",
            "gateway.delivery.upload-limit", "1MB",
            "gateway.delivery.body-memory", "1MB",
            "gateway.delivery.embedding-reply-limit", "3MB"));
    private final FakeVendor fake = FakeVendor.start();

    @AfterEach
    void stop() {
        gateway.close();
        fake.close();
    }

    /** Vectors that are gathered count as bodies do, and only as long as they are held. */
    @Test
    void vectorsForWhichThereIsNoRoomAreRefused() {
        try (Embedders embedders = new Embedders(gateway)) {
            embedders.live(fake, "", 1, 1);
            fake.always(Script.json(200, "{\"data\":[{\"embedding\":[" + "0.5,".repeat(150_000) + "1]}]}"));

            HttpResponse<String> two = embedders.ask("[\"a\",\"b\"]");
            HttpResponse<String> one = embedders.ask("\"a\"");

            assertThat(two.statusCode()).as(two.body()).isEqualTo(503);
            assertThat(two.body()).contains("\"overloaded\"");
            assertThat(one.statusCode()).isEqualTo(200);
        }
    }

    /** A vendor that answers as much as was asked for is not at fault. */
    @Test
    void vectorsBeyondOurLimitCloseNoVendor() {
        try (Embedders embedders = new Embedders(gateway)) {
            embedders.live(fake, "", 1, 1);
            fake.always(Script.json(200, "{\"data\":[{\"embedding\":[" + "0.5,".repeat(900_000) + "1]}]}"));

            for (int i = 1; i <= 12; i++) {
                assertThat(embedders.ask("\"a\"").body()).contains("upstream_too_large");
                assertThat(fake.received()).hasSize(i);
            }
        }
    }
}
