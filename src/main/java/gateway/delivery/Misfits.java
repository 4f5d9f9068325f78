package gateway.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.JsltException;
import gateway.admin.UnmappedMessages;
import gateway.vendors.Mapping;
import gateway.vendors.VendorModel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes note of a vendor's message of which its mapping makes no answer, and says so without a word of it. Thread-safe. */
final class Misfits {

    private static final Logger LOG = LoggerFactory.getLogger(Misfits.class);

    /** Places remembered; folders that are written anew bring new ones. */
    private static final int MOST_PLACES = 1000;

    private final UnmappedMessages kept;
    private final InstantSource clock;
    private final @Nullable Duration pause;
    private final Map<String, Instant> warned = new HashMap<>();

    /** @param pause after a warning, before the log tells of the same place again; null where it is told otherwise */
    Misfits(UnmappedMessages kept, InstantSource clock, @Nullable Duration pause) {
        this.kept = kept;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * @param mapping the one that failed
     * @param what kind of message, for people
     */
    CallFailure failure(VendorModel from, Mapping mapping, String what, JsonNode message, JsltException e) {
        String place = mapping.place(e);
        return failure(from, place, place + " cannot take " + what, message);
    }

    /**
     * @param mapping the one whose result is no answer
     * @param fault what is wrong with the result, and where
     */
    CallFailure failure(VendorModel from, Mapping mapping, JsonNode message, String fault) {
        return failure(from, mapping + ": " + fault, mapping + " gives no answer: " + fault, message);
    }

    private CallFailure failure(VendorModel from, String where, String said, JsonNode message) {
        String offer = from.card().name() + '/' + from.model().id();
        kept.record(offer, where, message);
        if (pause != null && due(offer + ' ' + where, pause)) {
            LOG.warn("Vendor {}: {}; the message's shape is kept under /actuator/unmapped", offer, said);
        }
        return new CallFailure(FailureKind.REPLY_UNMAPPABLE, said);
    }

    private synchronized boolean due(String place, Duration rest) {
        Instant now = clock.instant();
        Instant last = warned.get(place);
        if (last != null && now.isBefore(last.plus(rest))) {
            return false;
        }
        if (warned.size() >= MOST_PLACES) {
            warned.clear();
        }
        warned.put(place, now);
        return true;
    }
}
