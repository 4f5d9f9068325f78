package gateway.api;

import java.time.Instant;

/**
 * A model, or a name that stands for several, as it is listed.
 *
 * @param owner the vendor's name
 * @param embeds whether it makes vectors instead of answers
 * @param contextTokens what it can hold; 0 where that is not known
 * @param maxOutputTokens longest answer; 0 where that is not known
 */
public record ListedModel(
        String id, String owner, Instant since, boolean embeds, int contextTokens, int maxOutputTokens) {}
