package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import fakes.FakeVendor;
import fakes.Received;
import fakes.Script;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that are traded for tokens. */
class TokenExchangeIT {

    private static final String SECRET = "p/w +x";
    private static final String EXCHANGE = """
            auth:
              token-exchange:
                path: /oauth/token
                form: {grant_type: client_credentials, client_id: "{id}", client_secret: "{secret}"}""";
    private static final String TOKEN_PATH = "/oauth/token";

    /** A key that was refused rests beyond its vendor's folder: every test has its own. */
    private static final int MOST_VENDORS = 40;

    private static final AtomicInteger NAMES = new AtomicInteger();

    private static Gateway gateway;

    private final TestVendor vendor = new TestVendor(gateway, "traded" + NAMES.incrementAndGet());
    private final FakeVendor fake = FakeVendor.start();

    @BeforeAll
    static void start() {
        Map<String, String> keys = new HashMap<>();
        for (int i = 1; i <= MOST_VENDORS; i++) {
            keys.put("TRADED" + i + "_API_KEY", "user:" + SECRET);
        }
        keys.put("TWOKEYS_API_KEY", "one:" + SECRET + ",two:" + SECRET);
        gateway = Gateway.start(keys);
    }

    @AfterAll
    static void end() {
        gateway.close();
    }

    @AfterEach
    void stop() {
        vendor.delete();
        fake.close();
    }

    @Test
    void aTokenIsTradedOnceForAllWhoWaitForIt() {
        fake.at(TOKEN_PATH, Script.json(200, token("tok-1", 600)));
        live(EXCHANGE);
        fake.always(Script.chat("hi"));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<HttpResponse<String>>> answers = Stream.generate(
                            () -> CompletableFuture.supplyAsync(() -> gateway.chat(vendor.request()), threads))
                    .limit(20)
                    .toList();
            assertThat(answers).allMatch(answer -> answer.join().statusCode() == 200);
        }

        List<Received> trades = at(TOKEN_PATH);
        assertThat(trades).hasSize(1);
        assertThat(new String(trades.getFirst().body(), StandardCharsets.UTF_8))
                .isEqualTo("grant_type=client_credentials&client_id=user&client_secret=p%2Fw+%2Bx");
        assertThat(trades.getFirst().header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(trades.getFirst().header("Upgrade")).isNull();
        assertThat(at("/chat/completions")).hasSize(20).allMatch(call -> "Bearer tok-1"
                .equals(call.header("Authorization")));
    }

    /** Every token may have been withdrawn at once: that is no reason to give up the second key. */
    @Test
    void theTokenOfEachKeyIsTradedAnew() {
        TestVendor two = new TestVendor(gateway, "twokeys");
        AtomicInteger given = new AtomicInteger();
        fake.at(TOKEN_PATH, call -> Script.json(200, token("tok-" + given.incrementAndGet(), 600))
                .play(call));
        two.write(fake.url(), EXCHANGE);
        two.awaitLive();
        fake.always(Script.chat("hi"));
        gateway.chat(two.request());
        gateway.chat(two.request());
        fake.next(Script.error(401, "expired", "over"), Script.error(401, "expired", "over"));

        List<Integer> statuses = Stream.generate(
                        () -> gateway.chat(two.request()).statusCode())
                .limit(3)
                .toList();

        assertThat(statuses).containsOnly(200);
        assertThat(given.get()).as("two for each").isEqualTo(4);
        two.delete();
    }

    @Test
    void aRefusedTokenIsTradedAnewAndTheKeyGoesOn() {
        AtomicInteger given = new AtomicInteger();
        fake.at(TOKEN_PATH, call -> Script.json(200, token("tok-" + given.incrementAndGet(), 600))
                .play(call));
        live(EXCHANGE);
        fake.next(Script.chat("hi"), Script.error(401, "expired", "token tok-1 is over"), Script.chat("hi"));

        List<Integer> statuses = Stream.generate(
                        () -> gateway.chat(vendor.request()).statusCode())
                .limit(2)
                .toList();

        assertThat(statuses).containsOnly(200);
        assertThat(at("/chat/completions").stream().map(call -> call.header("Authorization")))
                .containsExactly("Bearer tok-1", "Bearer tok-1", "Bearer tok-2");
    }

