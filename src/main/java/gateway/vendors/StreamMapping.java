package gateway.vendors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of events as it goes along one stream. It sees {@code $event}, the event's name, and {@code $state}, what it
 * returned at the event before: an empty object at first. What it returns is a chunk, null, or, to say more than one thing
 * or to remember something, {@code {"chunks": [...], "state": {...}}}; of an event that it does not know,
 * {@code {"unknown": its name}}. Belongs to one stream.
 */
public final class StreamMapping {

    /** Largest state, in values and characters: it holds marks, not text. */
    private static final int LARGEST_STATE = 16_384;

    private final Mapping mapping;
    private final Map<String, JsonNode> variables;
    private int unknown;

    /** @param facts variables that stay the same along the stream */
    public StreamMapping(Mapping mapping, Map<String, JsonNode> facts) {
        this.mapping = mapping;
        this.variables = new HashMap<>(facts);
        variables.put("state", JsonNodeFactory.instance.objectNode());
    }

    /**
     * The canonical chunks of one event.
     *
     * @throws com.schibsted.spt.data.jslt.JsltException when the event lacks what the mapping needs, or the state is too large
     */
    public List<JsonNode> apply(JsonNode event, @Nullable String name) {
        variables.put("event", name == null ? NullNode.getInstance() : TextNode.valueOf(name));
        JsonNode result = mapping.apply(event, variables);
        if (result.has("unknown") && !result.has("choices")) {
            unknown++;
            return List.of();
        }
        JsonNode chunks = result.get("chunks");
        if (chunks == null) {
            return result.isNull() ? List.of() : List.of(result);
        }
        JsonNode state = result.get("state");
        if (state != null) {
            keep(state);
        }
        List<JsonNode> all = new ArrayList<>(chunks.size());
        for (JsonNode chunk : chunks) {
            if (!chunk.isNull()) {
                all.add(chunk);
            }
        }
        return all;
    }

    public Mapping mapping() {
        return mapping;
    }

    /** Number of events so far that the mapping does not know. */
    public int unknown() {
        return unknown;
    }

    private void keep(JsonNode state) {
        if (size(state, LARGEST_STATE) < 0) {
            throw new MappingStateException(mapping + " keeps a state of more than " + LARGEST_STATE + " characters");
        }
        variables.put("state", state);
    }

    /** What is left of the budget; below zero when the value is larger. */
    private static int size(JsonNode value, int budget) {
        int left = budget - 1 - (value.isTextual() ? value.textValue().length() : 0);
        for (JsonNode child : value) {
            if (left < 0) {
                return left;
            }
            left = size(child, left);
        }
        return left;
    }
}
