package gateway.api.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.ApiError;
import gateway.api.EventWriter;
import gateway.api.Pictures;
import gateway.api.ServerSentEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Canonical chunks as Anthropic's typed events: a message of blocks, one open at a time. Why it ended and what it cost come
 * last, so they are kept until then. Tool calls come one after the other, as {@link gateway.api.CallsInOrder} makes them.
 */
final class MessageEvents implements EventWriter {

    private enum Kind {
        TEXT,
        THINKING,
        TOOL,
        /** Of this dialect alone, told as it came. */
        OTHER
    }

    private final ObjectMapper mapper;
    private final MessageReply replies;
    private final CarriedMarks carried;
    private final StopReason stop = new StopReason();
    private String id = "";
    private boolean begun;
    private int blocks;
    private int pictures;
    private @Nullable Kind open;
    /** Which of the canonical calls, or thoughts, the open block is. */
    private int openNumber;
    /** What has to come back with the turn, until its words are over; null when there is nothing, or it was told. */
    private @Nullable ObjectNode mark;

    private JsonNode usage;

    MessageEvents(ObjectMapper mapper) {
        this.mapper = mapper;
        this.replies = new MessageReply(mapper);
        this.carried = new CarriedMarks(mapper);
        this.usage = mapper.createObjectNode();
    }

    @Override
    public void chunk(byte[] buffer, int offset, int length, Sink sink) {
        JsonNode chunk = read(buffer, offset, length);
        if (chunk.hasNonNull("usage")) {
            usage = chunk.get("usage");
        }
        JsonNode choice = chunk.path("choices").path(0);
        JsonNode delta = choice.path("delta");
        JsonNode event = event(delta);
        begin(chunk, event, sink);
        own(event, sink);
        think(delta, sink);
        say(delta.path("content").asText(""), sink);
        say(delta.path("refusal").asText(""), sink);
        ObjectNode more = carried.block(delta);
        mark = more == null ? mark : more;
        for (JsonNode picture : delta.path("images")) {
            show(picture, sink);
        }
        for (JsonNode call : delta.path("tool_calls")) {
            call(call, sink);
        }
        stop.read(choice);
        stop.told(delta);
    }

    @Override
    public void end(Sink sink) {
        begin(mapper.createObjectNode(), mapper.missingNode(), sink);
        close(sink);
        mark(mark, sink);
        ObjectNode last = event("message_delta");
        stop.write(last.putObject("delta"));
        last.set("usage", replies.usage(usage));
        send(last, sink);
        send(event("message_stop"), sink);
    }

    @Override
    public void error(ApiError error, Sink sink) {
        ServerSentEvents.event(sink, "error", AnthropicError.of(error));
    }

    private void begin(JsonNode chunk, JsonNode event, Sink sink) {
        if (!begun) {
            begun = true;
            ObjectNode message = replies.envelope(
                    chunk.path("id").asText(), chunk.path("model").asText());
            id = message.get("id").textValue();
            message.set("usage", event.path("usage").isObject() ? event.get("usage") : replies.usage(usage));
            ObjectNode start = event("message_start");
            start.set("message", message);
            send(start, sink);
        }
    }

    /** An event of the vendor's that says more than the chunk it came with; missing when there is none. */
    private JsonNode event(JsonNode delta) {
        JsonNode event = Extras.of(delta).path("event");
        byte[] text = event.asText("").getBytes(StandardCharsets.UTF_8);
        return text.length == 0 ? mapper.missingNode() : read(text, 0, text.length);
    }

    private void own(JsonNode event, Sink sink) {
        JsonNode block = event.path("content_block");
        if (block.isObject()) {
            open("text".equals(block.path("type").asText()) ? Kind.TEXT : Kind.OTHER, 0, block, sink);
        } else if (event.path("delta").isObject() && open != null) {
            send(event("content_block_delta").put("index", blocks).set("delta", event.get("delta")), sink);
        }
    }

    private void think(JsonNode delta, Sink sink) {
        boolean signed = false;
        for (JsonNode piece : delta.path("thinking_blocks")) {
            signed = true;
            if (piece.has("data")) {
                whole(((ObjectNode) piece).deepCopy().without("index"), sink);
                continue;
            }
            thought(piece.path("index").asInt(), sink);
            if (piece.path("thinking").isTextual()) {
                delta("thinking_delta", "thinking", piece.get("thinking").textValue(), sink);
            }
            if (piece.path("signature").isTextual()) {
                delta("signature_delta", "signature", piece.get("signature").textValue(), sink);
            }
        }
        String plain = delta.path("reasoning_content").asText("");
        if (!signed && !plain.isEmpty()) {
            thought(0, sink);
            delta("thinking_delta", "thinking", plain, sink);
        }
    }

    private void thought(int number, Sink sink) {
        if (open != Kind.THINKING || openNumber != number) {
            ObjectNode block = mapper.createObjectNode();
            open(
                    Kind.THINKING,
                    number,
                    block.put("type", "thinking").put("thinking", "").put("signature", ""),
                    sink);
        }
    }

    private void say(String text, Sink sink) {
        if (!text.isEmpty()) {
            if (open != Kind.TEXT) {
                open(Kind.TEXT, 0, mapper.createObjectNode().put("type", "text").put("text", ""), sink);
            }
            delta("text_delta", "text", text, sink);
        }
    }

    /** In a block of its own, so that it can be told from words when it comes back. */
    private void show(JsonNode picture, Sink sink) {
        mark(carried.block(picture, pictures++), sink);
        close(sink);
        say(Pictures.told(picture), sink);
        close(sink);
    }

    private void call(JsonNode call, Sink sink) {
        int number = call.path("index").asInt();
        if (open != Kind.TOOL || openNumber != number) {
            String callId = MessageReply.callId(call, id, number);
            mark(mark, sink);
            mark = null;
            mark(carried.block(call, callId), sink);
            ObjectNode block = mapper.createObjectNode().put("type", "tool_use").put("id", callId);
            block.put("name", call.path("function").path("name").asText());
            block.putObject("input");
            Extras.giveBack(call, block);
            open(Kind.TOOL, number, block, sink);
        }
        String arguments = call.path("function").path("arguments").asText("");
        if (!arguments.isEmpty()) {
            delta("input_json_delta", "partial_json", arguments, sink);
        }
    }

    private void mark(@Nullable ObjectNode block, Sink sink) {
        if (block != null) {
            whole(block, sink);
        }
    }

    /** A block that is told at once. */
    private void whole(JsonNode block, Sink sink) {
        open(Kind.OTHER, 0, block, sink);
        close(sink);
    }

    private void open(Kind kind, int number, JsonNode block, Sink sink) {
        close(sink);
        ObjectNode start = event("content_block_start").put("index", blocks);
        start.set("content_block", block);
        send(start, sink);
        open = kind;
        openNumber = number;
    }

    private void close(Sink sink) {
        if (open != null) {
            send(event("content_block_stop").put("index", blocks++), sink);
            open = null;
        }
    }

    private void delta(String type, String field, String text, Sink sink) {
        ObjectNode event = event("content_block_delta").put("index", blocks);
        event.putObject("delta").put("type", type).put(field, text);
        send(event, sink);
    }

    private ObjectNode event(String type) {
        return mapper.createObjectNode().put("type", type);
    }

    private void send(JsonNode event, Sink sink) {
        try {
            ServerSentEvents.event(sink, event.get("type").textValue(), mapper.writeValueAsBytes(event));
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
