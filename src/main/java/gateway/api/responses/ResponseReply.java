package gateway.api.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Pictures;
import gateway.api.SealedThought;
import gateway.api.responses.OpenItem.Kind;
import gateway.api.responses.Tools.Tool;
import org.jspecify.annotations.Nullable;

/** Makes response objects of canonical replies. */
final class ResponseReply {

    private static final String RESPONSE = "resp";
    private static final String[] REPEATED = {
        "instructions", "max_output_tokens", "temperature", "top_p", "metadata", "user", "service_tier"
    };

    private final ObjectMapper mapper;
    private final ObjectNode asked;
    private final Tools tools;

    ResponseReply(ObjectMapper mapper, ObjectNode asked) {
        this.mapper = mapper;
        this.asked = asked;
        this.tools = new Tools(mapper, asked);
    }

    ObjectNode of(JsonNode canonical) {
        JsonNode choice = canonical.path("choices").path(0);
        JsonNode message = choice.path("message");
        ObjectNode response = envelope(canonical);
        ArrayNode output = (ArrayNode) response.get("output");
        ArrayNode calls = mapper.createArrayNode();
        for (JsonNode call : message.path("tool_calls")) {
            calls.add(called(response, call, calls.size()));
        }
        String thought = message.path("reasoning_content").asText("");
        SealedThought seal = sealed(thought, message, calls);
        ArrayNode shown = shown(response, message.path("images"), seal);
        String sealed = seal.seal();
        if (sealed != null) {
            output.add(reasoning(itemId(response, "rs", 0), thought, sealed));
        }
        output.addAll(shown);
        ObjectNode said = message(
                itemId(response, "msg", output.size()),
                text(message.path("content")) + told(message.path("images")),
                message.path("refusal").asText(""),
                choice.path("logprobs").path("content"));
        if (said.get("content").size() > 0) {
            output.add(said);
        }
        for (JsonNode call : calls) {
            Kind kind = kind(call);
            String told = told(kind, call.path("function").path("arguments").asText(""));
            output.add(call(itemId(response, kind.prefix, output.size()), call, told));
        }
        finish(response, choice.path("finish_reason").textValue(), canonical.path("usage"));
        return response;
    }

    private SealedThought sealed(String thought, JsonNode message, ArrayNode calls) {
        SealedThought sealed = new SealedThought(mapper);
        message.path("thinking_blocks").forEach(sealed::add);
        calls.forEach(sealed::sign);
        sealed.signTurn(message);
        sealed.think(thought);
        return sealed;
    }

    /** Items of pictures, whose signatures are sealed. */
    private ArrayNode shown(ObjectNode response, JsonNode pictures, SealedThought seal) {
        ArrayNode items = mapper.createArrayNode();
        for (JsonNode picture : pictures) {
            if (PictureItem.fits(picture)) {
                String id = pictureId(response, items.size());
                items.add(PictureItem.of(id, picture));
                seal.sign(id, picture);
            }
        }
        return items;
    }

    /** Pictures for which there is no item, in words. */
    private static String told(JsonNode pictures) {
        StringBuilder words = new StringBuilder();
        for (JsonNode picture : pictures) {
            if (!PictureItem.fits(picture)) {
                words.append(Pictures.told(picture));
            }
        }
        return words.toString();
    }

    /** A call with an id, its own or one that no other call of the conversation has. */
    ObjectNode called(ObjectNode response, JsonNode call, int number) {
        ObjectNode told = call instanceof ObjectNode whole ? whole.deepCopy() : mapper.createObjectNode();
        if (call.path("id").asText("").isEmpty()) {
            told.put("id", itemId(response, "call", number));
        }
        return told;
    }

    /** By number, not by its place in the output: its signature is told before it. */
    static String pictureId(ObjectNode response, int number) {
        return itemId(response, "ig", number);
    }

    /** Unique among all answers: clients keep items of several in one list. */
    static String itemId(ObjectNode response, String prefix, int index) {
        return prefix + response.path("id").asText().substring(RESPONSE.length()) + '_' + index;
    }

