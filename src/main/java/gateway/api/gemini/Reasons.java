package gateway.api.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Why a candidate ended, or a prompt was not answered. Words that are Google's own are told as they came. */
final class Reasons {

    private static final Set<String> FINISHES = Set.of(
            "SAFETY",
            "RECITATION",
            "LANGUAGE",
            "OTHER",
            "BLOCKLIST",
            "PROHIBITED_CONTENT",
            "SPII",
            "IMAGE_SAFETY",
            "IMAGE_PROHIBITED_CONTENT",
            "IMAGE_RECITATION",
            "IMAGE_OTHER",
            "NO_IMAGE",
            "MODEL_ARMOR");

    private static final Set<String> BLOCKS =
            Set.of("SAFETY", "OTHER", "BLOCKLIST", "PROHIBITED_CONTENT", "IMAGE_SAFETY", "MODEL_ARMOR", "JAILBREAK");

    private Reasons() {}

    /** @param refused whether the model said a refusal; many vendors then end as if nothing were the matter */
    static String finish(JsonNode choice, boolean refused) {
        String told = choice.path("native_finish_reason").asText("");
        if (FINISHES.contains(told)) {
            return told;
        }
        return switch (choice.path("finish_reason").asText("")) {
            case "length" -> "MAX_TOKENS";
            case "content_filter" -> "SAFETY";
            default -> refused ? "SAFETY" : "STOP";
        };
    }

    /** Whether the vendor would not have the prompt answered at all. */
    static boolean blocksPrompt(JsonNode choice) {
        return choice.path("block_reason").isTextual();
    }

    static ObjectNode feedback(JsonNode choice, ObjectMapper mapper) {
        String reason = choice.path("block_reason").asText();
        ObjectNode feedback = mapper.createObjectNode().put("blockReason", BLOCKS.contains(reason) ? reason : "OTHER");
        choice.path("extra_content").path("google").properties().forEach(field -> {
            if (!feedback.has(field.getKey())) {
                feedback.set(field.getKey(), field.getValue());
            }
        });
        return feedback;
    }
}
