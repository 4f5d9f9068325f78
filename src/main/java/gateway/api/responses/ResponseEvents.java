package gateway.api.responses;

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
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Canonical chunks as numbered events: items of an output, one open at a time. The last event repeats the whole response, so
 * the answer is kept until then, within a bound.
 */
final class ResponseEvents implements EventWriter {

    /** Characters of one answer, all its items together. */
    private static final int MOST_KEPT = 4 << 20;

    private final ObjectMapper mapper;
    private final ResponseReply reply;
    private final StringBuilder text = new StringBuilder();
    private final Map<Integer, ObjectNode> thoughts = new TreeMap<>();
    private @Nullable ObjectNode response;
    private @Nullable OpenItem open;
    private int number;
    private int kept;
    private int calls;
    private @Nullable String finish;
    private JsonNode usage;

    ResponseEvents(ObjectMapper mapper, ResponseReply reply) {
        this.mapper = mapper;
        this.reply = reply;
        this.usage = mapper.createObjectNode();
    }

    /**
     * The item that is being written.
     *
     * @param deltas name of its events of new text, without {@code .delta}
     * @param call id and name of a function's call; null for other items
     */
    private record OpenItem(
            String kind,
            String id,
            int index,
            String deltas,
            @Nullable JsonNode call,
            int callNumber) {}