    /** A response that has begun. */
    ObjectNode envelope(JsonNode canonical) {
        ObjectNode response = mapper.createObjectNode();
        response.put("id", RESPONSE + '_' + canonical.path("id").asText()).put("object", "response");
        response.put("created_at", canonical.path("created").asLong()).put("status", "in_progress");
        response.putNull("error").putNull("incomplete_details");
        for (String field : REPEATED) {
            response.set(field, asked.path(field).isMissingNode() ? mapper.nullNode() : asked.get(field));
        }
        response.put("model", canonical.path("model").asText());
        response.putArray("output");
        response.put("parallel_tool_calls", asked.path("parallel_tool_calls").asBoolean(true));
        response.putNull("previous_response_id").put("store", false).put("truncation", "disabled");
        response.set("tools", asked.path("tools").isArray() ? asked.get("tools") : mapper.createArrayNode());
        response.set(
                "tool_choice", asked.hasNonNull("tool_choice") ? asked.get("tool_choice") : mapper.valueToTree("auto"));
        ObjectNode reasoning = response.putObject("reasoning");
        reasoning.set(
                "effort", asked.path("reasoning").path("effort").isTextual() ? asked.at("/reasoning/effort") : null);
        reasoning.putNull("summary");
        JsonNode format = asked.path("text").path("format");
        response.putObject("text")
                .set(
                        "format",
                        format.isObject() ? format : mapper.createObjectNode().put("type", "text"));
        return response.putNull("usage");
    }

    /** @param sealed what has to come back with it; null while that is not known */
    ObjectNode reasoning(String id, String thought, @Nullable String sealed) {
        ObjectNode item = mapper.createObjectNode().put("type", "reasoning").put("id", id);
        item.putArray("summary");
        ArrayNode content = item.putArray("content");
        if (!thought.isEmpty()) {
            content.addObject().put("type", "reasoning_text").put("text", thought);
        }
        return sealed(item, sealed).put("status", "completed");
    }

    /** @param sealed what has to come back with the item; null when nothing has */
    ObjectNode sealed(ObjectNode item, @Nullable String sealed) {
        return sealed == null ? item : item.put("encrypted_content", sealed);
    }

    /** Some vendors answer with parts, as callers may ask with. */
    private static String text(JsonNode content) {
        StringBuilder text = new StringBuilder(content.asText(""));
        content.forEach(part -> text.append(part.path("text").asText("")));
        return text.toString();
    }

    /** @param logprobs of the text, if any */
    ObjectNode message(String id, String text, String refusal, JsonNode logprobs) {
        ObjectNode item = mapper.createObjectNode().put("type", "message").put("id", id);
        ArrayNode content =
                item.put("status", "completed").put("role", "assistant").putArray("content");
        if (!text.isEmpty()) {
            content.add(text(text, logprobs));
        }
        if (!refusal.isEmpty()) {
            content.addObject().put("type", "refusal").put("refusal", refusal);
        }
        return item;
    }

    ObjectNode text(String text, JsonNode logprobs) {
        ObjectNode part = mapper.createObjectNode().put("type", "output_text").put("text", text);
        part.putArray("annotations");
        return part.set("logprobs", logprobs.isArray() ? logprobs : mapper.createArrayNode());
    }

    private Tool tool(JsonNode call) {
        return tools.called(call.path("function").path("name").asText());
    }

    /** What kind of item a call is. */
    Kind kind(JsonNode call) {
        return tool(call).custom() ? Kind.CUSTOM_CALL : Kind.CALL;
    }

    /** What a caller is told of the arguments of a call. */
    String told(Kind kind, String arguments) {
        return kind == Kind.CUSTOM_CALL ? tools.text(arguments) : arguments;
    }

    /** @param told its arguments, or its text */
    ObjectNode call(String id, JsonNode call, String told) {
        Tool tool = tool(call);
        Kind kind = kind(call);
        ObjectNode item = mapper.createObjectNode()
                .put("type", tool.custom() ? "custom_tool_call" : "function_call")
                .put("id", id)
                .put("call_id", call.path("id").asText())
                .put("name", tool.name())
                .put(kind.field, told);
        if (tool.namespace() != null) {
            item.put("namespace", tool.namespace());
        }
        return item.put("status", "completed");
    }

    /** Says how a response has ended, and what it cost. */
    void finish(ObjectNode response, @Nullable String finish, JsonNode usage) {
        String cut = "length".equals(finish) ? "max_output_tokens" : "content_filter".equals(finish) ? finish : null;
        response.put("status", cut == null ? "completed" : "incomplete");
        if (cut != null) {
            response.putObject("incomplete_details").put("reason", cut);
        }
        long input = usage.path("prompt_tokens").asLong();
        long output = usage.path("completion_tokens").asLong();
        ObjectNode counts = response.putObject("usage").put("input_tokens", input);
        JsonNode details = usage.path("prompt_tokens_details");
        counts.putObject("input_tokens_details")
                .put("cached_tokens", details.path("cached_tokens").asLong())
                .put("cache_write_tokens", details.path("cache_write_tokens").asLong());
        counts.put("output_tokens", output);
        counts.putObject("output_tokens_details")
                .put(
                        "reasoning_tokens",
                        usage.at("/completion_tokens_details/reasoning_tokens").asLong());
        counts.put("total_tokens", input + output);
    }
}
