package gateway.scoring;

import gateway.time.Ticker;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Puts scored rivals in order: best first, with three exceptions that keep a fleet of gateways healthy.
 *
 * <ul>
 *   <li>Candidates that are close to the best share the first place at random, by their totals: nodes do not herd.
 *   <li>A vendor that came back a short while ago mostly stands last; its chance of its own place grows with time. One
 *       whose breaker still tests it always stands last.
 *   <li>Now and then a candidate nothing is known of stands first, if it could be the best: otherwise we would never learn.
 * </ul>
 */
final class Ranking {

    private static final Comparator<Candidate> BEST_FIRST = Comparator.comparingDouble(
                    (Candidate candidate) -> candidate.score().total())
            .reversed();

    private final ScoringSettings settings;
    private final HealthBook health;
    private final Breakers breakers;
    private final Ticker ticker;
    private final Supplier<RandomGenerator> randoms;

    Ranking(
            ScoringSettings settings,
            HealthBook health,
            Breakers breakers,
            Ticker ticker,
            Supplier<RandomGenerator> randoms) {
        this.settings = settings;
        this.health = health;
        this.breakers = breakers;
        this.ticker = ticker;
        this.randoms = randoms;
    }

    /** Orders the array in place. */
    void order(Candidate[] rivals, Strategy strategy) {
        if (rivals.length < 2) {
            return;
        }
        RandomGenerator random = randoms.get();
        Arrays.sort(rivals, BEST_FIRST);
        double best = rivals[0].score().total();
        share(rivals, holdBack(rivals, random), random);
        probe(rivals, strategy, best, random);
    }

    /** Moves those that are not ready to the end; the number of those before them. */
    private int holdBack(Candidate[] rivals, RandomGenerator random) {
        long ramp = settings.ramp().toNanos();
        Candidate[] held = new Candidate[rivals.length];
        int front = 0;
        int back = 0;
        for (Candidate rival : rivals) {
            double readiness = breakers.readiness(rival.offer(), ramp);
            if (readiness == 1 || (readiness > 0 && random.nextDouble() < readiness)) {
                rivals[front++] = rival;
            } else {
                held[back++] = rival;
            }
        }
        System.arraycopy(held, 0, rivals, front, back);
        return front == 0 ? rivals.length : front;
    }

    /** Draws the order of those close to the best, each place by the totals of those still waiting. */
    private void share(Candidate[] rivals, int front, RandomGenerator random) {
        double least = rivals[0].score().total() - settings.closeness();
        int close = 1;
        while (close < front && rivals[close].score().total() >= least) {
            close++;
        }
        for (int place = 0; place < close - 1; place++) {
            int drawn = draw(rivals, place, close, random);
            Candidate winner = rivals[drawn];
            rivals[drawn] = rivals[place];
            rivals[place] = winner;
        }
    }

    private static int draw(Candidate[] rivals, int from, int to, RandomGenerator random) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += rivals[i].score().total();
        }
        double left = random.nextDouble() * sum;
        for (int i = from; i < to - 1; i++) {
            left -= rivals[i].score().total();
            if (left < 0) {
                return i;
            }
        }
        return to - 1;
    }

    private void probe(Candidate[] rivals, Strategy strategy, double best, RandomGenerator random) {
        long now = ticker.nanos();
        int chosen = 0;
        int worthy = 0;
        for (int i = 1; i < rivals.length; i++) {
            // Each of the worthy gets the same chance, without a list of them.
            if (worthProbing(rivals[i], strategy, best, now) && random.nextInt(++worthy) == 0) {
                chosen = i;
            }
        }
        if (worthy > 0 && random.nextDouble() < settings.probeChance()) {
            Candidate probed = rivals[chosen];
            System.arraycopy(rivals, 0, rivals, 1, chosen);
            rivals[0] = probed;
        }
    }

    /** Nobody pays for a dear model only because we are curious: it must be able to win by being the fastest. */
    private boolean worthProbing(Candidate rival, Strategy strategy, double best, long now) {
        Score score = rival.score();
        return strategy.weigh(score.cost(), 1, score.quality()) >= best - settings.closeness()
                && (health.of(rival.offer()).stale(now) || breakers.readiness(rival.offer(), 0) == 0);
    }
}
