package gateway.wire;

import gateway.vendors.Capability;
import gateway.vendors.Feature;
import java.util.List;
import java.util.Set;

/**
 * What the gateway needs to know of a request to write down what is said in a file, beside the file itself.
 *
 * @param body the fields of the caller's form but the file, UTF-8 JSON
 * @param seconds about how long the sound is
 * @param frame where the parts stand that are replaced on the way
 */
public record TranscriptionRequest(byte[] body, List<String> models, int seconds, Set<String> fields, Frame frame)
        implements ModelRequest {

    private static final byte[] NOTHING = {};

    @Override
    public Capability.Kind kind() {
        return Capability.Kind.TRANSCRIPTION;
    }

    @Override
    public Set<Feature> needs() {
        return Set.of();
    }

    @Override
    public int promptTokens() {
        return 0;
    }

    @Override
    public int units() {
        return seconds;
    }

    @Override
    public TranscriptionRequest withoutBody() {
        return new TranscriptionRequest(NOTHING, models, seconds, fields, frame);
    }
}
