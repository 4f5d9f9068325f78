package gateway.delivery;

import gateway.api.CallNumbers;
import gateway.api.EventWriter;
import gateway.vendors.ModelCard;
import gateway.wire.ChatRequest.Span;
import gateway.wire.ChunkEdits;
import gateway.wire.ReplyFacts;
import gateway.wire.Usage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Passes the chunks of one stream on to the caller, changing what he must not or should not see. Wherever a vendor tells its
 * count, the caller who asked for it gets it in the canonical place: once, after the end, in a chunk without choices.
 */
final class Chunks {

    private final boolean includeUsage;
    private final int promptTokens;
    private final ModelCard model;
    private final VendorStream stream;
    private final EventWriter writer;
    private @Nullable String id;
    private @Nullable Counted counted;
    private long finished;

    /** The last chunk that told a count. */
    private record Counted(byte[] chunk, ReplyFacts facts) {}

    /**
     * @param includeUsage whether the caller asked for usage
     * @param promptTokens our own estimate, for a vendor that tells none
     * @param writer puts them into the caller's dialect
     */
    Chunks(boolean includeUsage, int promptTokens, ModelCard model, VendorStream stream, EventWriter writer) {
        this.includeUsage = includeUsage;
        this.promptTokens = promptTokens;
        this.model = model;
        this.stream = stream;
        this.writer = new CallNumbers(writer);
    }

    /** Passes on the chunk that the stream has just read. */
    void pass(EventWriter.Sink sink) {
        ReplyFacts facts = stream.facts();
        id = id == null ? id(facts.id()) : id;
        boolean counts = facts.usage() != null;
        if (counts && includeUsage) {
            int end = stream.offset() + stream.length();
            counted = new Counted(Arrays.copyOfRange(stream.buffer(), stream.offset(), end), facts);
        }
        if ((counts && facts.choices() <= 0) || endsAgain(facts)) {
            return;
        }
        finished |= facts.finished() & ~ReplyFacts.LATER_CHOICES;
        byte[] edited = ChunkEdits.edit(
                stream.buffer(), stream.offset(), stream.length(), facts, counts || !includeUsage, null, model);
        if (edited == null) {
            writer.chunk(stream.buffer(), stream.offset(), stream.length(), sink);
        } else {
            writer.chunk(edited, 0, edited.length, sink);
        }
    }

    /** All chunks of a stream have the same. */
    private @Nullable String id(@Nullable Span span) {
        return span == null || stream.buffer()[stream.offset() + span.start()] != '"'
                ? null
                : new String(stream.buffer(), stream.offset() + span.start(), span.length(), StandardCharsets.UTF_8);
    }

    /** Whether a chunk says nothing but that a choice has ended, of which it was said before. */
    private boolean endsAgain(ReplyFacts facts) {
        return facts.finished() != 0 && (facts.finished() & ~finished) == 0 && facts.content() == 0 && !facts.refusal();
    }

    /**
     * Ends an answer that is whole, with the usage that the caller asked for.
     *
     * @param ids names that last chunk, where the vendor has told no usage and its chunks have no name
     */
    void end(Supplier<String> ids, long createdSeconds, EventWriter.Sink sink) {
        if (includeUsage) {
            byte[] last = usageChunk(id == null ? '"' + ids.get() + '"' : id, createdSeconds);
            writer.chunk(last, 0, last.length, sink);
        }
        writer.end(sink);
    }

    private byte[] usageChunk(String name, long createdSeconds) {
        Usage usage = usage();
        return counted == null
                ? ChunkEdits.usageChunk(name, createdSeconds, model.id(), usage)
                : ChunkEdits.usageChunk(counted.chunk, counted.facts, usage.estimated() ? usage : null, model);
    }

    EventWriter writer() {
        return writer;
    }

    /** The vendor's count when it can be true, else our own. */
    Usage usage() {
        Generated generated = stream.generated();
        Usage usage = Usage.of(stream.usage(), promptTokens, generated.bytes(), model.contextTokens());
        return usage.estimated() ? usage.recounted(promptTokens, generated.tokens()) : usage;
    }
}
