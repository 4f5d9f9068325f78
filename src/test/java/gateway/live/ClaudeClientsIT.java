package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.BadRequestException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.ThinkingConfigAdaptive;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolBash20250124;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import com.fasterxml.jackson.databind.JsonNode;
import fakes.AnthropicJson;
import fakes.FakeVendor;
import fakes.Received;
import fakes.Script;
import fakes.StrictAnthropic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Anthropic's own client and the shipped folder of Claude, in front of a vendor that refuses all that Anthropic refuses. */
class ClaudeClientsIT {

    private static final String MODEL = "claude-opus-5";

    /** Thoughts between what is said: an order that only this dialect can tell. */
    private static final String INTERLEAVED = """
            {"id": "msg_2", "type": "message", "role": "assistant", "model": "claude-opus-5", "content": [
              {"type": "text", "text": "Rome first."},
              {"type": "thinking", "thinking": "Hm.", "signature": "SIG"},
              {"type": "text", "text": "It rains", "citations": [{"type": "char_location", "cited_text": "rain",
                "document_index": 0, "document_title": "Notes", "start_char_index": 0, "end_char_index": 4}]},
              {"type": "tool_use", "id": "toolu_3", "name": "weather", "input": {}}],
             "stop_reason": "tool_use", "stop_sequence": null, "usage": {"input_tokens": 10, "output_tokens": 20}}
            """.replace("SIG", StrictAnthropic.SIGNATURE);

    private static final FakeVendor VENDOR = FakeVendor.start();

    private static Gateway gateway;
    private static AnthropicClient anthropic;

    @BeforeAll
    static void start() {
        gateway = Gateway.shipped(VENDOR, Map.of(), "claude/" + MODEL);
        anthropic = OfficialClients.anthropic(gateway, Gateway.KEY);
    }

    @AfterAll
    static void end() {
        anthropic.close();
        gateway.close();
        VENDOR.close();
    }

    @Test
    void anthropicsClientCallsToolsOfItsOwnVendor() {
        next(Script.json(200, AnthropicJson.CALLS), Script.json(200, AnthropicJson.DONE));

        Message asked = anthropic.messages().create(talk().build());
        Message told = anthropic.messages().create(answered(talk(), asked).build());

        assertThat(told.content().getFirst().asText().text()).isEqualTo("Rain in Rome, snow in Oslo.");
        JsonNode sent = VENDOR.received().getLast().json();
        assertThat(sent.at("/messages/1/content"))
                .isEqualTo(Gateway.json(AnthropicJson.CALLS).get("content"));
        assertThat(sent.at("/messages/2/content/1/tool_use_id").asText()).isEqualTo("toolu_2");
        assertThat(sent.at("/thinking/budget_tokens").asInt()).isEqualTo(1024);
    }

    @Test
    void anthropicsClientStreamsToolsAndThoughtsOfItsOwnVendor() {
        next(Script.rawStream(AnthropicJson.stream(AnthropicJson.CALLS)), Script.json(200, AnthropicJson.DONE));

        Message asked = streamed(talk());
        Message told = anthropic.messages().create(answered(talk(), asked).build());

        assertThat(asked.stopReason()).contains(StopReason.TOOL_USE);
        assertThat(told.stopReason()).contains(StopReason.END_TURN);
        assertThat(VENDOR.received().getLast().json().at("/messages/1/content"))
                .isEqualTo(Gateway.json(AnthropicJson.CALLS).get("content"));
    }

    @Test
    void theOrderOfBlocksAndTheirCitationsComeBackWhole() {
        next(Script.json(200, INTERLEAVED), Script.json(200, AnthropicJson.DONE));

        Message asked = anthropic.messages().create(talk().build());
        anthropic.messages().create(answered(talk(), asked).build());

        JsonNode sent = VENDOR.received().getLast().json().at("/messages/1/content");
        assertThat(sent).isEqualTo(Gateway.json(INTERLEAVED).get("content"));
    }

    @Test
    void theOrderOfBlocksAndTheirCitationsComeBackWholeFromAStream() {
        next(Script.rawStream(AnthropicJson.stream(INTERLEAVED)), Script.json(200, AnthropicJson.DONE));

        Message asked = streamed(talk());
        anthropic.messages().create(answered(talk(), asked).build());

        JsonNode sent = VENDOR.received().getLast().json().at("/messages/1/content");
        assertThat(sent).isEqualTo(Gateway.json(INTERLEAVED).get("content"));
    }

    @Test
    void theDialectsOwnToolsReachTheVendorThatKnowsThem() {
        next(Script.json(200, AnthropicJson.DONE));

        anthropic
                .messages()
                .create(talk().addTool(ToolBash20250124.builder().build()).build());

        assertThat(VENDOR.received().getLast().json().at("/tools/1/type").asText())
                .isEqualTo("bash_20250124");
    }

