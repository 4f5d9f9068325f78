package gateway.delivery;

import gateway.vendors.ModelCard;
import gateway.wire.ChunkEdits;
import gateway.wire.ReplyFacts;
import gateway.wire.Usage;
import org.jspecify.annotations.Nullable;

/** Passes the chunks of one stream on to the caller, changing what he must not or should not see. */
final class Chunks {

    /** Where an event goes: to the caller, or to the side until the first content has come. */
    @FunctionalInterface
    interface Sink {
        void event(byte[] bytes, int offset, int length);
    }

    private final boolean includeUsage;
    private final int promptTokens;
    private final ModelCard model;
    private final VendorStream stream;
    private boolean usageShown;
    private long finished;

    /**
     * @param includeUsage whether the caller asked for usage
     * @param promptTokens our own estimate, for a vendor that tells none
     */
    Chunks(boolean includeUsage, int promptTokens, ModelCard model, VendorStream stream) {
        this.includeUsage = includeUsage;
        this.promptTokens = promptTokens;
        this.model = model;
        this.stream = stream;
    }

    void pass(Sink sink) {
        ReplyFacts facts = stream.facts();
        if (!includeUsage && facts.choices() == 0 && facts.usage() != null) {
            return;
        }
        if (endsAgain(facts)) {
            return;
        }
        finished |= facts.finished();
        usageShown |= facts.usage() != null;
        byte[] edited = ChunkEdits.edit(
                stream.buffer(),
                stream.offset(),
                stream.length(),
                facts,
                !includeUsage,
                facts.usage() == null || facts.usage().plausible() ? null : usage(),
                model);
        if (edited == null) {
            sink.event(stream.buffer(), stream.offset(), stream.length());
        } else {
            sink.event(edited, 0, edited.length);
        }
    }

    /** Whether a chunk says nothing but that a choice has ended, of which it was said before. */
    private boolean endsAgain(ReplyFacts facts) {
        return facts.finished() != 0
                && (facts.finished() & ~finished) == 0
                && facts.content() == 0
                && facts.usage() == null;
    }

    /** The chunk with usage that the caller asked for and the vendor did not send; null when there is no need. */
    byte @Nullable [] missingUsage(String id, long createdSeconds) {
        return includeUsage && !usageShown ? ChunkEdits.usageChunk(id, createdSeconds, model.id(), usage()) : null;
    }

    /** The vendor's count when it can be true, else our own. */
    Usage usage() {
        Usage told = stream.usage();
        return told != null && told.plausible() ? told : Usage.estimate(promptTokens, stream.contentBytes());
    }
}
