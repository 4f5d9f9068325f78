package gateway.api.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.AnswerMemory;
import gateway.api.ApiError;
import gateway.api.EventWriter;
import gateway.api.ServerSentEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Canonical chunks as Google's: each event a response with what is new. A function's call is told whole, so its pieces are
 * gathered; calls, the seals of thoughts, finish reasons and usage leave with the last event.
 */
final class GenerateEvents implements EventWriter {

    private static final byte[] OPEN = {'['};
    private static final byte[] COMMA = {',', '\n'};
    private static final byte[] CLOSE = {']'};

    private final ObjectMapper mapper;
    private final GenerateReply reply;
    private final boolean array;
    private final AnswerMemory memory;
    private final Map<Integer, Ending> endings = new TreeMap<>();
    private boolean begun;
    private @Nullable JsonNode last;
    private @Nullable ObjectNode feedback;
    private JsonNode usage;

    /**
     * @param array elements of one JSON array instead of events
     * @param memory of all that waits for the last event: calls, signed thoughts, words at the end or after it
     */
    GenerateEvents(ObjectMapper mapper, boolean array, AnswerMemory memory) {
        this.mapper = mapper;
        this.reply = new GenerateReply(mapper);
        this.array = array;
        this.memory = memory;
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
            if (Reasons.blocksPrompt(choice)) {
                feedback = Reasons.feedback(choice, mapper);
            } else {
                choice(choice, candidates);
            }
        }
        if (!candidates.isEmpty()) {
            send(event, sink);
        }
    }

    private void choice(JsonNode choice, ArrayNode candidates) {
        int index = choice.path("index").asInt();
        JsonNode delta = choice.path("delta");
        Ending ending = endings.computeIfAbsent(index, each -> new Ending(mapper));
        ending.note(choice);
        delta.path("thinking_blocks").forEach(piece -> memory.keep(ending.think(piece)));
        if (!GenerateReply.saysItsParts(delta)) {
            delta.path("tool_calls").forEach(piece -> gather(ending, piece));
        }
        ArrayNode parts = reply.words(delta);
        if (parts.isEmpty()) {
            return;
        }
        if (ending.holds(choice, parts)) {
            memory.keep(parts.toString().length());
        } else {
            reply.likelihood(reply.candidate(candidates, index, parts), choice);
        }
    }

    @Override
    public void end(Sink sink) {
        ObjectNode event = reply.envelope(last == null ? mapper.createObjectNode() : last);
        ArrayNode candidates = (ArrayNode) event.get("candidates");
        endings.forEach((index, ending) -> ending.write(index, reply, candidates));
        if (feedback != null) {
            event.set("promptFeedback", feedback);
        }
        Counts.write(event, usage);
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
        if (piece instanceof ObjectNode told) {
            memory.keep(ending.gather(told));
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
