package gateway.api.responses;

import static gateway.api.responses.Dialogue.json;
import static gateway.api.responses.Dialogue.sentBack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.fault.GatewayException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What vendors want back with the model's turn, when callers send the items of an answer back as they are. */
class ThoughtsTest {

    private static final String SIGNED = "\"extra_content\":{\"google\":{\"thought_signature\":\"sig\"}}";
    private static final String FIRST =
            "{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"},"
                    + SIGNED + '}';
    private static final String SECOND =
            "{\"index\":1,\"id\":\"b\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}";

    private final Dialogue dialogue = Dialogue.of("\"input\":\"x\"");

    @Test
    void theSignatureOfACallComesBackOnItsCall() {
        JsonNode whole = dialogue.reply("{\"content\":\"Hm.\",\"tool_calls\":[" + FIRST + ',' + SECOND + "]}");
        List<JsonNode> streamed =
                dialogue.streamed("{\"content\":\"Hm.\",\"tool_calls\":[" + FIRST + ',' + SECOND + "]}");

        for (Iterable<JsonNode> items : List.of(whole.get("output"), streamed)) {
            JsonNode message = sentBack(items, "").at("/messages/1");
            assertThat(message.at("/tool_calls/0/extra_content/google/thought_signature")
                            .asText())
                    .isEqualTo("sig");
            assertThat(message.at("/tool_calls/1").has("extra_content")).isFalse();
            assertThat(message.get("content").asText()).isEqualTo("Hm.");
        }
        assertThat(whole.at("/output/0/type").asText()).isEqualTo("reasoning");
        assertThat(streamed)
                .extracting(item -> item.get("type").asText())
                .containsExactly("message", "reasoning", "function_call", "function_call");
    }

    @Test
    void theSignatureOfATextComesBackWithItsTurn() {
        JsonNode whole = dialogue.reply("{\"content\":\"Hello\"," + SIGNED + '}');
        List<JsonNode> streamed = dialogue.streamed("{\"content\":\"Hello\"}", "{\"content\":\"\"," + SIGNED + '}');

        for (Iterable<JsonNode> items : List.of(whole.get("output"), streamed)) {
            assertThat(sentBack(items, "").at("/messages/1"))
                    .isEqualTo(json("{\"role\":\"assistant\",\"content\":\"Hello\"," + SIGNED + '}'));
        }
    }

    /** Many clients read the last item. */
    @Test
    void aSignedTextIsTheLastItem() {
        JsonNode whole = dialogue.reply("{\"content\":\"Hello\"," + SIGNED + '}');
        List<JsonNode> streamed = dialogue.streamed(
                "{\"reasoning_content\":\"Hm.\"}", "{\"content\":\"Hello\"}", "{\"content\":\"\"," + SIGNED + '}');

        assertThat(whole.get("output").findValuesAsText("type")).startsWith("reasoning", "message");
        assertThat(streamed).extracting(item -> item.get("type").asText()).containsExactly("reasoning", "message");
    }

    @Test
    void thePartsOfATurnComeBackAsTheirVendorMadeThem() {
        String parts = "{\"google\":{\"parts\":[{\"executableCode\":{\"code\":\"1+1\"}},{\"text\":\"Two.\"}]}}";

        JsonNode whole = dialogue.reply("{\"content\":\"Two.\",\"extra_content\":" + parts + '}');

        assertThat(sentBack(whole.get("output"), "").at("/messages/1/extra_content"))
                .isEqualTo(json(parts));
    }

    @Test
    void aThoughtThatIsFollowedByASignedCallIsOneItem() {
        List<JsonNode> items = dialogue.streamed("{\"reasoning_content\":\"Hm.\"}", "{\"tool_calls\":[" + FIRST + "]}");

        assertThat(items).extracting(item -> item.get("type").asText()).containsExactly("reasoning", "function_call");
        assertThat(items.getFirst().at("/content/0/text").asText()).isEqualTo("Hm.");
    }

    /** Some clients leave out the text of thoughts when they send their items back. */
    @Test
    void aThoughtThatNobodySignedComesBackThoughItsTextWasLeftOut() {
        JsonNode whole = dialogue.reply("{\"reasoning_content\":\"Look it up.\",\"tool_calls\":[" + SECOND + "]}");
        List<JsonNode> streamed = dialogue.streamed(
                "{\"reasoning_content\":\"Look \"}",
                "{\"reasoning_content\":\"it up.\"}",
                "{\"tool_calls\":[" + SECOND + "]}");

        for (Iterable<JsonNode> items : List.of(whole.get("output"), streamed)) {
            items.forEach(item -> ((ObjectNode) item).remove("content"));
            assertThat(sentBack(items, "").at("/messages/1/reasoning_content").asText())
                    .isEqualTo("Look it up.");
        }
    }

    @Test
    void aThoughtThatAnotherGatewaySealedComesBackAsItsText() {
        JsonNode item = json("{\"type\":\"reasoning\",\"summary\":[],\"encrypted_content\":\"gAAAAA-_=\","
                + "\"content\":[{\"type\":\"reasoning_text\",\"text\":\"Hm.\"}]}");
        JsonNode said = json("{\"role\":\"assistant\",\"content\":\"Rome\"}");

        JsonNode message = sentBack(List.of(item, said), "").at("/messages/1");

        assertThat(message)
                .isEqualTo(json("{\"role\":\"assistant\",\"content\":\"Rome\",\"reasoning_content\":\"Hm.\"}"));
    }

    @Test
    void severalThoughtsOfOneTurnAllComeBackInTheirOrder() {
        List<JsonNode> items = dialogue.streamed(
                "{\"reasoning_content\":\"One. \",\"thinking_blocks\":[{\"index\":0,\"type\":\"thinking\",\"thinking\":\"One. \"}]}",
                "{\"thinking_blocks\":[{\"index\":0,\"signature\":\"s1\"}]}",
                "{\"content\":\"Hm.\"}",
                "{\"reasoning_content\":\"Two.\",\"thinking_blocks\":[{\"index\":1,\"type\":\"thinking\",\"thinking\":\"Two.\",\"signature\":\"s2\"}]}",
                "{\"tool_calls\":[" + SECOND + "]}");

        JsonNode message = sentBack(items, "").at("/messages/1");

        assertThat(message.get("thinking_blocks")).isEqualTo(json("""
                [{"index": 0, "type": "thinking", "thinking": "One. ", "signature": "s1"},
                 {"index": 1, "type": "thinking", "thinking": "Two.", "signature": "s2"}]"""));
        assertThat(message.get("reasoning_content").asText()).isEqualTo("One. Two.");
    }

    @Test
    void aThoughtAloneIsNoTurn() {
        JsonNode thought = dialogue.reply("{\"reasoning_content\":\"Hm.\"}").at("/output/0");

        JsonNode messages = sentBack(List.of(thought), ",{\"role\":\"user\",\"content\":\"y\"}")
                .get("messages");

        assertThat(messages).extracting(message -> message.get("role").asText()).containsExactly("user", "user");
    }

    /** Clients put a stream together by its parts: none may begin that is not in the whole item. */
    @Test
    void aThoughtThatIsNotShownHasNoPart() {
        List<JsonNode> events = dialogue.events(
                "{\"thinking_blocks\":[{\"index\":0,\"type\":\"redacted_thinking\",\"data\":\"ZA==\"}]}",
                "{\"content\":\"a\"}");

        assertThat(events)
                .filteredOn(event -> event.path("output_index").asInt(1) == 0)
                .extracting(event -> event.get("type").asText())
                .containsExactly("response.output_item.added", "response.output_item.done");
    }

    @Test
    void aCallWithoutAnIdGetsOneThatNoOtherAnswerHas() {
        String call = "{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}";

        assertThat(dialogue.reply(call).at("/output/0/call_id").asText()).isEqualTo("call_c_0");
        assertThat(dialogue.streamed(call).getFirst().get("call_id").asText()).isEqualTo("call_c_0");
    }

    /** They stay until the end, in which the whole answer is repeated. */
    @Test
    void signaturesCountAmongWhatIsKeptOfAnAnswer() {
        String[] calls = IntStream.range(0, 5)
                .mapToObj(i -> "{\"tool_calls\":[{\"index\":" + i + ",\"id\":\"" + i
                        + "\",\"function\":{\"name\":\"f\"," + "\"arguments\":\"{}\"},"
                        + SIGNED.replace("\"sig\"", '"' + "s".repeat(1 << 20) + '"') + "}]}")
                .toArray(String[]::new);

        assertThatThrownBy(() -> dialogue.events(calls))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("answer-memory");
    }
}
