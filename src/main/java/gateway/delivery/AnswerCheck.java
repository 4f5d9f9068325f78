package gateway.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.vendors.CloseNames;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks over what a mapping has made of a vendor's message: what clients would fail on, or take for another answer than it is.
 * Members that it does not know pass, unless their names look like slips. Belongs to one answer.
 */
final class AnswerCheck {

    private static final List<String> ENDS = List.of("stop", "length", "tool_calls", "content_filter", "function_call");
    /** What a mapping calls a thing; anything longer may be somebody's words. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_. -]{1,40}");

    private static final List<String> TEXTS = List.of("content", "reasoning_content", "refusal");
    private static final List<String> LISTS = List.of("tool_calls", "images", "thinking_blocks");

    private static final Set<String> OF_ANSWER = Set.of("choices", "usage");
    private static final Set<String> OF_MESSAGE =
            Stream.concat(TEXTS.stream(), LISTS.stream()).collect(Collectors.toUnmodifiableSet());

    private final boolean whole;
    private final String said;
    private final Set<String> ofChoice;
    private final Set<String> begun = new HashSet<>();

    /** @param whole whether the answer comes at once, not in chunks */
    AnswerCheck(boolean whole) {
        this.whole = whole;
        this.said = whole ? "message" : "delta";
        this.ofChoice = Set.of(said, "finish_reason");
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
        String slip = slip(answer, OF_ANSWER);
        if (slip != null) {
            return slip.substring(1);
        }
        JsonNode choices = answer.path("choices");
        if (choices.isMissingNode()) {
            return ofNone(answer);
        }
        if (choices.isNull()) {
            // Of a message without any: that is its vendor's fault, and found out later.
            return null;
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
            String what = answer.path("unknown").asText("");
            return "the mapping does not know it" + (NAME.matcher(what).matches() ? ", " + what : "");
        }
        return whole ? "choices is missing" : null;
    }

    private @Nullable String ofChoice(JsonNode choice, int place) {
        if (!choice.isObject()) {
            return " is no object";
        }
        String slip = slip(choice, ofChoice);
        if (slip != null) {
            return slip;
        }
        JsonNode end = choice.path("finish_reason");
        if (end.isTextual() ? !ENDS.contains(end.textValue()) : !isNone(end)) {
            return ".finish_reason is none of " + String.join(", ", ENDS);
        }
        if (whole && end.isMissingNode()) {
            return ".finish_reason is missing";
        }
        JsonNode message = choice.path(said);
        if (!message.isObject()) {
            return isNone(message) && !whole ? null : '.' + said + " is no object";
        }
        String fault = ofMessage(message, choice.path("index").asInt(place));
        return fault == null ? null : '.' + said + fault;
    }

    private @Nullable String ofMessage(JsonNode message, int choice) {
        String slip = slip(message, OF_MESSAGE);
        if (slip != null) {
            return slip;
        }
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
        boolean custom = call.path("custom").isObject();
        JsonNode function = call.path(custom ? "custom" : "function");
        JsonNode name = function.path("name");
        boolean named = name.isTextual() && !name.textValue().isBlank();
        if (!named && (!isNone(name) || whole || !begun.contains(number))) {
            return custom ? ".custom.name is no name" : ".function.name is no name";
        }
        begun.add(number);
        JsonNode arguments = function.path("arguments");
        return arguments.isTextual() || isNone(arguments) ? null : ".function.arguments is no text";
    }

    /** A name that is one of these but for a slip, and holds what that one would: what it holds would be lost. */
    private static @Nullable String slip(JsonNode object, Set<String> known) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = member.getKey();
            for (String meant : known.contains(name) ? Set.<String>of() : known) {
                if (!object.has(meant) && holds(meant, member.getValue()) && CloseNames.areOneSlipApart(name, meant)) {
                    return '.' + name + " is not known; did you mean " + meant + '?';
                }
            }
        }
        return null;
    }

    private static boolean holds(String name, JsonNode value) {
        return switch (name) {
            case "message", "delta", "usage" -> value.isObject();
            case "choices" -> value.isArray();
            default -> LISTS.contains(name) ? value.isArray() : value.isTextual();
        };
    }

    /** An answer that a vendor has left empty was counted, or says why. */
    private boolean saysNothing(JsonNode answer) {
        for (JsonNode choice : answer.path("choices")) {
            String end = choice.path("finish_reason").asText("stop");
            boolean explained = !end.equals("stop") || choice.hasNonNull("stop_reason");
            if (explained || speaks(choice.path(said))) {
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
        for (Map.Entry<String, JsonNode> member : message.properties()) {
            JsonNode value = member.getValue();
            if (!member.getKey().equals("role")
                    && (!value.isEmpty() || !value.asText("").isEmpty())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNone(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
