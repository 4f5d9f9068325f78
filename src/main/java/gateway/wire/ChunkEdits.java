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
            splice.replace(wrong, utf8(right));
        } else if (right != null) {
            splice.insert(afterBrace(buffer, offset), utf8("\"usage\":" + right + ","));
        }
        if (renamed != null) {
            splice.replace(renamed, utf8(quoted(model.id())));
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
     * Of a chunk that tells usage, a last one that tells nothing else.
     *
     * @param truth count to put in place of an impossible one; null to leave it as it is
     */
    public static byte[] usageChunk(byte[] chunk, ReplyFacts facts, @Nullable Usage truth, ModelCard model) {
        Splice splice = new Splice(chunk);
        if (facts.choicesValue() == null) {
            splice.insert(afterBrace(chunk, 0), utf8("\"choices\":[],"));
        } else {
            splice.replace(facts.choicesValue(), utf8("[]"));
        }
        if (truth != null && facts.usageValue() != null) {
            splice.replace(facts.usageValue(), utf8(json(truth)));
        }
        Span renamed = vendorName(chunk, 0, facts.model(), model);
        if (renamed != null) {
            splice.replace(renamed, utf8(quoted(model.id())));
        }
        return splice.toBytes();
    }

    /**
     * A last chunk that holds nothing but usage, where the vendor tells none.
     *
     * @param id as JSON, quotes included
     */
    public static byte[] usageChunk(String id, long createdSeconds, String model, Usage usage) {
        return utf8("{\"id\":" + id + ",\"object\":\"chat.completion.chunk\",\"created\":" + createdSeconds
                + ",\"model\":" + quoted(model) + ",\"choices\":[],\"usage\":" + json(usage) + "}");
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

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
