package gateway.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Stands in front of a writer that can have one tool call open at a time and cannot go back to one it has left. Calls that a
 * vendor tells in turns, and text amid a call, wait until the open call is whole. Behind {@link CallNumbers}.
 */
public final class CallsInOrder implements EventWriter {

    private static final int NONE = -1;

    /** Members of a delta that say something, beside calls. */
    private static final List<String> WORDS = List.of("thinking_blocks", "reasoning_content", "content", "refusal");

    private final ObjectMapper mapper;
    private final AnswerMemory memory;
    private final EventWriter next;
    /** Calls that the writer has been told of, by number. */
    private final Map<Integer, JsonProgress> told = new HashMap<>();

    private final Deque<Held> held = new ArrayDeque<>();
    private ObjectNode envelope;
    private int open = NONE;

    /** @param memory of what waits */
    public CallsInOrder(ObjectMapper mapper, AnswerMemory memory, EventWriter next) {
        this.mapper = mapper;
        this.memory = memory;
        this.next = next;
        this.envelope = mapper.createObjectNode();
    }

    /**
     * What waits.
     *
     * @param number of a call; {@link #NONE} for words
     * @param what the first piece of the call, or a delta
     */
    private record Held(int number, ObjectNode what, StringBuilder arguments) {}

    @Override
    public void chunk(byte[] buffer, int offset, int length, Sink sink) {
        boolean calm = open == NONE && held.isEmpty();
        if (calm && !CallNumbers.mentionsCalls(buffer, offset, length)) {
            next.chunk(buffer, offset, length, sink);
            return;
        }
        JsonNode chunk = read(buffer, offset, length);
        if (!(chunk.path("choices").path(0).path("delta") instanceof ObjectNode delta)) {
            next.chunk(buffer, offset, length, sink);
            return;
        }
        envelope = mapper.createObjectNode();
        envelope.set("id", chunk.path("id"));
        envelope.set("model", chunk.path("model"));
        int members = delta.size();
        if (!calm) {
            holdWords(delta);
        }
        boolean callsWait = holdCalls(delta);
        if (callsWait || delta.size() != members) {
            send(chunk, sink);
        } else {
            next.chunk(buffer, offset, length, sink);
        }
        releaseWhile(false, sink);
    }

    @Override
    public void end(Sink sink) {
        releaseWhile(true, sink);
        next.end(sink);
    }

    @Override
    public void error(ApiError error, Sink sink) {
        next.error(error, sink);
    }

    /** Whether the open call is not whole yet. */
    private boolean waits() {
        JsonProgress progress = told.get(open);
        return progress != null && !progress.whole();
    }

    /** Takes words out of the delta for which it is too early. Blanks amid calls are noise, which some vendors make. */
    private void holdWords(ObjectNode delta) {
        for (String name : WORDS) {
            JsonNode words = delta.path(name);
            String text = words.asText("");
            if (words.isEmpty() && text.isEmpty()) {
                continue;
            }
            if (held.isEmpty() && words.isTextual() && text.isBlank()) {
                delta.remove(name);
            } else if (waits() || !held.isEmpty()) {
                ObjectNode later = mapper.createObjectNode();
                hold(new Held(NONE, later.set(name, delta.remove(name)), new StringBuilder()), text.length());
            } else {
                open = NONE;
            }
        }
    }

    /** Leaves in the delta the pieces of calls that can be told now. */
    private boolean holdCalls(ObjectNode delta) {
        if (!(delta.get("tool_calls") instanceof ArrayNode pieces)) {
            return false;
        }
        ArrayNode now = mapper.createArrayNode();
        for (JsonNode piece : pieces) {
            int number = piece.path("index").asInt();
            String arguments = piece.path("function").path("arguments").asText("");
            boolean first = !told.containsKey(number) && held.isEmpty() && !waits();
            if (number == open || first) {
                open = number;
                told.computeIfAbsent(number, each -> new JsonProgress()).add(arguments);
                now.add(piece);
            } else if (piece instanceof ObjectNode whole) {
                hold(number, whole, arguments);
            }
        }
        if (now.size() == pieces.size()) {
            return false;
        }
        delta.set("tool_calls", now);
        return true;
    }

    private void hold(int number, ObjectNode piece, String arguments) {
        for (Held each : held) {
            if (each.number == number) {
                each.arguments.append(arguments);
                memory.keep(arguments.length());
                return;
            }
        }
        hold(new Held(number, piece, new StringBuilder(arguments)), arguments.length());
    }

    private void hold(Held more, int characters) {
        held.add(more);
        memory.keep(characters);
    }

    private void releaseWhile(boolean anyway, Sink sink) {
        while (!held.isEmpty() && (anyway || !waits())) {
            Held waiting = held.remove();
            if (waiting.number == NONE) {
                open = NONE;
                say(waiting.what, sink);
            } else if (!told.containsKey(waiting.number)) {
                open = waiting.number;
                JsonProgress progress = new JsonProgress();
                told.put(open, progress);
                progress.add(waiting.arguments);
                waiting.what.withObject("function").put("arguments", waiting.arguments.toString());
                call(waiting.what, sink);
            } else if (!waiting.arguments.toString().isBlank()) {
                throw new GatewayException(
                        ErrorCode.VENDOR_REPLY_INVALID, "The vendor went back to a tool call that was whole.");
            }
        }
    }

    private void call(ObjectNode piece, Sink sink) {
        ObjectNode delta = mapper.createObjectNode();
        delta.putArray("tool_calls").add(piece);
        say(delta, sink);
    }

    private void say(ObjectNode delta, Sink sink) {
        ObjectNode chunk = envelope.deepCopy();
        chunk.putArray("choices").addObject().put("index", 0).set("delta", delta);
        send(chunk, sink);
    }

    private void send(JsonNode chunk, Sink sink) {
        try {
            byte[] bytes = mapper.writeValueAsBytes(chunk);
            next.chunk(bytes, 0, bytes.length, sink);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode read(byte[] buffer, int offset, int length) {
        try {
            return mapper.readTree(buffer, offset, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
