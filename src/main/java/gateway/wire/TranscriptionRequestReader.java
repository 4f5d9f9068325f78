package gateway.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import gateway.fault.GatewayException;
import java.io.IOException;
import java.util.Set;

/** Reads the fields of a request to write down what is said, all but the file. Thread-safe. */
public final class TranscriptionRequestReader {

    private final JsonFactory json;

    /** @param json a factory that bounds depth and size, see {@link WireJson#factory} */
    public TranscriptionRequestReader(JsonFactory json) {
        this.json = json;
    }

    /**
     * @param bytes UTF-8 JSON
     * @param seconds about how long the sound is
     * @throws GatewayException {@code invalid_request}, naming the field at fault
     */
    public TranscriptionRequest read(byte[] bytes, int seconds) {
        return RequestJson.read(json, bytes, (parser, body) -> new Fields(parser, body, seconds));
    }

    private static final class Fields extends RequestFields<TranscriptionRequest> {

        private final int seconds;

        Fields(JsonParser parser, byte[] body, int seconds) {
            super(parser, body, Set.of("model", "models"));
            this.seconds = seconds;
        }

        @Override
        void readField(String name) throws IOException {
            JsonSpans.finish(parser);
        }

        @Override
        TranscriptionRequest toRequest() {
            return new TranscriptionRequest(body, models(), seconds, names, frame());
        }
    }
}
