package gateway.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import gateway.wire.ChatRequest.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a canonical reply to a request for embeddings in one pass, without a tree. Thread-safe. */
public final class EmbeddingReplyReader {

    /** A number of so many digits is within the range of a float. */
    private static final int PLAIN_DIGITS = 38;

    private final JsonFactory json;

    /** @param json a factory that bounds depth and size, see {@link WireJson#factory} */
    public EmbeddingReplyReader(JsonFactory json) {
        this.json = json;
    }

    /**
     * @param texts how many vectors are expected; others are not looked at
     * @throws UnreadableReplyException when it is not one whole JSON object, or a vector is none
     */
    public EmbeddingReply read(byte[] body, int texts) throws UnreadableReplyException {
        return ReplyJson.read(json, body, 0, body.length, parser -> new Walk(parser, body, texts).readAll());
    }

    private static final class Walk {

        private static final int UNEQUAL = -1;

        private final JsonParser parser;
        private final byte[] body;
        private final List<@Nullable Span> vectors;
        private int dimensions;
        private boolean error;
        private @Nullable ToldUsage usage;

        Walk(JsonParser parser, byte[] body, int texts) {
            this.parser = parser;
            this.body = body;
            this.vectors = new ArrayList<@Nullable Span>(texts);
            for (int i = 0; i < texts; i++) {
                vectors.add(null);
            }
        }

        EmbeddingReply readAll() throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("data") && value == JsonToken.START_ARRAY) {
                    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                        readItem(i);
                    }
                } else if (name.equals("usage") && value == JsonToken.START_OBJECT) {
                    usage = new UsageReader(parser).read();
                } else {
                    error |= name.equals("error") && value != JsonToken.VALUE_NULL;
                    JsonSpans.finish(parser);
                }
            }
            return new EmbeddingReply(body, vectors, dimensions, error, usage);
        }

        /** @param position in the array, which counts where the item does not name its index */
        private void readItem(int position) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new UnreadableReplyException("an item of the data is not an object");
            }
            int index = position;
            Span vector = null;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("index") && value == JsonToken.VALUE_NUMBER_INT) {
                    index = parser.getNumberType() == JsonParser.NumberType.INT ? parser.getIntValue() : UNEQUAL;
                } else if (name.equals("embedding")) {
                    vector = readVector();
                } else {
                    JsonSpans.finish(parser);
                }
            }
            if (index < 0 || index >= vectors.size() || vectors.get(index) != null) {
                throw new UnreadableReplyException("the vectors are not those of the texts");
            }
            vectors.set(index, vector);
        }

        /** Whether the number is one as a float, too. Only one that is written with an exponent, or very long, may not be. */
        private boolean isFinite() throws IOException {
            char[] text = parser.getTextCharacters();
            int length = parser.getTextLength();
            boolean plain = length <= PLAIN_DIGITS;
            for (int i = parser.getTextOffset(); plain && i < parser.getTextOffset() + length; i++) {
                plain = text[i] != 'e' && text[i] != 'E';
            }
            return plain || Float.isFinite(Float.parseFloat(parser.getText()));
        }

        private Span readVector() throws IOException {
            int start = JsonSpans.start(parser);
            int length = 0;
            if (parser.currentToken() == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    if (!parser.currentToken().isNumeric() || !isFinite()) {
                        throw new UnreadableReplyException("a vector holds something else than numbers");
                    }
                    length++;
                }
            } else if (parser.currentToken() == JsonToken.VALUE_STRING) {
                length = Vectors.lengthOfBase64(parser.getText());
            }
            if (length <= 0) {
                throw new UnreadableReplyException("a vector is empty or not readable");
            }
            dimensions = dimensions == 0 || dimensions == length ? length : UNEQUAL;
            return new Span(start, JsonSpans.end(parser));
        }
    }
}
