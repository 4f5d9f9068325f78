package gateway.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import gateway.fault.GatewayException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads a chat request in the canonical dialect in one pass, without a tree. Thread-safe. */
public final class ChatRequestReader {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final JsonFactory json;

    /** @param json a factory that bounds depth and size, see {@link WireJson#factory} */
    public ChatRequestReader(JsonFactory json) {
        this.json = json;
    }

    /**
     * @param bytes UTF-8 JSON
     * @throws GatewayException {@code invalid_request}, naming the field at fault
     */
    public ChatRequest read(byte[] bytes) {
        byte[] body = withoutMark(bytes);
        if (body.length < 2 || !JsonText.mayBeUtf8(body, 0, body.length)) {
            throw GatewayException.invalid(null, "The body must be a JSON object in UTF-8.");
        }
        try (JsonParser parser = json.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw GatewayException.invalid(null, "The body must be a JSON object.");
            }
            ChatRequestFields fields = new ChatRequestFields(parser, body);
            fields.readAll();
            if (parser.nextToken() != null) {
                throw GatewayException.invalid(null, "The body must hold one JSON object and nothing after it.");
            }
            return fields.toRequest();
        } catch (JsonProcessingException e) {
            throw broken(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GatewayException broken(JsonProcessingException e) {
        String where = e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        return GatewayException.invalid(null, "The body is not valid JSON" + where + ": " + e.getOriginalMessage());
    }

    private static byte[] withoutMark(byte[] body) {
        if (body.length < BYTE_ORDER_MARK.length || body[0] != BYTE_ORDER_MARK[0] || body[1] != BYTE_ORDER_MARK[1]) {
            return body;
        }
        return java.util.Arrays.copyOfRange(body, BYTE_ORDER_MARK.length, body.length);
    }
}
