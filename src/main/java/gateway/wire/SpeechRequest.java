package gateway.wire;

import gateway.vendors.Capability;
import gateway.vendors.Feature;
import java.util.List;
import java.util.Set;

/**
 * What the gateway needs to know of a request to read a text aloud, beside the caller's own bytes.
 *
 * @param body the request as it came, UTF-8 JSON
 * @param characters of the text, in code points
 * @param promptTokens estimated size of the text
 * @param frame where the parts stand that are replaced on the way
 */
public record SpeechRequest(
        byte[] body,
        List<String> models,
        int characters,
        int promptTokens,
        Set<Feature> needs,
        Set<String> fields,
        Frame frame)
        implements ModelRequest {

    private static final byte[] NOTHING = {};

    @Override
    public Capability.Kind kind() {
        return Capability.Kind.SPEECH;
    }

    @Override
    public int units() {
        return characters;
    }

    @Override
    public SpeechRequest withoutBody() {
        return new SpeechRequest(NOTHING, models, characters, promptTokens, needs, fields, frame);
    }
}
