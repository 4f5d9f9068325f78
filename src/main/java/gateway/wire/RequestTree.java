package gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.vendors.AskedFields;
import gateway.vendors.FieldPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A request for rules that look into it. It becomes a tree only when a rule names something that may stand in it, and then
 * once for all vendors that are asked about. Used by one request's thread.
 */
public final class RequestTree implements AskedFields {

    private final ModelRequest request;
    private final ObjectMapper mapper;
    private final Marks marks;
    private @Nullable JsonNode tree;

    public RequestTree(ModelRequest request, ObjectMapper mapper) {
        this.request = request;
        this.mapper = mapper;
        this.marks = new Marks(request.body());
    }

    @Override
    public boolean has(FieldPath path) {
        return request.fields().contains(path.top()) && marks.mayHold(path) && path.isIn(tree());
    }

    private JsonNode tree() {
        try {
            JsonNode read = tree == null ? mapper.readTree(request.body()) : tree;
            tree = read;
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
