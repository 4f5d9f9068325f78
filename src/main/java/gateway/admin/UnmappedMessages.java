package gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The last vendors' messages on this node that a mapping could not take, for the engineer who mends it: their structure is
 * kept, their text is not. Thread-safe.
 */
public final class UnmappedMessages {

    private static final int KEPT = 20;
    private static final int MOST_VALUES = 500;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Members whose value names a kind of thing, and says nothing of what was said. */
    private static final Set<String> KINDS =
            Set.of("type", "object", "role", "event", "status", "finish_reason", "finishReason", "stop_reason");

    /** Members whose names are made of the conversation, not of the dialect. */
    private static final Set<String> ARGUMENTS = Set.of("input", "args", "arguments", "parameters");

    /** A name that a dialect gives; others may be somebody's words. */
    private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,39}");

    private static final Pattern KIND = Pattern.compile("[A-Za-z0-9_.-]{1,40}");

    /**
     * One of them.
     *
     * @param offer for example {@code globex/globex-chat}
     * @param mapping its file with the line, or with the place in its result that is wrong
     * @param message its JSON with every text replaced by its length, every number by a word for one
     */
    public record Unmapped(Instant at, String offer, String mapping, JsonNode message) {}

    private final Deque<Unmapped> last = new ArrayDeque<>();
    private final InstantSource clock;

    public UnmappedMessages(InstantSource clock) {
        this.clock = clock;
    }

    /** Keeps a message, and drops the oldest. */
    public void record(String offer, String mapping, JsonNode message) {
        Unmapped unmapped = new Unmapped(clock.instant(), offer, mapping, new Redaction().of("", message));
        synchronized (last) {
            if (last.size() == KEPT) {
                last.removeLast();
            }
            last.addFirst(unmapped);
        }
    }

    /** The newest first. */
    public List<Unmapped> all() {
        synchronized (last) {
            return List.copyOf(last);
        }
    }

    /** Of one message: its shape, and nothing of what was said. A very large one is cut. */
    private static final class Redaction {

        private int values;

        JsonNode of(String name, JsonNode value) {
            if (++values > MOST_VALUES) {
                return TextNode.valueOf("(cut)");
            }
            if (value.isContainerNode() && ARGUMENTS.contains(name)) {
                return TextNode.valueOf("(" + value.size() + " members)");
            }
            if (value.isObject()) {
                return ofObject(value);
            }
            if (value.isArray()) {
                ArrayNode array = JSON.arrayNode();
                for (int i = 0; i < value.size() && values <= MOST_VALUES; i++) {
                    array.add(of("", value.get(i)));
                }
                return array;
            }
            return ofScalar(name, value);
        }

        private JsonNode ofObject(JsonNode value) {
            ObjectNode object = JSON.objectNode();
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                if (values > MOST_VALUES) {
                    break;
                }
                String key = member.getKey();
                String shown = KEY.matcher(key).matches() ? key : "(a name of " + key.length() + " characters)";
                object.set(shown, of(key, member.getValue()));
            }
            return object;
        }

        private static JsonNode ofScalar(String name, JsonNode value) {
            if (value.isNull() || value.isBoolean()) {
                return value;
            }
            if (!value.isTextual()) {
                return TextNode.valueOf("(a number)");
            }
            String text = value.textValue();
            boolean shown = KINDS.contains(name) && KIND.matcher(text).matches();
            return shown ? value : TextNode.valueOf("(" + text.length() + " characters)");
        }
    }
}
