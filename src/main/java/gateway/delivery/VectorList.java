package gateway.delivery;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import gateway.vendors.ModelCard;
import gateway.wire.ChatRequest.Span;
import gateway.wire.EmbeddingReply;
import gateway.wire.ToldUsage;
import gateway.wire.Usage;
import gateway.wire.Vectors;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Vectors of a request, gathered in the order of its texts. */
final class VectorList {

    private final boolean base64;
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private int size;
    private int dimensions;
    private long promptTokens;
    private boolean counted = true;

    /** @param base64 whether they are wanted as Base64 */
    VectorList(boolean base64) {
        this.base64 = base64;
    }

    int size() {
        return size;
    }

    /** Length of the vectors; 0 while there are none. */
    int dimensions() {
        return dimensions;
    }

    /** What they take up, in bytes. */
    int bytes() {
        return data.size();
    }

    /** @param reply checked: one vector for each text, of one length */
    void add(EmbeddingReply reply) {
        dimensions = reply.dimensions();
        for (@Nullable Span vector : reply.vectors()) {
            text(size == 0 ? "" : ",").text("{\"object\":\"embedding\",\"index\":" + size + ",\"embedding\":");
            Vectors.write(reply.body(), Objects.requireNonNull(vector), base64, data);
            text("}");
            size++;
        }
        ToldUsage usage = reply.usage();
        counted &= usage != null;
        promptTokens += usage == null ? 0 : usage.prompt();
    }

    /**
     * The whole answer. Its count is the sum of the vendor's, where that can be true, else our own.
     *
     * @param ownCount tokens of all texts, asked for only then
     */
    Answer.Whole joined(ModelCard model, LongSupplier ownCount) {
        ToldUsage told = counted ? ToldUsage.ofPrompt(promptTokens) : null;
        long most = Math.min(Integer.MAX_VALUE, (long) model.contextTokens() * size);
        Usage usage = Usage.of(told, 0, 0, (int) most);
        if (usage.estimated()) {
            usage = usage.recounted(ownCount.getAsLong(), 0);
        }
        String end = "],\"model\":\""
                + new String(JsonStringEncoder.getInstance().quoteAsString(model.id()))
                + "\",\"usage\":{\"prompt_tokens\":" + usage.prompt() + ",\"total_tokens\":" + usage.total() + "}}";
        ByteArrayOutputStream body = new ByteArrayOutputStream(data.size() + end.length() + 64);
        body.writeBytes("{\"object\":\"list\",\"data\":[".getBytes(StandardCharsets.UTF_8));
        body.writeBytes(data.toByteArray());
        body.writeBytes(end.getBytes(StandardCharsets.UTF_8));
        return new Answer.Whole(body.toByteArray(), usage);
    }

    private VectorList text(String text) {
        data.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }
}
