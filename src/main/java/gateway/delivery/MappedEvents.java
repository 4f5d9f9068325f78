package gateway.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.schibsted.spt.data.jslt.JsltException;
import gateway.vendors.ErrorSigns;
import gateway.vendors.Mapping;
import gateway.vendors.Protocol;
import gateway.vendors.StreamMapping;
import gateway.vendors.VendorModel;
import gateway.wire.StreamEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Events of one stream that have to be looked into or changed before they are chunks. Belongs to one stream. */
final class MappedEvents {

    private static final String EVENT = "an event";

    private final ObjectMapper mapper;
    private final VendorModel from;
    private final @Nullable StreamMapping mapping;
    private final Envelope envelope;
    private final AnswerCheck check = new AnswerCheck(false);
    private final Misfits misfits;
    private final @Nullable WholeText wholeText;
    private final ErrorSigns errors;
    private final Function<byte[], CallFailure> refusal;
    private final Queue<JsonNode> waiting = new ArrayDeque<>();
    private JsonNode last;

    /**
     * @param mapping null where the vendor's events are chunks as they are
     * @param refusal what an error among the events, given its data, means
     */
    MappedEvents(
            ObjectMapper mapper,
            VendorModel from,
            @Nullable StreamMapping mapping,
            Envelope envelope,
            Misfits misfits,
            Function<byte[], CallFailure> refusal) {
        this.mapper = mapper;
        this.from = from;
        this.mapping = mapping;
        this.envelope = envelope;
        this.misfits = misfits;
        this.refusal = refusal;
        this.errors = from.protocol().errors();
        this.wholeText = from.protocol().stream().wholeText() ? new WholeText() : null;
        this.last = mapper.missingNode();
    }

    /** Whether events have to be looked into even where there is no mapping. */
    static boolean areNeeded(Protocol protocol) {
        return protocol.stream().wholeText() || protocol.errors().when() != null;
    }

    /**
     * Reads an event; the chunks that it makes wait to be polled.
     *
     * @throws CallFailure when it is an error, or none that the mapping can take
     */
    void read(StreamEvent event) {
        last = tree(event);
        if (isError(last)) {
            throw refusal.apply(Arrays.copyOfRange(event.buffer(), event.offset(), event.offset() + event.length()));
        }
        if (mapping == null) {
            waiting.add(last);
            return;
        }
        try {
            waiting.addAll(mapping.apply(last, event.type()));
        } catch (JsltException e) {
            throw misfits.failure(from, mapping.mapping(), EVENT, last, e);
        }
    }

    /** The next chunk; null when another event has to be read. */
    byte @Nullable [] poll() {
        JsonNode chunk = waiting.poll();
        if (chunk == null) {
            // What is kept of a stream that waits, thousands of them keep.
            last = mapper.missingNode();
            return null;
        }
        String fault = mapping == null ? null : check.fault(chunk);
        if (fault != null) {
            throw unfit(fault);
        }
        if (wholeText != null) {
            wholeText.cut(chunk);
        }
        try {
            return mapper.writeValueAsBytes(mapping == null ? chunk : envelope.complete(chunk));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether there is a mapping, whose fault it is when what was polled is no chunk. */
    boolean maps() {
        return mapping != null;
    }

    /** The chunk that was polled last is none. */
    CallFailure unfit(String fault) {
        return misfits.failure(from, Objects.requireNonNull(mapping).mapping(), last, fault);
    }

    /** Events so far of which the mapping said that it does not know them. */
    int unknown() {
        return mapping == null ? 0 : mapping.unknown();
    }

    private JsonNode tree(StreamEvent event) {
        try {
            return mapper.readTree(event.buffer(), event.offset(), event.length());
        } catch (IOException e) {
            throw new CallFailure(FailureKind.UNREADABLE, "an event is not valid JSON");
        }
    }

    private boolean isError(JsonNode tree) {
        Mapping when = errors.when();
        try {
            return when != null && when.apply(tree).asBoolean();
        } catch (JsltException e) {
            throw misfits.failure(from, when, EVENT, tree, e);
        }
    }
}
