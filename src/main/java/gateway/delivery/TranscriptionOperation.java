package gateway.delivery;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.vendors.VendorModel;
import gateway.wire.TranscriptionRequest;
import gateway.wire.Units;
import gateway.wire.Usage;
import gateway.wire.UsageAnomaly;
import gateway.wire.VendorRequests;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is said in a file, written down: the answer is passed on as it is, whole or event by event. Stateless. */
final class TranscriptionOperation implements Operation {

    private static final int FIRST_BYTES = 4 * 1024;

    private final VendorRequests requests;
    private final VendorErrors errors;
    private final ObjectMapper mapper;
    private final int replyLimit;

    TranscriptionOperation(VendorRequests requests, VendorErrors errors, ObjectMapper mapper, int replyLimit) {
        this.requests = requests;
        this.errors = errors;
        this.mapper = mapper;
        this.replyLimit = replyLimit;
    }

    @Override
    public byte[] question(Call call, VendorModel to) {
        return requests.write((TranscriptionRequest) call.request(), to);
    }

    @Override
    public Answer answer(Call call, String type, InputStream body) throws IOException {
        if (type.startsWith(AnswerHeaders.JSON)) {
            byte[] whole = WholeBody.read(type, body, replyLimit);
            return new Answer.Passed(type, whole, InputStream.nullInputStream(), usage(call, whole));
        }
        WholeBody.refuseUnless(type.startsWith("text/") && !type.startsWith("text/html"), type);
        byte[] begin = new byte[FIRST_BYTES];
        int read = body.read(begin);
        if (read <= 0) {
            throw new CallFailure(FailureKind.EMPTY, "the answer holds no text");
        }
        return new Answer.Passed(type, Arrays.copyOf(begin, read), body, estimated(call));
    }

    private Usage usage(Call call, byte[] whole) throws IOException {
        JsonNode answer;
        try {
            answer = mapper.readTree(whole);
        } catch (JacksonException e) {
            throw new CallFailure(FailureKind.UNREADABLE, "the answer is not valid JSON");
        }
        if (answer.hasNonNull("error") || !answer.has("text")) {
            throw errors.classifyUnderSuccess(whole, call.attempt());
        }
        JsonNode told = answer.path("usage");
        long input = told.path("input_tokens").asLong(-1);
        long output = told.path("output_tokens").asLong(0);
        long audio = told.path("input_token_details").path("audio_tokens").asLong(0);
        if (output >= 0 && audio >= 0 && input >= audio) {
            return new Usage(input - audio, 0, 0, 0, audio, output, 0, 0, null, null);
        }
        double seconds = told.path("seconds").asDouble(answer.path("duration").asDouble(-1));
        return seconds < 0 ? estimated(call) : counted((long) Math.ceil(seconds), null);
    }

    /** By the length of the file: nobody has told it. */
    private static Usage estimated(Call call) {
        return counted(call.request().units(), UsageAnomaly.MISSING);
    }

    private static Usage counted(long seconds, @Nullable UsageAnomaly anomaly) {
        return new Usage(0, 0, 0, 0, 0, 0, 0, 0, new Units(Units.Kind.SECONDS, seconds), anomaly);
    }

    @Override
    public String accept() {
        return "application/json, text/plain, text/vtt, text/event-stream";
    }

    @Override
    public @Nullable Usage spent() {
        return null;
    }
}
