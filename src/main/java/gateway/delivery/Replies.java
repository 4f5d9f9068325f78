package gateway.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.schibsted.spt.data.jslt.JsltException;
import gateway.vendors.Mapping;
import gateway.vendors.Mappings;
import gateway.vendors.ModelCard;
import gateway.wire.ChunkEdits;
import gateway.wire.ReplyFacts;
import gateway.wire.ReplyReader;
import gateway.wire.UnreadableReplyException;
import gateway.wire.Usage;
import gateway.wire.WireJson;
import java.io.IOException;
import java.io.InputStream;

/** Turns vendors' replies into canonical ones. Thread-safe. */
final class Replies {

    private final ReplyReader reader;
    private final ObjectMapper mapper;
    private final int eventLimit;

    Replies(JsonFactory json, int eventLimit) {
        this.reader = new ReplyReader(json);
        this.mapper = WireJson.mapper(json);
        this.eventLimit = eventLimit;
    }

    /** The reply in the canonical dialect. */
    byte[] canonical(Mappings mappings, byte[] body) {
        Mapping mapping = mappings.response();
        if (mapping == null) {
            return body;
        }
        try {
            return mapper.writeValueAsBytes(mapping.apply(mapper.readTree(body)));
        } catch (IOException e) {
            throw new CallFailure(FailureKind.UNREADABLE, "the answer is not valid JSON");
        } catch (JsltException e) {
            throw new CallFailure(FailureKind.UNREADABLE, mapping + " cannot take the answer");
        }
    }

    ReplyFacts facts(byte[] canonical) {
        try {
            return reader.read(canonical, 0, canonical.length);
        } catch (UnreadableReplyException e) {
            throw new CallFailure(FailureKind.UNREADABLE, String.valueOf(e.getMessage()));
        }
    }

    /**
     * A reply that holds an answer, ready for the caller.
     *
     * @param promptTokens our own estimate
     */
    Answer.Whole whole(byte[] canonical, ReplyFacts facts, ModelCard model, int promptTokens) {
        if (facts.choices() <= 0) {
            throw new CallFailure(FailureKind.UNREADABLE, "the answer has no choices");
        }
        Usage told = facts.usage();
        boolean plausible = told != null && told.plausible();
        Usage usage = told != null && plausible ? told : Usage.estimate(promptTokens, facts.content());
        byte[] edited = ChunkEdits.edit(canonical, 0, canonical.length, facts, false, plausible ? null : usage, model);
        return new Answer.Whole(edited == null ? canonical : edited, usage);
    }

    VendorStream stream(InputStream in, Mappings mappings) {
        return new VendorStream(in, eventLimit, reader, mapper, mappings.event());
    }
}
