package gateway.api.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Fields;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Parts that are pictures, videos, sounds or documents, given with their data or by an address. */
final class Media {

    private Media() {}

    /** The canonical part; null when it is none of these. */
    static @Nullable ObjectNode part(JsonNode part, String path, ObjectMapper mapper) {
        if (part.has("inlineData")) {
            JsonNode data = part.get("inlineData");
            String type = Fields.requiredText(data, "mimeType", path + ".inlineData.mimeType");
            return given(mapper, type, Fields.requiredText(data, "data", path + ".inlineData.data"));
        }
        if (part.has("fileData")) {
            JsonNode file = part.get("fileData");
            String uri = Fields.requiredText(file, "fileUri", path + ".fileData.fileUri");
            return at(mapper, file.path("mimeType").asText("image/"), uri);
        }
        return null;
    }

    private static ObjectNode given(ObjectMapper mapper, String type, String data) {
        if (type.startsWith("audio/")) {
            ObjectNode sound = mapper.createObjectNode().put("type", "input_audio");
            sound.putObject("input_audio").put("data", data).put("format", format(type));
            return sound;
        }
        // Google takes both alphabets of Base64, a data URL only the first.
        String url = "data:" + type + ";base64," + data.replace('-', '+').replace('_', '/');
        return at(mapper, type, url);
    }

    private static ObjectNode at(ObjectMapper mapper, String type, String url) {
        if (type.startsWith("image/")) {
            return shown(mapper, "image_url", url);
        }
        return type.startsWith("video/") ? shown(mapper, "video_url", url) : file(mapper, url);
    }

    /** The name by which others know the format of a sound. */
    private static String format(String type) {
        String format = type.substring("audio/".length()).toLowerCase(Locale.ROOT);
        return switch (format) {
            case "mpeg" -> "mp3";
            case "x-wav", "wave", "vnd.wave" -> "wav";
            default -> format;
        };
    }

    private static ObjectNode shown(ObjectMapper mapper, String kind, String url) {
        ObjectNode part = mapper.createObjectNode().put("type", kind);
        part.putObject(kind).put("url", url);
        return part;
    }

    private static ObjectNode file(ObjectMapper mapper, String url) {
        ObjectNode part = mapper.createObjectNode().put("type", "file");
        part.putObject("file").put("file_data", url);
        return part;
    }
}
