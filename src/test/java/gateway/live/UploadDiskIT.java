package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import fakes.Call;
import fakes.FakeVendor;
import fakes.Script;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What files of sound take of the disk, however their requests end: else it would soon be full. */
class UploadDiskIT {

    private static final int SAMPLES = 300_000;

    private final Gateway gateway = Gateway.start(Map.of(
            "gateway.delivery.body-limit", "1MB",
            "gateway.delivery.upload-limit", "1MB",
            "gateway.delivery.upload-disk", "1MB"));
    private final FakeVendor fake = FakeVendor.start();
    private final TestVendor vendor = new TestVendor(gateway, "listener");

    @AfterEach
    void stop() {
        vendor.delete();
        gateway.close();
        fake.close();
    }

    @Test
    void largeFilesOneAfterTheOtherAreAllServed() {
        live();
        for (int i = 0; i < 6; i++) {
            fake.next(i % 2 == 0 ? Script.json(200, "{\"text\":\"hello\"}") : Script.error(400, "no", "no"));

            assertThat(ask(SAMPLES).statusCode()).isIn(200, 400);
        }
        assertThat(ask(600_000).statusCode()).isEqualTo(413);
        fake.next(Script.json(200, "{\"text\":\"hello\"}"));
        assertThat(ask(SAMPLES).statusCode()).isEqualTo(200);
    }

    @Test
    void aFileForWhichThereIsNoRoomIsRefused() {
        live();
        CountDownLatch told = new CountDownLatch(1);
        fake.next(Script.json(200, "{\"text\":\"hello\"}").after(told));
        CompletableFuture<HttpResponse<String>> first = CompletableFuture.supplyAsync(() -> ask(SAMPLES));
        Call begun = fake.awaitRequest();
        assertThat(begun).isNotNull();

        HttpResponse<String> second = ask(SAMPLES);

        assertThat(second.statusCode()).isEqualTo(503);
        assertThat(second.headers().firstValue("Retry-After")).isPresent();
        told.countDown();
        assertThat(first.join().statusCode()).isEqualTo(200);
    }

    private void live() {
        vendor.writeFor(
                "transcription",
                fake.url(),
                "models:\n  - {id: " + vendor.model()
                        + ", capability: transcription, price: {minute: 0.6}, quality: 0.5}\n");
        vendor.awaitLive();
    }

    private HttpResponse<String> ask(int samples) {
        return SoundForms.ask(
                gateway, SoundForms.part("model", vendor.model()) + SoundForms.file(SoundForms.wav(samples)));
    }
}
