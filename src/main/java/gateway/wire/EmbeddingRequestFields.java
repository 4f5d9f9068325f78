package gateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import gateway.fault.GatewayException;
import gateway.vendors.Feature;
import gateway.wire.ChatRequest.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a request for embeddings. Not thread-safe; used once. */
final class EmbeddingRequestFields extends RequestFields<EmbeddingRequest> {

    private static final Set<String> READ = Set.of("model", "models", "input", "encoding_format", "dimensions");
    /** No text of many words has more: the longest words that are one token are about as long, with the space before them. */
    private static final int MOST_BYTES_PER_TOKEN = 16;

    private static final int LONGEST_VECTOR = 65_536;

    private final int mostInputs;
    private final List<Span> inputs = new ArrayList<>();
    private final Set<Feature> needs = EnumSet.noneOf(Feature.class);
    private @Nullable Span input;
    private long totalTokens;
    private int largest;
    private boolean base64;
    private int dimensions;

    EmbeddingRequestFields(JsonParser parser, byte[] body, int mostInputs) {
        super(parser, body, READ);
        this.mostInputs = mostInputs;
    }

    @Override
    void readField(String name) throws IOException {
        switch (name) {
            case "input" -> readInput();
            case "encoding_format" -> readFormat();
            case "dimensions" -> {
                dimensions = integer(name, 1, LONGEST_VECTOR);
                if (dimensions > 0) {
                    needs.add(Feature.DIMENSIONS);
                }
            }
            default -> JsonSpans.finish(parser);
        }
    }

    @Override
    EmbeddingRequest toRequest() {
        List<String> models = models();
        if (input == null) {
            throw GatewayException.invalid("input", "The field 'input' is missing: give a text or an array of texts.");
        }
        return new EmbeddingRequest(
                body,
                models,
                inputs,
                (int) Math.min(totalTokens, Integer.MAX_VALUE),
                largest,
                base64,
                dimensions,
                needs,
                names,
                new EmbeddingRequest.Spans(frame(), input));
    }

    private void readFormat() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        String format = text("encoding_format");
        if (!format.equals("float") && !format.equals("base64")) {
            throw wrongType("encoding_format", "'float' or 'base64'");
        }
        base64 = format.equals("base64");
    }

    /** One text, or an array of texts; each text a string, or an array of tokens. */
    private void readInput() throws IOException {
        int start = JsonSpans.start(parser);
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            addText("input");
        } else {
            expect(JsonToken.START_ARRAY, "input", "a text or an array of texts");
            if (parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
                addTokens(start, "input");
            } else {
                readTexts();
            }
        }
        input = new Span(start, JsonSpans.end(parser));
    }

    private void readTexts() throws IOException {
        while (parser.currentToken() != JsonToken.END_ARRAY) {
            String path = "input[" + inputs.size() + "]";
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                addText(path);
            } else {
                expect(JsonToken.START_ARRAY, path, "a text or an array of tokens");
                int start = JsonSpans.start(parser);
                parser.nextToken();
                addTokens(start, path);
            }
            if (inputs.size() > mostInputs) {
                throw GatewayException.invalid("input", "The field 'input' may hold at most " + mostInputs + " texts.");
            }
            parser.nextToken();
        }
        if (inputs.isEmpty()) {
            throw empty("input");
        }
    }

    private void addText(String path) throws IOException {
        Span text = JsonSpans.value(parser);
        int bytes = JsonText.unescapedLength(body, text.start(), text.end()) - 2;
        if (bytes <= 0) {
            throw empty(path);
        }
        add(text, Usage.tokens(bytes), bytes / MOST_BYTES_PER_TOKEN);
    }

    /** The parser stands behind the opening bracket, which stands at {@code start}. */
    private void addTokens(int start, String path) throws IOException {
        int count = 0;
        while (parser.currentToken() != JsonToken.END_ARRAY) {
            expect(JsonToken.VALUE_NUMBER_INT, path, "an array of tokens, which are whole numbers");
            count++;
            parser.nextToken();
        }
        if (count == 0) {
            throw empty(path);
        }
        needs.add(Feature.TOKEN_INPUT);
        add(new Span(start, JsonSpans.end(parser)), count, count);
    }

    /** @param least tokens that it takes for certain: the vendor knows better than our estimate what it can hold */
    private void add(Span text, long tokens, int least) {
        inputs.add(text);
        totalTokens += tokens;
        largest = Math.max(largest, least);
    }

    private static GatewayException empty(String path) {
        return GatewayException.invalid(path, "The field '" + path + "' is empty.");
    }
}
