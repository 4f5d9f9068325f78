package gateway.api.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Canonical replies, whole or in pieces, as Google's responses. */
final class GenerateReply {

    private final ObjectMapper mapper;

    GenerateReply(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    ObjectNode of(JsonNode canonical) {
        ObjectNode reply = envelope(canonical);
        ArrayNode candidates = (ArrayNode) reply.get("candidates");
        for (JsonNode choice : canonical.path("choices")) {
            JsonNode message = choice.path("message");
            ArrayNode parts = words(message);
            message.path("tool_calls").forEach(call -> parts.add(call(call)));
            candidate(
                    candidates,
                    choice.path("index").asInt(),
                    parts,
                    choice.path("finish_reason").textValue());
        }
        usage(reply, canonical.path("usage"));
        return reply;
    }

    /** A response without content. */
    ObjectNode envelope(JsonNode canonical) {
        ObjectNode reply = mapper.createObjectNode();
        reply.putArray("candidates");
        return reply.put("modelVersion", canonical.path("model").asText())
                .put("responseId", canonical.path("id").asText());
    }

    /** Text and thoughts of a message or a delta, with the signature that belongs to them. */
    ArrayNode words(JsonNode message) {
        ArrayNode parts = mapper.createArrayNode();
        if (says(message, "reasoning_content")) {
            parts.addObject().put("thought", true).set("text", message.get("reasoning_content"));
        }
        for (String field : new String[] {"content", "refusal"}) {
            if (says(message, field)) {
                parts.addObject().set("text", message.get(field));
            }
        }
        JsonNode signature = signature(message);
        if (signature != null) {
            ObjectNode owner =
                    parts.isEmpty() ? parts.addObject().put("text", "") : (ObjectNode) parts.get(parts.size() - 1);
            owner.set("thoughtSignature", signature);
        }
        return parts;
    }

    ObjectNode call(JsonNode call) {
        ObjectNode part = mapper.createObjectNode();
        ObjectNode wanted = part.putObject("functionCall");
        if (says(call, "id")) {
            wanted.set("id", call.get("id"));
        }
        wanted.put("name", call.path("function").path("name").asText());
        wanted.set("args", arguments(call.path("function").path("arguments").asText("")));
        JsonNode signature = signature(call);
        if (signature != null) {
            part.set("thoughtSignature", signature);
        }
        return part;
    }

    void candidate(ArrayNode candidates, int index, ArrayNode parts, @Nullable String finish) {
        ObjectNode candidate = candidates.addObject().put("index", index);
        candidate.putObject("content").put("role", "model").set("parts", parts);
        if (finish != null) {
            candidate.put("finishReason", reason(finish));
        }
    }

    /** Thoughts are not in its count of the answer. */
    void usage(ObjectNode reply, JsonNode usage) {
        if (!usage.isObject()) {
            return;
        }
        long prompt = usage.path("prompt_tokens").asLong();
        long completion = usage.path("completion_tokens").asLong();
        long thoughts =
                usage.path("completion_tokens_details").path("reasoning_tokens").asLong();
        ObjectNode counts = reply.putObject("usageMetadata");
        counts.put("promptTokenCount", prompt).put("candidatesTokenCount", Math.max(0, completion - thoughts));
        if (thoughts > 0) {
            counts.put("thoughtsTokenCount", thoughts);
        }
        long cached = usage.path("prompt_tokens_details").path("cached_tokens").asLong();
        if (cached > 0) {
            counts.put("cachedContentTokenCount", cached);
        }
        counts.put("totalTokenCount", prompt + completion);
    }

    private static String reason(String finish) {
        return switch (finish) {
            case "length" -> "MAX_TOKENS";
            case "content_filter" -> "SAFETY";
            default -> "STOP";
        };
    }

    /** Models sometimes write arguments that are no JSON: the caller gets what they wrote. */
    private JsonNode arguments(String text) {
        try {
            JsonNode read = text.isBlank() ? mapper.createObjectNode() : mapper.readTree(text);
            if (read.isObject()) {
                return read;
            }
        } catch (IOException e) {
            // told below
        }
        return mapper.createObjectNode().put("arguments", text);
    }

    private static @Nullable JsonNode signature(JsonNode owner) {
        JsonNode signature = owner.path("extra_content").path("google").path("thought_signature");
        return signature.isTextual() ? signature : null;
    }

    private static boolean says(JsonNode object, String field) {
        return object.path(field).isTextual() && !object.get(field).textValue().isEmpty();
    }
}
