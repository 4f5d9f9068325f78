package gateway.vendors;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Holds the catalog in force. Swapping it is one reference; a version that has left the catalog is retired once no request
 * that began with it is left. Thread-safe.
 */
public final class VendorDirectory {

    private final AtomicReference<Edition> current = new AtomicReference<>(new Edition(Catalog.EMPTY));

    /** The catalog in force, for reading only: what it offers may be retired at any moment. */
    public Catalog catalog() {
        return current.get().catalog;
    }

    /** The catalog in force, kept callable until the lease is closed. */
    public Lease lease() {
        while (true) {
            Edition edition = current.get();
            if (edition.enter()) {
                return new Lease(edition);
            }
        }
    }

    /**
     * Puts another catalog in force.
     *
     * @param retire run once, after the last request of the replaced catalog, and of all before it, has ended
     */
    public synchronized void swap(Catalog next, Runnable retire) {
        Edition successor = new Edition(next);
        Edition replaced = current.getAndSet(successor);
        successor.enter();
        replaced.retire(() -> {
            try {
                retire.run();
            } finally {
                successor.leave();
            }
        });
    }

    /** A request's hold on the catalog it began with. Closing twice does nothing. */
    public static final class Lease implements AutoCloseable {

        private final Catalog catalog;
        private final AtomicReference<@Nullable Edition> held;

        private Lease(Edition edition) {
            this.catalog = edition.catalog;
            this.held = new AtomicReference<>(edition);
        }

        public Catalog catalog() {
            return catalog;
        }

        @Override
        public void close() {
            Edition edition = held.getAndSet(null);
            if (edition != null) {
                edition.leave();
            }
        }
    }

    /** A catalog with the number of requests inside; a negative number means that it is closed. */
    private static final class Edition {

        private static final long RETIRED = Long.MIN_VALUE / 2;

        private final Catalog catalog;
        private final AtomicLong inside = new AtomicLong();
        private volatile @Nullable Runnable onEmpty;

        Edition(Catalog catalog) {
            this.catalog = catalog;
        }

        boolean enter() {
            while (true) {
                long count = inside.get();
                if (count < 0) {
                    return false;
                }
                if (inside.compareAndSet(count, count + 1)) {
                    return true;
                }
            }
        }

        void leave() {
            if (inside.decrementAndGet() == RETIRED) {
                empty();
            }
        }

        void retire(Runnable action) {
            onEmpty = action;
            if (inside.addAndGet(RETIRED) == RETIRED) {
                empty();
            }
        }

        private void empty() {
            Runnable action = onEmpty;
            onEmpty = null;
            if (action != null) {
                action.run();
            }
        }
    }
}
