package gateway.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import gateway.media.FileType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;

/** A caller's form of several parts as the JSON object that it stands for: files become data URLs. */
final class UploadedForm {

    static final String TYPE = "multipart/form-data";

    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> FLAGS = Set.of("stream", "watermark");
    private static final Set<String> NUMBERS = Set.of("n", "output_compression", "seed");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");
    private static final int MOST_PARTS = 100;
    private static final int MOST_NAME = 200;

    /** Of all texts together, in bytes: some characters take six times as much in JSON. */
    private static final int MOST_TEXT = 1024 * 1024;

    private UploadedForm() {}

    /**
     * @param contentType with the boundary between the parts
     * @return an object in UTF-8 JSON; a field that stands several times, or is called {@code name[]}, is an array
     * @throws GatewayException 400 when it is no such form, 415 when a file is no image
     */
    static byte[] json(byte[] body, String contentType) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        int texts = 0;
        try {
            FileItemIterator parts = new FileUpload()
                    .getItemIterator(new FormContext(new ByteArrayInputStream(body), body.length, contentType));
            for (int i = 0; parts.hasNext(); i++) {
                if (i == MOST_PARTS) {
                    throw GatewayException.invalid(null, "The form has more than " + MOST_PARTS + " parts.");
                }
                FileItemStream part = parts.next();
                String name = String.valueOf(part.getFieldName());
                String value = value(part, name);
                texts += part.isFormField() ? value.length() : 0;
                if (texts > MOST_TEXT || name.length() > MOST_NAME) {
                    throw new GatewayException(
                            ErrorCode.BODY_TOO_LARGE,
                            "The texts of the form are longer than " + MOST_TEXT + " characters.");
                }
                fields.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
            }
        } catch (IOException e) {
            throw GatewayException.invalid(null, "The body is not the form that its Content-Type promises.");
        }
        return written(fields);
    }

    private static String value(FileItemStream part, String name) throws IOException {
        byte[] content;
        try (InputStream in = part.openStream()) {
            content = in.readAllBytes();
        }
        if (part.isFormField()) {
            return new String(content, StandardCharsets.UTF_8);
        }
        FileType type = FileType.of(content);
        if (type == null) {
            throw new GatewayException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "The file in '" + name + "' is no image: send PNG, JPEG, WebP, GIF or AVIF.",
                    name,
                    null);
        }
        return "data:" + type.mediaType() + ";base64," + Base64.getEncoder().encodeToString(content);
    }

    private static byte[] written(Map<String, List<String>> fields) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonGenerator writer = JSON.createGenerator(json)) {
            writer.writeStartObject();
            for (Map.Entry<String, List<String>> field : fields.entrySet()) {
                boolean array = field.getKey().endsWith("[]");
                String name = array ? field.getKey().substring(0, field.getKey().length() - 2) : field.getKey();
                writer.writeFieldName(name);
                if (array || field.getValue().size() > 1) {
                    writer.writeStartArray();
                    for (String value : field.getValue()) {
                        writer.writeString(value);
                    }
                    writer.writeEndArray();
                } else {
                    write(name, field.getValue().getFirst(), writer);
                }
            }
            writer.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return json.toByteArray();
    }

    private static void write(String name, String value, JsonGenerator writer) throws IOException {
        if (NUMBERS.contains(name) && NUMBER.matcher(value).matches()) {
            writer.writeNumber(Long.parseLong(value));
        } else if (FLAGS.contains(name) && (value.equals("true") || value.equals("false"))) {
            writer.writeBoolean(value.equals("true"));
        } else {
            writer.writeString(value);
        }
    }
}
