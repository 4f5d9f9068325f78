package gateway.scoring;

/**
 * An offer that was not considered.
 *
 * @param offer for example {@code deepseek/deepseek-chat}
 * @param reason for people, for example {@code breaker open} or {@code cannot do vision}
 */
public record Exclusion(String offer, String region, String reason) {}
