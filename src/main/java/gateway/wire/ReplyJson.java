package gateway.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** A vendor's reply, or an event of one: one JSON object in UTF-8, and nothing beside it. */
final class ReplyJson {

    /** Reads the members of the object, on whose opening brace the parser stands, up to the closing one. */
    interface Members<T> {
        T read(JsonParser parser) throws IOException;
    }

    private ReplyJson() {}

    static <T> T read(JsonFactory json, byte[] buffer, int offset, int length, Members<T> members)
            throws UnreadableReplyException {
        if (!JsonText.mayBeUtf8(buffer, offset, length)) {
            throw new UnreadableReplyException("the vendor's JSON is not in UTF-8");
        }
        try (JsonParser parser = json.createParser(buffer, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableReplyException("the vendor's JSON is not an object");
            }
            T read = members.read(parser);
            if (parser.nextToken() != null) {
                throw new UnreadableReplyException("the vendor's JSON goes on after its end");
            }
            return read;
        } catch (JsonProcessingException e) {
            throw new UnreadableReplyException("the vendor's reply is not valid JSON");
        } catch (UnreadableReplyException e) {
            throw e;
        } catch (IOException e) {
            throw new UnreadableReplyException("the vendor's reply cannot be read");
        }
    }
}