    /** What a well-known client sends by itself; the vendor takes the field only with the header. */
    @Test
    void whatIsBetaReachesTheVendorWithItsHeader() {
        next(Script.json(200, AnthropicJson.DONE));

        anthropic
                .messages()
                .create(talk().putAdditionalHeader("anthropic-beta", "context-management-2025-06-27")
                        .putAdditionalBodyProperty(
                                "context_management", JsonValue.from(Map.of("edits", List.of(Map.of("type", "x")))))
                        .build());

        Received sent = VENDOR.received().getLast();
        assertThat(sent.header("anthropic-beta")).isEqualTo("context-management-2025-06-27");
        assertThat(sent.json().at("/context_management/edits/0/type").asText()).isEqualTo("x");
        assertThat(sent.json().path("thinking").path("budget_tokens").asInt()).isEqualTo(1024);
    }

    /** An effort that the caller names is not taken for one that was made of a budget. */
    @Test
    void anEffortReachesTheVendorBesideThinking() {
        next(Script.json(200, AnthropicJson.DONE), Script.json(200, AnthropicJson.DONE));
        JsonValue effort = JsonValue.from(Map.of("effort", "max"));

        anthropic
                .messages()
                .create(talk().putAdditionalBodyProperty("output_config", effort)
                        .build());
        anthropic
                .messages()
                .create(talk().thinking(ThinkingConfigAdaptive.builder().build())
                        .putAdditionalBodyProperty("output_config", effort)
                        .build());

        for (Received sent : VENDOR.received()
                .subList(VENDOR.received().size() - 2, VENDOR.received().size())) {
            assertThat(sent.json().at("/output_config/effort").asText()).isEqualTo("max");
        }
    }

    @Test
    void whatTheVendorHasNothingForIsRefusedByName() {
        String custom = "{\"model\":\"claude/claude-opus-5\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],"
                + "\"tools\":[{\"type\":\"custom\",\"custom\":{\"name\":\"patch\"}}]}";
        String calls = "{\"model\":\"claude/claude-opus-5\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"},"
                + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":5}]}";

        var refused = gateway.chat(custom);
        var malformed = gateway.chat(calls);

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(refused.body()).contains("unsupported_feature", "tools.custom");
        assertThat(malformed.statusCode()).as(malformed.body()).isEqualTo(400);
        assertThat(malformed.body()).contains("messages[1].tool_calls");
    }

    @Test
    void aPromptThatIsTooLongIsToldInTheWordsThatClientsLookFor() {
        next(Script.json(
                400,
                "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\","
                        + "\"message\":\"prompt is too long: 210000 tokens > 200000 maximum\"}}"));

        assertThatThrownBy(() -> anthropic.messages().create(talk().build()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("prompt is too long");
        next(Script.json(
                400,
                "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\","
                        + "\"message\":\"prompt is too long: 210000 tokens > 200000 maximum\"}}"));
        assertThat(gateway.chat(
                                "{\"model\":\"claude/claude-opus-5\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}")
                        .body())
                .contains("\"code\":\"context_length_exceeded\"");
    }

    private static void next(Script... scripts) {
        for (Script script : scripts) {
            VENDOR.next(StrictAnthropic.before(script));
        }
    }

    private static Message streamed(MessageCreateParams.Builder talk) {
        MessageAccumulator accumulator = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> events = anthropic.messages().createStreaming(talk.build())) {
            events.stream().forEach(accumulator::accumulate);
        }
        return accumulator.message();
    }

    private static MessageCreateParams.Builder talk() {
        return MessageCreateParams.builder()
                .model(MODEL)
                .maxTokens(2000)
                .system("Be short.")
                .enabledThinking(1024)
                .addTool(Tool.builder()
                        .name("weather")
                        .inputSchema(Tool.InputSchema.builder()
                                .properties(Tool.InputSchema.Properties.builder()
                                        .putAdditionalProperty("city", JsonValue.from(Map.of("type", "string")))
                                        .build())
                                .build())
                        .build())
                .addUserMessage("Weather in Rome and Oslo?");
    }

    private static MessageCreateParams.Builder answered(MessageCreateParams.Builder talk, Message asked) {
        List<ContentBlockParam> results = asked.content().stream()
                .filter(ContentBlock::isToolUse)
                .map(ContentBlock::asToolUse)
                .map(ToolUseBlock::id)
                .map(id -> ContentBlockParam.ofToolResult(ToolResultBlockParam.builder()
                        .toolUseId(id)
                        .content("rain")
                        .build()))
                .toList();
        return talk.addMessage(asked).addUserMessageOfContentBlockParams(results);
    }
}
