package gateway.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.local.Delivery.Ending;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes one answer in the canonical dialect, piece by piece, each piece when it is asked for. */
final class ReplyFrames {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final LocalRequest request;
    private final String id;
    private final long created;
    private final List<String> words;
    private final boolean cutByLimit;

    /** @param answer what the model said; cut to the length the caller allows, in words, which are our tokens */
    ReplyFrames(LocalRequest request, String answer, String id, long created) {
        this.request = request;
        this.id = id;
        this.created = created;
        List<String> all = Words.of(answer);
        this.cutByLimit = all.size() > request.maxWords();
        this.words = cutByLimit ? all.subList(0, request.maxWords()) : all;
    }

    /** One JSON object; only its first half when the answer is to end badly. */
    Iterator<byte[]> whole() {
        ObjectNode choice = NODES.objectNode().put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", String.join("", words));
        choice.put("finish_reason", finishReason());
        ObjectNode reply = envelope("chat.completion");
        reply.putArray("choices").add(choice);
        byte[] json = reply.set("usage", usage()).toString().getBytes(UTF_8);
        return List.of(completes() ? json : Arrays.copyOf(json, json.length / 2))
                .iterator();
    }

    /** Server-sent events; those that end a stream are left out when the answer is to end badly. */
    Iterator<byte[]> events() {
        Stream<byte[]> role =
                Stream.of(chunk(NODES.objectNode().put("role", "assistant").put("content", ""), null));
        Stream<byte[]> contents = words.stream()
                .limit(request.delivery().words())
                .map(word -> chunk(NODES.objectNode().put("content", word), null));
        return Stream.concat(Stream.concat(role, contents), ending()).iterator();
    }

    private Stream<byte[]> ending() {
        if (!completes()) {
            return Stream.empty();
        }
        Stream<byte[]> finish = Stream.of(chunk(NODES.objectNode(), finishReason()));
        Stream<byte[]> usage = request.includeUsage() ? Stream.of(usageChunk()) : Stream.empty();
        return Stream.concat(Stream.concat(finish, usage), Stream.of(event("[DONE]")));
    }

    private byte[] chunk(ObjectNode delta, @Nullable String finishReason) {
        ObjectNode choice = NODES.objectNode().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finishReason);
        ObjectNode chunk = envelope("chat.completion.chunk");
        chunk.putArray("choices").add(choice);
        return event(chunk.toString());
    }

    private byte[] usageChunk() {
        ObjectNode chunk = envelope("chat.completion.chunk");
        chunk.putArray("choices");
        return event(chunk.set("usage", usage()).toString());
    }

    private static byte[] event(String data) {
        return ("data: " + data + "\n\n").getBytes(UTF_8);
    }

    private ObjectNode envelope(String object) {
        return NODES.objectNode()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", request.model());
    }

    private boolean completes() {
        return request.delivery().ending() == Ending.COMPLETE;
    }

    private String finishReason() {
        return cutByLimit ? "length" : "stop";
    }

    private ObjectNode usage() {
        return NODES.objectNode()
                .put("prompt_tokens", request.promptWords())
                .put("completion_tokens", words.size())
                .put("total_tokens", request.promptWords() + words.size());
    }
}
