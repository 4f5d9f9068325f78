package gateway.api.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.ListedModel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Models in OpenAI's form. */
final class OpenAiModels {

    private OpenAiModels() {}

    static byte[] list(List<ListedModel> all) {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = list.putArray("data");
        all.forEach(model -> data.add(tree(model)));
        return bytes(list);
    }

    static byte[] one(ListedModel model) {
        return bytes(tree(model));
    }

    private static ObjectNode tree(ListedModel model) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", model.id())
                .put("object", "model")
                .put("created", model.since().getEpochSecond())
                .put("owned_by", model.owner());
    }

    private static byte[] bytes(ObjectNode tree) {
        return tree.toString().getBytes(StandardCharsets.UTF_8);
    }
}
