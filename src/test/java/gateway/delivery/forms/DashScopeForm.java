package gateway.delivery.forms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** DashScope's own interface: OpenAI's messages in other envelopes. */
public final class DashScopeForm extends OpenAiForm {

    public DashScopeForm() {
        super(Word.PICTURES, Word.THOUGHTS, Word.MARKS, Word.EFFORT, Word.FAILED);
    }

    @Override
    public ObjectNode heard(JsonNode request) {
        ObjectNode flat = ((ObjectNode) request.get("parameters")).deepCopy();
        flat.set("messages", request.at("/input/messages"));
        return super.heard(flat);
    }

    @Override
    public ObjectNode answered(JsonNode answer) {
        ObjectNode flat = super.answered(answer);
        JsonNode counts = flat.get("usage");
        ObjectNode reply = JSON.createObjectNode().put("request_id", "r");
        reply.putObject("output").set("choices", flat.get("choices"));
        ObjectNode usage = reply.putObject("usage");
        Form.copy(counts, "prompt_tokens", usage, "input_tokens");
        Form.copy(counts, "completion_tokens", usage, "output_tokens");
        Form.copy(counts, "prompt_tokens_details", usage, "prompt_tokens_details");
        Form.copy(counts, "completion_tokens_details", usage, "output_tokens_details");
        return reply;
    }
}
