package gateway.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.jspecify.annotations.Nullable;

/**
 * A caller's form with one file of sound in it, read part by part as it comes: the file goes to disk, the other fields are few
 * and short.
 *
 * @param fields all but the file, an object in UTF-8 JSON; a field that stands several times is an array
 * @param type of the file
 */
record SoundForm(byte[] fields, SpooledFile file, SoundFile type) {

    private static final String FILE = "file";
    private static final int MOST_PARTS = 100;
    private static final int LONGEST_TEXT = 64 * 1024;

    /**
     * @param body not larger than it may be
     * @param contentType with the boundary between the parts
     * @throws GatewayException 400 when it is no such form, 415 when the file is no sound, 503 when the folder is full
     */
    static SoundForm read(InputStream body, String contentType, UploadFolder folder, ObjectMapper mapper)
            throws IOException {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        SpooledFile file = null;
        boolean whole = false;
        try {
            FileItemIterator parts = new FileUpload().getItemIterator(new FormContext(body, -1, contentType));
            for (int i = 0; parts.hasNext(); i++) {
                if (i == MOST_PARTS) {
                    throw GatewayException.invalid(null, "The form has more than " + MOST_PARTS + " parts.");
                }
                FileItemStream part = parts.next();
                String name = String.valueOf(part.getFieldName());
                try (InputStream in = part.openStream()) {
                    if (name.equals(FILE) && file != null) {
                        throw GatewayException.invalid(FILE, "The form has more than one file: send one.");
                    } else if (name.equals(FILE)) {
                        file = SpooledFile.of(in, folder);
                    } else {
                        add(fields, name, in);
                    }
                }
            }
            SpooledFile given = required(file);
            SoundForm form = new SoundForm(mapper.writeValueAsBytes(fields), given, type(given));
            whole = true;
            return form;
        } finally {
            if (!whole && file != null) {
                file.close();
            }
        }
    }

    private static SpooledFile required(@Nullable SpooledFile file) {
        if (file == null) {
            throw GatewayException.invalid(FILE, "The field 'file' is missing: send the sound in a part of this name.");
        }
        return file;
    }

    private static SoundFile type(SpooledFile file) {
        SoundFile type = SoundFile.of(file.begin());
        if (type == null) {
            throw new GatewayException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "The file is no sound: send MP3, MP4, M4A, WAV, WebM, Ogg or FLAC.",
                    FILE,
                    null);
        }
        return type;
    }

    private static void add(ObjectNode fields, String name, InputStream in) throws IOException {
        byte[] text = in.readNBytes(LONGEST_TEXT + 1);
        if (text.length > LONGEST_TEXT) {
            throw GatewayException.invalid(name, "The field is longer than " + LONGEST_TEXT + " bytes.");
        }
        String value = new String(text, StandardCharsets.UTF_8);
        if (!fields.has(name)) {
            fields.put(name, value);
        } else if (fields.get(name) instanceof ArrayNode several) {
            several.add(value);
        } else {
            String first = fields.get(name).asText();
            fields.putArray(name).add(first).add(value);
        }
    }

    /** About how long the sound is, in seconds. */
    int seconds() {
        return type.seconds(file.begin(), file.size());
    }
}
