package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fakes.FakeVendor;
import fakes.PacedStream;
import fakes.RawClient;
import fakes.Script;
import fakes.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens between us and a vendor before and beside its answers: addresses, TLS, kept connections, our own limits. */
class VendorConnectionsIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final Gateway gateway = Gateway.shared();
    private final FakeVendor fake = FakeVendor.start();

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void aHostThatDoesNotExistIsAFailureLikeAnother() {
        TestVendor vendor = gateway.vendor(fake);
        fake.always(Script.chat("from the address before"));
        vendor.write("http://no-such-host.invalid", "");
        await().atMost(SOON).untilAsserted(() -> assertFailedQuickly(gateway.chat(vendor.request())));
        vendor.delete();
    }

    /** Whoever answers there cannot show that it is the vendor: nothing of the request, and no key, is sent. */
    @Test
    void anAddressThatDoesNotSpeakTlsGetsNothing() throws Exception {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        try (ServerSocket plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerPlainly(plain, seen));
            TestVendor vendor = gateway.vendor(fake);
            fake.always(Script.chat("from the address before"));
            vendor.write("https://127.0.0.1:" + plain.getLocalPort(), "");

            await().atMost(SOON).untilAsserted(() -> assertThat(
                            gateway.chat(vendor.request()).statusCode())
                    .isEqualTo(502));

            assertThat(seen).isNotEmpty().noneMatch(bytes -> bytes.contains("messages"));
            vendor.delete();
        }
    }

    /** F27: a certificate nobody vouches for. */
    @Test
    void aVendorThatCannotShowWhoItIsGetsNothing(@TempDir Path folder) throws Exception {
        try (ServerSocket tls = new SelfSigned(folder)
                .shown()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Queue<String> seen = new ConcurrentLinkedQueue<>();
            Thread.ofVirtual().start(() -> answerPlainly(tls, seen));
            TestVendor vendor = gateway.vendor(fake);
            fake.always(Script.chat("from the address before"));
            vendor.write("https://localhost:" + tls.getLocalPort(), "");

            await().atMost(SOON).untilAsserted(() -> assertFailedQuickly(gateway.chat(vendor.request())));

            assertThat(seen).isEmpty();
            vendor.delete();
        }
    }

    private static void answerPlainly(ServerSocket server, Queue<String> seen) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                byte[] bytes = new byte[4_096];
                int read = socket.getInputStream().read(bytes);
                seen.add(new String(bytes, 0, Math.max(0, read), StandardCharsets.ISO_8859_1));
                socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // the test is over, or the gateway hung up
            }
        }
    }

    @Test
    void aRedirectIsNotFollowed() {
        try (FakeVendor trap = FakeVendor.trap()) {
            TestVendor vendor = gateway.vendor(fake);
            fake.always(fakes.Broken.redirect(trap.url() + "/x"));

            HttpResponse<String> answer = gateway.chat(vendor.request());

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).contains("vendor_reply_invalid");
            trap.assertUntouched();
            vendor.delete();
        }
    }

    /** Also at once: a vendor that starts anew closes those that were in use a moment ago. */
    @Test
    void aConnectionTheVendorHasClosedMeanwhileIsNotUsedAgain() {
        TestVendor vendor = gateway.vendor(fake);
        fake.always(Script.chat("hi"));
        assertThat(gateway.chat(vendor.request()).statusCode()).isEqualTo(200);

        fake.closeIdleConnections();

        HttpResponse<String> next = gateway.chat(vendor.request());
        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(next.headers().firstValue("x-gateway-attempts")).contains("1");
        assertThat(fake.acceptedConnections()).isEqualTo(2);
        vendor.delete();
    }

    @Test
    void aFullVendorIsPassedOverAndGetsItsPlacesBack() throws Exception {
        TestVendor vendor = gateway.vendor(fake, "limits: {in-flight: 1, requests-per-second: 1000}");
        PacedStream paced = new PacedStream();
        fake.next(paced);
        fake.always(Script.chat("served"));
        try (RawClient client = gateway.connect()) {
            client.post("/v1/chat/completions", vendor.streamRequest(), "Authorization: Bearer " + Gateway.KEY);
            paced.content("first");
            assertThat(client.head(SOON).status()).isEqualTo(200);

            HttpResponse<String> second = gateway.chat(vendor.request());
            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(second.headers().firstValue("Retry-After")).isPresent();

            paced.finish();
            assertThat(client.allData(SOON)).last().isEqualTo("[DONE]");
        }
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(gateway.chat(vendor.request()).statusCode()).isEqualTo(200));
        vendor.delete();
    }

    /** The place at the vendor that failed is free again while the other one's stream still runs. */
    @Test
    void aFailedAttemptGivesItsPlaceBackAtOnce() throws Exception {
        FakeVendor second = FakeVendor.start();
        List<TestVendor> rivals = gateway.rivals(fake, second);
        rivals.getFirst().write(fake.url(), "limits: {in-flight: 1, requests-per-second: 1000}", 1, 0.9);
        PacedStream paced = new PacedStream();
        fake.next(Script.error(500, "boom", "x"));
        fake.always(Script.chat("the first again"));
        second.next(paced);
        try (RawClient client = gateway.connect()) {
            client.post(
                    "/v1/chat/completions", rivals.getFirst().streamRequest(), "Authorization: Bearer " + Gateway.KEY);
            paced.content("from the second");
            assertThat(client.head(SOON).status()).isEqualTo(200);

            String onlyFirst = rivals.getFirst()
                    .request()
                    .replace(
                            "\"" + rivals.getFirst().model() + "\"",
                            "\"" + rivals.getFirst().name() + "/"
                                    + rivals.getFirst().model() + "\"");
            assertThat(gateway.chat(onlyFirst).body()).contains("the first again");
            paced.finish();
        }
        second.close();
        rivals.forEach(TestVendor::delete);
    }

    private static void assertFailedQuickly(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("vendor_error").doesNotContain("no-such-host", "127.0.0.1");
    }
}
