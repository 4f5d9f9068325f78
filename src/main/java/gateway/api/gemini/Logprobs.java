package gateway.api.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** How likely the tokens of an answer were, in Google's form. */
final class Logprobs {

    private Logprobs() {}

    /** @param canonical {@code logprobs} of a choice; null when it says nothing of tokens */
    static @Nullable ObjectNode of(JsonNode canonical, ObjectMapper mapper) {
        if (canonical.path("content").isEmpty()) {
            return null;
        }
        ObjectNode result = mapper.createObjectNode();
        ArrayNode chosen = result.putArray("chosenCandidates");
        ArrayNode top = result.putArray("topCandidates");
        for (JsonNode token : canonical.get("content")) {
            chosen.add(candidate(token, mapper));
            ArrayNode others = top.addObject().putArray("candidates");
            token.path("top_logprobs").forEach(other -> others.add(candidate(other, mapper)));
        }
        return result;
    }

    private static ObjectNode candidate(JsonNode token, ObjectMapper mapper) {
        return mapper.createObjectNode()
                .put("token", token.path("token").asText())
                .put("logProbability", token.path("logprob").asDouble());
    }
}
