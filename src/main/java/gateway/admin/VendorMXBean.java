package gateway.admin;

import java.util.List;

/** A vendor as the console shows it. Read only: what is done to vendors is done in their folders. */
public interface VendorMXBean {

    /** {@code healthy}, {@code degraded} when some of its models cannot be called now, {@code down} when none can. */
    String getState();

    String getTitle();

    /** Counts the activations of this vendor's folder since the start of the process. */
    long getGeneration();

    List<String> getRegions();

    List<String> getModels();

    /** Requests under way at this vendor, all models together. */
    int getInFlight();

    int getInFlightLimit();

    /** Keys by region: how many can be used and how many there are, for example {@code cn-beijing: 2 of 3}. */
    List<String> getKeys();

    /** One row a model, as of now. */
    List<ModelStatus> getModelStatus();

    /**
     * How a model of the vendor is.
     *
     * @param breaker {@code closed}, {@code half-open} or {@code open}
     * @param obstacle why it gets no calls now; empty when it does
     * @param score the total against every other offer, for a request of the configured size; the parts follow
     * @param errorRate moving share of failed requests, from 0 to 1
     * @param firstTokenMillis moving time to the first token of a stream; 0 when unknown
     * @param tokensPerSecond moving speed of generation; 0 when unknown
     * @param lastError code and time; empty when there was none
     */
    record ModelStatus(
            String model,
            String breaker,
            String obstacle,
            double score,
            double cost,
            double performance,
            double quality,
            int inFlight,
            double errorRate,
            double firstTokenMillis,
            double tokensPerSecond,
            String lastError) {}
}
