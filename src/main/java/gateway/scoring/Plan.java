package gateway.scoring;

import java.util.List;

/**
 * The order in which vendors are tried.
 *
 * @param strategy name of the strategy that weighed the scores
 * @param candidates best first; empty when no fitting offer can be called at this moment
 * @param excluded offers that were not considered; cut to the length of the setting when there are candidates
 */
public record Plan(String strategy, List<Candidate> candidates, List<Exclusion> excluded) {}
