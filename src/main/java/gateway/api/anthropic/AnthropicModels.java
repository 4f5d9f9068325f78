package gateway.api.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.ListedModel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Models in Anthropic's form, all on one page. */
final class AnthropicModels {

    private AnthropicModels() {}

    static byte[] list(List<ListedModel> all) {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        ArrayNode data = list.putArray("data");
        all.forEach(model -> data.add(tree(model)));
        list.put("has_more", false)
                .put("first_id", all.isEmpty() ? null : all.getFirst().id())
                .put("last_id", all.isEmpty() ? null : all.getLast().id());
        return bytes(list);
    }

    static byte[] one(ListedModel model) {
        return bytes(tree(model));
    }

    private static ObjectNode tree(ListedModel model) {
        ObjectNode tree = JsonNodeFactory.instance
                .objectNode()
                .put("type", "model")
                .put("id", model.id())
                .put("display_name", model.id())
                .put("created_at", model.since().toString());
        if (model.contextTokens() > 0) {
            tree.put("max_input_tokens", model.contextTokens());
        }
        if (model.maxOutputTokens() > 0) {
            tree.put("max_tokens", model.maxOutputTokens());
        }
        return tree;
    }

    private static byte[] bytes(ObjectNode tree) {
        return tree.toString().getBytes(StandardCharsets.UTF_8);
    }
}
