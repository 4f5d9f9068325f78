package gateway.time;

/** Monotonic time, injected so that a test can turn the clock by hand. */
@FunctionalInterface
public interface Ticker {

    /** Nanoseconds since an arbitrary moment; only differences mean something. */
    long nanos();

    /** The clock of this machine. */
    static Ticker system() {
        return System::nanoTime;
    }
}
