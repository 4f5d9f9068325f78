package streams.mock;

/**
 * How the streams of this mock run.
 *
 * @param rate events a second
 * @param firstDelay nanoseconds from the request to the head and the first event
 * @param padding bytes that make each event longer
 */
record Plan(int events, double rate, long firstDelay, boolean spread, int padding) {

    private static final double GOLDEN = 0.6180339887498949;

    long interval() {
        return (long) (1e9 / rate);
    }

    /**
     * From a stream's first event to its second, at most an interval. Spread: a share of the interval that differs from stream
     * to stream as evenly as can be, whatever their number. Otherwise up to the next common tick of all streams.
     */
    long phase(int stream, long first) {
        long interval = interval();
        double share = stream * GOLDEN;
        return spread ? (long) ((share - Math.floor(share)) * interval) : interval - first % interval;
    }
}
