package gateway.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as a form of several parts: data URLs become files, arrays of several become fields called {@code name[]}, the
 * rest becomes text.
 *
 * @param body as it is sent
 * @param contentType with the boundary between the parts
 */
record FormData(byte[] body, String contentType) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DATA = "data:";
    private static final String BASE64 = ";base64";

    /** @param json an object, UTF-8 */
    static FormData of(byte[] json) {
        // Nobody who writes a part can know it.
        String boundary = "gateway-" + UUID.randomUUID();
        ByteArrayOutputStream body = new ByteArrayOutputStream(json.length);
        try {
            JSON.readTree(json).properties().forEach(member -> {
                JsonNode value = member.getValue();
                if (value.isArray() && value.size() > 1) {
                    value.forEach(item -> part(boundary, member.getKey() + "[]", item, body));
                } else {
                    part(boundary, member.getKey(), value.isArray() ? value.path(0) : value, body);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write(body, "--" + boundary + "--\r\n");
        return new FormData(body.toByteArray(), "multipart/form-data; boundary=" + boundary);
    }

    private static void part(String boundary, String name, JsonNode value, ByteArrayOutputStream body) {
        if (value.isNull() || value.isMissingNode()) {
            return;
        }
        write(body, "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + escaped(name) + '"');
        String text = value.isValueNode() ? value.asText() : value.toString();
        int comma = text.indexOf(',');
        byte[] file =
                text.startsWith(DATA) && comma > 0 && text.substring(0, comma).endsWith(BASE64)
                        ? decoded(text.substring(comma + 1))
                        : null;
        if (file == null) {
            write(body, "\r\n\r\n" + text);
        } else {
            String type = escaped(text.substring(DATA.length(), comma - BASE64.length()));
            String fileName = escaped(name) + '.' + type.substring(type.indexOf('/') + 1);
            write(body, "; filename=\"" + fileName + "\"\r\nContent-Type: " + type + "\r\n\r\n");
            body.writeBytes(file);
        }
        write(body, "\r\n");
    }

    /** Null when it is no Base64. */
    private static byte @Nullable [] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Names are those of callers and cards: none may end its line. */
    private static String escaped(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static void write(ByteArrayOutputStream body, String text) {
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
