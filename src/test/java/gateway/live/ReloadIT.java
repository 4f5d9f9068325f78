package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fakes.FakeVendor;
import fakes.PacedStream;
import fakes.RawClient;
import fakes.Script;
import gateway.vendors.VendorReport;
import gateway.vendors.VendorReports;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Folders change while requests run, and no request notices. */
class ReloadIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String UNLIMITED = "limits: {in-flight: 500, requests-per-second: 100000}";
    private static final int CALLERS = 4;
    private static final int CHANGES = 12;

    private final Gateway gateway = Gateway.shared();
    private final FakeVendor fake = FakeVendor.start();
    private final TestVendor vendor = gateway.vendor(fake, UNLIMITED);

    @AfterEach
    void stop() {
        vendor.delete();
        fake.close();
    }

    @Test
    void noRequestFailsWhileFoldersChangeUnderLoad() throws Exception {
        fake.always(call -> {
            boolean stream = call.request().json().path("stream").asBoolean();
            (stream ? Script.stream("a", "b") : Script.chat("ab")).play(call);
        });
        int before = gateway.bean(CamelContext.class).getRoutesSize();
        AtomicBoolean on = new AtomicBoolean(true);
        AtomicInteger answered = new AtomicInteger();
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            for (int i = 0; i < CALLERS; i++) {
                String request = i % 2 == 0 ? vendor.request() : vendor.streamRequest();
                var unused = callers.submit(() -> {
                    while (on.get()) {
                        var answer = gateway.chat(request);
                        boolean whole = answer.statusCode() == 200
                                && (!request.contains("stream") || answer.body().endsWith("data: [DONE]\n\n"));
                        if (!whole) {
                            failures.add(answer.statusCode() + " " + answer.body());
                        }
                        answered.incrementAndGet();
                    }
                });
            }
            for (int i = 0; i < CHANGES; i++) {
                long generation = report().generation();
                vendor.write(fake.url(), UNLIMITED, 1 + i, 0.5);
                await().atMost(SOON).until(() -> report().generation() > generation);
            }
            on.set(false);
            callers.shutdown();
            assertThat(callers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(failures).isEmpty();
        assertThat(answered).hasValueGreaterThan(CHANGES);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(gateway.bean(CamelContext.class).getRoutesSize())
                        .isEqualTo(before));
    }

    @Test
    void aBrokenCardIsToldWithItsLineWhileTheLastGoodVersionServes() throws Exception {
        fake.always(Script.chat("still here"));
        String good = Files.readString(vendor.card());

        Files.writeString(vendor.card(), good.replace("input: 1", "input: cheap"));
        await().atMost(SOON).until(() -> report().state() == VendorReport.State.BROKEN);

        assertThat(report().faults().toString()).contains(vendor.name() + "/vendor.yaml:", "cheap");
        assertThat(gateway.chat(vendor.request()).body()).contains("still here");

        Files.writeString(vendor.card(), good);
        await().atMost(SOON).until(() -> report().state() == VendorReport.State.LIVE);

        vendor.delete();
        vendor.awaitGone();
        assertThat(gateway.chat(vendor.request()).statusCode()).isEqualTo(404);
    }

    @Test
    void aStreamThatBeganBeforeAChangeEndsWellAfterIt() throws Exception {
        PacedStream paced = new PacedStream();
        fake.next(paced);
        try (RawClient client = gateway.connect()) {
            client.post("/v1/chat/completions", vendor.streamRequest(), "Authorization: Bearer " + Gateway.KEY);
            paced.content("before");
            assertThat(client.head(SOON).status()).isEqualTo(200);
            assertThat(client.data(SOON)).contains("before");

            vendor.delete();
            vendor.awaitGone();
            paced.content("after");
            assertThat(client.data(SOON)).contains("after");
            paced.finish();

            assertThat(client.allData(SOON)).last().isEqualTo("[DONE]");
        }
    }

    private VendorReport report() {
        return Objects.requireNonNull(gateway.bean(VendorReports.class).of(vendor.name()));
    }
}
