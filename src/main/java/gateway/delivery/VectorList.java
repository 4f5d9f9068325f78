package gateway.delivery;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import gateway.vendors.ModelCard;
import gateway.wire.ChatRequest.Span;
import gateway.wire.EmbeddingReply;
import gateway.wire.ToldUsage;
import gateway.wire.Usage;
import gateway.wire.UsageAnomaly;
import gateway.wire.Vectors;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Vectors of a request, gathered in the order of its texts. */
final class VectorList {

    private final boolean base64;
    private final List<byte[]> pieces = new ArrayList<>();
    private long bytes;
    private int size;
    private int dimensions;
    private long promptTokens;
    private @Nullable UsageAnomaly anomaly;

    /** @param base64 whether they are wanted as Base64 */
    VectorList(boolean base64) {
        this.base64 = base64;
    }

    int size() {
        return size;
    }

    /** What they take up, in bytes. */
    long bytes() {
        return bytes;
    }

    /**
     * @param model that made them
     * @throws CallFailure unless there is one vector for each text, all of one length
     */
    void add(EmbeddingReply reply, ModelCard model) {
        if (reply.vectors().isEmpty() || reply.vectors().contains(null)) {
            throw new CallFailure(FailureKind.UNREADABLE, "a text has no vector");
        }
        if (reply.dimensions() < 0 || (size > 0 && dimensions != reply.dimensions())) {
            throw new CallFailure(FailureKind.UNREADABLE, "the vectors differ in length");
        }
        dimensions = reply.dimensions();
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        for (@Nullable Span vector : reply.vectors()) {
            piece.writeBytes(
                    utf8((size == 0 ? "" : ",") + "{\"object\":\"embedding\",\"index\":" + size + ",\"embedding\":"));
            Vectors.write(reply.body(), Objects.requireNonNull(vector), base64, piece);
            piece.write('}');
            size++;
        }
        pieces.add(piece.toByteArray());
        bytes += piece.size();
        count(reply, model);
    }

    /** One part whose count cannot be true spoils the sum: an error in one may hide behind those of the others. */
    private void count(EmbeddingReply reply, ModelCard model) {
        ToldUsage told = reply.usage();
        long most = (long) model.contextTokens() * reply.vectors().size();
        UsageAnomaly wrong =
                told == null ? UsageAnomaly.MISSING : told.anomaly(0, (int) Math.min(Integer.MAX_VALUE, most));
        anomaly = anomaly == null ? wrong : anomaly;
        promptTokens += told == null ? 0 : told.prompt();
    }

    /**
     * The sum of the vendor's counts, where all of them can be true, else our own.
     *
     * @param ownCount tokens of all texts so far, asked for only then
     */
    Usage usage(LongSupplier ownCount) {
        return new Usage(anomaly == null ? promptTokens : ownCount.getAsLong(), 0, 0, 0, 0, 0, 0, 0, null, anomaly);
    }

    /** The whole answer. */
    Answer.Whole joined(ModelCard model, LongSupplier ownCount) {
        Usage usage = usage(ownCount);
        byte[] begin = utf8("{\"object\":\"list\",\"data\":[");
        byte[] end = utf8("],\"model\":\""
                + new String(JsonStringEncoder.getInstance().quoteAsString(model.id()))
                + "\",\"usage\":{\"prompt_tokens\":" + usage.prompt() + ",\"total_tokens\":" + usage.total() + "}}");
        ByteBuffer body = ByteBuffer.allocate(Math.toIntExact(begin.length + bytes + end.length));
        body.put(begin);
        pieces.forEach(body::put);
        body.put(end);
        return new Answer.Whole(body.array(), usage);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
