package gateway.api.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import gateway.api.SealedThought;
import org.jspecify.annotations.Nullable;

/** An item of an output that is being streamed: what was told of it so far. */
final class OpenItem {

    /** What an item is, and how its growth is told. */
    enum Kind {
        REASONING("rs", "response.reasoning_text", "text"),
        MESSAGE("msg", "response.output_text", "text"),
        REFUSAL("msg", "response.refusal", "refusal"),
        CALL("fc", "response.function_call_arguments", "arguments"),
        CUSTOM_CALL("ctc", "response.custom_tool_call_input", "input");

        /** Of the item's id. */
        final String prefix;
        /** Name of its events of new text, without {@code .delta}. */
        final String deltas;
        /** In which its last such event tells the whole text. */
        final String field;

        Kind(String prefix, String deltas, String field) {
            this.prefix = prefix;
            this.deltas = deltas;
            this.field = field;
        }

        boolean hasParts() {
            return this != CALL && this != CUSTOM_CALL;
        }
    }

    final Kind kind;
    final String id;
    final int index;
    /** Missing for items that are no calls. */
    final JsonNode call;

    final StringBuilder text = new StringBuilder();
    /** Of the text, where the vendor tells them. */
    final ArrayNode logprobs;
    /** What has to come back with it: of a thought, or of a message behind which there is no place for one. */
    final SealedThought sealed;

    OpenItem(ObjectMapper mapper, Kind kind, String id, int index, JsonNode call) {
        this.kind = kind;
        this.id = id;
        this.index = index;
        this.call = call;
        this.logprobs = mapper.createArrayNode();
        this.sealed = new SealedThought(mapper);
    }

    /** Everything that has to come back; called once, when the item is whole. */
    @Nullable
    String seal() {
        if (kind == Kind.REASONING) {
            sealed.think(text.toString());
        }
        return sealed.seal();
    }
}
