package gateway.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.apache.camel.Exchange;

/** What all that answers inside this process does alike: its messages look as if they came over HTTP. */
final class LocalResponse {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String JSON = "application/json";

    private LocalResponse() {}

    /** The headers of a request become those of its response. */
    static void head(Map<String, Object> headers, int status, String type) {
        headers.clear();
        headers.put(Exchange.HTTP_RESPONSE_CODE, status);
        headers.put(Exchange.CONTENT_TYPE, type);
    }

    /** A whole answer in JSON. */
    static InputStream json(Map<String, Object> headers, int status, ObjectNode body) throws IOException {
        head(headers, status, JSON);
        return new ByteArrayInputStream(MAPPER.writeValueAsBytes(body));
    }

    /** A field of the request has a value that cannot be. */
    static InputStream refused(Map<String, Object> headers, int status, String field, String message)
            throws IOException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error")
                .put("message", message)
                .put("type", "invalid_request_error")
                .put("param", field);
        return json(headers, status, body);
    }
}
