package gateway.delivery;

import org.jspecify.annotations.Nullable;

/** Queries of the platform's own API, whose values are numbers and ids. */
final class Query {

    private Query() {}

    /**
     * A value, as it stands there.
     *
     * @param query raw; null when there is none
     */
    static @Nullable String value(@Nullable String query, String name) {
        if (query != null) {
            for (String parameter : query.split("&", -1)) {
                int equals = parameter.indexOf('=');
                if (equals >= 0 && parameter.substring(0, equals).equals(name)) {
                    return parameter.substring(equals + 1);
                }
            }
        }
        return null;
    }
}
