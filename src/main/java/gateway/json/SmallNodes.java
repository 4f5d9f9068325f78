package gateway.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes trees whose objects are small: what is mapped from event to event of a stream consists of little else. */
public final class SmallNodes extends JsonNodeFactory {

    /** Has no state. */
    public static final SmallNodes INSTANCE = new SmallNodes();

    private static final long serialVersionUID = 1;

    private SmallNodes() {}

    @Override
    public ObjectNode objectNode() {
        return new ObjectNode(this, new Members());
    }
}
