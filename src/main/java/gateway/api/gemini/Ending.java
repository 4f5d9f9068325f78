package gateway.api.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.SealedThought;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the last event of a stream has to say of one candidate: its calls and what has to come back with its thoughts, which
 * are told whole, and why it ended.
 */
final class Ending {

    private final ObjectMapper mapper;
    private final Map<Integer, Call> calls = new TreeMap<>();
    private final SealedThought thought;
    private final ArrayNode held;
    private final ObjectNode last;
    private boolean refused;

    /** A call whose arguments come in pieces. */
    private record Call(ObjectNode told, StringBuilder arguments) {}

    Ending(ObjectMapper mapper) {
        this.mapper = mapper;
        this.thought = new SealedThought(mapper);
        this.held = mapper.createArrayNode();
        this.last = mapper.createObjectNode().put("finish_reason", "stop");
    }

    /** Takes what a choice says of its end, and what stands beside its content. */
    void note(JsonNode choice) {
        refused |= GenerateReply.says(choice.path("delta"), "refusal");
        for (String field : new String[] {"finish_reason", "native_finish_reason"}) {
            if (choice.path(field).isTextual()) {
                last.set(field, choice.get(field));
            }
        }
        if (choice.path("extra_content").path("google") instanceof ObjectNode more) {
            last.withObject("extra_content").withObject("google").setAll(more);
        }
    }

    /** Words that come together with the end, and all after them, leave with it. */
    boolean holds(JsonNode choice, ArrayNode parts) {
        if (!choice.path("finish_reason").isTextual() && held.isEmpty()) {
            return false;
        }
        held.addAll(parts);
        return true;
    }

    /** Adds a piece of a thought that has to come back, and returns how many characters it takes. */
    int think(JsonNode piece) {
        return thought.gather(piece);
    }

    /** Adds a piece of a call and returns how many characters it takes. */
    int gather(ObjectNode piece) {
        Call call = calls.computeIfAbsent(
                piece.path("index").asInt(calls.size()),
                each -> new Call(mapper.createObjectNode(), new StringBuilder()));
        fill(call.told, piece);
        String more = piece.path("function").path("arguments").asText("");
        call.arguments.append(more);
        // A call without arguments takes room, too.
        return more.length() + 1;
    }

    private static void fill(ObjectNode told, ObjectNode piece) {
        for (String field : new String[] {"id", "extra_content"}) {
            if (!told.hasNonNull(field) && piece.hasNonNull(field)) {
                told.set(field, piece.get(field));
            }
        }
        JsonNode name = piece.path("function").path("name");
        if (!told.has("function") && name.isTextual()) {
            told.putObject("function").set("name", name);
        }
    }

    /** Writes the candidate. It is never without a part: clients would drop the whole turn from their history. */
    void write(int index, GenerateReply reply, ArrayNode candidates) {
        ArrayNode parts = held.deepCopy();
        for (Call call : calls.values()) {
            call.told.withObject("function").put("arguments", call.arguments.toString());
            parts.add(reply.call(call.told));
        }
        GenerateReply.seal(thought, parts);
        if (parts.isEmpty()) {
            parts.addObject().put("text", "");
        }
        ObjectNode candidate = reply.candidate(candidates, index, parts);
        candidate.put("finishReason", Reasons.finish(last, refused));
        reply.more(candidate, last);
    }
}
