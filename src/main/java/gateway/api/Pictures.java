package gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Pictures that a model has made, for dialects that have no field, or another, for them. */
public final class Pictures {

    private static final String BEGIN = "![picture](";
    private static final String END = ")";
    private static final String DATA = BEGIN + "data:image/";

    private Pictures() {}

    /** Its address, mostly a data URL. */
    public static String url(JsonNode picture) {
        return picture.path("image_url").path("url").asText("");
    }

    /** A picture in words, as clients that show Markdown understand them. */
    public static String told(JsonNode picture) {
        return BEGIN + url(picture) + END;
    }

    /** Whether a text is nothing but a picture that was told so, with its data. */
    public static boolean isTold(String text) {
        return text.startsWith(DATA) && text.endsWith(END) && text.indexOf(END) == text.length() - END.length();
    }

    /** The picture that was {@linkplain #isTold told}. */
    public static ObjectNode read(String told) {
        return of(told.substring(BEGIN.length(), told.length() - END.length()));
    }

    /** The picture with this address. */
    public static ObjectNode of(String url) {
        ObjectNode picture = JsonNodeFactory.instance.objectNode().put("type", "image_url");
        picture.putObject("image_url").put("url", url);
        return picture;
    }
}
