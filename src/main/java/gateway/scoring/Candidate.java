package gateway.scoring;

import gateway.vendors.Offer;

/** An offer that can serve the request, with its score. */
public record Candidate(Offer offer, Score score) {}
