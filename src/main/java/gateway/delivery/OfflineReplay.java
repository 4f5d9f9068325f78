package gateway.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import gateway.admin.UnmappedMessages;
import gateway.vendors.Replay;
import gateway.wire.VendorRequests;
import gateway.wire.WireJson;
import java.time.Instant;
import java.time.InstantSource;

/** The conversions of the path, for whoever checks folders while no gateway runs. */
public final class OfflineReplay {

    /** Fixtures are files of at most 256 KiB. */
    private static final int LIMIT = 1 << 20;

    private static final int DEPTH = 64;

    private OfflineReplay() {}

    public static Replay create() {
        JsonFactory json = WireJson.factory(DEPTH, LIMIT);
        InstantSource never = InstantSource.fixed(Instant.EPOCH);
        Misfits misfits = new Misfits(new UnmappedMessages(never), never, null);
        return new PathReplay(
                json,
                new VendorRequests(WireJson.mapper(json)),
                new Replies(json, LIMIT, misfits, never, () -> PathReplay.ID),
                new VendorErrors(WireJson.mapper(json), misfits));
    }
}
