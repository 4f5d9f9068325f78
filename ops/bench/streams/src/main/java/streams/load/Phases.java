package streams.load;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import streams.Json;
import streams.OwnProcess;

/**
 * The course of a run, measured at its turns: before the first stream, when all are open, when the first of them ends, and after
 * the last. What lies between the second and the third is the steady phase.
 */
final class Phases {

    /** All at one moment. */
    record Sample(long nanos, long events, int open, ProcessTree.Use tested, ProcessTree.Use mock, long ownCpu) {}

    private final ProcessTree tested;
    private final ProcessTree mock;
    // Reading /proc takes milliseconds, which the thread that reads the streams does not have.
    private final ExecutorService aside =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());

    private CompletableFuture<Sample> start;
    private CompletableFuture<Sample> allOpen;
    private CompletableFuture<Sample> firstEnd;
    private CompletableFuture<Sample> end;

    Phases(ProcessTree tested, ProcessTree mock) {
        this.tested = tested;
        this.mock = mock;
    }

    void start() {
        start = sample(0, 0);
        start.join();
    }

    void allOpen(long events, int open) {
        allOpen = sample(events, open);
    }

    void firstEnd(long events, int open) {
        firstEnd = sample(events, open);
    }

    void end(long events) {
        end = sample(events, 0);
        end.join();
        aside.shutdown();
    }

    double steadySeconds() {
        return hasSteady() ? seconds(allOpen, firstEnd) : 0;
    }

    Json seconds() {
        return new Json()
                .put("ramp", allOpen == null ? Double.NaN : seconds(start, allOpen))
                .put("steady", hasSteady() ? seconds(allOpen, firstEnd) : Double.NaN)
                .put("all", seconds(start, end));
    }

    Json events() {
        return new Json()
                .put("received", end.join().events)
                .put("per_second", end.join().events / seconds(start, end))
                .put(
                        "per_second_steady",
                        hasSteady() ? events(allOpen, firstEnd) / seconds(allOpen, firstEnd) : Double.NaN);
    }

    Json ownCpu() {
        return new Json()
                .put("steady", hasSteady() ? ownCpu(allOpen, firstEnd) : Double.NaN)
                .put("total", ownCpu(start, end));
    }

    Json testedCpu() {
        return tested.isEmpty() ? null : cpu(sample -> sample.tested);
    }

    Json mockCpu() {
        return mock.isEmpty() ? null : cpu(sample -> sample.mock);
    }

    Json memory() {
        if (tested.isEmpty()) {
            return null;
        }
        return new Json()
                .put("before", megabytes(start))
                .put("all_open", megabytes(allOpen))
                .put("first_end", megabytes(firstEnd))
                .put("end", megabytes(end));
    }

    /** What the process under test grew by, shared among the streams that were open; NaN when they never all were. */
    double bytesPerStream() {
        if (tested.isEmpty() || allOpen == null || allOpen.join().open == 0) {
            return Double.NaN;
        }
        long full = allOpen.join().tested.resident();
        if (hasSteady()) {
            full = Math.max(full, firstEnd.join().tested.resident());
        }
        return (double) (full - start.join().tested.resident()) / allOpen.join().open;
    }

    private interface Part {
        ProcessTree.Use of(Sample sample);
    }

    private Json cpu(Part part) {
        return new Json()
                .put("steady", hasSteady() ? cpu(part, allOpen.join(), firstEnd.join()) : null)
                .put("total", cpu(part, start.join(), end.join()));
    }

    private static Json cpu(Part part, Sample from, Sample to) {
        double perEvent = 1e6 / Math.max(1, to.events - from.events);
        double user = (part.of(to).user() - part.of(from).user()) * perEvent;
        double system = (part.of(to).system() - part.of(from).system()) * perEvent;
        return new Json().put("user", user).put("system", system).put("all", user + system);
    }

    private static double ownCpu(CompletableFuture<Sample> from, CompletableFuture<Sample> to) {
        return (to.join().ownCpu - from.join().ownCpu) / 1e3 / Math.max(1, events(from, to));
    }

    private static double megabytes(CompletableFuture<Sample> sample) {
        return sample == null ? Double.NaN : sample.join().tested.resident() / 1048576.0;
    }

    private boolean hasSteady() {
        return allOpen != null && firstEnd != null;
    }

    private static double seconds(CompletableFuture<Sample> from, CompletableFuture<Sample> to) {
        return (to.join().nanos - from.join().nanos) / 1e9;
    }

    private static long events(CompletableFuture<Sample> from, CompletableFuture<Sample> to) {
        return to.join().events - from.join().events;
    }

    private CompletableFuture<Sample> sample(long events, int open) {
        long now = System.nanoTime();
        return CompletableFuture.supplyAsync(
                () -> new Sample(now, events, open, tested.use(), mock.use(), OwnProcess.cpuNanos()), aside);
    }
}
