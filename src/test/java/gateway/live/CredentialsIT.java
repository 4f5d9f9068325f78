package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fakes.FakeVendor;
import fakes.Received;
import fakes.Script;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way of showing a vendor that it is us, checked as strictly as a vendor does. */
class CredentialsIT {

    private static final String SECRET = "p/w +x";
    /** A key that was refused rests beyond its vendor's folder: every test has its own. */
    private static final int MOST_VENDORS = 40;

    private static final AtomicInteger NAMES = new AtomicInteger();

    private static Gateway gateway;

    private final TestVendor vendor = new TestVendor(gateway, "shown" + NAMES.incrementAndGet());
    private final FakeVendor fake = FakeVendor.start();

    @BeforeAll
    static void start() {
        Map<String, String> keys = new HashMap<>();
        for (int i = 1; i <= MOST_VENDORS; i++) {
            keys.put("SHOWN" + i + "_API_KEY", "user:" + SECRET);
        }
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            basic             | authorization | Basic dXNlcjpwL3cgK3g=
            {header: x-token} | x-token       | user:p/w +x
            """)
    void theKeyIsShownAsTheCardSays(String auth, String header, String value) {
        shown("auth: " + auth);

        Received received = fake.received().getFirst();

        assertThat(received.path()).isEqualTo("/chat/completions");
        assertThat(received.header(header)).isEqualTo(value);
    }

    @Test
    void aTokenIsSignedForEachCallAndTheSecretIsNeverSent() throws Exception {
        shown("auth: {jwt: 10m}");

        Received received = fake.received().getFirst();

        String authorization = String.valueOf(received.header("Authorization"));
        assertThat(authorization).startsWith("Bearer ");
        String[] parts = authorization.substring("Bearer ".length()).split("\\.", -1);
        Base64.Decoder decoder = Base64.getUrlDecoder();
        JsonNode header = Gateway.json(new String(decoder.decode(parts[0]), StandardCharsets.UTF_8));
        JsonNode claims = Gateway.json(new String(decoder.decode(parts[1]), StandardCharsets.UTF_8));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("p/w +x".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertThat(parts).hasSize(3);
        assertThat(decoder.decode(parts[2]))
                .isEqualTo(mac.doFinal((parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII)));
        assertThat(header.get("alg").asText()).isEqualTo("HS256");
        assertThat(claims.get("iss").asText()).isEqualTo("user");
        long issued = claims.get("iat").asLong();
        assertThat(claims.get("exp").asLong() - issued).isEqualTo(630);
        assertThat(claims.get("nbf").asLong()).isEqualTo(issued);
        assertThat(Math.abs(Instant.now().getEpochSecond() - 30 - issued)).isLessThan(30);
        assertThat(received.headers().toString()).doesNotContain("p/w");
    }

    /** And stands in no address that the console shows. */
    @Test
    void aKeyInTheQueryIsOnTheWireOnly() {
        shown("auth: {query: key}");

        Received received = fake.received().getFirst();

        assertThat(received.path()).startsWith("/chat/completions?").contains("key=user%3Ap%2Fw+%2B");
        assertThat(received.headers().toString().toLowerCase(Locale.ROOT)).doesNotContain("secret-query");
        assertThat(gateway.bean(org.apache.camel.CamelContext.class).getEndpoints())
                .noneMatch(endpoint -> endpoint.getEndpointUri().contains("user%3A")
                        || endpoint.getEndpointUri().contains("user:"));
    }

    @ParameterizedTest
    @CsvSource({"base64, http", "hex, iso", "hex, unix"})
    void aCallIsSignedOverWhatIsSent(String encoding, String date) throws Exception {
        shown("""
                auth:
                  hmac:
                    sign: "{method}\\n{host}\\n{path}\\n{query}\\n{date}\\n{body-sha256}"
                    encoding: %s
                    date: %s
                    headers: {X-Date: "{date}", Authorization: 'HMAC id="{id}", sig="{signature}"'}""".formatted(encoding, date));

        Received received = fake.received().getFirst();

        String day = String.valueOf(received.header("X-Date"));
        String body = HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(received.body()));
        byte[] signature = signed("POST\n127.0.0.1:" + fake.port() + "\n/chat/completions\n\n" + day + "\n" + body);
        String written = encoding.equals("hex")
                ? HexFormat.of().formatHex(signature)
                : Base64.getEncoder().encodeToString(signature);
        assertThat(received.header("Authorization")).isEqualTo("HMAC id=\"user\", sig=\"" + written + '"');
        assertThat(Math.abs(ChronoUnit.SECONDS.between(instant(day, date), Instant.now())))
                .isLessThan(60);
        assertThat(received.headers().toString()).doesNotContain(SECRET);
    }

    /** Some repeat the header, some the address, some the key itself, as it is or encoded. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth: bearer",
                "auth: basic",
                "auth: {header: x-token}",
                "auth: {query: key}",
                "auth: {jwt: 10m}",
                "auth: {hmac: {sign: '{path}', headers: {X-Signature: '{signature}'}}}",
                "auth: {hmac: {sign: '{path}', encoding: hex, headers: {X-Signature: '{signature}'}}}",
                "auth: {token-exchange: {path: /oauth/token, form: {a: '{id}', b: '{secret}'}}}",
                "auth: {token-exchange: {path: /oauth/token, basic: true, as: {query: token}}}"
            })
    void whatAVendorRepeatsOfOurCredentialReachesNoCaller(String auth) {
        fake.at("/oauth/token", Script.json(200, "{\"access_token\":\"tok+en/0123456789\",\"expires_in\":600}"));
        live(auth);
        List<Function<Received, String>> repeated = List.of(
                received -> String.valueOf(received.header("Authorization")),
                received -> "you sent " + received.header("x-token") + received.header("x-signature"),
                received -> received.path().substring(received.path().indexOf('?') + 1),
                received -> last(String.valueOf(received.header("Authorization"))),
                received -> "the password " + SECRET + " is wrong",
                received -> "at ?key=" + URLEncoder.encode("user:" + SECRET, StandardCharsets.UTF_8),
                received -> "at ?key="
                        + URLEncoder.encode(SECRET, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT),
                received -> Base64.getEncoder().encodeToString(("user:" + SECRET).getBytes(StandardCharsets.UTF_8)));
        for (Function<Received, String> what : repeated) {
            fake.next(call -> Script.error(400, "bad", "refused: " + what.apply(call.request()))
                    .play(call));

            HttpResponse<String> answer = gateway.chat(vendor.request());

            String told = what.apply(fake.received().getLast());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            if (!told.startsWith("null") && !told.equals("you sent nullnull") && !told.startsWith("/chat")) {
                assertThat(answer.body()).doesNotContain(told).contains("The vendor refused the request");
            }
        }
    }

    /** What stands behind the last dot: of a signed token, its signature. */
    private static String last(String text) {
        return text.substring(text.lastIndexOf('.') + 1);
    }

    private static byte[] signed(String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Instant instant(String written, String form) {
        return switch (form) {
            case "http" ->
                ZonedDateTime.parse(written, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
                        .withZoneSameInstant(ZoneOffset.UTC)
                        .toInstant();
            case "iso" -> Instant.parse(written);
            default -> Instant.ofEpochSecond(Long.parseLong(written));
        };
    }

    private void live(String card) {
        vendor.write(fake.url(), card);
        vendor.awaitLive();
    }

    private void shown(String auth) {
        live(auth);
        fake.always(Script.chat("hi"));
        assertThat(gateway.chat(vendor.request()).statusCode()).isEqualTo(200);
    }
}
