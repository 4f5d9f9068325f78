package gateway.scoring;

import gateway.vendors.Offer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one name stands for.
 *
 * @param strategy name of the alias's own strategy; null when it has none
 * @param alone when there is one offer only: its finished plan by strategy, so that planning it costs no allocation
 */
record Pool(List<Offer> offers, @Nullable String strategy, Map<String, Plan> alone) {

    static Pool of(List<Offer> offers, @Nullable String strategy, Iterable<String> strategies) {
        Map<String, Plan> alone = new HashMap<>();
        if (offers.size() == 1) {
            List<Candidate> only = List.of(new Candidate(offers.getFirst(), Score.UNRIVALLED));
            strategies.forEach(name -> alone.put(name, new Plan(name, only, List.of())));
        }
        return new Pool(List.copyOf(offers), strategy, alone);
    }
}
