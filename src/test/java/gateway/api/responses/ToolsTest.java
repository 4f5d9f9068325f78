package gateway.api.responses;

import static gateway.api.responses.Dialogue.json;
import static gateway.api.responses.Dialogue.sentBack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.fault.GatewayException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools that vendors know under another form than callers of this dialect. */
class ToolsTest {

    private static final String TOOLS = """
            "input": "x", "tools": [
              {"type": "custom", "name": "patch", "description": "Patches.",
               "format": {"type": "grammar", "syntax": "lark", "definition": "start: ANY"}},
              {"type": "function", "name": "look", "parameters": {"type": "object"}},
              {"type": "namespace", "name": "mcp__files", "description": "Files.",
               "tools": [{"type": "function", "name": "read"}]},
              {"type": "web_search", "external_web_access": false}]""";

    private static final String CALL = """
            {"tool_calls": [{"index": 0, "id": "a", "type": "function",
              "function": {"name": "NAME", "arguments": "{\\"input\\": \\"a \\\\\\"b\\\\\\"\\"}"}}]}""";

    private final Dialogue dialogue = Dialogue.of(TOOLS);

    @Test
    void aToolThatTakesFreeTextIsAFunctionOfOneText() {
        assertThat(dialogue.asked().at("/tools/0")).isEqualTo(json("""
                {"type": "function", "function": {"name": "patch",
                  "description": "Patches.\\n\\nThe input must match this lark grammar:\\nstart: ANY",
                  "parameters": {"type": "object", "properties": {"input": {"type": "string"}},
                    "required": ["input"], "additionalProperties": false}}}"""));
    }

    @Test
    void theCallOfOneIsToldAsItsTextAndComesBack() {
        JsonNode whole = dialogue.reply(CALL.replace("NAME", "patch")).at("/output/0");

        assertThat(whole).isEqualTo(json("""
                {"type": "custom_tool_call", "id": "ctc_c_0", "call_id": "a", "name": "patch", "input": "a \\"b\\"",
                 "status": "completed"}"""));
        JsonNode messages = sentBack(
                        List.of(whole), ",{\"type\":\"custom_tool_call_output\",\"call_id\":\"a\",\"output\":\"done\"}")
                .get("messages");
        assertThat(messages.at("/1/tool_calls/0/function"))
                .isEqualTo(json("{\"name\":\"patch\",\"arguments\":\"{\\\"input\\\":\\\"a \\\\\\\"b\\\\\\\"\\\"}\"}"));
        assertThat(messages.get(2)).isEqualTo(json("{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":\"done\"}"));
    }

    @Test
    void theCallOfOneIsStreamedAsItsText() {
        String begun =
                "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"patch\",\"arguments\":\"{\\\"in\"}}]}";
        String more = "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"put\\\":\\\"text\\\"}\"}}]}";

        List<JsonNode> events = dialogue.events(begun, more).stream()
                .filter(event -> event.path("type").asText().contains("custom_tool_call_input"))
                .toList();

        assertThat(events).hasSize(2);
        assertThat(events.getFirst().get("type").asText()).isEqualTo("response.custom_tool_call_input.delta");
        assertThat(events.getFirst().get("delta").asText()).isEqualTo("text");
        assertThat(events.getLast().get("type").asText()).isEqualTo("response.custom_tool_call_input.done");
        assertThat(events.getLast().get("input").asText()).isEqualTo("text");
        assertThat(dialogue.streamed(begun, more).getFirst().get("input").asText())
                .isEqualTo("text");
    }

    @Test
    void aModelThatWritesTheTextAsItIsIsUnderstood() {
        String call =
                "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"patch\",\"arguments\":\"*** Begin\"}}]}";

        assertThat(dialogue.reply(call).at("/output/0/input").asText()).isEqualTo("*** Begin");
    }

    @Test
    void aToolInANamespaceIsCalledByBothNames() {
        JsonNode call = dialogue.reply(CALL.replace("NAME", "mcp__files__read")).at("/output/0");

        assertThat(dialogue.asked().at("/tools/2/function/name").asText()).isEqualTo("mcp__files__read");
        assertThat(call.get("name").asText()).isEqualTo("read");
        assertThat(call.get("namespace").asText()).isEqualTo("mcp__files");
        assertThat(sentBack(List.of(call), "")
                        .at("/messages/1/tool_calls/0/function/name")
                        .asText())
                .isEqualTo("mcp__files__read");
    }

    @Test
    void aSearchWithoutTheWebIsLeftOutAndAnyOtherRefused() {
        assertThat(dialogue.asked().get("tools")).hasSize(3);
        assertRefused(
                "\"input\":\"x\",\"tools\":[{\"type\":\"web_search\",\"external_web_access\":true}]", "tools[0].type");
        assertRefused("\"input\":\"x\",\"tools\":[{\"type\":\"web_search\"}]", "tools[0].type");
    }

    @ParameterizedTest
    @CsvSource({"auto", "required"})
    void ofSomeAllowedToolsTheVendorHearsOfNoOthers(String mode) {
        JsonNode asked = Dialogue.of(TOOLS + ",\"tool_choice\":{\"type\":\"allowed_tools\",\"mode\":\"" + mode
                        + "\",\"tools\":[{\"type\":\"custom\",\"name\":\"patch\"},"
                        + "{\"type\":\"function\",\"namespace\":\"mcp__files\",\"name\":\"read\"}]}")
                .asked();

        assertThat(asked.get("tools"))
                .extracting(tool -> tool.at("/function/name").asText())
                .containsExactly("patch", "mcp__files__read");
        assertThat(asked.get("tool_choice").asText()).isEqualTo(mode);
    }

    @Test
    void aCustomToolCanBeOrdered() {
        JsonNode asked = Dialogue.of(TOOLS + ",\"tool_choice\":{\"type\":\"custom\",\"name\":\"patch\"}")
                .asked();

        assertThat(asked.get("tool_choice"))
                .isEqualTo(json("{\"type\":\"function\",\"function\":{\"name\":\"patch\"}}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type": "allowed_tools", "mode": "auto", "tools": [{"type": "function", "name": "no"}]} | tool_choice.tools[0].name
            {"type": "allowed_tools", "mode": "any", "tools": [{"type": "function", "name": "look"}]} | tool_choice.mode
            {"type": "allowed_tools", "mode": "auto", "tools": []} | tool_choice.tools
            {"type": "file_search"} | tool_choice.type
            """)
    void aChoiceThatCannotBeMetIsRefused(String choice, String field) {
        assertRefused(TOOLS + ",\"tool_choice\":" + choice, field);
    }

    /** Some vendors refuse a choice among no tools; callers of this dialect may make one. */
    @Test
    void withoutToolsNothingIsSaidOfThem() {
        JsonNode asked = Dialogue.of(
                        "\"input\":\"x\",\"tools\":[],\"tool_choice\":\"auto\",\"parallel_tool_calls\":true")
                .asked();

        assertThat(asked.has("tools")).isFalse();
        assertThat(asked.has("tool_choice")).isFalse();
        assertThat(asked.has("parallel_tool_calls")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"required\"", "{\"type\":\"function\",\"name\":\"look\"}"})
    void aCallThatIsOrderedWhereThereIsNothingToCallIsRefused(String choice) {
        assertRefused("\"input\":\"x\",\"tool_choice\":" + choice, "tool_choice");
    }

    private static void assertRefused(String fields, String field) {
        assertThatThrownBy(() -> Dialogue.of(fields))
                .isInstanceOfSatisfying(
                        GatewayException.class, e -> assertThat(e.param()).isEqualTo(field));
    }
}