    /** A second refusal is about the key; and a vendor that will not trade says so itself. */
    @ParameterizedTest
    @CsvSource({"200, 401, 503, 2, 2", "401, 200, 502, 1, 0"})
    void aKeyThatIsRefusedRests(int trade, int chat, int told, int trades, int calls) {
        fake.at(TOKEN_PATH, Script.json(trade, token("tok", 600)));
        live(EXCHANGE);
        fake.always(Script.json(chat, "{\"error\":{\"message\":\"no\"}}"));

        HttpResponse<String> first = gateway.chat(vendor.request());
        HttpResponse<String> second = gateway.chat(vendor.request());

        assertThat(first.statusCode()).isEqualTo(told);
        assertThat(first.body()).contains("vendor_auth");
        assertThat(second.statusCode()).isEqualTo(503);
        assertThat(second.body()).doesNotContain("tok", SECRET);
        assertThat(at(TOKEN_PATH)).hasSize(trades);
        assertThat(at("/chat/completions")).hasSize(calls);
    }

    @Test
    void whatIsTradedAndHowItIsShownIsTheCards() {
        fake.at(TOKEN_PATH, Script.json(201, "{\"data\":{\"jeton\":\"a+b\",\"vie\":\"90\"}}"));
        live("""
                auth:
                  token-exchange: {path: /oauth/token, json: {who: "{id}"}, basic: true, token: data.jeton, lifetime: data.vie, as: {query: access_token}}""");
        fake.always(Script.chat("hi"));

        assertThat(gateway.chat(vendor.request()).statusCode()).isEqualTo(200);

        Received trade = at(TOKEN_PATH).getFirst();
        assertThat(trade.json()).isEqualTo(Gateway.json("{\"who\":\"user\"}"));
        assertThat(trade.header("Authorization")).isEqualTo("Basic dXNlcjpwL3cgK3g=");
        assertThat(fake.received().getLast().path()).contains("access_token=a%2Bb");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            500 | {}
            200 | {"access_token":""}
            200 | {"access_token":"a b"}
            200 | no json
            """)
    void aVendorThatGivesNoTokenIsNotCalled(int status, String answer) {
        fake.at(TOKEN_PATH, Script.json(status, answer));
        live(EXCHANGE);

        HttpResponse<String> told = gateway.chat(vendor.request());

        assertThat(told.statusCode()).isEqualTo(502);
        assertThat(Gateway.json(told.body()).at("/error/code").asText()).isEqualTo("vendor_error");
        assertThat(at("/chat/completions")).isEmpty();
    }

    /** Whoever waits for a token can leave, and has a deadline. */
    @Test
    void aSilentTokenEndpointIsNotWaitedForBeyondTheDeadline() {
        fake.at(TOKEN_PATH, call -> call.awaitPeerClosed(Duration.ofSeconds(10)));
        live(EXCHANGE);

        HttpResponse<String> told = gateway.chat(vendor.request(), "x-gateway-deadline-ms", "300");

        assertThat(told.statusCode()).isEqualTo(504);
        assertThat(at("/chat/completions")).isEmpty();
    }

    /** Nothing was asked of the vendor itself yet, so nobody pays twice. */
    @Test
    void aSilentTokenEndpointSendsTheRequestToTheNextVendor() {
        fake.at(TOKEN_PATH, call -> call.awaitPeerClosed(Duration.ofSeconds(10)));
        live(EXCHANGE + "\ntimeouts: {reply: 300ms}");
        FakeVendor second = FakeVendor.start().always(Script.chat("from the second"));
        TestVendor rival = new TestVendor(gateway, vendor.name() + "-rival", vendor.model());
        rival.write(second.url(), "", 100, 0.1);
        gateway.awaitModel(rival.name() + "/" + rival.model(), 200);

        HttpResponse<String> answer = gateway.chat(vendor.request());

        assertThat(answer.body()).contains("from the second");
        assertThat(gateway.decision(answer).at("/attempts/0/outcome").asText()).isEqualTo("vendor_error");
        rival.delete();
        second.close();
    }

    private List<Received> at(String path) {
        return fake.received().stream()
                .filter(received -> received.path().equals(path))
                .toList();
    }

    private static String token(String token, int seconds) {
        return "{\"access_token\":\"" + token + "\",\"expires_in\":" + seconds + "}";
    }

    private void live(String card) {
        vendor.write(fake.url(), card);
        vendor.awaitLive();
    }
}
