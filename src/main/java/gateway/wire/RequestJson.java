package gateway.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import gateway.fault.GatewayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.BiFunction;

/** A request's body: one JSON object in UTF-8, and nothing beside it. */
final class RequestJson {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private RequestJson() {}

    /** @param fields reads the fields, given the parser on the opening brace and the body without its mark */
    static <T> T read(JsonFactory json, byte[] bytes, BiFunction<JsonParser, byte[], RequestFields<T>> fields) {
        byte[] body = withoutMark(bytes);
        if (body.length < 2 || !JsonText.mayBeUtf8(body, 0, body.length)) {
            throw GatewayException.invalid(null, "The body must be a JSON object in UTF-8.");
        }
        try (JsonParser parser = json.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw GatewayException.invalid(null, "The body must be a JSON object.");
            }
            RequestFields<T> read = fields.apply(parser, body);
            read.readAll();
            if (parser.nextToken() != null) {
                throw GatewayException.invalid(null, "The body must hold one JSON object and nothing after it.");
            }
            return read.toRequest();
        } catch (JsonProcessingException e) {
            throw BrokenJson.of(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] withoutMark(byte[] body) {
        if (body.length < BYTE_ORDER_MARK.length || body[0] != BYTE_ORDER_MARK[0] || body[1] != BYTE_ORDER_MARK[1]) {
            return body;
        }
        return Arrays.copyOfRange(body, BYTE_ORDER_MARK.length, body.length);
    }
}
