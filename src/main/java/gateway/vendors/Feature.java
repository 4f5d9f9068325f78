package gateway.vendors;

/** What a model can do beyond its plainest use; the names in a card are the kebab-case form, for example {@code json-schema}. */
public enum Feature {
    TOOLS,
    VISION,
    AUDIO,
    /** Documents in the prompt. */
    FILES,
    VIDEO,
    JSON_SCHEMA,
    LOGPROBS,
    /** More than one choice in one request ({@code n} above 1). */
    CHOICES,
    REASONING,
    /** Tools that are no functions of the caller's own making: a dialect's own, or such as take plain text. */
    NON_FUNCTION_TOOLS,
    /** Vectors of the length that the request asks for. */
    DIMENSIONS,
    /** Texts that the caller has turned into tokens. */
    TOKEN_INPUT
}
