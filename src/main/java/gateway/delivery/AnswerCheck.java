package gateway.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks over what a mapping has made of a vendor's message: what clients would fail on, or take for another answer than it is.
 * Members that it does not know pass. Belongs to one answer.
 */
final class AnswerCheck {

    private static final List<String> ENDS = List.of("stop", "length", "tool_calls", "content_filter", "function_call");
    private static final List<String> TEXTS = List.of("content", "reasoning_content", "refusal");
    private static final List<String> LISTS = List.of("tool_calls", "images", "thinking_blocks");

    private final boolean whole;
    private final String said;
    private final Set<String> begun = new HashSet<>();

    /** @param whole whether the answer comes at once, not in chunks */
    AnswerCheck(boolean whole) {
        this.whole = whole;
        this.said = whole ? "message" : "delta";
    }

    /** What is wrong, with its place, and nothing of what was said; null when all is right. */
    @Nullable
    String fault(JsonNode answer) {
        if (!answer.isObject()) {
            return "it is no object";
        }
        if (answer.hasNonNull("error")) {
            return null;
        }
        JsonNode choices = answer.path("choices");
        if (choices.isMissingNode()) {
            return ofNone(answer);
        }
        if (!choices.isArray()) {
            return "choices is no array";
        }
        for (int i = 0; i < choices.size(); i++) {
            String fault = ofChoice(choices.get(i), i);
            if (fault != null) {
                return "choices[" + i + "]" + fault;
            }
        }
        return whole && saysNothing(answer) ? "it says nothing: no words, no call, no usage" : null;
    }

    private @Nullable String ofNone(JsonNode answer) {
        if (answer.has("unknown")) {
            return "the mapping does not know it";
        }
        return whole ? "choices is missing" : null;
    }

    private @Nullable String ofChoice(JsonNode choice, int place) {
        if (!choice.isObject()) {
            return " is no object";
        }
        JsonNode end = choice.path("finish_reason");
        if (end.isTextual() ? !ENDS.contains(end.textValue()) : !isNone(end) || whole) {
            return ".finish_reason is none of " + String.join(", ", ENDS);
        }
        JsonNode message = choice.path(said);
        if (!message.isObject()) {
            return isNone(message) && !whole ? null : '.' + said + " is no object";
        }
        String fault = ofMessage(message, choice.path("index").asInt(place));
        return fault == null ? null : '.' + said + fault;
    }

    private @Nullable String ofMessage(JsonNode message, int choice) {
        for (String field : TEXTS) {
            JsonNode text = message.path(field);
            boolean parts = whole && text.isArray() && field.equals("content");
            if (!text.isTextual() && !isNone(text) && !parts) {
                return '.' + field + " is no text";
            }
        }
        for (String field : LISTS) {
            JsonNode list = message.path(field);
            if (!list.isArray() && !isNone(list)) {
                return '.' + field + " is no array";
            }
        }
        JsonNode calls = message.path("tool_calls");
        for (int i = 0; i < calls.size(); i++) {
            String fault = ofCall(
                    calls.get(i), choice + "/" + calls.get(i).path("index").asInt(i));
            if (fault != null) {
                return ".tool_calls[" + i + "]" + fault;
            }
        }
        return null;
    }

    /** A call is named in its first piece, or nobody knows whose arguments the others are. */
    private @Nullable String ofCall(JsonNode call, String number) {
        JsonNode function = call.path("function");
        JsonNode name = function.path("name");
        boolean named = name.isTextual() && !name.textValue().isBlank();
        if (!named && (!isNone(name) || whole || !begun.contains(number))) {
            return ".function.name is no name";
        }
        begun.add(number);
        JsonNode arguments = function.path("arguments");
        boolean left = isNone(arguments) && !whole;
        return arguments.isTextual() || left ? null : ".function.arguments is no text";
    }

    /** An answer that a vendor has left empty was counted, or is filtered. */
    private boolean saysNothing(JsonNode answer) {
        for (JsonNode choice : answer.path("choices")) {
            if (speaks(choice.path(said))
                    || "content_filter".equals(choice.path("finish_reason").textValue())) {
                return false;
            }
        }
        for (JsonNode count : answer.path("usage")) {
            if (count.asLong() > 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean speaks(JsonNode message) {
        for (String field : TEXTS) {
            JsonNode text = message.path(field);
            if (!text.asText("").isEmpty() || !text.isEmpty()) {
                return true;
            }
        }
        for (String field : LISTS) {
            if (!message.path(field).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNone(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
