package gateway.api.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.api.Asked;
import gateway.fault.GatewayException;
import org.junit.jupiter.api.Test;

/** Blocks that are none. */
class MessageBlocksTest {

    @Test
    void aResultThatIsAnObjectIsTheCallersFault() {
        String body = """
                {"model": "m", "max_tokens": 5, "messages": [{"role": "user", "content": [
                  {"type": "tool_result", "tool_use_id": "a", "content": {"a": null}}]}]}""";

        assertThatThrownBy(() -> new AnthropicMessages(64).read(new Asked("/v1/messages", null, body.getBytes(UTF_8))))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("'messages[0].content[0].content' must be a string or an array");
    }
}
