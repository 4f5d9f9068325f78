package gateway.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.media.FileType;
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

    private static final String DATA = "data:";
    private static final String BASE64 = ";base64";

    /**
     * @param json an object, UTF-8
     * @param mapper that takes texts as long as the largest upload
     */
    static FormData of(byte[] json, ObjectMapper mapper) {
        // Nobody who writes a part can know it.
        String boundary = "gateway-" + UUID.randomUUID();
        ByteArrayOutputStream body = new ByteArrayOutputStream(json.length);
        try {
            mapper.readTree(json).properties().forEach(member -> {
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
        byte[] file = file(text);
        FileType type = file == null ? null : FileType.of(file);
        if (type == null) {
            write(body, "\r\n\r\n" + text);
        } else {
            write(body, "; filename=\"" + escaped(name) + '.' + type.ending() + "\"\r\n");
            write(body, "Content-Type: " + type.mediaType() + "\r\n\r\n");
            body.writeBytes(file);
        }
        write(body, "\r\n");
    }

    /** Null when it is no data URL. */
    private static byte @Nullable [] file(String text) {
        int comma = text.indexOf(',');
        if (!text.startsWith(DATA) || comma < 0 || !text.substring(0, comma).endsWith(BASE64)) {
            return null;
        }
        try {
            return Base64.getDecoder().decode(text.substring(comma + 1));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Names are those of callers and cards: none may end its line. */
    static String escaped(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static void write(ByteArrayOutputStream body, String text) {
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
