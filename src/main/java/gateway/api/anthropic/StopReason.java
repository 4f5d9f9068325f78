package gateway.api.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Why an answer ended, in this dialect's words. It depends on what was told: vendors often say no more than that they stop. */
final class StopReason {

    private @Nullable String finish;
    private @Nullable JsonNode met;
    private @Nullable JsonNode own;
    private boolean called;
    private boolean refused;

    /** Takes in what a choice, whole or in pieces, says of its end. */
    void read(JsonNode choice) {
        finish = choice.path("finish_reason").isTextual()
                ? choice.get("finish_reason").textValue()
                : finish;
        met = choice.path("stop_reason").isTextual() ? choice.get("stop_reason") : met;
        own = Extras.of(choice).isObject() ? Extras.of(choice) : own;
    }

    /** Takes in what a message, or a piece of one, tells. */
    void told(JsonNode message) {
        called |= !message.path("tool_calls").isEmpty();
        refused |= !message.path("refusal").asText("").isEmpty();
    }

    void write(ObjectNode to) {
        String reason = reason();
        to.put("stop_reason", reason).set("stop_sequence", reason.equals("stop_sequence") ? met : null);
        if (own != null) {
            own.properties().forEach(member -> to.set(member.getKey(), member.getValue()));
        }
    }

    private String reason() {
        String said = finish == null ? "" : finish;
        if (said.equals("content_filter") || refused) {
            return "refusal";
        }
        if (said.equals("length")) {
            return "max_tokens";
        }
        if (called) {
            return "tool_use";
        }
        return met == null ? "end_turn" : "stop_sequence";
    }
}
