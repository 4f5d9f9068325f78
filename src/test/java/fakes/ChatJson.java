package fakes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Replies in the OpenAI chat-completions dialect, to a given request. */
public final class ChatJson {

    /** What every fake reply claims the prompt has cost. */
    public static final int PROMPT_TOKENS = 7;

    private static final long CREATED = 1_700_000_000L;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ChatJson() {}

    /** A whole completion, with usage. */
    public static String completion(Received request, String text) {
        ObjectNode choice = NODES.objectNode().put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", text);
        choice.put("finish_reason", "stop");
        ObjectNode reply = envelope(request, "chat.completion");
        reply.putArray("choices").add(choice);
        return reply.set("usage", usage(words(text))).toString();
    }

    /** The first chunk of a stream. */
    public static String role(Received request) {
        return chunk(request, NODES.objectNode().put("role", "assistant").put("content", ""), null);
    }

    public static String content(Received request, String text) {
        return chunk(request, NODES.objectNode().put("content", text), null);
    }

    /** The chunk that carries the reason why the answer ends. */
    public static String finish(Received request, String reason) {
        return chunk(request, NODES.objectNode(), reason);
    }

    /** The last chunk before the end mark, which only a request with {@code include_usage} gets. */
    public static String usage(Received request, int completionTokens) {
        ObjectNode chunk = envelope(request, "chat.completion.chunk");
        chunk.putArray("choices");
        return chunk.set("usage", usage(completionTokens)).toString();
    }

    /** An error object as OpenAI sends it. */
    public static String error(String message, String type, String code) {
        ObjectNode error =
                NODES.objectNode().put("message", message).put("type", type).putNull("param");
        return NODES.objectNode().set("error", error.put("code", code)).toString();
    }

    /** The events that end an answer as they should: finish, usage if asked for, end mark. */
    public static List<String> ending(Received request, int completionTokens) {
        String finish = finish(request, "stop");
        return request.json().at("/stream_options/include_usage").asBoolean()
                ? List.of(finish, usage(request, completionTokens), "[DONE]")
                : List.of(finish, "[DONE]");
    }

    static int words(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+").length;
    }

    private static String chunk(Received request, ObjectNode delta, @Nullable String finishReason) {
        ObjectNode choice = NODES.objectNode().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finishReason);
        ObjectNode chunk = envelope(request, "chat.completion.chunk");
        chunk.putArray("choices").add(choice);
        return chunk.toString();
    }

    private static ObjectNode envelope(Received request, String object) {
        return NODES.objectNode()
                .put("id", "chatcmpl-fake")
                .put("object", object)
                .put("created", CREATED)
                .put("model", request.json().path("model").asText("fake-model"));
    }

    private static ObjectNode usage(int completionTokens) {
        return NODES.objectNode()
                .put("prompt_tokens", PROMPT_TOKENS)
                .put("completion_tokens", completionTokens)
                .put("total_tokens", PROMPT_TOKENS + completionTokens);
    }
}
