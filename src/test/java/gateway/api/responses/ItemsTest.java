package gateway.api.responses;

import static gateway.api.responses.Dialogue.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.fault.GatewayException;
import org.junit.jupiter.api.Test;

/** Items of an input, and the canonical messages that they are. */
class ItemsTest {

    @Test
    void aPictureThatAToolHasReturnedStaysAmongItsTexts() {
        assertThat(result("""
                [{"type": "input_text", "text": "Seen:"}, {"type": "input_image", "image_url": "data:image/png;base64,aGk="}]""")).isEqualTo(json("""
                        [{"type": "text", "text": "Seen:"},
                         {"type": "image_url", "image_url": {"url": "data:image/png;base64,aGk="}}]"""));
    }

    @Test
    void textsThatAToolHasReturnedAreOne() {
        assertThat(result("[{\"type\":\"input_text\",\"text\":\"a\"},{\"type\":\"input_text\",\"text\":\"b\"}]"))
                .isEqualTo(json("\"a\\nb\""));
    }

    @Test
    void aPartThatTheModelCannotHaveSaidIsRefusedByName() {
        assertThatThrownBy(() -> messages("""
                        {"role": "assistant", "content": [
                          {"type": "output_text", "text": "See:"},
                          {"type": "input_image", "image_url": "data:image/png;base64,aGk="}]}"""))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("'input[0].content[1].text' is missing");
    }

    @Test
    void textsOfOneTurnStayApart() {
        JsonNode messages = messages("""
                {"role": "assistant", "content": [{"type": "output_text", "text": "One."}, {"type": "output_text", "text": "Two."}]},
                {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": ""}, {"type": "refusal", "refusal": "No."}]},
                {"role": "user", "content": "y"},
                {"role": "assistant", "content": "Three."}""");

        assertThat(messages).isEqualTo(json("""
                [{"role": "assistant", "content": [
                   {"type": "text", "text": "One."}, {"type": "text", "text": "Two."}, {"type": "text", "text": "No."}]},
                 {"role": "user", "content": "y"},
                 {"role": "assistant", "content": "Three."}]"""));
    }

    private static JsonNode result(String output) {
        return messages("{\"type\":\"function_call_output\",\"call_id\":\"a\",\"output\":" + output + '}')
                .at("/0/content");
    }

    private static JsonNode messages(String items) {
        return Dialogue.of("\"input\":[" + items + ']').asked().get("messages");
    }
}
