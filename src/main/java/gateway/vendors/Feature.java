package gateway.vendors;

/** What a model can do beyond plain text; the names in a card are the kebab-case form, for example {@code json-schema}. */
public enum Feature {
    TOOLS,
    VISION,
    AUDIO,
    JSON_SCHEMA,
    LOGPROBS,
    /** More than one choice in one request ({@code n} above 1). */
    CHOICES,
    REASONING
}
