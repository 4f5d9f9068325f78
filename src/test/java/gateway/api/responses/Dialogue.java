package gateway.api.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.api.AnswerMemory;
import gateway.api.Asked;
import gateway.api.CallNumbers;
import gateway.api.Canonical;
import gateway.api.EventWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

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
        return answer("\"message\":" + message);
    }

    /** The same for all that a choice holds. */
    JsonNode answer(String choice) {
        return json(new String(read.wayBack().reply(chunk(choice)), UTF_8));
    }

    /** The caller's events when the vendor says these pieces. */
    List<JsonNode> events(String... deltas) {
        return told(Stream.of(deltas).map(delta -> "\"delta\":" + delta).toArray(String[]::new));
    }

    /** The same for all that choices hold. */
    List<JsonNode> told(String... choices) {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        EventWriter.Sink sink = told::write;
        EventWriter writer = new CallNumbers(read.wayBack().events(new AnswerMemory(1 << 20)));
        for (String choice : choices) {
            byte[] bytes = chunk(choice);
            writer.chunk(bytes, 0, bytes.length, sink);
        }
        writer.end(sink);
        return told.toString(UTF_8)
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> json(line.substring(6)))
                .toList();
    }

    private static byte[] chunk(String choice) {
        return ("{\"id\":\"c\",\"choices\":[{" + choice + "}]}").getBytes(UTF_8);
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
