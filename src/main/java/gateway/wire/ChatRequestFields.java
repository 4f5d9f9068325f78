package gateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import gateway.fault.GatewayException;
import gateway.vendors.Feature;
import gateway.wire.ChatRequest.Span;
import gateway.wire.ChatRequest.Spans;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks the top-level fields of one chat request. Not thread-safe; used once. */
final class ChatRequestFields extends RequestFields<ChatRequest> {

    private static final int MAX_CHOICES = 128;

    /** Fields that decide something here. */
    private static final Set<String> READ = Set.of(
            "model",
            "models",
            "messages",
            "stream",
            "stream_options",
            "n",
            "max_tokens",
            "max_completion_tokens",
            "logprobs",
            "tools",
            "response_format");

    private final Set<Feature> needs = EnumSet.noneOf(Feature.class);
    private final MessagesReader messages;

    private boolean stream;
    private boolean includeUsage;
    private @Nullable Span streamOptions;
    private @Nullable Span includeUsageSpan;
    private int maxOutputTokens;
    private int toolsBytes;

    ChatRequestFields(JsonParser parser, byte[] body) {
        super(parser, body, READ);
        this.messages = new MessagesReader(parser, body, needs);
    }

    @Override
    void readField(String name) throws IOException {
        switch (name) {
            case "messages" -> messages.read();
            case "stream" -> stream = bool(name);
            case "stream_options" -> readStreamOptions();
            case "n" -> {
                if (integer(name, 1, MAX_CHOICES) > 1) {
                    needs.add(Feature.CHOICES);
                }
            }
            case "max_tokens", "max_completion_tokens" -> maxOutputTokens = integer(name, 1, Integer.MAX_VALUE);
            case "temperature", "top_p", "frequency_penalty", "presence_penalty" -> number(name);
            case "logprobs" -> {
                if (bool(name)) {
                    needs.add(Feature.LOGPROBS);
                }
            }
            case "tools" -> readTools();
            case "response_format" -> readResponseFormat();
            default -> JsonSpans.finish(parser);
        }
    }

    @Override
    ChatRequest toRequest() {
        List<String> models = models();
        if (!names.contains("messages")) {
            throw GatewayException.invalid("messages", "The field 'messages' is missing: give at least one message.");
        }
        return new ChatRequest(
                body,
                models,
                stream,
                includeUsage,
                needs,
                messages.toolMedia(),
                messages.promptTokens() + (int) Usage.tokens(toolsBytes),
                maxOutputTokens,
                names,
                new Spans(frame(), streamOptions, includeUsageSpan));
    }

    private void readStreamOptions() throws IOException {
        int start = JsonSpans.start(parser);
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            expect(JsonToken.START_OBJECT, "stream_options", "an object");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = "include_usage".equals(parser.currentName());
                parser.nextToken();
                if (wanted) {
                    includeUsage = bool("stream_options.include_usage");
                    int valueStart = JsonSpans.start(parser);
                    includeUsageSpan = new Span(valueStart, JsonSpans.end(parser));
                } else {
                    JsonSpans.finish(parser);
                }
            }
        }
        streamOptions = new Span(start, JsonSpans.end(parser));
    }

    private void readTools() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        expect(JsonToken.START_ARRAY, "tools", "an array");
        int start = JsonSpans.start(parser);
        if (parser.nextToken() != JsonToken.END_ARRAY) {
            needs.add(Feature.TOOLS);
            do {
                readTool();
            } while (parser.nextToken() != JsonToken.END_ARRAY);
        }
        toolsBytes = JsonText.unescapedLength(body, start, JsonSpans.end(parser));
    }

    private void readTool() throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            JsonSpans.finish(parser);
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean type = "type".equals(parser.currentName());
            parser.nextToken();
            if (type && parser.currentToken() == JsonToken.VALUE_STRING && !"function".equals(parser.getText())) {
                needs.add(Feature.NON_FUNCTION_TOOLS);
            }
            JsonSpans.finish(parser);
        }
    }

    private void readResponseFormat() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        expect(JsonToken.START_OBJECT, "response_format", "an object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean type = "type".equals(parser.currentName());
            parser.nextToken();
            if (type && "json_schema".equals(text("response_format.type"))) {
                needs.add(Feature.JSON_SCHEMA);
            } else {
                JsonSpans.finish(parser);
            }
        }
    }
}
