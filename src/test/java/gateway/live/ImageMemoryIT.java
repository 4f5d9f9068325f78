package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import fakes.FakeVendor;
import fakes.Script;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What images take of this node's memory for bodies they give back, however they end: else it would soon refuse everybody. */
class ImageMemoryIT {

    private static final byte[] DOT = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    private static final String ANSWER = "{\"created\":7,\"data\":[{\"b64_json\":\"MQ==\"}]}";
    private static final String FORM = "--x\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n%s\r\n";

    private final Gateway gateway = Gateway.start(Map.of(
            "gateway.delivery.body-limit", "1MB",
            "gateway.delivery.upload-limit", "1MB",
            "gateway.delivery.body-memory", "1MB"));
    private final FakeVendor fake = FakeVendor.start();
    private final Painters painters = new Painters(gateway);

    @AfterEach
    void stop() {
        painters.close();
        gateway.close();
        fake.close();
    }

    @Test
    void largeImagesOneAfterTheOtherAreAllServed() {
        painters.live(fake, "", "features: [generate, edit], price: {image: 1}");
        String image = Base64.getEncoder().encodeToString(Arrays.copyOf(DOT, 300_000));
        String request = "{\"model\":\"" + painters.model + "\",\"prompt\":\"a\",\"operation\":\"edit\",\"image\":"
                + "\"data:image/png;base64," + image + "\"}";
        for (int i = 0; i < 6; i++) {
            fake.next(
                    i % 3 == 0
                            ? Script.error(400, "no", "no")
                            : Script.json(200, i % 3 == 1 ? ANSWER : "{\"data\":[]}"));

            HttpResponse<String> answer = gateway.post("/api/v1/image", request);

            assertThat(answer.statusCode()).as(answer.body()).isIn(200, 400, 502);
        }
    }

    @Test
    void soAreFormsWhichTakeSeveralTimesTheirSizeForAMoment() {
        painters.live(fake, "", "features: [edit], price: {image: 1}");
        fake.always(Script.json(200, ANSWER));
        String file = "GIF89a" + " ".repeat(100_000);
        String form = FORM.formatted("model", "", painters.model) + FORM.formatted("prompt", "", "a")
                + FORM.formatted("image", "; filename=\"a.gif\"", file) + "--x--\r\n";
        for (int i = 0; i < 6; i++) {
            HttpResponse<String> answer = gateway.send("/v1/images/edits", "multipart/form-data; boundary=x", form);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    @Test
    void aFormForWhichThereIsNoRoomIsRefused() {
        painters.live(fake, "", "features: [edit], price: {image: 1}");
        String form = FORM.formatted("image", "; filename=\"a.gif\"", "GIF89a" + " ".repeat(300_000)) + "--x--\r\n";

        HttpResponse<String> answer = gateway.send("/v1/images/edits", "multipart/form-data; boundary=x", form);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
}
