package gateway.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A form of several parts, of which one is a file that is not held in memory. */
public final class FileForm {

    private static final String FILE = "file";

    private final byte[] fields;
    private final SoundForm given;
    private final byte[] before;
    private final byte[] after;
    private final String contentType;

    private FileForm(byte[] fields, SoundForm given, byte[] before, byte[] after, String contentType) {
        this.fields = fields;
        this.given = given;
        this.before = before;
        this.after = after;
        this.contentType = contentType;
    }

    /** @param fields an object, UTF-8 JSON; arrays become several parts of one name */
    static FileForm of(byte[] fields, SoundForm given, ObjectMapper mapper) throws IOException {
        // Nobody who writes a part can know it.
        String boundary = "gateway-" + UUID.randomUUID();
        ByteArrayOutputStream before = new ByteArrayOutputStream();
        mapper.readTree(fields).properties().forEach(field -> {
            if (field.getValue().isArray()) {
                field.getValue().forEach(item -> write(before, boundary, field.getKey(), item));
            } else if (!field.getValue().isNull()) {
                write(before, boundary, field.getKey(), field.getValue());
            }
        });
        String name = "sound." + given.type().ending();
        before.writeBytes(utf8(head(boundary, FILE) + "; filename=\"" + name
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"));
        return new FileForm(
                fields,
                given,
                before.toByteArray(),
                utf8("\r\n--" + boundary + "--\r\n"),
                "multipart/form-data; boundary=" + boundary);
    }

    private static void write(ByteArrayOutputStream out, String boundary, String name, JsonNode value) {
        String text = value.isValueNode() ? value.asText() : value.toString();
        out.writeBytes(utf8(head(boundary, name) + "\r\n\r\n" + text + "\r\n"));
    }

    private static String head(String boundary, String name) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + FormData.escaped(name) + '"';
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** With the boundary between the parts. */
    public String contentType() {
        return contentType;
    }

    /** In bytes. */
    public long length() {
        return before.length + given.file().size() + after.length;
    }

    /** The parts beside the file, an object in UTF-8 JSON. */
    public InputStream fields() {
        return new ByteArrayInputStream(fields);
    }

    /** The file, from its beginning; may be read again, and is not to be closed. */
    public InputStream sound() throws IOException {
        return given.file().open();
    }

    /** About how long the sound is, in seconds. */
    public int seconds() {
        return given.seconds();
    }

    /** Writes all of it; may be done again. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(before);
        sound().transferTo(out);
        out.write(after);
    }
}
