package gateway.vendors;

/** What a model can do beyond its plainest use; the names in a card are the kebab-case form, for example {@code json-schema}. */
public enum Feature {
    TOOLS,
    VISION,
    AUDIO,
    JSON_SCHEMA,
    LOGPROBS,
    /** More than one choice in one request ({@code n} above 1). */
    CHOICES,
    REASONING,
    /** Vectors of the length that the request asks for. */
    DIMENSIONS,
    /** Texts that the caller has turned into tokens. */
    TOKEN_INPUT
}
