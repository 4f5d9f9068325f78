package gateway.vendors.folder;

import gateway.vendors.CloseNames;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Guesses what somebody meant to write. */
final class ClosestName {

    private ClosestName() {}

    /** The closest of the known names; null when none is near. */
    static @Nullable String to(String name, Collection<String> known) {
        List<String> close = CloseNames.of(name, known, 1);
        return close.isEmpty() ? null : close.getFirst();
    }

    /** {@code ; did you mean `x`?}, or nothing. */
    static String hint(String name, Collection<String> known) {
        String closest = to(name, known);
        return closest == null ? "" : "; did you mean `" + closest + "`?";
    }
}
