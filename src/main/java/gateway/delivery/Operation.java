package gateway.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.vendors.VendorModel;
import gateway.wire.Usage;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** What a vendor is asked to do: how it is asked, and what counts as its answer. */
interface Operation {

    /**
     * The vendor's request in its dialect.
     *
     * @throws com.schibsted.spt.data.jslt.JsltException when the vendor's mapping cannot take the caller's
     */
    byte[] question(Call call, VendorModel to);

    /**
     * The answer under a status of success.
     *
     * @param type media type in lower case; empty when the vendor tells none
     * @param body unpacked
     * @throws CallFailure when it is none
     */
    Answer answer(Call call, String type, InputStream body) throws IOException;

    /**
     * The answer of a vendor that had begun the work before.
     *
     * @param told what it says now, in the canonical dialect
     * @param last whether it will not be asked again, so that what it has is taken as it is
     * @throws CallFailure when it is none
     */
    default Answer.Whole outcome(Call call, ObjectNode told, boolean last) throws IOException {
        throw new IllegalStateException("such work is ended in one call");
    }

    /** Media types of a whole answer, for the header {@code Accept}. */
    default String accept() {
        return AnswerHeaders.JSON;
    }

    /**
     * What there is of the answer after its vendor has failed, where a part is worth having; null where it is not. What is not
     * null is delivered, and no other vendor begins anew.
     *
     * @param failure why there is no more
     */
    default @Nullable Answer rest(Call call, CallFailure failure) throws IOException {
        return null;
    }

    /** What the answers to parts of the request have cost so far; null when there is none. */
    @Nullable
    Usage spent();
}
