package gateway.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
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
        if (!JsonText.mayBeUtf8(buffer, offset, length)) {
            throw new UnreadableReplyException("the vendor's JSON is not in UTF-8");
        }
        try (JsonParser parser = json.createParser(buffer, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableReplyException("the vendor's JSON is not an object");
            }
            ReplyWalk walk = new ReplyWalk(parser, buffer, offset, generated);
            walk.readAll();
            if (parser.nextToken() != null) {
                throw new UnreadableReplyException("the vendor's JSON goes on after its end");
            }
            return walk.facts();
        } catch (JsonProcessingException e) {
            throw new UnreadableReplyException("the vendor's reply is not valid JSON");
        } catch (UnreadableReplyException e) {
            throw e;
        } catch (IOException e) {
            throw new UnreadableReplyException("the vendor's reply cannot be read");
        }
    }
}
