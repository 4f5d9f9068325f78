package gateway.wire;

import com.fasterxml.jackson.core.JsonFactory;
import gateway.fault.GatewayException;

/** Reads a request to read a text aloud in the canonical dialect in one pass, without a tree. Thread-safe. */
public final class SpeechRequestReader {

    private final JsonFactory json;

    /** @param json a factory that bounds depth and size, see {@link WireJson#factory} */
    public SpeechRequestReader(JsonFactory json) {
        this.json = json;
    }

    /**
     * @param bytes UTF-8 JSON
     * @throws GatewayException {@code invalid_request}, naming the field at fault
     */
    public SpeechRequest read(byte[] bytes) {
        return RequestJson.read(json, bytes, SpeechRequestFields::new);
    }
}
