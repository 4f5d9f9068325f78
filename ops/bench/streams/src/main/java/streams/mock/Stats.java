package streams.mock;

import streams.Histogram;
import streams.Json;
import streams.OwnProcess;

/** What the mock has seen. */
final class Stats {

    long connections;
    long streams; // ever started: the number of the next one
    long started;
    long finished;
    long left;
    long events;
    long held;
    long behind;
    long refused;
    final Histogram late = new Histogram();

    Json report() {
        return new Json()
                .put("connections", connections)
                .put("open", started - finished - left)
                .put("started", started)
                .put("finished", finished)
                .put("left", left)
                .put("refused", refused)
                .put("events", events)
                .put("held", held)
                .put("behind", behind)
                .put("late_p99_ms", late.at(0.99) / 1e6)
                .put("late_max_ms", late.max() / 1e6)
                .put("cpu_ms", OwnProcess.cpuNanos() / 1_000_000);
    }

    /** Counts anew; what is open stays open. */
    void restart() {
        started -= finished + left;
        finished = 0;
        left = 0;
        refused = 0;
        events = 0;
        held = 0;
        behind = 0;
        late.clear();
    }
}
