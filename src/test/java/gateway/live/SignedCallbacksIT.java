package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fakes.FakeVendor;
import fakes.Pictures;
import fakes.Script;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A vendor that calls one address for all its work, and signs. */
class SignedCallbacksIT {

    private static final String SECRET = "a secret of both";
    private static final String HEADER = "X-Claid-Hmac-SHA256";
    private static final String CALLBACK = "/api/v1/callbacks/claid/account";
    private static final String NEWS = "{\"data\":{\"id\":40017,\"status\":\"DONE\"}}";
    private static final String EDIT =
            "{\"model\":\"claid-instruct\",\"operation\":\"edit\",\"prompt\":\"make it blue\","
                    + "\"image\":\"https://img.example/cup.jpg\"}";

    private final FakeVendor fake = FakeVendor.start();
    private final Gateway gateway = Gateway.shipped(
            fake, Map.of("CLAID_CALLBACK_SECRET", SECRET, "gateway.tasks.hint", "1ms"), "claid/claid-instruct");

    SignedCallbacksIT() {
        fake.at("/ai-edit", state("ACCEPTED", ""));
        fake.at("/a.png", Script.body(200, "image/png", Pictures.dot()));
    }

    @AfterEach
    void stop() {
        gateway.close();
        fake.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatTheVendorHasSignedHasItAskedAtOnce(boolean hex) throws Exception {
        fake.at("/ai-edit/40017", state("DONE", "\"output_objects\":[{\"tmp_url\":\"" + fake.url() + "/a.png\"}]"));
        HttpResponse<String> answer = submitted();

        byte[] mac = signature(NEWS);
        String shown = hex ? HexFormat.of().formatHex(mac) : Base64.getEncoder().encodeToString(mac);
        assertThat(gateway.post(CALLBACK, NEWS, HEADER, shown).statusCode()).isEqualTo(200);

        String path = answer.headers().firstValue("Location").orElseThrow();
        assertThat(Gateway.json(gateway.get(path + "?wait=20").body())
                        .get("status")
                        .asText())
                .isEqualTo("succeeded");
        assertThat(fake.received())
                .filteredOn(each -> each.path().endsWith("/ai-edit"))
                .hasSize(1);
    }

    @Test
    void aForgedOneIsRefusedAndChangesNothing() throws Exception {
        submitted();

        String other = HexFormat.of().formatHex(signature(NEWS + ' '));
        assertThat(gateway.post(CALLBACK, NEWS, HEADER, other).statusCode()).isEqualTo(401);
        assertThat(gateway.post(CALLBACK, NEWS, HEADER, "").statusCode()).isEqualTo(401);
        assertThat(gateway.post(CALLBACK, NEWS).statusCode()).isEqualTo(401);
    }

    @Test
    void newsOfWorkThatIsNotOursAreTakenAndForgotten() throws Exception {
        String news = "{\"data\":{\"id\":7}}";

        assertThat(gateway.post(CALLBACK, news, HEADER, HexFormat.of().formatHex(signature(news)))
                        .statusCode())
                .isEqualTo(200);
        assertThat(gateway.post(CALLBACK, "no json", HEADER, HexFormat.of().formatHex(signature("no json")))
                        .statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> submitted() {
        HttpResponse<String> answer = gateway.post("/api/v1/image", EDIT, "Prefer", "respond-async");
        String path = answer.headers().firstValue("Location").orElseThrow();
        await().until(() ->
                Gateway.json(gateway.get(path).body()).get("status").asText().equals("submitted"));
        return answer;
    }

    private static Script state(String status, String result) {
        return Script.json(
                200,
                "{\"data\":{\"id\":40017,\"status\":\"" + status + "\",\"errors\":[],\"result\":{" + result + "}}}");
    }

    private static byte[] signature(String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return mac.doFinal(body.getBytes(StandardCharsets.UTF_8));
    }
}
