package gateway.api.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.ApiError;
import gateway.api.EventWriter;
import gateway.api.ServerSentEvents;
import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Canonical chunks as Anthropic's typed events: a message of blocks, one open at a time. Why it ended and what it cost come
 * last, so they are kept until then.
 */
final class MessageEvents implements EventWriter {

    private enum Kind {
        TEXT,
        THINKING,
        TOOL
    }

    private final ObjectMapper mapper;
    private boolean begun;
    private int blocks;
    private @Nullable Kind open;
    /** Which of the canonical calls, or thoughts, the open block is. */
    private int openNumber;
    /** Calls begun so far, the open one included. */
    private int calls;

    private @Nullable String finish;
    private @Nullable String stopSequence;
    private JsonNode usage;

    MessageEvents(ObjectMapper mapper) {
        this.mapper = mapper;
        this.usage = mapper.createObjectNode();
    }

    @Override
    public void chunk(byte[] buffer, int offset, int length, Sink sink) {
        JsonNode chunk;
        try {
            chunk = mapper.readTree(buffer, offset, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (chunk.hasNonNull("usage")) {
            usage = chunk.get("usage");
        }
        begin(chunk.path("id").asText(), chunk.path("model").asText(), sink);
        JsonNode choice = chunk.path("choices").path(0);
        JsonNode delta = choice.path("delta");
        think(delta, sink);
        say(delta.path("content").asText(""), sink);
        say(delta.path("refusal").asText(""), sink);
        for (JsonNode call : delta.path("tool_calls")) {
            call(call, sink);
        }
        finish = choice.path("finish_reason").isTextual()
                ? choice.get("finish_reason").textValue()
                : finish;
        stopSequence = choice.path("stop_reason").isTextual()
                ? choice.get("stop_reason").textValue()
                : stopSequence;
    }

    @Override
    public void end(Sink sink) {
        begin("", "", sink);
        close(sink);
        ObjectNode last = event("message_delta");
        last.putObject("delta")
                .put("stop_reason", MessageReply.reason(finish, stopSequence))
                .put("stop_sequence", stopSequence);
        last.set("usage", MessageReply.usage(usage, mapper));
        send(last, sink);
        send(event("message_stop"), sink);
    }

    @Override
    public void error(ApiError error, Sink sink) {
        ServerSentEvents.event(sink, "error", AnthropicError.of(error));
    }

    private void begin(String id, String model, Sink sink) {
        if (!begun) {
            begun = true;
            ObjectNode message = MessageReply.envelope(mapper, id, model);
            message.set("usage", MessageReply.usage(usage, mapper));
            ObjectNode start = event("message_start");
            start.set("message", message);
            send(start, sink);
        }
    }

    private void think(JsonNode delta, Sink sink) {
        boolean signed = false;
        for (JsonNode piece : delta.path("thinking_blocks")) {
            signed = true;
            if (piece.has("data")) {
                open(null, 0, ((ObjectNode) piece).deepCopy().without("index"), sink);
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

    private void call(JsonNode call, Sink sink) {
        int number = call.path("index").asInt(calls);
        if (number >= calls) {
            ObjectNode block = mapper.createObjectNode().put("type", "tool_use");
            block.put("id", call.path("id").asText("toolu_" + number));
            block.put("name", call.path("function").path("name").asText());
            block.putObject("input");
            open(Kind.TOOL, number, block, sink);
            calls = number + 1;
        } else if (open != Kind.TOOL || openNumber != number) {
            // Its block is closed and cannot be opened again; nothing may vanish without a word.
            throw new GatewayException(
                    ErrorCode.VENDOR_REPLY_INVALID, "The vendor went back to a tool call that it had left.");
        }
        String arguments = call.path("function").path("arguments").asText("");
        if (!arguments.isEmpty()) {
            delta("input_json_delta", "partial_json", arguments, sink);
        }
    }

    /** @param kind null for a block that is whole at once */
    private void open(@Nullable Kind kind, int number, JsonNode block, Sink sink) {
        close(sink);
        ObjectNode start = event("content_block_start").put("index", blocks);
        start.set("content_block", block);
        send(start, sink);
        open = kind;
        openNumber = number;
        if (kind == null) {
            send(event("content_block_stop").put("index", blocks++), sink);
        }
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

    private void send(ObjectNode event, Sink sink) {
        try {
            ServerSentEvents.event(sink, event.get("type").textValue(), mapper.writeValueAsBytes(event));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
