package gateway.vendors;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A vendor folder that was read without fault: everything needed to make it live.
 *
 * @param regions where the vendor can be called, the default one first; for a vendor in process one without an address
 * @param probe how its models are found out; null when the card lists them
 * @param routes the entries of {@code routes.camel.yaml}
 */
public record VendorDefinition(
        VendorCard card, List<Region> regions, @Nullable Probe probe, Mappings mappings, List<RouteSource> routes) {

    /**
     * @param baseUrl without a trailing slash; {@code in-process:<name>} for a vendor without an address
     * @param keys credentials found in the environment
     * @param needsKey whether a call without a credential makes no sense
     * @param keyVariable environment variable that holds the keys, for messages
     */
    public record Region(String name, URI baseUrl, List<VendorKey> keys, boolean needsKey, String keyVariable) {

        boolean callable() {
            return !needsKey || !keys.isEmpty();
        }
    }

    /**
     * @param path below the base URL; answers a list of models in the shape of the OpenAI API
     * @param every time between two looks
     */
    public record Probe(String path, Duration every) {}

    /**
     * One entry of {@code routes.camel.yaml}: an object with the one key {@code templatedRoute} or {@code route}. Its text
     * may hold {@code {{vendor}}}, {@code {{region}}}, {@code {{base-url}}} and {@code {{route-id}}}.
     *
     * @param id id of the route as it stands in the file, for example {@code vendor-acme-chat}
     */
    public record RouteSource(String id, JsonNode entry) {}
}
