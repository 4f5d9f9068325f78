package gateway.delivery;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The open end towards a vendor. Cancelling frees the connection at once, from any thread, also while the request's own
 * thread waits for the vendor, and says why: the waiting thread then fails with that reason.
 */
public final class Upstream {

    /** Where the HTTP client, which knows nothing of attempts, finds the one it works for. */
    private static final ThreadLocal<@Nullable Upstream> CURRENT = new ThreadLocal<>();

    private static final Runnable CANCELLED = new Runnable() {
        @Override
        public void run() {
            // was cut already
        }
    };

    private final AtomicReference<@Nullable Runnable> abort = new AtomicReference<>();
    private volatile @Nullable FailureKind reason;
    private @Nullable CallSignature signature;

    /** Makes this the upstream of the calling thread, until {@link #unbind()}. */
    void bind() {
        CURRENT.set(this);
    }

    static void unbind() {
        CURRENT.remove();
    }

    /**
     * Tells the upstream of the calling thread, if there is one, how its connection is cut.
     *
     * @return whether the call is still wanted
     */
    public static boolean connected(Runnable abort) {
        Upstream upstream = CURRENT.get();
        if (upstream == null) {
            return true;
        }
        upstream.onCancel(abort);
        return upstream.reason() == null;
    }

    /** How the call of the calling thread is signed; null when it is not. */
    public static @Nullable CallSignature signature() {
        Upstream upstream = CURRENT.get();
        return upstream == null ? null : upstream.signature;
    }

    /** The call will be signed, on the thread that this is bound to. */
    void sign(CallSignature by) {
        signature = by;
    }

    /** How the connection is cut; run at once when the call was already cancelled. */
    void onCancel(Runnable action) {
        if (!abort.compareAndSet(null, action) && CANCELLED.equals(abort.get())) {
            action.run();
        }
    }

    /** What was given to {@link #onCancel} has ended: another may take its place. */
    void offCancel(Runnable action) {
        abort.compareAndSet(action, null);
    }

    /** Cuts the connection. Only the first reason counts. */
    void cancel(FailureKind why) {
        synchronized (this) {
            if (reason == null) {
                reason = why;
            }
        }
        Runnable action = abort.getAndSet(CANCELLED);
        if (action != null) {
            action.run();
        }
    }

    /** Why the call was cancelled; null when it was not. */
    @Nullable
    FailureKind reason() {
        return reason;
    }
}
