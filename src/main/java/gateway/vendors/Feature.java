package gateway.vendors;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a model can do beyond its plainest use. */
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
    TOKEN_INPUT,
    /** Images that the caller gives by their address. */
    IMAGE_ADDRESSES,
    /** Images of a text; what a model for images does whose card names no operation. */
    GENERATE,
    /** Another image as a text says. */
    EDIT,
    /** Another image like the one given. */
    VARIATION,
    UPSCALE,
    REMOVE_BACKGROUND,
    REPLACE_BACKGROUND,
    RELIGHT,
    RESIZE;

    /** What is done to images, or makes them. */
    public static final Set<Feature> IMAGE_OPERATIONS = Collections.unmodifiableSet(EnumSet.range(GENERATE, RESIZE));

    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The name in cards, requests and messages, for example {@code json-schema}. */
    public String wire() {
        return wire;
    }
}
