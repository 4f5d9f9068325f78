package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import fakes.FakeVendor;
import fakes.Script;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our own trouble with a vendor's keys is ours: the caller gets an answer, or an error that says nothing of them. */
class KeysIT {

    private static final String SECRET = "sk-canary-secret-";

    private final FakeVendor fake = FakeVendor.start();
    private final Gateway gateway = Gateway.start(
            Map.of("KEYED_API_KEY", SECRET + "one, " + SECRET + "two", "gateway.delivery.key-quarantine", "1h"));
    private final TestVendor vendor = new TestVendor(gateway, "keyed");

    KeysIT() {
        vendor.write(fake.url(), "auth: bearer");
        vendor.awaitLive();
    }

    @AfterEach
    void stop() {
        gateway.close();
        fake.close();
    }

    @Test
    void keysTakeTurns() {
        fake.always(Script.chat("hi"));

        gateway.chat(vendor.request());
        gateway.chat(vendor.request());

        assertThat(fake.received())
                .extracting(received -> received.header("Authorization"))
                .containsExactlyInAnyOrder("Bearer " + SECRET + "one", "Bearer " + SECRET + "two");
    }

    @ParameterizedTest
    @CsvSource({"401, bad_key", "402, no_money", "403, forbidden", "429, insufficient_quota"})
    void aRefusedKeyRestsAndTheOtherOneServes(int status, String code) {
        fake.next(Script.error(status, code, "Incorrect API key " + SECRET + "one"));
        fake.always(Script.chat("with the other key"));

        HttpResponse<String> first = gateway.chat(vendor.request());
        String refused = fake.received().get(0).header("Authorization");
        for (int i = 0; i < 4; i++) {
            assertThat(gateway.chat(vendor.request()).statusCode()).isEqualTo(200);
        }

        assertThat(first.body()).contains("with the other key");
        assertThat(first.headers().firstValue("x-gateway-attempts")).contains("2");
        assertThat(fake.received().stream().skip(1))
                .noneMatch(r -> String.valueOf(refused).equals(r.header("Authorization")));
    }

    @Test
    void whenEveryKeyIsRefusedTheCallerIsNotToldThatHisIs() {
        fake.always(Script.error(401, "bad_key", "Incorrect API key " + SECRET + "one"));

        HttpResponse<String> refused = gateway.chat(vendor.request());
        HttpResponse<String> after = gateway.chat(vendor.request());

        assertThat(refused.statusCode()).isIn(502, 503);
        assertThat(after.statusCode()).isEqualTo(503);
        assertThat(after.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.body() + after.body()).doesNotContain(SECRET, "Incorrect");
        assertThat(fake.received()).as("each key once").hasSize(2);
    }

    @Test
    void aVendorThatRepeatsOurKeyDoesNotGetItToTheCaller() {
        fake.always(Script.error(400, "bad", "bad request for key " + SECRET + "one at http://127.0.0.1/x"));

        HttpResponse<String> answer = gateway.chat(vendor.request());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain(SECRET, "sk-canary");
    }

    /** What one key has had made is not lost because the next one fails. */
    @Test
    void imagesSurviveThatAnotherKeyOfTheirVendorFailsToo() {
        vendor.writeFor(
                "images",
                fake.url(),
                "auth: bearer\nmodels: [{id: keyed-images, capability: images, price: {image: 1}, quality: 0.5}]");
        gateway.awaitModel("keyed-images", 200);
        fake.next(
                Script.json(200, "{\"created\":7,\"data\":[{\"b64_json\":\"MQ==\"}]}"),
                Script.error(401, "bad_key", "no"),
                Script.error(429, "rate_limited", "no"));

        HttpResponse<String> answer =
                gateway.post("/v1/images/generations", "{\"model\":\"keyed-images\",\"prompt\":\"a kite\",\"n\":3}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Gateway.json(answer.body()).get("data")).hasSize(1);
        assertThat(Gateway.json(answer.body()).get("failed")).hasSize(2);
        assertThat(fake.received()).hasSize(3);
        assertThat(gateway.decision(answer).at("/usage/images").asInt()).isEqualTo(1);
    }
}
