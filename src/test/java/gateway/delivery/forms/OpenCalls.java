package gateway.delivery.forms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;

/** Calls without a result: one without an id is answered by the next result with its name. */
final class OpenCalls {

    private final Deque<JsonNode> calls = new ArrayDeque<>();
    private int minted;

    String made(JsonNode call) {
        String id = call.path("id").asText("minted_" + minted++);
        calls.add(((ObjectNode) call).deepCopy().put("id", id));
        return id;
    }

    String answered(JsonNode result) {
        String name = result.get("name").textValue();
        JsonNode call = calls.stream()
                .filter(each -> result.has("id")
                        ? each.get("id").equals(result.get("id"))
                        : each.get("name").textValue().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("a result of no call: " + result));
        calls.remove(call);
        return call.get("id").textValue();
    }
}
