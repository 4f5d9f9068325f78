package gateway.delivery.forms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Set;

/**
 * One way to write down what {@link Talk} makes. It is written and read here without the gateway's help, so that a mapping
 * and a codec that are wrong alike do not agree.
 */
public interface Form {

    ObjectMapper JSON = new ObjectMapper();

    /** What it has no word for. */
    Set<Word> lacks();

    /** A request as a caller writes it. */
    ObjectNode asked(JsonNode talk);

    /** What a request says to a vendor. */
    ObjectNode heard(JsonNode request);

    /** A reply as a vendor writes it. */
    ObjectNode answered(JsonNode answer);

    /** What a reply says to a caller. */
    ObjectNode told(JsonNode reply);

    /** Copies a member under another name, if it is there. */
    static void copy(JsonNode from, String name, ObjectNode to, String newName) {
        if (from.hasNonNull(name)) {
            to.set(newName, from.get(name));
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
