package gateway.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import gateway.vendors.Catalog;
import gateway.vendors.Offer;
import gateway.vendors.VendorDirectory;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Lists models in the canonical dialect. */
public final class Models {

    private static final String PREFIX = "/v1/models/";
    private static final Pattern SLASH = Pattern.compile("%2F", Pattern.CASE_INSENSITIVE);
    private static final String GATEWAY = "gateway";

    private final VendorDirectory vendors;
    private final Set<String> aliases;
    private final ObjectMapper mapper;
    private final Instant since;

    Models(VendorDirectory vendors, Set<String> aliases, ObjectMapper mapper, InstantSource clock) {
        this.vendors = vendors;
        this.aliases = aliases;
        this.mapper = mapper;
        this.since = clock.instant();
    }

    /** {@code GET /v1/models}: every model once, and the aliases. */
    public void list(Call call) throws IOException {
        Catalog catalog = vendors.catalog();
        ObjectNode answer = mapper.createObjectNode().put("object", "list");
        ArrayNode data = answer.putArray("data");
        for (String model : catalog.models()) {
            data.add(model(model, catalog.offers(model).getFirst()));
        }
        for (String alias : aliases) {
            data.add(entry(alias, GATEWAY));
        }
        send(call, answer);
    }

    /** {@code GET /v1/models/{id}}; the id may be {@code vendor/model}. */
    public void show(Call call) throws IOException {
        // The container has decoded the path, but for slashes.
        String id =
                SLASH.matcher(call.inbound().path().substring(PREFIX.length())).replaceAll("/");
        List<Offer> offers = vendors.catalog().offers(id);
        if (!offers.isEmpty()) {
            send(call, model(id, offers.getFirst()));
        } else if (aliases.contains(id)) {
            send(call, entry(id, GATEWAY));
        } else {
            throw new GatewayException(
                    ErrorCode.MODEL_NOT_FOUND,
                    "There is no model '" + id + "'; GET /v1/models lists them.",
                    "model",
                    null);
        }
    }

    private ObjectNode model(String id, Offer offer) {
        return entry(id, offer.vendor().card().name());
    }

    private ObjectNode entry(String id, String owner) {
        return mapper.createObjectNode()
                .put("id", id)
                .put("object", "model")
                .put("created", since.getEpochSecond())
                .put("owned_by", owner);
    }

    private void send(Call call, ObjectNode answer) throws IOException {
        call.status = 200;
        call.inbound().client().send(200, AnswerHeaders.json(call), mapper.writeValueAsBytes(answer));
    }
}
