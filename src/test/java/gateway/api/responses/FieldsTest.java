package gateway.api.responses;

import static gateway.api.responses.Dialogue.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.fault.GatewayException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields beside the input, and what vendors are told of them. */
class FieldsTest {

    private static final String LOGPROBS =
            "{\"content\":[{\"token\":\"a\",\"logprob\":-0.1,\"bytes\":[97],\"top_logprobs\":[]}]}";

    /** What clients send of themselves is no vendor's business, and most refuse it. */
    @Test
    void whatMeansNothingToVendorsIsLeftOut() {
        JsonNode asked = Dialogue.of("""
                "input": "x", "store": false, "include": ["reasoning.encrypted_content"], "truncation": "auto",
                "client_metadata": {"a": "b"}, "context_management": [{"type": "compaction", "compact_threshold": 9}],
                "top_logprobs": 0, "max_tool_calls": 3, "stream_options": {"include_obfuscation": false},
                "reasoning": {"effort": "low", "summary": "auto"}, "prompt_cache_key": "k\"""").asked();

        assertThat(asked).isEqualTo(json("""
                {"model": "m", "messages": [{"role": "user", "content": "x"}], "reasoning_effort": "low",
                 "prompt_cache_key": "k"}"""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"include\":[\"message.output_text.logprobs\"]", "\"top_logprobs\":2"})
    void probabilitiesAreAskedForHoweverTheCallerSaysIt(String field) {
        assertThat(Dialogue.of("\"input\":\"x\"," + field)
                        .asked()
                        .get("logprobs")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void probabilitiesAreToldWithTheirText() {
        Dialogue dialogue = Dialogue.of("\"input\":\"x\",\"top_logprobs\":2");
        JsonNode told = json(LOGPROBS).get("content");

        JsonNode whole = dialogue.answer("\"message\":{\"content\":\"a\"},\"logprobs\":" + LOGPROBS);
        List<JsonNode> events = dialogue.told("\"delta\":{\"content\":\"a\"},\"logprobs\":" + LOGPROBS);

        assertThat(dialogue.asked().get("top_logprobs").asInt()).isEqualTo(2);
        assertThat(whole.at("/output/0/content/0/logprobs")).isEqualTo(told);
        assertThat(events)
                .filteredOn(event -> event.path("type").asText().startsWith("response.output_text"))
                .hasSize(2)
                .allMatch(event -> event.get("logprobs").equals(told));
        assertThat(events.getLast().at("/response/output/0/content/0/logprobs")).isEqualTo(told);
    }

    @Test
    void anAnswerInPartsIsTold() {
        assertThat(Dialogue.of("\"input\":\"x\"")
                        .reply("{\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}]}")
                        .at("/output/0/content/0/text")
                        .asText())
                .isEqualTo("ab");
    }

    @Test
    void aFormatThatNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> Dialogue.of("\"input\":\"x\",\"text\":{\"format\":{\"type\":\"grammar\"}}"))
                .isInstanceOfSatisfying(
                        GatewayException.class, e -> assertThat(e.param()).isEqualTo("text.format.type"));
    }
}
