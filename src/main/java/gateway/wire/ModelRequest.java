package gateway.wire;

import gateway.vendors.Capability;
import gateway.vendors.Feature;
import gateway.vendors.ImageSize;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the gateway needs to know of any request that a vendor's model answers. */
public sealed interface ModelRequest
        permits ChatRequest, EmbeddingRequest, ImageRequest, SpeechRequest, TranscriptionRequest {

    /** What the model has to do. */
    Capability.Kind kind();

    /** The names asked for, in the caller's order: the one model, then the fallbacks. */
    List<String> models();

    /** Whether the answer is to be streamed. */
    default boolean stream() {
        return false;
    }

    /** Features the model must have. */
    Set<Feature> needs();

    /** The request as it came, UTF-8 JSON. */
    byte[] body();

    /** Names of the top-level fields. */
    Set<String> fields();

    /** Estimated tokens that the model must be able to hold at once, without its answer. */
    int promptTokens();

    /** Largest answer allowed by the caller, in tokens; 0 when it names none, or when there is no such thing. */
    default int maxOutputTokens() {
        return 0;
    }

    /** Of that which is paid for one by one, images, characters or seconds, how many; 0 where tokens are paid for. */
    default int units() {
        return 0;
    }

    /** Size of the images that are wanted; null for any, and where no image is. */
    default @Nullable ImageSize size() {
        return null;
    }

    /** What is left of interest when nobody else will be asked. */
    ModelRequest withoutBody();
}
