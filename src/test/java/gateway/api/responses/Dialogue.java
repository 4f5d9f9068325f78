package gateway.api.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Asked;
import gateway.api.CallNumbers;
import gateway.api.Canonical;
import gateway.api.EventWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A caller of this dialect on the one side, and the canonical form on the other. */
final class Dialogue {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Canonical read;

    private Dialogue(String request) {
        this.read = new Responses(64).read(new Asked("/v1/responses", null, request.getBytes(UTF_8)));
    }

    /** @param fields of the request, beside its model */
    static Dialogue of(String fields) {
        return new Dialogue("{\"model\":\"m\"," + fields + '}');
    }

    /** A request of a user's word and the items that came back to it. */
    static JsonNode sentBack(Iterable<JsonNode> items, String more) {
        StringBuilder input = new StringBuilder("\"input\":[{\"role\":\"user\",\"content\":\"x\"}");
        items.forEach(item -> input.append(',').append(item));
        return of(input.append(more).append(']').toString()).asked();
    }

    /** What a vendor is asked. */
    JsonNode asked() {
        return json(new String(read.request(), UTF_8));
    }

    /** The caller's answer when the vendor says this message. */
    JsonNode reply(String message) {
        ObjectNode canonical = JSON.createObjectNode().put("id", "c");
        canonical.putArray("choices").addObject().set("message", json(message));
        return json(new String(read.wayBack().reply(canonical.toString().getBytes(UTF_8)), UTF_8));
    }

    /** The caller's events when the vendor says these pieces. */
    List<JsonNode> events(String... deltas) {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        EventWriter.Sink sink = told::write;
        EventWriter writer = new CallNumbers(read.wayBack().events());
        for (String delta : deltas) {
            ObjectNode chunk = JSON.createObjectNode().put("id", "c");
            chunk.putArray("choices").addObject().set("delta", json(delta));
            byte[] bytes = chunk.toString().getBytes(UTF_8);
            writer.chunk(bytes, 0, bytes.length, sink);
        }
        writer.end(sink);
        return told.toString(UTF_8)
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> json(line.substring(6)))
                .toList();
    }

    /** The items that are told whole in a stream. */
    List<JsonNode> streamed(String... deltas) {
        return events(deltas).stream()
                .filter(event -> event.path("type").asText().equals("response.output_item.done"))
                .map(event -> event.path("item"))
                .toList();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
