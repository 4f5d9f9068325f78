package gateway.delivery;

import gateway.admin.AttemptRecord;
import gateway.api.Conversion;
import gateway.api.Dialect;
import gateway.fault.ErrorCode;
import gateway.identity.Principal;
import gateway.scoring.Candidate;
import gateway.scoring.Plan;
import gateway.vendors.Offer;
import gateway.vendors.VendorDirectory.Lease;
import gateway.vendors.VendorKey;
import gateway.wire.ModelRequest;
import gateway.wire.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the steps, which hand it on as a property of the Camel exchange. Each step fills in what
 * the next ones need. Only the request's own thread writes; what the watch reads is volatile.
 */
public final class Call {

    /** Name of the exchange property. */
    public static final String PROPERTY = "gatewayCall";

    final String id;
    final Inbound inbound;
    final String endpoint;
    final Dialect dialect;
    final Instant startedAt;
    final long startedNanos;
    final List<AttemptRecord> attempts = new ArrayList<>(2);

    long deadlineNanos;
    boolean admitted;
    boolean settled;
    int status;
    int position;
    int tried;

    /** Of the request's body, as counted by {@link BodyMemory}. */
    long bodyBytes;

    /** Whether an attempt failed so that its vendor may have done the work. */
    boolean doubtful;

    /** Whether our database was away before any vendor was asked. */
    boolean outage;

    /** Keys whose token its vendor refused, so that it was traded anew: that is done once. */
    final Set<VendorKey> renewedFor = new HashSet<>(0);

    /** The vendor that has answered a part before it failed; null when none has. */
    @Nullable
    Offer paid;

    /** Whether it was said that the watch fails at it; the watch's own. */
    boolean unwatchable;

    /** While the body is being read. */
    volatile boolean reading;

    /** The task that this is done for; null for a request whose caller waits. */
    @Nullable
    TaskCall task;

    @Nullable
    Principal principal;

    @Nullable
    Conversion conversion;

    @Nullable
    ModelRequest request;

    @Nullable
    Operation operation;

    /** Whether it has become a task, which is explained in its place. */
    boolean filed;

    /** The task of which a vendor says that there is news. */
    @Nullable
    String news;

    /** The caller's file, where it is not held in the body. */
    @Nullable
    SoundForm upload;

    @Nullable
    Lease lease;

    @Nullable
    Plan plan;

    @Nullable
    CallFailure failure;

    @Nullable
    ErrorCode error;

    @Nullable
    Usage usage;

    volatile @Nullable Attempt attempt;
    volatile @Nullable EventStream events;
    private volatile @Nullable FailureKind ended;

    /**
     * @param endpoint path of the route, not of the request: {@code /v1/models/{id}}
     * @param dialect in which the caller is answered
     */
    Call(String id, Inbound inbound, String endpoint, Dialect dialect, Instant startedAt, long startedNanos) {
        this.id = id;
        this.inbound = inbound;
        this.endpoint = endpoint;
        this.dialect = dialect;
        this.startedAt = startedAt;
        this.startedNanos = startedNanos;
    }

    /** Id of the request, told to the caller as {@code x-request-id}. */
    public String id() {
        return id;
    }

    public Inbound inbound() {
        return inbound;
    }

    /** Who calls; known once the call was admitted. */
    public Principal principal() {
        return Objects.requireNonNull(principal, "not admitted");
    }

    /** Camel endpoint of the vendor whose turn it is. */
    public String vendorEndpoint() {
        return candidate().offer().endpoint();
    }

    /** Name of the vendor whose turn it is. */
    String vendor() {
        return candidate().offer().vendor().card().name();
    }

    Candidate candidate() {
        return plan().candidates().get(position - 1);
    }

    /** Whether a vendor has answered in whole, or has begun to stream. */
    public boolean answered() {
        Attempt current = attempt;
        return current != null && current.answer != null && !(current.answer instanceof Answer.Part);
    }

    /** The offer that answered; null when none did. */
    @Nullable
    Offer served() {
        return answered() ? attempt().offer() : null;
    }

    Conversion conversion() {
        return Objects.requireNonNull(conversion, "not read");
    }

    ModelRequest request() {
        return Objects.requireNonNull(request, "not read");
    }

    Operation operation() {
        return Objects.requireNonNull(operation, "not read");
    }

    /** What answers to parts of the request have cost; null when there is none. */
    @Nullable
    Usage spent() {
        Operation current = operation;
        return current == null ? null : current.spent();
    }

    /** What was answered, and will not reach the caller, is accounted for. */
    void spend(Attempt failed) {
        if (failed.answer instanceof Answer.Whole whole) {
            usage = whole.usage();
        } else if (spent() != null) {
            usage = spent();
            paid = failed.offer();
        }
    }

    Plan plan() {
        return Objects.requireNonNull(plan, "not planned");
    }

    Attempt attempt() {
        return Objects.requireNonNull(attempt, "no attempt");
    }

    /** Whether it is wise to repeat a request that ended so: what may have been done would be done, and paid, twice. */
    boolean retryable(ErrorCode code) {
        return code.retryable() && !doubtful;
    }

    /** Ends the whole request from outside: the caller left, or the gateway stops. The first reason counts. */
    void end(FailureKind why) {
        synchronized (this) {
            if (ended == null) {
                ended = why;
            }
        }
        Attempt current = attempt;
        if (current != null) {
            current.upstream.cancel(why);
        }
    }

    /** Why the request was ended from outside; null when it was not. */
    @Nullable
    FailureKind ended() {
        return ended;
    }
}
