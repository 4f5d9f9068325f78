package gateway.api.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Fields;
import gateway.api.Pictures;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A picture that a model has made, as the item that this dialect has for it. */
final class PictureItem {

    static final String TYPE = "image_generation_call";

    private static final Pattern DATA = Pattern.compile("data:image/([^;,]+);base64,");

    /** How the Base64 of a file of each kind begins, for clients that do not send the kind back. */
    private static final Map<String, String> BEGINNINGS =
            Map.of("/9j/", "jpeg", "UklGR", "webp", "R0lGOD", "gif", "iVBOR", "png");

    private PictureItem() {}

    /** Whether there is an item for the picture: it holds the data, so that an address alone has to be told in words. */
    static boolean fits(JsonNode picture) {
        return DATA.matcher(Pictures.url(picture)).lookingAt();
    }

    /** @param picture one that {@linkplain #fits fits} */
    static ObjectNode of(String id, JsonNode picture) {
        String url = Pictures.url(picture);
        Matcher data = DATA.matcher(url);
        if (!data.lookingAt()) {
            throw new IllegalArgumentException("no data of a picture");
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", TYPE)
                .put("id", id)
                .put("status", "completed")
                .put("output_format", data.group(1))
                .put("result", url.substring(data.end()));
    }

    /** The canonical picture. */
    static ObjectNode read(JsonNode item, String path) {
        String result = Fields.requiredText(item, "result", path + ".result");
        String kind = Fields.text(item, "output_format", path + ".output_format");
        return Pictures.of("data:image/" + (kind == null ? kind(result) : kind) + ";base64," + result);
    }

    private static String kind(String base64) {
        return BEGINNINGS.entrySet().stream()
                .filter(each -> base64.startsWith(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("png");
    }
}
