package gateway.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Stands in front of every writer and sees to it that each tool call of a stream has a number of its own, counted from 0.
 * Some vendors number all calls 0 and tell them apart by their ids, some do not number them; callers would run two calls
 * together. A chunk whose numbers are right goes on as the bytes that came.
 */
public final class CallNumbers implements EventWriter {

    private static final byte[] CALLS = "\"tool_calls\"".getBytes(StandardCharsets.UTF_8);

    private static final int MOST_CALLS = 1024;

    private static final int UNNUMBERED = -1;

    /** Chunks were read before, within the gateway's limits. */
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EventWriter next;
    private final Map<Integer, List<Call>> choices = new HashMap<>();

    public CallNumbers(EventWriter next) {
        this.next = next;
    }

    /** A call as its vendor tells it; its place in the list is its number. */
    private static final class Call {
        final int told;
        String id;

        Call(int told, String id) {
            this.told = told;
            this.id = id;
        }
    }

    @Override
    public void chunk(byte[] buffer, int offset, int length, Sink sink) {
        if (!mentionsCalls(buffer, offset, length)) {
            next.chunk(buffer, offset, length, sink);
            return;
        }
        try {
            JsonNode chunk = JSON.readTree(buffer, offset, length);
            boolean changed = false;
            for (JsonNode choice : chunk.path("choices")) {
                List<Call> calls = choices.computeIfAbsent(choice.path("index").asInt(), index -> new ArrayList<>());
                for (JsonNode piece : choice.path("delta").path("tool_calls")) {
                    changed |= piece instanceof ObjectNode told && renumbered(told, calls);
                }
            }
            if (changed) {
                byte[] right = JSON.writeValueAsBytes(chunk);
                next.chunk(right, 0, right.length, sink);
            } else {
                next.chunk(buffer, offset, length, sink);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the chunk was read before", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void end(Sink sink) {
        next.end(sink);
    }

    @Override
    public void error(ApiError error, Sink sink) {
        next.error(error, sink);
    }

    /** Whether a chunk may tell of tool calls; one that does not need not be read. */
    static boolean mentionsCalls(byte[] buffer, int offset, int length) {
        int last = offset + length - CALLS.length;
        for (int i = offset; i <= last; i++) {
            // The letter that is rarest in what models say, and in what stands around it.
            if (buffer[i + 5] == '_' && buffer[i] == '"' && matches(buffer, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(byte[] buffer, int at) {
        for (int i = 0; i < CALLS.length; i++) {
            if (buffer[at + i] != CALLS[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean renumbered(ObjectNode piece, List<Call> calls) {
        JsonNode index = piece.path("index");
        int told = index.isInt() && index.intValue() >= 0 ? index.intValue() : UNNUMBERED;
        int number = number(told, piece.path("id").asText(""), calls);
        if (told == number) {
            return false;
        }
        piece.put("index", number);
        return true;
    }

    /** The call that a piece belongs to: that of the same number and id, else a new one. */
    private static int number(int told, String id, List<Call> calls) {
        for (int number = calls.size() - 1; number >= 0; number--) {
            Call call = calls.get(number);
            if (call.told == told && (id.isEmpty() || call.id.isEmpty() || call.id.equals(id))) {
                call.id = call.id.isEmpty() ? id : call.id;
                return number;
            }
        }
        if (calls.size() >= MOST_CALLS) {
            throw new GatewayException(ErrorCode.UPSTREAM_TOO_LARGE, "The vendor calls too many tools.");
        }
        calls.add(new Call(told, id));
        return calls.size() - 1;
    }
}
