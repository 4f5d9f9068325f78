package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import fakes.Call;
import fakes.ChatJson;
import fakes.FakeVendor;
import fakes.RawClient;
import fakes.Script;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A thousand streams at once, each whole and in order. */
class ManyStreamsIT {

    private static final int STREAMS = 1_000;
    private static final int EVENTS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Gateway gateway = Gateway.shared();
    private final CountDownLatch allOpen = new CountDownLatch(STREAMS);
    private final AtomicInteger whole = new AtomicInteger();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

    @Test
    void aThousandStreamsArriveWholeAndInOrder() throws Exception {
        FakeVendor fake = FakeVendor.start().always(this::stream);
        TestVendor vendor = gateway.vendor(
                fake, "limits: {in-flight: 5000, requests-per-second: 5000}\ntimeouts: {first-event: 60s}");

        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < STREAMS; i++) {
                var unused = clients.submit(() -> read(vendor.streamRequest()));
            }
            clients.shutdown();
            assertThat(clients.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }

        assertThat(wrong).isEmpty();
        assertThat(whole).hasValue(STREAMS);
        vendor.delete();
        fake.close();
    }

    private void stream(Call call) throws IOException {
        Script.beginStream(call);
        call.event(ChatJson.content(call.request(), "e0"));
        allOpen.countDown();
        // Nobody goes on before all have begun: so all are open at the same time.
        awaitQuietly(allOpen);
        for (int i = 1; i < EVENTS; i++) {
            call.event(ChatJson.content(call.request(), "e" + i));
        }
        for (String event : ChatJson.ending(call.request(), EVENTS)) {
            call.event(event);
        }
        call.end();
    }

    private void read(String request) {
        try (RawClient client = gateway.connect()) {
            client.post("/v1/chat/completions", request, "Authorization: Bearer " + Gateway.KEY);
            assertThat(client.head(PATIENCE).status()).isEqualTo(200);
            for (int event = 0; event < EVENTS; event++) {
                assertThat(client.data(PATIENCE)).contains("\"e" + event + "\"");
            }
            assertThat(client.allData(PATIENCE)).last().isEqualTo("[DONE]");
            whole.incrementAndGet();
        } catch (Exception | AssertionError e) {
            wrong.add(String.valueOf(e.getMessage()));
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
