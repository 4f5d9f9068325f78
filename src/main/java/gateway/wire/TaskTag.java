package gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor is given to know our work again by. Mappings find it in the variables {@code task} and {@code callback}: among
 * the fields of the request its caller could have put anything.
 *
 * @param task our name for the work; null where nobody asks for it later
 * @param callback address to tell that there is news; null where there is none
 */
public record TaskTag(@Nullable String task, @Nullable String callback) {

    /** Of work that is done at once. */
    public static final TaskTag NONE = new TaskTag(null, null);

    Map<String, JsonNode> variables() {
        return Map.of("task", text(task), "callback", text(callback));
    }

    private static JsonNode text(@Nullable String value) {
        return value == null ? NullNode.instance : TextNode.valueOf(value);
    }
}
