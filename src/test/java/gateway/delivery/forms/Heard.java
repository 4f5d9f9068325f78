package gateway.delivery.forms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts together what a form says, as {@link Talk} would have made it: calls and their results are told by their order. */
final class Heard {

    private final ObjectNode talk = Form.JSON.createObjectNode();
    private final List<String> ids = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    ObjectNode talk() {
        return talk;
    }

    void system(String text) {
        talk.put("system", text);
    }

    void text(String text) {
        turn("user").withArray("said").addObject().put("text", text);
    }

    void picture(String url) {
        turn("user").withArray("said").addObject().put("picture", url);
    }

    void model(String text) {
        ObjectNode turn = talk.withArray("turns").addObject().put("by", "model");
        if (!text.isEmpty()) {
            turn.put("text", text);
        }
    }

    void thought(JsonNode text, JsonNode signature) {
        ObjectNode thought = turn("model").putObject("thought");
        thought.set("text", text);
        thought.set("signature", signature);
    }

    /** @return where what else is said of it has its place */
    ObjectNode call(String id, String name, JsonNode arguments) {
        ids.add(id);
        names.add(name);
        ObjectNode call = turn("model").withArray("calls").addObject();
        call.put("id", "call_" + (ids.size() - 1)).put("name", name).set("arguments", arguments);
        return call;
    }

    void result(String id, String text, boolean failed) {
        int number = ids.indexOf(id);
        ObjectNode result = turn("tools").withArray("results").addObject();
        result.put("id", "call_" + number).put("name", number < 0 ? "" : names.get(number));
        result.put("text", text);
        if (failed) {
            result.put("failed", true);
        }
    }

    void tool(JsonNode declared, String schema) {
        ObjectNode tool = talk.withArray("tools").addObject();
        Form.copy(declared, "name", tool, "name");
        Form.copy(declared, "description", tool, "description");
        Form.copy(declared, schema, tool, "schema");
    }

    void choice(String word) {
        if (!word.isEmpty()) {
            talk.put("choice", word.equals("required") ? "any" : word);
        }
    }

    /** What the only turn of the model says, as an answer. */
    ObjectNode answer(String thought, String end, int prompt, int cached, int completion, JsonNode reasoning) {
        ObjectNode answer = (ObjectNode) turn("model").without("by");
        if (!thought.isEmpty()) {
            answer.put("thought", thought);
        }
        answer.put("end", end);
        ObjectNode usage = answer.putObject("usage");
        usage.put("prompt", prompt).put("cached", cached).put("completion", completion);
        if (!reasoning.isMissingNode()) {
            usage.set("reasoning", reasoning);
        }
        return answer;
    }

    static String end(Map<String, String> ends, String word) {
        return ends.entrySet().stream()
                .filter(end -> end.getValue().equals(word))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(word);
    }

    /** What the same side says in a row is one turn. */
    private ObjectNode turn(String by) {
        JsonNode turns = talk.withArray("turns");
        JsonNode last = turns.path(turns.size() - 1);
        return last.path("by").asText().equals(by)
                ? (ObjectNode) last
                : talk.withArray("turns").addObject().put("by", by);
    }
}
