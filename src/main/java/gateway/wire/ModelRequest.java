package gateway.wire;

import gateway.vendors.Capability;
import gateway.vendors.Feature;
import java.util.List;
import java.util.Set;

/** What the gateway needs to know of any request that a vendor's model answers. */
public sealed interface ModelRequest permits ChatRequest, EmbeddingRequest {

    /** What the model has to do. */
    Capability.Kind kind();

    /** The names asked for, in the caller's order: the one model, then the fallbacks. */
    List<String> models();

    /** Whether the answer is to be streamed. */
    boolean stream();

    /** Features the model must have. */
    Set<Feature> needs();

    /** The request as it came, UTF-8 JSON. */
    byte[] body();

    /** Names of the top-level fields. */
    Set<String> fields();

    /** Estimated tokens that the model must be able to hold at once, without its answer. */
    int promptTokens();

    /** Largest answer allowed by the caller, in tokens; 0 when it names none, or when there is no such thing. */
    int maxOutputTokens();

    /** What is left of interest when nobody else will be asked. */
    ModelRequest withoutBody();
}
