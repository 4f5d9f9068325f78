package gateway.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;

/** Canonical requests and replies of every shape that public dialects know. The same seed makes the same. */
final class GeneratedMessages {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] WORDS = {"hello", "你好", "\"quoted\"", "two\nlines", "😀", "a{b}c", "\\", "ünï"};

    private final Random random;
    private final String model;
    private final boolean manyChoices;
    private int calls;

    /** @param manyChoices whether the dialect knows more than one choice, and penalties */
    GeneratedMessages(long seed, String model, boolean manyChoices) {
        this.random = new Random(seed);
        this.model = model;
        this.manyChoices = manyChoices;
    }

    String model() {
        return model;
    }

    ObjectNode request() {
        ObjectNode request = JSON.createObjectNode().put("model", model);
        ArrayNode messages = request.putArray("messages");
        if (random.nextBoolean()) {
            messages.addObject().put("role", "system").put("content", words());
        }
        userTurn(messages);
        for (int turns = random.nextInt(3); turns > 0; turns--) {
            assistantTurn(messages);
            userTurn(messages);
        }
        request.put("max_tokens", 1 + random.nextInt(1000));
        if (random.nextBoolean()) {
            request.put("temperature", random.nextInt(10) / 10.0);
        }
        if (random.nextBoolean()) {
            request.put("top_p", random.nextInt(10) / 10.0);
        }
        if (random.nextBoolean()) {
            request.put("top_k", 1 + random.nextInt(50));
        }
        if (random.nextBoolean()) {
            request.putArray("stop").add("END").add(words());
        }
        if (manyChoices && random.nextBoolean()) {
            request.put("n", 2).put("seed", random.nextInt(100)).put("presence_penalty", 0.5);
        }
        tools(request);
        return request;
    }

    ObjectNode reply() {
        ObjectNode reply = JSON.createObjectNode()
                .put("id", "id-" + random.nextInt(100))
                .put("object", "chat.completion")
                .put("created", 1)
                .put("model", model);
        ObjectNode choice = reply.putArray("choices").addObject().put("index", 0);
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        boolean calling = random.nextBoolean();
        if (!calling || random.nextBoolean()) {
            message.put("content", words());
        }
        if (calling) {
            calls(message);
        }
        choice.put("finish_reason", calling ? "tool_calls" : random.nextBoolean() ? "stop" : "length");
        int prompt = 10 + random.nextInt(100);
        int completion = 1 + random.nextInt(100);
        ObjectNode usage = reply.putObject("usage")
                .put("prompt_tokens", prompt)
                .put("completion_tokens", completion)
                .put("total_tokens", prompt + completion);
        usage.putObject("prompt_tokens_details").put("cached_tokens", random.nextInt(prompt));
        return reply;
    }

    private void userTurn(ArrayNode messages) {
        ObjectNode message = messages.addObject().put("role", "user");
        if (random.nextBoolean()) {
            message.put("content", words());
            return;
        }
        ArrayNode parts = message.putArray("content");
        parts.addObject().put("type", "text").put("text", words());
        for (int pictures = random.nextInt(3); pictures > 0; pictures--) {
            parts.addObject()
                    .put("type", "image_url")
                    .putObject("image_url")
                    .put("url", "data:image/png;base64,iVBORw0KGgo" + random.nextInt(10) + "A==");
        }
        if (random.nextBoolean()) {
            parts.addObject().put("type", "text").put("text", words());
        }
    }

    private void assistantTurn(ArrayNode messages) {
        ObjectNode message = messages.addObject().put("role", "assistant");
        boolean calling = random.nextBoolean();
        if (!calling || random.nextBoolean()) {
            message.put("content", words());
        }
        if (!calling) {
            return;
        }
        calls(message);
        message.get("tool_calls").forEach(call -> messages.addObject()
                .put("role", "tool")
                .put("tool_call_id", call.get("id").asText())
                .put("content", words()));
    }

    private void calls(ObjectNode message) {
        ArrayNode made = message.putArray("tool_calls");
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            ObjectNode arguments = JSON.createObjectNode();
            if (random.nextBoolean()) {
                arguments
                        .put("city", words())
                        .put("days", random.nextInt(9))
                        .putArray("list")
                        .add(1)
                        .addNull();
            }
            made.addObject()
                    .put("id", "call_" + calls++)
                    .put("type", "function")
                    .putObject("function")
                    .put("name", "tool_" + random.nextInt(3))
                    .put("arguments", arguments.toString());
        }
    }

    private void tools(ObjectNode request) {
        int count = random.nextInt(3);
        if (count == 0) {
            return;
        }
        ArrayNode tools = request.putArray("tools");
        for (int i = 0; i < count; i++) {
            ObjectNode function = tools.addObject().put("type", "function").putObject("function");
            function.put("name", "tool_" + i).put("description", words());
            function.putObject("parameters")
                    .put("type", "object")
                    .putObject("properties")
                    .putObject("city")
                    .put("type", "string");
        }
        switch (random.nextInt(5)) {
            case 0 -> request.put("tool_choice", "auto");
            case 1 -> request.put("tool_choice", "required");
            case 2 -> request.put("tool_choice", "none");
            case 3 ->
                request.putObject("tool_choice")
                        .put("type", "function")
                        .putObject("function")
                        .put("name", "tool_0");
            default -> {
                // the dialect's own
            }
        }
    }

    private String words() {
        StringBuilder words = new StringBuilder(WORDS[random.nextInt(WORDS.length)]);
        for (int i = random.nextInt(3); i > 0; i--) {
            words.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
        }
        return words.toString();
    }
}
