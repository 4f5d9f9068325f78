package gateway.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.JsltException;
import gateway.admin.UnmappedMessages;
import gateway.vendors.Mapping;
import gateway.vendors.VendorModel;

/** Takes note of a vendor's message that its mapping cannot take, and says so without a word of it. */
final class Misfits {

    private final UnmappedMessages kept;

    Misfits(UnmappedMessages kept) {
        this.kept = kept;
    }

    /**
     * @param mapping the one that failed
     * @param what kind of message, for people
     */
    CallFailure failure(VendorModel from, Mapping mapping, String what, JsonNode message, JsltException e) {
        String where = mapping.place(e);
        kept.record(from.card().name() + '/' + from.model().id(), where, message);
        return new CallFailure(FailureKind.REPLY_UNMAPPABLE, where + " cannot take " + what);
    }
}
