package gateway.api;

import java.time.Instant;

/**
 * A model, or a name that stands for several, as it is listed.
 *
 * @param owner the vendor's name
 * @param use what it is for
 * @param contextTokens what it can hold; 0 where that is not known
 * @param maxOutputTokens longest answer; 0 where that is not known
 */
public record ListedModel(String id, String owner, Instant since, Use use, int contextTokens, int maxOutputTokens) {

    /** What a model does for callers. */
    public enum Use {
        CHAT,
        EMBEDDINGS,
        IMAGES,
        SPEECH,
        TRANSCRIPTION
    }
}
