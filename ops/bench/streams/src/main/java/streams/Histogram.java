package streams;

/** Counts of durations in nanoseconds, each to within 1.6 %, in a fixed amount of memory. */
public final class Histogram {

    private static final int PRECISION = 6; // bits kept below the highest one

    private final long[] counts = new long[(64 - PRECISION + 1) << PRECISION];
    private long count;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;

    /** Below zero is kept as the minimum and counted as zero. */
    public void add(long nanos) {
        min = Math.min(min, nanos);
        max = Math.max(max, nanos);
        counts[slot(Math.max(0, nanos))]++;
        count++;
    }

    public long count() {
        return count;
    }

    public long min() {
        return count == 0 ? 0 : min;
    }

    public long max() {
        return count == 0 ? 0 : max;
    }

    /** The value that the given share of all values does not exceed. */
    public long at(double share) {
        long wanted = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (int i = 0; i < counts.length && count > 0; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return Math.min(highest(i), max);
            }
        }
        return 0;
    }

    public void clear() {
        java.util.Arrays.fill(counts, 0);
        count = 0;
        min = Long.MAX_VALUE;
        max = Long.MIN_VALUE;
    }

    private static int slot(long value) {
        int shift = Math.max(0, 63 - Long.numberOfLeadingZeros(value | 1) - PRECISION);
        return (shift << PRECISION) + (int) (value >>> shift);
    }

    /** The highest value that falls into a slot: the inverse of {@link #slot}. */
    private static long highest(int slot) {
        int shift = Math.max(0, (slot >>> PRECISION) - 1);
        long start = (long) (slot - (shift << PRECISION)) << shift;
        return start + (1L << shift) - 1;
    }
}
