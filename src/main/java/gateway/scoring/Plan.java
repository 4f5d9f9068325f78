package gateway.scoring;

import java.util.List;

/**
 * The order in which vendors are tried.
 *
 * @param strategy name of the strategy that weighed the scores
 * @param candidates best first; empty when nothing can serve the request
 */
public record Plan(String strategy, List<Candidate> candidates, List<Exclusion> excluded) {}
