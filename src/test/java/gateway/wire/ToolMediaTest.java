package gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class ToolMediaTest {

    private static final String PICTURE =
            "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AA\"}}";

    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void picturesOfTheLastTurnFollowItsResults() throws Exception {
        JsonNode messages = beside("[{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":\"text\"},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"b\",\"content\":[" + PICTURE + "]}]");

        assertThat(messages).hasSize(3);
        assertThat(messages.get(0).get("content").textValue()).isEqualTo("text");
        assertThat(messages.get(1).get("content").textValue()).isEqualTo("See the next message of the user.");
        assertThat(messages.get(2).get("role").textValue()).isEqualTo("user");
        assertThat(messages.at("/2/content/0/text").textValue()).contains("b");
        assertThat(messages.at("/2/content/1")).isEqualTo(mapper.readTree(PICTURE));
    }

    @Test
    void eachTurnHasItsOwn() throws Exception {
        String result = "{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":[" + PICTURE + "]}";
        JsonNode messages = beside("[" + result + ",{\"role\":\"assistant\",\"content\":\"x\"}," + result + "]");

        assertThat(messages.findValuesAsText("role")).containsExactly("tool", "user", "assistant", "tool", "user");
    }

    @Test
    void textsAloneStayAsTheyAre() throws Exception {
        String texts = "[{\"role\":\"tool\",\"content\":[{\"type\":\"text\",\"text\":\"1\"}]}]";

        assertThat(beside(texts)).isEqualTo(mapper.readTree(texts));
    }

    private JsonNode beside(String messages) throws Exception {
        ObjectNode request = (ObjectNode) mapper.readTree("{\"messages\":" + messages + "}");
        ToolMedia.putBeside(request);
        return request.get("messages");
    }
}
