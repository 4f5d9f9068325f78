package gateway.vendors.folder;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which headers a folder may name. */
final class HeaderNames {

    static final Pattern SHAPE = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,79}");

    /** Headers that belong to the connection, or that the gateway sets. */
    private static final Set<String> OURS = Set.of(
            "host",
            "content-length",
            "content-encoding",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "expect",
            "te",
            "trailer",
            "upgrade",
            "gateway-secret-query");

    private HeaderNames() {}

    /** Why a header of this name cannot be set by a folder; null when it can. */
    static @Nullable String fault(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("camel") || lower.startsWith("org.apache.camel")) {
            return "must not begin with Camel: such headers steer the gateway";
        }
        return OURS.contains(lower) ? "is " + name + ", which the gateway sets: remove it" : null;
    }
}
