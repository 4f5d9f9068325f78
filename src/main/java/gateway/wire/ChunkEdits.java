package gateway.wire;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import gateway.vendors.ModelCard;
import gateway.wire.ChatRequest.Span;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The few changes made to a vendor's canonical reply or chunk on its way to the caller. */
public final class ChunkEdits {

    private static final byte[] NOTHING = {};

    private ChunkEdits() {}

    /**
     * @param hideUsage the caller did not ask for usage
     * @param truth count to put in place of an impossible or missing one; null to leave it as it is
     * @param model where its name at the vendor is not ours, ours is put in its place
     * @return the changed reply; null when nothing has to change
     */
    public static byte @Nullable [] edit(
            byte[] buffer,
            int offset,
            int length,
            ReplyFacts facts,
            boolean hideUsage,
            @Nullable Usage truth,
            ModelCard model) {
        Span hidden = hideUsage ? facts.usageMember() : null;
        Span wrong = facts.usageValue();
        String right = hideUsage || truth == null ? null : json(truth);
        Span renamed = vendorName(buffer, offset, facts.model(), model);
        if (hidden == null && right == null && renamed == null) {
            return null;
        }
        Splice splice = new Splice(Arrays.copyOfRange(buffer, offset, offset + length));
        if (hidden != null) {
            splice.replace(hidden, NOTHING);
        }
        if (right != null && wrong != null) {
            splice.replace(wrong, right.getBytes(StandardCharsets.UTF_8));
        } else if (right != null) {
            splice.insert(afterBrace(buffer, offset), ("\"usage\":" + right + ",").getBytes(StandardCharsets.UTF_8));
        }
        if (renamed != null) {
            splice.replace(renamed, quoted(model.id()).getBytes(StandardCharsets.UTF_8));
        }
        return splice.toBytes();
    }

    /** Where the first member of the object stands, or would stand, from the offset on. */
    private static int afterBrace(byte[] buffer, int offset) {
        int brace = offset;
        while (buffer[brace] != '{') {
            brace++;
        }
        return brace + 1 - offset;
    }

    /**
     * A last chunk that holds nothing but usage.
     *
     * @param id as JSON, quotes included
     */
    public static byte[] usageChunk(String id, long createdSeconds, String model, Usage usage) {
        return ("{\"id\":" + id + ",\"object\":\"chat.completion.chunk\",\"created\":" + createdSeconds + ",\"model\":"
                        + quoted(model) + ",\"choices\":[],\"usage\":" + json(usage) + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Where the vendor's own name of the model stands; null when that is not to be replaced. */
    private static @Nullable Span vendorName(byte[] buffer, int offset, @Nullable Span name, ModelCard model) {
        if (name == null || model.vendorModel().equals(model.id())) {
            return null;
        }
        String told = new String(buffer, offset + name.start(), name.length(), StandardCharsets.UTF_8);
        return told.equals(quoted(model.vendorModel())) ? name : null;
    }

    private static String json(Usage usage) {
        return "{\"prompt_tokens\":" + usage.prompt() + ",\"completion_tokens\":" + usage.completion()
                + ",\"total_tokens\":" + usage.total() + "}";
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
