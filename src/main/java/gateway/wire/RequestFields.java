package gateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import gateway.fault.GatewayException;
import gateway.wire.ChatRequest.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request's one JSON object, read in one pass: which there are, and the names of models. Not thread-safe;
 * used once.
 *
 * @param <T> what is made of them
 */
abstract class RequestFields<T> {

    private static final int MAX_MODELS = 8;
    private static final String ORIGINAL = "original";
    private static final String OPERATION = "operation";
    private static final String SIZE = "size";

    /** What may have to be cut out: the gateway's own fields, and one that says nothing. */
    private static final Set<String> CUT = Set.of("models", ORIGINAL, OPERATION, SIZE);

    /** Of a model, or a type: they are kept with the decision, and repeated in messages. */
    private static final int LONGEST_NAME = 200;

    final JsonParser parser;
    final byte[] body;
    final int open;
    final Set<String> names = new HashSet<>();

    private final Set<String> read;

    private @Nullable String model;

    private @Nullable Span modelSpan;

    private List<String> fallbacks = List.of();

    /** Whole members, each with one comma, that are cut out of what a vendor gets. */
    private final Map<String, Span> members = new HashMap<>();

    /** Values that are null: the field counts as left out. */
    private final Map<String, Span> nulls = new HashMap<>();

    /** The member before, when it and all before it are cut out: it takes the comma after it along. */
    private @Nullable String leading;

    private int lastValueEnd;

    /** @param read names of the fields that are looked into */
    RequestFields(JsonParser parser, byte[] body, Set<String> read) {
        this.parser = parser;
        this.body = body;
        this.read = read;
        this.open = JsonSpans.end(parser);
        this.lastValueEnd = open;
    }

    /** Reads the value of a field, on which the parser stands, up to its last token. */
    abstract void readField(String name) throws IOException;

    abstract T toRequest();

    /** From the opening brace, on which the parser stands, to the closing one. */
    void readAll() throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            checkName(name);
            int start = JsonSpans.start(parser);
            boolean first = lastValueEnd == open || leading != null;
            if (leading != null) {
                members.computeIfPresent(leading, (cut, span) -> new Span(span.start(), start));
                leading = null;
            }
            if (parser.nextToken() == JsonToken.VALUE_NULL) {
                nulls.put(name, JsonSpans.value(parser));
            }
            switch (name) {
                case "model" -> readModel();
                case "models" -> readModels();
                default -> readField(name);
            }
            if (CUT.contains(name)) {
                members.put(name, new Span(first ? start : lastValueEnd, JsonSpans.end(parser)));
                leading = first ? name : null;
            }
            lastValueEnd = JsonSpans.end(parser);
        }
    }

    /** What all kinds of requests have in common. */
    Frame frame() {
        return new Frame(modelSpan, members.get("models"), members.get(ORIGINAL), nulls, open);
    }

    /** Our own extension {@code operation}, whole and with one comma; null when absent. */
    @Nullable
    Span operationMember() {
        return members.get(OPERATION);
    }

    /** The size of images, whole and with one comma; null when absent. */
    @Nullable
    Span sizeMember() {
        return members.get(SIZE);
    }

    /** Many JSON readers do not tell {@code Model} from {@code model}: a vendor could be asked for what we have not seen. */
    private void checkName(String name) {
        if (!names.add(name)) {
            throw GatewayException.invalid(name, "The field '" + name + "' stands twice; give it once.");
        }
        if (read.contains(name)) {
            return;
        }
        String folded = name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        if (read.contains(folded)) {
            throw GatewayException.invalid(name, "The field '" + name + "' must be written '" + folded + "'.");
        }
    }

    /** The names asked for, in the caller's order: the one model, then the fallbacks. */
    List<String> models() {
        if (model == null && fallbacks.isEmpty()) {
            throw GatewayException.invalid("model", "The field 'model' is missing: name a model, see GET /v1/models.");
        }
        List<String> models = new ArrayList<>(1 + fallbacks.size());
        if (model != null) {
            models.add(model);
        }
        models.addAll(fallbacks);
        return models;
    }

    private void readModel() throws IOException {
        modelSpan = JsonSpans.value(parser);
        model = text("model");
    }

    /** Our own extension: an ordered list of names to fall back on. It is cut out before the vendor sees the body. */
    private void readModels() throws IOException {
        expect(JsonToken.START_ARRAY, "models", "an array of model names");
        fallbacks = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            fallbacks.add(text("models[" + fallbacks.size() + "]"));
            if (fallbacks.size() > MAX_MODELS) {
                throw GatewayException.invalid("models", "At most " + MAX_MODELS + " models can be named.");
            }
        }
    }

    String text(String field) throws IOException {
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

    boolean bool(String field) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            default -> throw wrongType(field, "true or false");
        };
    }

    /** Null counts as not given: 0. */
    int integer(String field, int min, int max) throws IOException {
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

    void number(String field) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NULL
                && !parser.currentToken().isNumeric()) {
            throw wrongType(field, "a number");
        }
    }

    void expect(JsonToken token, String field, String what) {
        if (parser.currentToken() != token) {
            throw wrongType(field, what);
        }
    }

    static GatewayException wrongType(String field, String what) {
        return GatewayException.invalid(field, "The field '" + field + "' must be " + what + ".");
    }
}
