package gateway.api.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
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

    private final ObjectMapper mapper;
    private final Map<Integer, ObjectNode> blocks = new TreeMap<>();

    OpenItem(ObjectMapper mapper, Kind kind, String id, int index, JsonNode call) {
        this.mapper = mapper;
        this.kind = kind;
        this.id = id;
        this.index = index;
        this.call = call;
        this.logprobs = mapper.createArrayNode();
        this.sealed = new SealedThought(mapper);
    }

    /** Joins a piece of a signed thought to those before; how many characters it has brought. */
    int gather(JsonNode piece) {
        ObjectNode block = blocks.computeIfAbsent(piece.path("index").asInt(), each -> mapper.createObjectNode());
        int more = 0;
        for (Map.Entry<String, JsonNode> field : piece.properties()) {
            String name = field.getKey();
            String value = field.getValue().asText("");
            if (name.equals("thinking") || name.equals("signature")) {
                block.put(name, block.path(name).asText("") + value);
            } else {
                block.set(name, field.getValue());
            }
            more += value.length();
        }
        return more;
    }

    /** Everything that has to come back; called once, when the item is whole. */
    @Nullable
    String seal() {
        blocks.values().forEach(sealed::add);
        if (kind == Kind.REASONING) {
            sealed.think(text.toString());
        }
        return sealed.seal();
    }
}
