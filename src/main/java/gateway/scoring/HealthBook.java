package gateway.scoring;

import gateway.fault.ErrorCode;
import gateway.time.Ticker;
import gateway.vendors.Offer;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What this node has seen of every offer, by the offer's name, so that it outlives a reload of the vendor. Thread-safe.
 *
 * <p>Whoever got true from {@link #tryStart} ends it with exactly one of {@link #succeeded}, {@link #failed} and
 * {@link #released}. Holds as many entries as the catalog has names: the rest is dropped when the catalog changes.
 */
public final class HealthBook {

    private static final double NANOS = 1e9;

    private final ConcurrentMap<String, OfferHealth> offers = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, VendorLoad> vendors = new ConcurrentHashMap<>();
    private final double smoothing;
    private final long staleNanos;
    private final Ticker ticker;
    private final InstantSource clock;

    public HealthBook(ScoringSettings settings, Ticker ticker, InstantSource clock) {
        this.smoothing = settings.smoothing();
        this.staleNanos = settings.staleAfter().toNanos();
        this.ticker = ticker;
        this.clock = clock;
    }

    /** Counts a request in; false, and nothing counted, when the vendor's places on this node are taken. */
    public boolean tryStart(Offer offer) {
        return of(offer).tryStart(offer.vendor().card().limits().inFlight());
    }

    /**
     * Counts a call in, of which a request may need several; false, and nothing counted, when the vendor has had as many in
     * the last second as this node may make.
     */
    public boolean tryCall(Offer offer) {
        return of(offer).tryCall(offer.vendor().card().limits().requestsPerSecond(), ticker.nanos());
    }

    /**
     * The first content event of a stream has come, or vectors have. Not for other buffered replies: they have no first token.
     *
     * @param nanos since the vendor was asked
     */
    public void firstEvent(Offer offer, long nanos) {
        of(offer).firstEvent(nanos / NANOS, ticker.nanos());
    }

    /**
     * The vendor answered in full.
     *
     * @param outputTokens tokens generated; 0 when unknown
     * @param generationNanos time they took: since the first event of a stream, since sending for a buffered reply
     */
    public void succeeded(Offer offer, int outputTokens, long generationNanos) {
        of(offer).succeeded(outputTokens, generationNanos / NANOS, ticker.nanos());
    }

    /** The vendor failed, before or within its answer. */
    public void failed(Offer offer, ErrorCode code) {
        of(offer).failed(new OfferHealth.LastError(code, clock.instant()), ticker.nanos());
    }

    /** The request ended in a way that says nothing of the vendor: the caller was at fault, or left. */
    public void released(Offer offer) {
        of(offer).released();
    }

    /** Figures of an offer; all zero when it was never called. */
    public OfferHealth of(Offer offer) {
        OfferHealth known = offers.get(offer.name());
        return known != null ? known : offers.computeIfAbsent(offer.name(), name -> create(offer));
    }

    /** Requests under way at a vendor, all its models together. */
    public int inFlightAtVendor(String vendor) {
        VendorLoad load = vendors.get(vendor);
        return load == null ? 0 : load.inFlight();
    }

    /** Forgets offers that have left the catalog, but for those with requests under way. */
    void retain(Set<String> offerNames, Set<String> vendorNames) {
        offers.entrySet()
                .removeIf(entry ->
                        !offerNames.contains(entry.getKey()) && entry.getValue().inFlight() == 0);
        vendors.entrySet()
                .removeIf(entry -> !vendorNames.contains(entry.getKey())
                        && entry.getValue().inFlight() == 0);
    }

    private OfferHealth create(Offer offer) {
        VendorLoad ofVendor = vendors.computeIfAbsent(offer.vendor().card().name(), name -> new VendorLoad());
        return new OfferHealth(smoothing, staleNanos, ofVendor);
    }
}
