package gateway.vendors;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Replays through JSON trees: the plainest conversion that a vendor's folder can be checked with. */
public final class TreeReplay implements Replay {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public byte[] request(VendorCard card, ModelCard model, Mappings mappings, byte[] canonical) {
        ObjectNode request = (ObjectNode) tree(canonical);
        card.defaults().forEach((field, value) -> {
            if (!request.has(field)) {
                request.set(field, value);
            }
        });
        request.put("model", model.vendorModel());
        return bytes(mapped(mappings.request(), request));
    }

    @Override
    public byte[] reply(VendorCard card, ModelCard model, Mappings mappings, byte[] vendorReply) {
        return bytes(named(mapped(mappings.response(), tree(vendorReply)), model));
    }

    @Override
    public String stream(VendorCard card, ModelCard model, Mappings mappings, String vendorStream) {
        return vendorStream
                .lines()
                .filter(line -> line.startsWith("data:"))
                .map(line -> line.substring("data:".length()).strip())
                .map(data -> data.equals("[DONE]")
                        ? data
                        : named(mapped(mappings.event(), tree(data.getBytes(UTF_8))), model)
                                .toString())
                .map(data -> "data: " + data + "\n\n")
                .collect(Collectors.joining());
    }

    @Override
    public byte[] error(VendorCard card, ModelCard model, Mappings mappings, byte[] vendorError) {
        return bytes(mapped(mappings.error(), tree(vendorError)));
    }

    /** The caller sees the name it asked for. */
    private static JsonNode named(JsonNode answer, ModelCard model) {
        if (answer.has("model")) {
            ((ObjectNode) answer).put("model", model.id());
        }
        return answer;
    }

    private static JsonNode mapped(@Nullable Mapping mapping, JsonNode input) {
        return mapping == null ? input : mapping.apply(input);
    }

    private static JsonNode tree(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(JsonNode tree) {
        return tree.toString().getBytes(UTF_8);
    }
}
