package gateway.delivery;

import gateway.vendors.VendorModel;
import gateway.wire.SpeechRequest;
import gateway.wire.Units;
import gateway.wire.Usage;
import gateway.wire.VendorRequests;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A text read aloud: the sound is passed on while it comes. Stateless. */
final class SpeechOperation implements Operation {

    private static final int FIRST_BYTES = 4 * 1024;
    private static final int LARGEST_ERROR = 64 * 1024;
    private static final String ANY_SOUND = "application/octet-stream";

    private final VendorRequests requests;
    private final VendorErrors errors;

    SpeechOperation(VendorRequests requests, VendorErrors errors) {
        this.requests = requests;
        this.errors = errors;
    }

    @Override
    public byte[] question(Call call, VendorModel to) {
        return requests.write((SpeechRequest) call.request(), to);
    }

    @Override
    public Answer answer(Call call, String type, InputStream body) throws IOException {
        if (type.startsWith(AnswerHeaders.JSON)) {
            throw errors.classifyUnderSuccess(
                    WholeBody.bytes(body, LARGEST_ERROR, FailureKind.TOO_LARGE), call.attempt());
        }
        WholeBody.refuseUnless(type.startsWith("audio/") || type.startsWith(ANY_SOUND), type);
        byte[] begin = new byte[FIRST_BYTES];
        int read = body.read(begin);
        if (read <= 0) {
            throw new CallFailure(FailureKind.EMPTY, "the answer holds no sound");
        }
        int characters = call.request().units();
        Usage usage = new Usage(0, 0, 0, 0, 0, 0, 0, 0, new Units(Units.Kind.CHARACTERS, characters), null);
        return new Answer.Passed(type, Arrays.copyOf(begin, read), body, usage);
    }

    @Override
    public String accept() {
        return "audio/*, application/octet-stream, application/json";
    }

    @Override
    public @Nullable Usage spent() {
        return null;
    }
}
