package gateway.scoring;

/**
 * Why a candidate stands where it does: each part from 0 (worst among the candidates) to 1 (best).
 *
 * @param total the parts weighed by the strategy
 */
public record Score(double total, double cost, double performance, double quality) {}
