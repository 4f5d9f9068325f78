package gateway.api.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Usage in Google's form. Thoughts are not in its count of the answer, what was cached is in that of the prompt. */
final class Counts {

    private Counts() {}

    static void write(ObjectNode reply, JsonNode usage) {
        if (!usage.isObject()) {
            return;
        }
        JsonNode ofPrompt = usage.path("prompt_tokens_details");
        JsonNode ofAnswer = usage.path("completion_tokens_details");
        long prompt = usage.path("prompt_tokens").asLong();
        long completion = usage.path("completion_tokens").asLong();
        long thoughts = ofAnswer.path("reasoning_tokens").asLong();
        ObjectNode counts = reply.putObject("usageMetadata");
        counts.put("promptTokenCount", prompt).put("candidatesTokenCount", Math.max(0, completion - thoughts));
        if (thoughts > 0) {
            counts.put("thoughtsTokenCount", thoughts);
        }
        long cached = ofPrompt.path("cached_tokens").asLong();
        if (cached > 0) {
            counts.put("cachedContentTokenCount", cached);
        }
        counts.put("totalTokenCount", prompt + completion);
        kinds(counts, "promptTokensDetails", prompt, ofPrompt);
        kinds(counts, "candidatesTokensDetails", Math.max(0, completion - thoughts), ofAnswer);
    }

    /** The kinds are told where there is more than one. */
    private static void kinds(ObjectNode counts, String name, long all, JsonNode details) {
        long images = details.path("image_tokens").asLong();
        long sounds = details.path("audio_tokens").asLong();
        if (images <= 0 && sounds <= 0) {
            return;
        }
        ArrayNode kinds = counts.putArray(name);
        kind(kinds, "TEXT", all - images - sounds);
        kind(kinds, "IMAGE", images);
        kind(kinds, "AUDIO", sounds);
    }

    private static void kind(ArrayNode kinds, String modality, long count) {
        if (count > 0) {
            kinds.addObject().put("modality", modality).put("tokenCount", count);
        }
    }
}
