package gateway.metrics;

import io.micrometer.core.instrument.Tags;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * The meters of one metric, by label values. Each is looked up in the registry once. Their number is bounded: what comes
 * after the last free place goes to a meter whose labels all say {@code other}.
 */
final class Series<M> {

    private static final String OVERFLOW = "other";

    private final ConcurrentMap<Labels, M> meters = new ConcurrentHashMap<>();
    private final int max;
    private final String[] names;
    private final Function<Tags, M> register;

    Series(int max, Function<Tags, M> register, String... names) {
        this.max = max;
        this.register = register;
        this.names = names;
    }

    M of(String first, String second, String third) {
        Labels labels = new Labels(first, second, third);
        M meter = meters.get(labels);
        return meter != null ? meter : add(labels);
    }

    private M add(Labels labels) {
        Labels kept = meters.size() < max ? labels : new Labels(OVERFLOW, OVERFLOW, OVERFLOW);
        return meters.computeIfAbsent(kept, this::register);
    }

    private M register(Labels labels) {
        return register.apply(Tags.of(names[0], labels.first(), names[1], labels.second(), names[2], labels.third()));
    }

    @Override
    public String toString() {
        return meters.size() + " of " + max + ' ' + Arrays.toString(names);
    }

    private record Labels(String first, String second, String third) {}
}
