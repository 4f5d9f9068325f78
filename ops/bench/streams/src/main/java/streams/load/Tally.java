package streams.load;

import java.util.Map;
import java.util.TreeMap;
import streams.Histogram;
import streams.Json;

/** What all clients together have seen. */
final class Tally {

    static final long SHORT_GAP = 250_000_000;
    static final long LONG_GAP = 1_000_000_000;

    int opened; // their first event has come
    int completed;
    int left;
    int slowCompleted;
    int stalled;
    int stalledCut;
    long events;
    boolean steady;
    final Histogram firstEvent = new Histogram();
    final Histogram delay = new Histogram();
    final Histogram steadyDelay = new Histogram();
    final Histogram gap = new Histogram();
    long shortGaps;
    long longGaps;
    private int broken;
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final Map<String, String> examples = new TreeMap<>();

    void delay(long nanos) {
        delay.add(nanos);
        if (steady) {
            steadyDelay.add(nanos);
        }
    }

    void gap(long nanos) {
        gap.add(nanos);
        if (nanos > SHORT_GAP) {
            shortGaps++;
        }
        if (nanos > LONG_GAP) {
            longGaps++;
        }
    }

    void broken(Trouble trouble, int status, String text) {
        broken++;
        String reason = trouble == Trouble.REFUSED ? "refused_" + status : trouble.label();
        reasons.merge(reason, 1, Integer::sum);
        examples.putIfAbsent(reason, text);
    }

    Json streams(int planned, int slow, int unfinishedSlow) {
        Json why = new Json();
        reasons.forEach((reason, count) -> why.put(reason, (long) count));
        Json first = new Json();
        examples.forEach(first::put);
        return new Json()
                .put("planned", planned)
                .put("opened", opened)
                .put("completed", completed)
                .put("left", left)
                .put(
                        "slow",
                        new Json()
                                .put("all", slow)
                                .put("completed", slowCompleted)
                                .put("unfinished", unfinishedSlow))
                .put("stalled", new Json().put("all", stalled).put("cut_by_server", stalledCut))
                .put("broken", broken)
                .put("reasons", why)
                .put("examples", first);
    }

    Json gaps() {
        return new Json()
                .put("over_250_ms", shortGaps)
                .put("over_1_s", longGaps)
                .put("max_ms", gap.max() / 1e6);
    }

    static Json milliseconds(Histogram histogram) {
        return new Json()
                .put("count", histogram.count())
                .put("min", histogram.min() / 1e6)
                .put("p50", histogram.at(0.5) / 1e6)
                .put("p99", histogram.at(0.99) / 1e6)
                .put("p999", histogram.at(0.999) / 1e6)
                .put("max", histogram.max() / 1e6);
    }
}