    @Override
    public void chunk(byte[] buffer, int offset, int length, Sink sink) {
        JsonNode chunk;
        try {
            chunk = mapper.readTree(buffer, offset, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        usage = chunk.hasNonNull("usage") ? chunk.get("usage") : usage;
        begin(chunk, sink);
        JsonNode choice = chunk.path("choices").path(0);
        JsonNode delta = choice.path("delta");
        if (gatherThoughts(delta)) {
            // Also thoughts that are not shown have to come back: their item carries them.
            openUnlessOpen("reasoning", "rs", "response.reasoning_text", sink);
        }
        write(
                "reasoning",
                "rs",
                "response.reasoning_text",
                delta.path("reasoning_content").asText(""),
                sink);
        write("message", "msg", "response.output_text", delta.path("content").asText(""), sink);
        write("refusal", "msg", "response.refusal", delta.path("refusal").asText(""), sink);
        for (JsonNode call : delta.path("tool_calls")) {
            call(call, sink);
        }
        finish = choice.path("finish_reason").isTextual()
                ? choice.get("finish_reason").textValue()
                : finish;
    }

    @Override
    public void end(Sink sink) {
        ObjectNode whole = begin(mapper.createObjectNode(), sink);
        close(sink);
        reply.finish(whole, finish, usage);
        send(event("response." + whole.get("status").textValue()).set("response", whole), sink);
    }

    @Override
    public void error(ApiError error, Sink sink) {
        ObjectNode whole = response;
        if (whole != null) {
            whole.put("status", "failed");
            whole.putObject("error").put("code", error.code().wire()).put("message", error.message());
            send(event("response.failed").set("response", whole), sink);
        }
        ObjectNode told = event("error").put("code", error.code().wire()).put("message", error.message());
        send(told.put("param", error.param()).put("request_id", error.requestId()), sink);
    }

    private ObjectNode begin(JsonNode chunk, Sink sink) {
        ObjectNode begun = response;
        if (begun == null) {
            begun = reply.envelope(chunk);
            response = begun;
            send(event("response.created").set("response", begun), sink);
            send(event("response.in_progress").set("response", begun), sink);
        }
        return begun;
    }

    /** Whether there were any. */
    private boolean gatherThoughts(JsonNode delta) {
        for (JsonNode piece : delta.path("thinking_blocks")) {
            ObjectNode block = thoughts.computeIfAbsent(piece.path("index").asInt(), each -> mapper.createObjectNode());
            piece.properties().forEach(field -> {
                boolean grows =
                        field.getKey().equals("thinking") || field.getKey().equals("signature");
                String before = grows ? block.path(field.getKey()).asText("") : "";
                block.set(field.getKey(), field.getValue());
                if (grows) {
                    block.put(field.getKey(), before + field.getValue().asText(""));
                    keep(field.getValue().asText("").length());
                }
            });
        }
        return !delta.path("thinking_blocks").isEmpty();
    }

    private void write(String kind, String prefix, String deltas, String more, Sink sink) {
        if (more.isEmpty()) {
            return;
        }
        openUnlessOpen(kind, prefix, deltas, sink);
        append(more, sink);
    }

    private void openUnlessOpen(String kind, String prefix, String deltas, Sink sink) {
        if (open == null || !open.kind().equals(kind)) {
            open(kind, prefix, deltas, null, -1, sink);
        }
    }

    private void call(JsonNode call, Sink sink) {
        int callNumber = call.path("index").asInt(calls);
        if (callNumber >= calls) {
            calls = callNumber + 1;
            open("function_call", "fc", "response.function_call_arguments", call, callNumber, sink);
        } else if (open == null || open.callNumber() != callNumber) {
            throw new GatewayException(
                    ErrorCode.VENDOR_REPLY_INVALID, "The vendor went back to a tool call that it had left.");
        }
        append(call.path("function").path("arguments").asText(""), sink);
    }

    private void open(String kind, String prefix, String deltas, @Nullable JsonNode call, int callNumber, Sink sink) {
        close(sink);
        int index = outputs().size();
        String id = ResponseReply.itemId(Objects.requireNonNull(response), prefix, index);
        OpenItem item = new OpenItem(kind, id, index, deltas, call, callNumber);
        open = item;
        text.setLength(0);
        ObjectNode added = item(item, "").put("status", "in_progress");
        send(
                event("response.output_item.added")
                        .put("output_index", item.index())
                        .set("item", added),
                sink);
        if (item.call() == null) {
            send(part(item, "response.content_part.added", ""), sink);
        }
    }

    private void append(String more, Sink sink) {
        OpenItem item = open;
        if (item == null || more.isEmpty()) {
            return;
        }
        keep(more.length());
        text.append(more);
        send(place(item, item.deltas() + ".delta").put("delta", more), sink);
    }

    private void close(Sink sink) {
        OpenItem item = open;
        if (item == null) {
            return;
        }
        String whole = text.toString();
        String field = item.call() != null ? "arguments" : item.kind().equals("refusal") ? "refusal" : "text";
        send(place(item, item.deltas() + ".done").put(field, whole), sink);
        if (item.call() == null) {
            send(part(item, "response.content_part.done", whole), sink);
        }
        ObjectNode done = item(item, whole);
        outputs().add(done);
        send(
                event("response.output_item.done")
                        .put("output_index", item.index())
                        .set("item", done),
                sink);
        open = null;
    }

    private ObjectNode item(OpenItem item, String whole) {
        JsonNode call = item.call();
        if (call != null) {
            String name = call.path("function").path("name").asText();
            return reply.call(item.id(), call.path("id").asText("call_" + item.callNumber()), name, whole);
        }
        return switch (item.kind()) {
            case "reasoning" -> {
                ArrayNode signed = mapper.createArrayNode().addAll(thoughts.values());
                yield reply.reasoning(item.id(), whole, signed);
            }
            case "refusal" -> reply.message(item.id(), "", whole);
            default -> reply.message(item.id(), whole, "");
        };
    }

    private ObjectNode part(OpenItem item, String type, String whole) {
        ObjectNode part =
                switch (item.kind()) {
                    case "reasoning" ->
                        mapper.createObjectNode().put("type", "reasoning_text").put("text", whole);
                    case "refusal" ->
                        mapper.createObjectNode().put("type", "refusal").put("refusal", whole);
                    default -> reply.text(whole);
                };
        return place(item, type).set("part", part);
    }

    private ObjectNode place(OpenItem item, String type) {
        ObjectNode event = event(type).put("item_id", item.id()).put("output_index", item.index());
        if (item.call() == null) {
            event.put("content_index", 0);
        }
        if (type.startsWith("response.output_text")) {
            event.putArray("logprobs");
        }
        return event;
    }

    private ArrayNode outputs() {
        return response == null ? mapper.createArrayNode() : (ArrayNode) response.get("output");
    }

    private void keep(int characters) {
        kept += characters;
        if (kept > MOST_KEPT) {
            throw new GatewayException(ErrorCode.UPSTREAM_TOO_LARGE, "The answer is too long for this dialect.");
        }
    }

    private ObjectNode event(String type) {
        return mapper.createObjectNode().put("type", type).put("sequence_number", number++);
    }

    private void send(JsonNode event, Sink sink) {
        try {
            ServerSentEvents.event(sink, event.get("type").textValue(), mapper.writeValueAsBytes(event));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
