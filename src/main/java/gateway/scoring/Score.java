package gateway.scoring;

/**
 * Why a candidate stands where it does. Each part is from 0 to 1 and relative to the candidates of the same name: the best
 * of them has 1, one that is half as good has 0.5.
 *
 * @param total the parts weighed by the strategy
 */
public record Score(double total, double cost, double performance, double quality) {

    /** The score of a candidate that has no rival: it is the best in everything. */
    public static final Score UNRIVALLED = new Score(1, 1, 1, 1);
}
