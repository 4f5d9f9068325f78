package gateway.api.responses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.AnswerMemory;
import gateway.api.ApiError;
import gateway.api.EventWriter;
import gateway.api.Pictures;
import gateway.api.ServerSentEvents;
import gateway.api.Signatures;
import gateway.api.responses.OpenItem.Kind;
import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Canonical chunks as numbered events: items of an output, one open at a time. The last event repeats the whole response, so
 * the answer is kept until then, within a bound.
 */
final class ResponseEvents implements EventWriter {

    private final ObjectMapper mapper;
    private final ResponseReply reply;
    private final AnswerMemory memory;
    private @Nullable ObjectNode response;
    private @Nullable OpenItem open;
    /** Which of the canonical calls the open item is. */
    private int openCall;

    private int number;
    private int calls;
    private int pictures;
    private @Nullable String finish;
    private JsonNode usage;

    /** @param memory of the answer, all its items together */
    ResponseEvents(ObjectMapper mapper, ResponseReply reply, AnswerMemory memory) {
        this.mapper = mapper;
        this.reply = reply;
        this.memory = memory;
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
        usage = chunk.hasNonNull("usage") ? chunk.get("usage") : usage;
        begin(chunk, sink);
        JsonNode choice = chunk.path("choices").path(0);
        JsonNode delta = choice.path("delta");
        for (JsonNode piece : delta.path("thinking_blocks")) {
            // Also thoughts that are not shown have to come back: their item carries them.
            memory.keep(opened(Kind.REASONING, sink).sealed.gather(piece));
        }
        write(Kind.REASONING, delta.path("reasoning_content").asText(""), sink);
        write(
                Kind.MESSAGE,
                delta.path("content").asText(""),
                choice.path("logprobs").path("content"),
                sink);
        write(Kind.REFUSAL, delta.path("refusal").asText(""), sink);
        sign(delta, sink);
        for (JsonNode picture : delta.path("images")) {
            show(picture, sink);
        }
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
    public void error(ApiError canonical, Sink sink) {
        ApiError error = ResponsesError.named(canonical);
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

    private void write(Kind kind, String more, Sink sink) {
        write(kind, more, mapper.missingNode(), sink);
    }

    private void write(Kind kind, String more, JsonNode logprobs, Sink sink) {
        if (!more.isEmpty()) {
            append(opened(kind, sink), more, logprobs, sink);
        }
    }

    private OpenItem opened(Kind kind, Sink sink) {
        OpenItem item = open;
        return item != null && item.kind == kind ? item : open(kind, mapper.missingNode(), sink);
    }

    /**
     * A signature mostly comes behind the words that it is of. A thought there would hide the message from clients who read the
     * last item, so the message itself carries it.
     */
    private void sign(JsonNode delta, Sink sink) {
        if (Signatures.of(delta) != null) {
            memory.keep(delta.path("extra_content").toString().length());
            OpenItem item = open;
            (item != null && item.kind == Kind.MESSAGE ? item : opened(Kind.REASONING, sink)).sealed.signTurn(delta);
        }
    }

    private void show(JsonNode picture, Sink sink) {
        if (!PictureItem.fits(picture)) {
            write(Kind.MESSAGE, Pictures.told(picture), sink);
            return;
        }
        String id = ResponseReply.pictureId(Objects.requireNonNull(response), pictures++);
        memory.keep(picture.toString().length());
        if (Signatures.of(picture) != null) {
            opened(Kind.REASONING, sink).sealed.sign(id, picture);
        }
        close(sink);
        int index = outputs().size();
        ObjectNode item = PictureItem.of(id, picture);
        outputs().add(item);
        ObjectNode begun = item.deepCopy().put("status", "in_progress").putNull("result");
        send(event("response.output_item.added").put("output_index", index).set("item", begun), sink);
        for (String state : new String[] {"in_progress", "generating", "completed"}) {
            ObjectNode told = event("response." + PictureItem.TYPE + '.' + state);
            send(told.put("item_id", id).put("output_index", index), sink);
        }
        send(event("response.output_item.done").put("output_index", index).set("item", item), sink);
    }

    private void call(JsonNode call, Sink sink) {
        int callNumber = call.path("index").asInt(calls);
        OpenItem item = open;
        if (callNumber >= calls) {
            calls = callNumber + 1;
            openCall = callNumber;
            ObjectNode told = reply.called(Objects.requireNonNull(response), call, callNumber);
            // Its name and its signature stay until the end, too.
            memory.keep(told.toString().length());
            if (Signatures.of(call) != null) {
                opened(Kind.REASONING, sink).sealed.sign(told);
            }
            item = open(reply.kind(told), told, sink);
        } else if (item == null || item.kind.hasParts() || openCall != callNumber) {
            throw new GatewayException(
                    ErrorCode.VENDOR_REPLY_INVALID, "The vendor went back to a tool call that it had left.");
        }
        append(item, call.path("function").path("arguments").asText(""), mapper.missingNode(), sink);
    }

    private OpenItem open(Kind kind, JsonNode call, Sink sink) {
        close(sink);
        int index = outputs().size();
        String id = ResponseReply.itemId(Objects.requireNonNull(response), kind.prefix, index);
        OpenItem item = new OpenItem(mapper, kind, id, index, call);
        open = item;
        ObjectNode added = event("response.output_item.added").put("output_index", index);
        added.set("item", item(item, "", null).put("status", "in_progress"));
        send(added, sink);
        return item;
    }

    private void append(OpenItem item, String more, JsonNode logprobs, Sink sink) {
        if (more.isEmpty()) {
            return;
        }
        if (item.text.isEmpty() && item.kind.hasParts()) {
            send(part(item, "response.content_part.added", ""), sink);
        }
        memory.keep(more.length());
        item.text.append(more);
        for (JsonNode each : logprobs) {
            memory.keep(each.toString().length());
            item.logprobs.add(each);
        }
        // Of free text nothing is told before it is whole: what comes are pieces of JSON that holds it.
        if (item.kind != Kind.CUSTOM_CALL) {
            send(place(item, item.kind.deltas + ".delta", logprobs).put("delta", more), sink);
        }
    }

    private void close(Sink sink) {
        OpenItem item = open;
        if (item == null) {
            return;
        }
        String whole = reply.told(item.kind, item.text.toString());
        if (item.kind == Kind.CUSTOM_CALL) {
            send(place(item, item.kind.deltas + ".delta").put("delta", whole), sink);
        }
        if (!whole.isEmpty() || !item.kind.hasParts()) {
            send(place(item, item.kind.deltas + ".done").put(item.kind.field, whole), sink);
        }
        if (!whole.isEmpty() && item.kind.hasParts()) {
            send(part(item, "response.content_part.done", whole), sink);
        }
        ObjectNode done = item(item, whole, item.seal());
        outputs().add(done);
        ObjectNode told = event("response.output_item.done").put("output_index", item.index);
        send(told.set("item", done), sink);
        open = null;
    }

    private ObjectNode item(OpenItem item, String whole, @Nullable String sealed) {
        return switch (item.kind) {
            case CALL, CUSTOM_CALL -> reply.call(item.id, item.call, whole);
            case REASONING -> reply.reasoning(item.id, whole, sealed);
            case REFUSAL -> reply.message(item.id, "", whole, mapper.missingNode());
            case MESSAGE -> reply.sealed(reply.message(item.id, whole, "", item.logprobs), sealed);
        };
    }

    private ObjectNode part(OpenItem item, String type, String whole) {
        ObjectNode part =
                switch (item.kind) {
                    case REASONING ->
                        mapper.createObjectNode().put("type", "reasoning_text").put("text", whole);
                    case REFUSAL ->
                        mapper.createObjectNode().put("type", "refusal").put("refusal", whole);
                    default -> reply.text(whole, item.logprobs);
                };
        return place(item, type).set("part", part);
    }

    private ObjectNode place(OpenItem item, String type) {
        return place(item, type, item.logprobs);
    }

    private ObjectNode place(OpenItem item, String type, JsonNode logprobs) {
        ObjectNode event = event(type).put("item_id", item.id).put("output_index", item.index);
        if (item.kind.hasParts()) {
            event.put("content_index", 0);
        }
        if (type.startsWith(Kind.MESSAGE.deltas)) {
            event.set("logprobs", logprobs.isArray() ? logprobs : mapper.createArrayNode());
        }
        return event;
    }

    private ArrayNode outputs() {
        return (ArrayNode) Objects.requireNonNull(response).get("output");
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
