package gateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import gateway.wire.ChatRequest.Span;
import java.io.IOException;

/** Byte positions of what a parser over a byte array stands on. */
final class JsonSpans {

    private JsonSpans() {}

    /** Where the current token begins. */
    static int start(JsonParser parser) {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    /** Moves to the last token of the current value. */
    static void finish(JsonParser parser) throws IOException {
        if (parser.currentToken().isStructStart()) {
            parser.skipChildren();
        } else {
            // Strings are read lazily: without this the position would still be their first byte.
            parser.finishToken();
        }
    }

    /** Where the current, finished value ends. */
    static int end(JsonParser parser) {
        return (int) parser.currentLocation().getByteOffset();
    }

    /** The span of the current value; the parser then stands on its last token. */
    static Span value(JsonParser parser) throws IOException {
        int start = start(parser);
        finish(parser);
        return new Span(start, end(parser));
    }
}
