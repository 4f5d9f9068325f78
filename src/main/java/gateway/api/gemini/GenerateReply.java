package gateway.api.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.SealedThought;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Canonical replies, whole or in pieces, as Google's responses. */
final class GenerateReply {

    private static final Pattern DATA = Pattern.compile("data:([^;,]+);base64,(.*)", Pattern.DOTALL);

    private final ObjectMapper mapper;

    GenerateReply(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    ObjectNode of(JsonNode canonical) {
        ObjectNode reply = envelope(canonical);
        ArrayNode candidates = (ArrayNode) reply.get("candidates");
        for (JsonNode choice : canonical.path("choices")) {
            if (Reasons.blocksPrompt(choice)) {
                reply.set("promptFeedback", Reasons.feedback(choice, mapper));
                continue;
            }
            JsonNode message = choice.path("message");
            ArrayNode parts = words(message);
            if (!saysItsParts(message)) {
                message.path("tool_calls").forEach(call -> parts.add(call(call)));
            }
            SealedThought thought = new SealedThought(mapper);
            message.path("thinking_blocks").forEach(thought::add);
            thought.keepBlocks(message);
            seal(thought, parts);
            ObjectNode candidate = candidate(candidates, choice.path("index").asInt(), parts);
            candidate.put("finishReason", Reasons.finish(choice, says(message, "refusal")));
            more(candidate, choice);
            likelihood(candidate, choice);
        }
        Counts.write(reply, canonical.path("usage"));
        return reply;
    }

    /** A response without content. */
    ObjectNode envelope(JsonNode canonical) {
        ObjectNode reply = mapper.createObjectNode();
        reply.putArray("candidates");
        return reply.put("modelVersion", canonical.path("model").asText())
                .put("responseId", canonical.path("id").asText());
    }

    /**
     * What a message or a delta says beside its calls, with the signature that belongs to it. Parts that nothing else can
     * say travel as they are, and then they are all that there is.
     */
    ArrayNode words(JsonNode message) {
        JsonNode own = parts(message);
        if (!own.isMissingNode()) {
            return own(own);
        }
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
        message.path("images").forEach(image -> picture(image, parts));
        return parts;
    }

    /** Whether a message or a delta carries its parts whole, the calls among them. */
    static boolean saysItsParts(JsonNode message) {
        return !parts(message).isMissingNode();
    }

    private static JsonNode parts(JsonNode message) {
        return message.path("extra_content").path("google").path("parts");
    }

    /** In a delta they are text: clients add up what they do not know, and do no harm to a text. */
    private ArrayNode own(JsonNode parts) {
        try {
            JsonNode read = parts.isTextual() ? mapper.readTree(parts.textValue()) : parts.deepCopy();
            return read instanceof ArrayNode array ? array : mapper.createArrayNode();
        } catch (JsonProcessingException e) {
            return mapper.createArrayNode();
        }
    }

    private void picture(JsonNode image, ArrayNode parts) {
        Matcher data = DATA.matcher(image.path("image_url").path("url").asText());
        if (!data.matches()) {
            return;
        }
        ObjectNode part = parts.addObject();
        part.putObject("inlineData").put("mimeType", data.group(1)).put("data", data.group(2));
        sign(part, image);
    }

    /** Puts what has to come back with a thought where this dialect has its signature: on the thought, or on an empty one. */
    static void seal(SealedThought thought, ArrayNode parts) {
        String sealed = thought.seal();
        if (sealed == null) {
            return;
        }
        JsonNode first = parts.path(0);
        boolean free = first.path("thought").asBoolean() && !first.has("thoughtSignature");
        ObjectNode part = free
                ? (ObjectNode) first
                : parts.insertObject(0).put("thought", true).put("text", "");
        part.put("thoughtSignature", sealed);
    }

    ObjectNode call(JsonNode call) {
        ObjectNode part = mapper.createObjectNode();
        ObjectNode wanted = part.putObject("functionCall");
        if (says(call, "id")) {
            wanted.set("id", call.get("id"));
        }
        wanted.put("name", call.path("function").path("name").asText());
        wanted.set("args", arguments(call.path("function").path("arguments").asText("")));
        sign(part, call);
        return part;
    }

    /** Google itself leaves the parts out where there are none; clients drop a turn that has an empty list of them. */
    ObjectNode candidate(ArrayNode candidates, int index, ArrayNode parts) {
        ObjectNode candidate = candidates.addObject().put("index", index);
        ObjectNode content = candidate.putObject("content").put("role", "model");
        if (!parts.isEmpty()) {
            content.set("parts", parts);
        }
        return candidate;
    }

    /** What its vendor says of a candidate beside its content, such as citations. */
    void more(ObjectNode candidate, JsonNode choice) {
        choice.path("extra_content").path("google").properties().forEach(field -> {
            if (!candidate.has(field.getKey())) {
                candidate.set(field.getKey(), field.getValue());
            }
        });
    }

    /** How likely the tokens of a candidate were. */
    void likelihood(ObjectNode candidate, JsonNode choice) {
        JsonNode logprobs = Logprobs.of(choice.path("logprobs"), mapper);
        if (logprobs != null) {
            candidate.set("logprobsResult", logprobs);
        }
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

    private static void sign(ObjectNode part, JsonNode owner) {
        JsonNode signature = signature(owner);
        if (signature != null) {
            part.set("thoughtSignature", signature);
        }
    }

    private static @Nullable JsonNode signature(JsonNode owner) {
        JsonNode signature = owner.path("extra_content").path("google").path("thought_signature");
        return signature.isTextual() ? signature : null;
    }

    static boolean says(JsonNode object, String field) {
        return object.path(field).isTextual() && !object.get(field).textValue().isEmpty();
    }
}
