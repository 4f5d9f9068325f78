package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fakes.AnthropicJson;
import fakes.FakeVendor;
import fakes.Script;
import fakes.StrictAnthropic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Claude may think, speak and think again before it calls a tool, and wants its turn back as it was. Callers of dialects that
 * have no place for such an order send back what they got, and it arrives.
 */
class InterleavedBlocksIT {

    private static final String MODEL = "claude-opus-5";
    private static final String BLOCKS = """
            [{"type":"thinking","thinking":"Two cities.","signature":"c2lnbmVkIGJ5IHVz"},{"type":"text","text":"First Rome."},
             {"type":"thinking","thinking":"Then Oslo.","signature":"c2lnbmVkIGJ5IHVz"},
             {"type":"tool_use","id":"toolu_1","name":"weather","input":{"city":"Rome"}}]""";
    private static final String ANSWER = """
            {"id":"msg_1","type":"message","role":"assistant","model":"claude-opus-5","content":%s,
             "stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":9,"output_tokens":9}}""".formatted(BLOCKS);
    private static final String TOOL = "\"name\":\"weather\",\"parameters\":{\"type\":\"object\"}";

    private static final FakeVendor VENDOR = FakeVendor.start();
    private static final Gateway GATEWAY = Gateway.shipped(VENDOR, Map.of(), "claude/" + MODEL);

    @AfterAll
    static void end() {
        GATEWAY.close();
        VENDOR.close();
    }

    @BeforeEach
    void answers() {
        VENDOR.next(
                StrictAnthropic.before(Script.json(200, ANSWER)),
                StrictAnthropic.before(Script.json(200, AnthropicJson.DONE)));
    }

    @Test
    void itemsOfResponsesCarryTheOrder() {
        ObjectNode request = (ObjectNode) Gateway.json("{\"model\":\"" + MODEL + "\",\"store\":false,"
                + "\"reasoning\":{\"effort\":\"high\"},\"include\":[\"reasoning.encrypted_content\"],"
                + "\"tools\":[{\"type\":\"function\"," + TOOL
                + "}],\"input\":[{\"role\":\"user\",\"content\":\"Rome, Oslo?\"}]}");

        JsonNode told = answered("/v1/responses", request);
        ArrayNode input = (ArrayNode) request.get("input");
        input.addAll(List.copyOf(told.get("output").valueStream().toList()));
        input.addObject()
                .put("type", "function_call_output")
                .put("call_id", "toolu_1")
                .put("output", "sun");
        answered("/v1/responses", request);

        assertThat(sentBack()).isEqualTo(Gateway.json(BLOCKS));
    }

    @Test
    void partsOfGoogleCarryTheOrder() {
        ObjectNode request =
                (ObjectNode) Gateway.json("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Rome, Oslo?\"}]}],"
                        + "\"generationConfig\":{\"thinkingConfig\":{\"includeThoughts\":true,\"thinkingLevel\":\"HIGH\"}},"
                        + "\"tools\":[{\"functionDeclarations\":[{" + TOOL + "}]}]}");

        JsonNode told = answered("/v1beta/models/" + MODEL + ":generateContent", request);
        ArrayNode contents = (ArrayNode) request.get("contents");
        contents.add(told.at("/candidates/0/content"));
        contents.add(Gateway.json("{\"role\":\"user\",\"parts\":[{\"functionResponse\":"
                + "{\"id\":\"toolu_1\",\"name\":\"weather\",\"response\":{\"output\":\"sun\"}}}]}"));
        answered("/v1beta/models/" + MODEL + ":generateContent", request);

        assertThat(sentBack()).isEqualTo(Gateway.json(BLOCKS));
    }

    private static JsonNode answered(String path, ObjectNode request) {
        var answer = GATEWAY.post(path, request.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Gateway.json(answer.body());
    }

    private static JsonNode sentBack() {
        return VENDOR.received().getLast().json().at("/messages/1/content");
    }
}
