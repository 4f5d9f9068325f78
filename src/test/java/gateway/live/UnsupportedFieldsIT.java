package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fakes.FakeVendor;
import fakes.Script;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a vendor cannot do is refused before the call, or left out, by a rule of its card, wherever it stands in a request. */
class UnsupportedFieldsIT {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String FILE = "[{\"type\":\"text\",\"text\":\"Read\"},"
            + "{\"type\":\"file\",\"file\":{\"filename\":\"a.pdf\",\"file_data\":\"data:application/pdf;base64,QQ==\"}}]";

    private final Gateway gateway = Gateway.shared();
    private final FakeVendor fake = FakeVendor.start();
    private final FakeVendor other = FakeVendor.start();
    private final String model = "rules-model" + NAMES.incrementAndGet();
    private final TestVendor strict = new TestVendor(gateway, "strict" + NAMES.incrementAndGet(), model);
    private final TestVendor free = new TestVendor(gateway, "free" + NAMES.incrementAndGet(), model);

    @BeforeEach
    void answer() {
        fake.always(Script.chat("hi"));
        other.always(Script.chat("hi"));
    }

    @AfterEach
    void close() {
        strict.delete();
        free.delete();
        fake.close();
        other.close();
    }

    @Test
    void aRequestWithARejectedFieldInsideItIsRefusedNamingTheField() {
        live("messages.content.file: reject", "tool_choice.function: reject");

        HttpResponse<String> file = gateway.chat(request(FILE));
        HttpResponse<String> forced = gateway.chat(request(
                "\"hi\"",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]",
                "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}}"));

        assertRefused(file, "messages.content.file");
        assertRefused(forced, "tool_choice.function");
        assertThat(fake.received()).isEmpty();
    }

    @Test
    void aRuleMayBeAboutOneValueOfAField() {
        live("response_format.type=json_object: reject");

        HttpResponse<String> refused =
                gateway.chat(request("\"hi\"", "\"response_format\":{\"type\":\"json_object\"}"));
        HttpResponse<String> taken = gateway.chat(request("\"hi\"", "\"response_format\":{\"type\":\"text\"}"));

        assertRefused(refused, "response_format.type");
        assertThat(refused.body()).contains("the field 'response_format.type' with the value 'json_object'");
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
    }

    @Test
    void aRequestThatOneVendorRejectsGoesToAnotherAndSaysWhy() {
        live("messages.content.file: reject");
        free.write(other.url(), "", 9, 0.1);
        gateway.awaitModel(free.name() + "/" + model, 200);

        HttpResponse<String> answer = gateway.chat(request(FILE));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(fake.received()).isEmpty();
        assertThat(other.received()).hasSize(1);
        JsonNode decision = gateway.decision(answer);
        assertThat(decision.toString())
                .contains(strict.name() + "/" + model, "cannot take the field 'messages.content.file'");
    }

    @Test
    void aDroppedFieldInsideARequestIsLeftOutEverywhereAndTheRestIsKept() {
        live("messages.cache_control: drop", "messages.content.image_url.detail: drop", "tools.function.strict: drop");
        String parts = "[{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a.example/p\",\"detail\":\"low\"}}]";

        HttpResponse<String> answer = gateway.chat("{\"model\":\"" + model + "\",\"new\":1.50,\"messages\":["
                + "{\"role\":\"system\",\"content\":\"s\",\"cache_control\":{\"type\":\"ephemeral\"}},"
                + "{\"role\":\"user\",\"content\":" + parts + ",\"cache_control\":null}],"
                + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"strict\":true}}]}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(fake.received().getFirst().json())
                .isEqualTo(Gateway.json("{\"model\":\"" + model + "\",\"new\":1.50,\"messages\":["
                        + "{\"role\":\"system\",\"content\":\"s\"},"
                        + "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a.example/p\"}}]}],"
                        + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]}"));
    }

    /** The words of a rule may stand in a request without being the field: then its bytes are the caller's, as ever. */
    @Test
    void aRequestWithNothingToLeaveOutIsPassedOnAsItCame() {
        live("messages.cache_control: drop", "tools.function.strict: drop");
        String said = "{ \"model\" : \"" + model + "\",\"messages\":[ {\"role\":\"user\",\"content\":\"hi\","
                + "\"x\":{\"cache_control\":1.00}} ],\"t\\u006fp\":\"\\u00e9\" }";

        HttpResponse<String> answer = gateway.chat(said);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(fake.received().getFirst().text()).isEqualTo(said);
    }

    @Test
    void aMappingDoesNotSeeWhatWasDropped() throws IOException {
        strict.write(fake.url(), "on-unsupported: {messages.name: drop}");
        Files.writeString(
                strict.folder().resolve("request.jslt"),
                "{\"names\": [for (.messages) .name], \"roles\": [for (.messages) .role], * : .}");
        strict.awaitLive();

        gateway.chat(
                "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"name\":\"Ada\",\"content\":\"hi\"}]}");

        JsonNode sent = fake.received().getFirst().json();
        assertThat(sent.get("names").toString()).isEqualTo("[null]");
        assertThat(sent.get("roles").toString()).isEqualTo("[\"user\"]");
    }

    @Test
    void aFieldThatIsNullCountsAsLeftOut() {
        live("logit_bias: reject", "messages.audio: reject");

        HttpResponse<String> answer = gateway.chat("{\"model\":\"" + model + "\",\"logit_bias\":null,\"messages\":["
                + "{\"role\":\"user\",\"content\":\"hi\"},{\"role\":\"assistant\",\"content\":\"x\",\"audio\":null},"
                + "{\"role\":\"user\",\"content\":\"hi\"}]}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private void live(String... rules) {
        strict.write(fake.url(), "on-unsupported:\n  " + String.join("\n  ", List.of(rules)));
        strict.awaitLive();
    }

    private String request(String content, String... fields) {
        String more = fields.length == 0 ? "" : "," + String.join(",", fields);
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":" + content + "}]" + more
                + "}";
    }

    private static void assertRefused(HttpResponse<String> answer, String field) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonNode error = Gateway.json(answer.body()).get("error");
        assertThat(error.get("code").asText()).isEqualTo("unsupported_feature");
        assertThat(error.get("param").asText()).isEqualTo(field);
    }
}
