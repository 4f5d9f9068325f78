package gateway.vendors;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a vendor's errors are known, beside their HTTP status.
 *
 * @param when true of a reply or an event under a status of success that is an error; null when there is none but a member
 *     {@code error} of the canonical form
 * @param events names of stream events that are errors; {@code error} always is one
 * @param codes what the vendor's codes mean; a code that is not listed means what the status says
 */
public record ErrorSigns(@Nullable Mapping when, Set<String> events, Map<String, Meaning> codes) {

    /** Name that an event which is an error has at every vendor that names its events at all. */
    private static final String ERROR = "error";

    public static final ErrorSigns NONE = new ErrorSigns(null, Set.of(), Map.of());

    public ErrorSigns {
        Set<String> all = new HashSet<>(events);
        all.add(ERROR);
        events = Set.copyOf(all);
    }

    /** What an error means for us; the names in a card are the kebab-case form. */
    public enum Meaning {
        /** We ask too often. */
        RATE_LIMITED,
        /** The vendor has too much to do. */
        OVERLOADED,
        /** Our credential is refused, or our account is empty. */
        OUR_KEY,
        /** The request itself. */
        CALLER,
        /** The vendor does not know a model that the card names. */
        UNKNOWN_MODEL,
        /** A fault of the vendor's. */
        SERVER_ERROR
    }
}
