package gateway.delivery;

import gateway.api.Asked;
import gateway.api.Canonical;
import gateway.api.Endpoint;
import gateway.vendors.Feature;
import gateway.wire.ImageRequest;
import gateway.wire.ImageRequestReader;
import java.util.Locale;
import java.util.Map;

/** Reads the caller's request for images, within its limits. */
public final class ReadImages {

    /** Where images are asked for by any operation. */
    public static final String ANY = "/api/v1/image";

    /** Where they are asked for by one. */
    private static final Map<String, Feature> OPERATIONS = Map.of(
            "/v1/images/generations", Feature.GENERATE,
            "/v1/images/edits", Feature.EDIT,
            "/v1/images/variations", Feature.VARIATION);

    private final BodyReader bodies;
    private final ImageRequestReader reader;
    private final ImageOperation.Factory operations;

    ReadImages(BodyReader bodies, ImageRequestReader reader, ImageOperation.Factory operations) {
        this.bodies = bodies;
        this.reader = reader;
        this.operations = operations;
    }

    /** The path as metrics show it; the router takes it in capitals, and with a slash at its end, too. */
    public static String endpoint(String path) {
        String known = Endpoint.trimmed(path).toLowerCase(Locale.ROOT);
        return OPERATIONS.containsKey(known) ? known : ANY;
    }

    /** @throws gateway.fault.GatewayException 400, 408, 413 or 415, naming what is wrong */
    public void read(Call call) {
        Inbound inbound = call.inbound;
        Canonical canonical = call.dialect.read(new Asked(inbound.path(), inbound.query(), bodies.readUpload(call)));
        call.conversion = canonical.wayBack();
        ImageRequest request = reader.read(canonical.request(), OPERATIONS.get(endpoint(inbound.path())));
        call.request = request;
        call.operation = operations.of(request);
        inbound.client().watch();
    }
}
