package gateway.api.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.ApiError;
import gateway.api.EventWriter;
import gateway.api.ServerSentEvents;
import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Canonical chunks as Google's: each event a response with what is new. A function's call is told whole, so its pieces are
 * gathered; calls, finish reasons and usage leave with the last event.
 */
final class GenerateEvents implements EventWriter {

    /** Characters of all arguments together. */
    private static final int MOST_GATHERED = 1 << 20;

    private static final byte[] OPEN = {'['};
    private static final byte[] COMMA = {',', '\n'};
    private static final byte[] CLOSE = {']'};

    private final ObjectMapper mapper;
    private final GenerateReply reply;
    private final boolean array;
    private final Map<Integer, Ending> endings = new TreeMap<>();
    private int gathered;
    private boolean begun;
    private @Nullable JsonNode last;
    private JsonNode usage;

    /** What is known of a choice's end. */
    private static final class Ending {
        final Map<Integer, ObjectNode> calls = new TreeMap<>();

        @Nullable
        String finish;
    }

    /** @param array elements of one JSON array instead of events */
    GenerateEvents(ObjectMapper mapper, boolean array) {
        this.mapper = mapper;
        this.reply = new GenerateReply(mapper);
        this.array = array;
        this.usage = mapper.nullNode();
    }

    @Override
    public void chunk(byte[] buffer, int offset, int length, Sink sink) {
        JsonNode chunk;
        try {
            chunk = mapper.readTree(buffer, offset, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        last = chunk;
        usage = chunk.hasNonNull("usage") ? chunk.get("usage") : usage;
        ObjectNode event = reply.envelope(chunk);
        ArrayNode candidates = (ArrayNode) event.get("candidates");
        for (JsonNode choice : chunk.path("choices")) {
            int index = choice.path("index").asInt();
            Ending ending = endings.computeIfAbsent(index, each -> new Ending());
            ending.finish = choice.path("finish_reason").isTextual()
                    ? choice.get("finish_reason").textValue()
                    : ending.finish;
            choice.path("delta").path("tool_calls").forEach(piece -> gather(ending, piece));
            ArrayNode parts = reply.words(choice.path("delta"));
            if (!parts.isEmpty()) {
                reply.candidate(candidates, index, parts, null);
            }
        }
        if (!candidates.isEmpty()) {
            send(event, sink);
        }
    }

    @Override
    public void end(Sink sink) {
        ObjectNode event = reply.envelope(last == null ? mapper.createObjectNode() : last);
        endings.forEach((index, ending) -> {
            ArrayNode parts = mapper.createArrayNode();
            ending.calls.values().forEach(call -> parts.add(reply.call(call)));
            reply.candidate(
                    (ArrayNode) event.get("candidates"), index, parts, ending.finish == null ? "stop" : ending.finish);
        });
        reply.usage(event, usage);
        send(event, sink);
        if (array) {
            sink.write(CLOSE);
        }
    }

    @Override
    public void error(ApiError error, Sink sink) {
        element(GenerateError.of(error), sink);
        if (array) {
            sink.write(CLOSE);
        }
    }

    private void gather(Ending ending, JsonNode piece) {
        if (!(piece instanceof ObjectNode told)) {
            return;
        }
        int number = told.path("index").asInt(ending.calls.size());
        ObjectNode call = ending.calls.computeIfAbsent(number, each -> told.deepCopy());
        String more = told.path("function").path("arguments").asText("");
        // A call without arguments takes room, too.
        gathered += more.length() + 1;
        if (gathered > MOST_GATHERED) {
            throw new GatewayException(
                    ErrorCode.UPSTREAM_TOO_LARGE, "The arguments of the vendor's calls are too long.");
        }
        ObjectNode function = call.get("function") instanceof ObjectNode known ? known : call.putObject("function");
        if (!call.has("gathered")) {
            call.put("gathered", true);
            function.put("arguments", more);
        } else {
            function.put("arguments", function.path("arguments").asText("") + more);
        }
    }

    private void send(ObjectNode event, Sink sink) {
        try {
            element(mapper.writeValueAsBytes(event), sink);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void element(byte[] json, Sink sink) {
        if (!array) {
            ServerSentEvents.data(sink, json);
            return;
        }
        sink.write(begun ? COMMA : OPEN);
        begun = true;
        sink.write(json);
    }
}
