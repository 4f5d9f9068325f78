package gateway.wire;

import com.fasterxml.jackson.core.JsonFactory;
import org.jspecify.annotations.Nullable;

/** Reads canonical replies and stream chunks in one pass, without a tree. Thread-safe. */
public final class ReplyReader {

    private final JsonFactory json;

    /** @param json a factory that bounds depth and size, see {@link WireJson#factory} */
    public ReplyReader(JsonFactory json) {
        this.json = json;
    }

    /**
     * Facts of a {@code chat.completion} or {@code chat.completion.chunk}; spans count from {@code offset}.
     *
     * @throws UnreadableReplyException when it is not one whole JSON object
     */
    public ReplyFacts read(byte[] buffer, int offset, int length) throws UnreadableReplyException {
        return read(buffer, offset, length, null);
    }

    /** @param generated takes the generated text; null when nobody wants it */
    public ReplyFacts read(byte[] buffer, int offset, int length, @Nullable StringBuilder generated)
            throws UnreadableReplyException {
        return ReplyJson.read(
                json, buffer, offset, length, parser -> new ReplyWalk(parser, buffer, offset, generated).readAll());
    }
}
