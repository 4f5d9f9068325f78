package gateway.api.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.ListedModel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Models in Google's form, all on one page. */
final class GoogleModels {

    private static final List<String> CHAT = List.of("generateContent", "countTokens");
    private static final List<String> VECTORS = List.of("embedContent", "batchEmbedContents");

    private GoogleModels() {}

    static byte[] list(List<ListedModel> all) {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        ArrayNode models = list.putArray("models");
        all.forEach(model -> models.add(tree(model)));
        return bytes(list);
    }

    static byte[] one(ListedModel model) {
        return bytes(tree(model));
    }

    private static ObjectNode tree(ListedModel model) {
        ObjectNode tree = JsonNodeFactory.instance
                .objectNode()
                .put("name", "models/" + model.id())
                .put("displayName", model.id())
                .put("description", "Served by " + model.owner());
        if (model.contextTokens() > 0) {
            tree.put("inputTokenLimit", model.contextTokens());
        }
        if (model.maxOutputTokens() > 0) {
            tree.put("outputTokenLimit", model.maxOutputTokens());
        }
        ArrayNode methods = tree.putArray("supportedGenerationMethods");
        methods(model.use()).forEach(methods::add);
        return tree;
    }

    private static List<String> methods(ListedModel.Use use) {
        return switch (use) {
            case CHAT -> CHAT;
            case EMBEDDINGS -> VECTORS;
            // Not served in this dialect.
            case IMAGES, SPEECH, TRANSCRIPTION -> List.of();
        };
    }

    private static byte[] bytes(ObjectNode tree) {
        return tree.toString().getBytes(StandardCharsets.UTF_8);
    }
}
