package gateway.api.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request for vectors, of one text or of many, to the canonical one. Used once. */
final class EmbedRequest {

    /** Fields of a text's request that no other dialect knows. */
    private static final List<String> OWN = List.of("taskType", "title", "autoTruncate");

    private final ObjectMapper mapper;
    private final ObjectNode out;
    private final ArrayNode input;
    private @Nullable ObjectNode first;

    EmbedRequest(ObjectMapper mapper) {
        this.mapper = mapper;
        this.out = mapper.createObjectNode();
        this.input = mapper.createArrayNode();
    }

    /** @param together whether the body holds many requests */
    ObjectNode read(byte[] body, String model, boolean together) {
        JsonNode in = CamelCase.of(Fields.body(mapper, body));
        out.put("model", model).set("input", input);
        if (together) {
            int index = 0;
            for (JsonNode request : Fields.items(in, "requests", "requests")) {
                add(request, "requests[" + index++ + "].");
            }
        } else {
            add(in, "");
        }
        if (first == null) {
            throw Fields.wrong("requests", "is missing or empty");
        }
        if (first.has("outputDimensionality")) {
            out.set("dimensions", first.get("outputDimensionality"));
        }
        ObjectNode own = mapper.createObjectNode();
        OWN.stream().filter(first::has).forEach(field -> own.set(field, first.get(field)));
        if (!own.isEmpty()) {
            out.putObject("original").set("gemini", own);
        }
        return out;
    }

    private void add(JsonNode request, String path) {
        StringBuilder text = new StringBuilder();
        JsonNode content = Fields.object(request, "content", path + "content");
        int index = 0;
        for (JsonNode part :
                content == null ? List.<JsonNode>of() : Fields.items(content, "parts", path + "content.parts")) {
            String at = path + "content.parts[" + index++ + "].text";
            text.append(text.isEmpty() ? "" : "\n").append(Fields.requiredText(part, "text", at));
        }
        if (index == 0) {
            throw Fields.wrong(path + "content", "is missing or has no parts");
        }
        input.add(text.toString());
        ObjectNode options = ((ObjectNode) request).deepCopy();
        options.remove(List.of("content", "model"));
        if (first == null) {
            first = options;
        } else if (!options.equals(first)) {
            throw Fields.wrong(path + "content", "stands beside other options than in the first request: ask apart");
        }
    }
}
