package gateway.wire;

import com.fasterxml.jackson.core.JsonFactory;
import gateway.fault.GatewayException;

/** Reads a chat request in the canonical dialect in one pass, without a tree. Thread-safe. */
public final class ChatRequestReader {

    private final JsonFactory json;

    /** @param json a factory that bounds depth and size, see {@link WireJson#factory} */
    public ChatRequestReader(JsonFactory json) {
        this.json = json;
    }

    /**
     * @param bytes UTF-8 JSON
     * @throws GatewayException {@code invalid_request}, naming the field at fault
     */
    public ChatRequest read(byte[] bytes) {
        return RequestJson.read(json, bytes, ChatRequestFields::new);
    }
}
