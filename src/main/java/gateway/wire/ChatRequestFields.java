package gateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import gateway.fault.GatewayException;
import gateway.vendors.Feature;
import gateway.wire.ChatRequest.Span;
import gateway.wire.ChatRequest.Spans;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks the top-level fields of one chat request. Not thread-safe; used once. */
final class ChatRequestFields {

    private static final int MAX_MODELS = 8;
    /** Of a model, or a type: they are kept with the decision, and repeated in messages. */
    private static final int LONGEST_NAME = 200;

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

    private final JsonParser parser;
    private final byte[] body;
    private final int open;
    private final Set<String> names = new HashSet<>();
    private final Set<Feature> needs = EnumSet.noneOf(Feature.class);
    private final MessagesReader messages;

    private @Nullable String model;
    private @Nullable Span modelSpan;
    private List<String> fallbacks = List.of();
    private @Nullable Span modelsSpan;
    private boolean modelsIsLast;
    private int lastValueEnd;
    private boolean stream;
    private boolean includeUsage;
    private @Nullable Span streamOptions;
    private @Nullable Span includeUsageSpan;
    private int maxOutputTokens;

    ChatRequestFields(JsonParser parser, byte[] body) {
        this.parser = parser;
        this.body = body;
        this.open = JsonSpans.end(parser);
        this.lastValueEnd = open;
        this.messages = new MessagesReader(parser, body, needs);
    }

    /** From the opening brace, on which the parser stands, to the closing one. */
    void readAll() throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            checkName(name);
            int start = JsonSpans.start(parser);
            if (modelsIsLast && modelsSpan != null) {
                modelsSpan = new Span(modelsSpan.start(), start);
                modelsIsLast = false;
            }
            parser.nextToken();
            readField(name, start);
            lastValueEnd = JsonSpans.end(parser);
        }
    }

    /** Many JSON readers do not tell {@code Model} from {@code model}: a vendor could be asked for what we have not seen. */
    private void checkName(String name) {
        if (!names.add(name)) {
            throw GatewayException.invalid(name, "The field '" + name + "' stands twice; give it once.");
        }
        if (READ.contains(name)) {
            return;
        }
        String folded = name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        if (READ.contains(folded)) {
            throw GatewayException.invalid(name, "The field '" + name + "' must be written '" + folded + "'.");
        }
    }

    private void readField(String name, int start) throws IOException {
        switch (name) {
            case "model" -> readModel();
            case "models" -> readModels(start);
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

    ChatRequest toRequest() {
        if (model == null && fallbacks.isEmpty()) {
            throw GatewayException.invalid("model", "The field 'model' is missing: name a model, see GET /v1/models.");
        }
        if (!names.contains("messages")) {
            throw GatewayException.invalid("messages", "The field 'messages' is missing: give at least one message.");
        }
        List<String> models = new ArrayList<>(1 + fallbacks.size());
        if (model != null) {
            models.add(model);
        }
        models.addAll(fallbacks);
        return new ChatRequest(
                body,
                models,
                stream,
                includeUsage,
                needs,
                messages.promptTokens(),
                maxOutputTokens,
                names,
                new Spans(modelSpan, modelsSpan, streamOptions, includeUsageSpan, open));
    }

    private void readModel() throws IOException {
        modelSpan = JsonSpans.value(parser);
        model = text("model");
    }

    /** Our own extension: an ordered list of names to fall back on. It is cut out before the vendor sees the body. */
    private void readModels(int keyStart) throws IOException {
        int cutFrom = lastValueEnd == open ? keyStart : lastValueEnd;
        expect(JsonToken.START_ARRAY, "models", "an array of model names");
        fallbacks = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            fallbacks.add(text("models[" + fallbacks.size() + "]"));
            if (fallbacks.size() > MAX_MODELS) {
                throw GatewayException.invalid("models", "At most " + MAX_MODELS + " models can be named.");
            }
        }
        // A first member takes the comma after it along, any other the comma before it.
        modelsSpan = new Span(cutFrom, JsonSpans.end(parser));
        modelsIsLast = cutFrom == keyStart;
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
        if (parser.nextToken() != JsonToken.END_ARRAY) {
            needs.add(Feature.TOOLS);
            do {
                parser.skipChildren();
            } while (parser.nextToken() != JsonToken.END_ARRAY);
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

    private String text(String field) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw wrongType(field, "a string");
        }
        String text = parser.getText();
        if (text.isBlank()) {
            throw GatewayException.invalid(field, "The field '" + field + "' is empty.");
        }
        if (text.length() > LONGEST_NAME) {
            throw GatewayException.invalid(
                    field, "The field '" + field + "' is longer than " + LONGEST_NAME + " characters.");
        }
        return text;
    }

    private boolean bool(String field) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            default -> throw wrongType(field, "true or false");
        };
    }

    /** Null counts as not given: 0. */
    private int integer(String field, int min, int max) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return 0;
        }
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw wrongType(field, "an integer");
        }
        boolean inRange = parser.getNumberType() == JsonParser.NumberType.INT
                && parser.getIntValue() >= min
                && parser.getIntValue() <= max;
        if (!inRange) {
            throw GatewayException.invalid(
                    field, "The field '" + field + "' must lie between " + min + " and " + max + ".");
        }
        return parser.getIntValue();
    }

    private void number(String field) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NULL
                && !parser.currentToken().isNumeric()) {
            throw wrongType(field, "a number");
        }
    }

    private void expect(JsonToken token, String field, String what) {
        if (parser.currentToken() != token) {
            throw wrongType(field, what);
        }
    }

    private static GatewayException wrongType(String field, String what) {
        return GatewayException.invalid(field, "The field '" + field + "' must be " + what + ".");
    }
}
