package gateway.scoring;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How plans are made. The values stand, with their units, in {@code application.yml}.
 *
 * @param defaultStrategy strategy of a request that names none
 * @param strategies weights by strategy name
 * @param aliases names that stand for several models
 * @param rates what one unit of a currency is worth in the currency that all prices are compared in
 * @param outputEstimate tokens taken for the answer of a request that does not say how long it may be
 * @param closeness candidates whose total is at most this much below the best share the first place
 * @param smoothing weight of the newest observation in a moving figure, above 0 up to 1
 * @param staleAfter without an observation for this long, what is known of an offer counts as forgotten
 * @param probeChance share of plans in which a forgotten candidate takes the first place
 * @param ramp time in which a vendor that comes back gets its full share again
 * @param maxListed most candidates, and most exclusions, a plan lists
 * @param housekeeping pause between two looks for vendors that have left the catalog
 */
@ConfigurationProperties("gateway.scoring")
public record ScoringSettings(
        String defaultStrategy,
        Map<String, Weights> strategies,
        @DefaultValue Map<String, Alias> aliases,
        @DefaultValue Map<String, Double> rates,
        int outputEstimate,
        double closeness,
        double smoothing,
        Duration staleAfter,
        double probeChance,
        Duration ramp,
        int maxListed,
        Duration housekeeping) {

    /** Relative weights of the three parts of a score. */
    public record Weights(double cost, double performance, double quality) {}

    /**
     * A name that stands for a pool of models; the pool is scored as one.
     *
     * @param models model names, {@code vendor/model}, or {@code *} for every chat model
     * @param strategy strategy of requests that name none; null for the default
     */
    public record Alias(List<String> models, @Nullable String strategy) {}

    public ScoringSettings {
        strategies = Map.copyOf(strategies);
        aliases = Map.copyOf(aliases);
        rates = Map.copyOf(rates);
        need(
                strategies.containsKey(defaultStrategy),
                "default-strategy",
                "one of " + strategies.keySet(),
                defaultStrategy);
        for (Map.Entry<String, Alias> entry : aliases.entrySet()) {
            String named = entry.getValue().strategy();
            need(
                    named == null || strategies.containsKey(named),
                    "aliases." + entry.getKey() + ".strategy",
                    "one of " + strategies.keySet(),
                    named);
        }
        rates.forEach((currency, rate) -> need(rate > 0, "rates." + currency, "more than 0", rate));
        need(outputEstimate > 0, "output-estimate", "at least 1", outputEstimate);
        need(closeness >= 0 && closeness <= 1, "closeness", "from 0 to 1", closeness);
        need(smoothing > 0 && smoothing <= 1, "smoothing", "above 0, up to 1", smoothing);
        need(staleAfter.isPositive(), "stale-after", "a time above 0", staleAfter);
        need(probeChance >= 0 && probeChance <= 1, "probe-chance", "from 0 to 1", probeChance);
        need(!ramp.isNegative(), "ramp", "a time of 0 or more", ramp);
        need(maxListed > 0, "max-listed", "at least 1", maxListed);
    }

    private static void need(boolean holds, String setting, String wanted, @Nullable Object got) {
        if (!holds) {
            throw new IllegalArgumentException("gateway.scoring." + setting + " must be " + wanted + ", got " + got);
        }
    }
}
