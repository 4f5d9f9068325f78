package gateway.vendors.folder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** A checked route of a vendor, for one capability. */
public sealed interface RouteSource {

    /** Parameters of templates that are paths below the base URL, ready for a query. */
    Set<String> PATHS = Set.of("path", "stream-path", "poll-path", "find-path", "cancel-path");

    /** Those of them that name work which the vendor has begun. */
    Set<String> PATHS_OF_TASKS = Set.of("poll-path", "cancel-path");

    /** The id the route has in its file, for every vendor; what is built from it adds region and generation. */
    static String idOf(String vendor, String capability) {
        return "vendor-" + vendor + '-' + capability;
    }

    /**
     * The route is one of the house's templates.
     *
     * @param parameters those that the file gives, {@code vendor} among them
     */
    record Templated(String template, Map<String, String> parameters) implements RouteSource {}

    /**
     * The route is written out.
     *
     * @param route the value of {@code route:} in the file; its placeholders are still to be filled
     */
    record Written(ObjectNode route) implements RouteSource {}
}
