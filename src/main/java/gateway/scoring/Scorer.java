package gateway.scoring;

import gateway.time.Ticker;
import gateway.vendors.ModelCard;
import gateway.vendors.Offer;
import gateway.vendors.Price;
import java.util.List;
import java.util.Map;

/**
 * Gives each of a few rivals its score. For n of them it allocates n candidates with their scores and three arrays of n.
 *
 * <ul>
 *   <li>cost: the cheapest expected price of this request, divided by the offer's own;
 *   <li>performance: speed × reliability × room, divided by the best of the rivals. Speed is the shortest expected time to
 *       the last token divided by the offer's own, reliability the share of requests that did not fail, room the share of
 *       the vendor's places in flight that are free. An offer of which nothing is known counts as fast as the average;
 *   <li>quality: the card's, divided by the best of the rivals.
 * </ul>
 */
final class Scorer {

    private static final double PER_MILLION = 1e-6;

    private final HealthBook health;
    private final Ticker ticker;
    private final Map<String, Double> rates;
    private final int outputEstimate;

    Scorer(HealthBook health, Ticker ticker, ScoringSettings settings) {
        this.health = health;
        this.ticker = ticker;
        this.rates = settings.rates();
        this.outputEstimate = settings.outputEstimate();
    }

    Candidate[] score(List<Offer> rivals, Demand demand, Strategy strategy) {
        int count = rivals.size();
        double[] price = new double[count];
        double[] power = performance(rivals, demand);
        double cheapest = Double.POSITIVE_INFINITY;
        double strongest = 0;
        double finest = 0;
        for (int i = 0; i < count; i++) {
            price[i] = expectedPrice(rivals.get(i).model(), demand);
            cheapest = Math.min(cheapest, price[i]);
            strongest = Math.max(strongest, power[i]);
            finest = Math.max(finest, rivals.get(i).model().quality());
        }
        Candidate[] scored = new Candidate[count];
        for (int i = 0; i < count; i++) {
            double cost = share(cheapest, price[i]);
            double performance = share(power[i], strongest);
            double quality = share(rivals.get(i).model().quality(), finest);
            double total = strategy.weigh(cost, performance, quality);
            scored[i] = new Candidate(rivals.get(i), new Score(total, cost, performance, quality));
        }
        return scored;
    }

    /**
     * What the request would cost, in the currency of the rates. A currency without a rate counts as infinitely dear: its
     * vendor can still win by speed or quality, and still serves those who name it.
     */
    double expectedPrice(ModelCard model, Demand demand) {
        Price price = model.price();
        Double rate = rates.get(price.currency());
        if (rate == null) {
            return Double.POSITIVE_INFINITY;
        }
        // Of a short text next to nothing is known for certain; but nothing would make the dearest as cheap as the
        // cheapest.
        double perMillion = price.input().doubleValue() * Math.max(1, demand.promptTokens())
                + price.output().doubleValue() * outputTokens(model, demand);
        double units = price.unit().doubleValue() * Math.max(1, demand.units());
        return (perMillion * PER_MILLION + units) * rate;
    }

    private int outputTokens(ModelCard model, Demand demand) {
        return switch (demand.kind()) {
            case CHAT ->
                demand.outputTokens() > 0 ? demand.outputTokens() : Math.min(outputEstimate, model.maxOutputTokens());
            case EMBEDDINGS, SPEECH, TRANSCRIPTION -> 0;
            case IMAGES -> model.maxOutputTokens() * Math.max(1, demand.units());
        };
    }

    private double[] performance(List<Offer> rivals, Demand demand) {
        int count = rivals.size();
        long now = ticker.nanos();
        double[] time = new double[count];
        double shortest = Double.POSITIVE_INFINITY;
        double sum = 0;
        int known = 0;
        for (int i = 0; i < count; i++) {
            time[i] = health.of(rivals.get(i))
                    .expectedSeconds(outputTokens(rivals.get(i).model(), demand), now);
            if (time[i] > 0) {
                shortest = Math.min(shortest, time[i]);
                sum += time[i];
                known++;
            }
        }
        for (int i = 0; i < count; i++) {
            double speed = known == 0 ? 1 : shortest / (time[i] > 0 ? time[i] : sum / known);
            time[i] = speed * (1 - health.of(rivals.get(i)).errorRate(now)) * room(rivals.get(i));
        }
        return time;
    }

    private double room(Offer offer) {
        double taken = health.inFlightAtVendor(offer.vendor().card().name());
        return Math.max(
                0, 1 - taken / Math.max(1, offer.vendor().card().limits().inFlight()));
    }

    /** Part of the whole, from 0 to 1; 1 when both are nothing, or both without end: then nobody is better. */
    private static double share(double part, double whole) {
        return part == whole ? 1 : part / whole;
    }
}
