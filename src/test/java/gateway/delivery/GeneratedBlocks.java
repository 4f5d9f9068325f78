package gateway.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;

/** Requests of Anthropic's dialect with every kind of block that its clients send. The same seed makes the same. */
final class GeneratedBlocks {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] WORDS = {"hello", "你好", "\"quoted\"", "two\nlines", "😀", "{", "\\"};

    private final Random random;
    private int calls;

    GeneratedBlocks(long seed) {
        this.random = new Random(seed);
    }

    ObjectNode request(String model) {
        ObjectNode request = JSON.createObjectNode().put("model", model).put("max_tokens", 1 + random.nextInt(9000));
        thinking(request);
        if (random.nextBoolean()) {
            ArrayNode system = request.putArray("system");
            system.add(cached(text()));
            system.add(text());
        }
        ArrayNode messages = request.putArray("messages");
        message(messages, "user").add(shown());
        for (int turns = random.nextInt(3); turns > 0; turns--) {
            turn(messages);
        }
        tools(request);
        if (random.nextInt(4) == 0) {
            request.putNull("metadata").putNull("stop_sequences").putNull("temperature");
        } else {
            request.putObject("metadata").put("user_id", "u");
            request.putArray("stop_sequences").add("END");
        }
        return request;
    }

    /** A whole answer. */
    ObjectNode message() {
        ObjectNode message = JSON.createObjectNode().put("id", "msg_1").put("type", "message");
        message.put("role", "assistant").put("model", "claude-opus-5");
        message.set("content", said(JSON.createArrayNode(), JSON.createArrayNode()));
        if (random.nextInt(4) == 0) {
            ((ArrayNode) message.get("content"))
                    .insertObject(0)
                    .put("type", "server_tool_use")
                    .put("id", "s")
                    .put("name", "x");
        }
        boolean calls = message.get("content").findValuesAsText("type").contains("tool_use");
        String stop = random.nextBoolean() ? "max_tokens" : "pause_turn";
        message.put("stop_reason", calls ? "tool_use" : random.nextBoolean() ? "end_turn" : stop)
                .putNull("stop_sequence");
        ObjectNode usage = message.putObject("usage").put("input_tokens", 7).put("cache_creation_input_tokens", 5);
        usage.put("cache_read_input_tokens", 3).put("output_tokens", 20);
        usage.putObject("cache_creation").put("ephemeral_5m_input_tokens", 5);
        return message;
    }

    private void thinking(ObjectNode request) {
        switch (random.nextInt(4)) {
            case 0 -> request.putObject("thinking").put("type", "enabled").put("budget_tokens", 1024);
            case 1 -> request.putObject("thinking").put("type", "adaptive");
            case 2 -> request.putObject("thinking").put("type", "disabled");
            default -> {
                // the model's own way
            }
        }
        if (random.nextBoolean()) {
            request.putObject("output_config").put("effort", random.nextBoolean() ? "low" : "max");
        }
        if (random.nextBoolean()) {
            request.withObject("output_config")
                    .putObject("format")
                    .put("type", "json_schema")
                    .putObject("schema")
                    .put("type", "object");
        }
        if (random.nextInt(4) == 0) {
            request.withObject("context_management")
                    .putArray("edits")
                    .addObject()
                    .put("type", "x");
        }
    }

    /** The model says something and calls tools, in any order; the caller answers, with more to say. */
    private void turn(ArrayNode messages) {
        ArrayNode results = JSON.createArrayNode();
        said(message(messages, "assistant"), results);
        ArrayNode answer = message(messages, "user");
        answer.addAll(results);
        answer.add(shown());
        if (random.nextInt(4) == 0) {
            messages.addObject().put("role", "system").put("content", words());
        }
    }

    private ArrayNode said(ArrayNode said, ArrayNode results) {
        for (int blocks = 1 + random.nextInt(4); blocks > 0; blocks--) {
            switch (random.nextInt(5)) {
                case 0 ->
                    said.addObject()
                            .put("type", "thinking")
                            .put("thinking", words())
                            .put("signature", "c2ln");
                case 1 -> said.addObject().put("type", "redacted_thinking").put("data", "ZW5j");
                case 2 -> {
                    ObjectNode call = call();
                    said.add(call);
                    results.add(result(call.get("id").textValue()));
                }
                default -> said.add(random.nextBoolean() ? text() : cited());
            }
        }
        return said.add(text());
    }

    private ObjectNode call() {
        ObjectNode call = JSON.createObjectNode().put("type", "tool_use");
        call.put("id", "toolu_" + calls++).put("name", "f").putObject("input").put("a", words());
        if (random.nextInt(4) == 0) {
            call.putObject("caller").put("type", "direct");
        }
        return cached(call);
    }

    private ObjectNode result(String id) {
        ObjectNode result = JSON.createObjectNode().put("type", "tool_result").put("tool_use_id", id);
        switch (random.nextInt(3)) {
            case 0 -> result.put("content", words());
            case 1 -> result.putArray("content").add(text()).add(cached(text()));
            default ->
                result.putArray("content").add(text()).add(cached(picture())).add(text());
        }
        if (random.nextInt(3) == 0) {
            result.put("is_error", true);
        }
        return cached(result);
    }

    private ObjectNode shown() {
        return cached(
                switch (random.nextInt(6)) {
                    case 0 -> picture();
                    case 1 -> {
                        ObjectNode document = document("base64");
                        document.withObject("source")
                                .put("media_type", "application/pdf")
                                .put("data", "JVBERi0=");
                        yield document.put("title", words());
                    }
                    case 2 -> {
                        ObjectNode document = document("text");
                        document.withObject("source")
                                .put("media_type", "text/plain")
                                .put("data", words());
                        yield document.put("title", words()).put("context", words());
                    }
                    case 3 -> {
                        ObjectNode document = document("content");
                        document.withObject("source").putArray("content").add(text());
                        yield document;
                    }
                    case 4 -> {
                        ObjectNode found = JSON.createObjectNode().put("type", "search_result");
                        found.put("source", "https://x.example")
                                .put("title", words())
                                .putArray("content")
                                .add(text());
                        yield found;
                    }
                    default -> text();
                });
    }

    private ObjectNode document(String source) {
        ObjectNode document = JSON.createObjectNode().put("type", "document");
        document.putObject("source").put("type", source);
        if (random.nextBoolean()) {
            document.putObject("citations").put("enabled", true);
        }
        return document;
    }

    private ObjectNode picture() {
        ObjectNode picture = JSON.createObjectNode().put("type", "image");
        ObjectNode source = picture.putObject("source");
        if (random.nextBoolean()) {
            source.put("type", "url").put("url", "https://x.example/p.png");
        } else {
            source.put("type", "base64").put("media_type", "image/png").put("data", "aGk=");
        }
        return picture;
    }

    private ObjectNode text() {
        return JSON.createObjectNode().put("type", "text").put("text", words());
    }

    private ObjectNode cited() {
        ObjectNode text = text();
        text.putArray("citations").addObject().put("type", "char_location").put("cited_text", words());
        return text;
    }

    private ObjectNode cached(ObjectNode block) {
        if (random.nextInt(4) == 0) {
            block.putObject("cache_control").put("type", "ephemeral");
        }
        return block;
    }

    private void tools(ObjectNode request) {
        ArrayNode tools = request.putArray("tools");
        ObjectNode tool = tools.addObject().put("name", "f").put("description", words());
        tool.putObject("input_schema").put("type", "object");
        if (random.nextBoolean()) {
            cached(tool).put("eager_input_streaming", true);
        }
        if (random.nextBoolean()) {
            tools.addObject().put("type", "bash_20250124").put("name", "bash");
        }
        if (random.nextBoolean()) {
            request.putObject("tool_choice").put("type", "auto").put("disable_parallel_tool_use", true);
        }
    }

    private static ArrayNode message(ArrayNode messages, String role) {
        return messages.addObject().put("role", role).putArray("content");
    }

    private String words() {
        return WORDS[random.nextInt(WORDS.length)] + ' ' + WORDS[random.nextInt(WORDS.length)];
    }
}
