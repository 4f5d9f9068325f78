package gateway.delivery;

import gateway.api.ListedModel;
import gateway.api.ListingDialect;
import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import gateway.vendors.Catalog;
import gateway.vendors.CloseNames;
import gateway.vendors.Offer;
import gateway.vendors.VendorDirectory;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Lists models, in the dialect of whoever asks. */
public final class Models {

    private static final Pattern SLASH = Pattern.compile("%2F", Pattern.CASE_INSENSITIVE);
    private static final String MODELS = "/models/";
    private static final String GATEWAY = "gateway";
    private static final int MOST_HINTS = 3;

    private final VendorDirectory vendors;
    private final Set<String> aliases;
    private final Instant since;

    Models(VendorDirectory vendors, Set<String> aliases, InstantSource clock) {
        this.vendors = vendors;
        this.aliases = aliases;
        this.since = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Every model once, and the aliases. */
    public void list(Call call) throws IOException {
        Catalog catalog = vendors.catalog();
        List<ListedModel> all = new ArrayList<>();
        for (String model : catalog.models()) {
            all.add(model(model, catalog.offers(model).getFirst()));
        }
        aliases.forEach(alias -> all.add(alias(alias)));
        send(call, dialect(call).models(all));
    }

    /** One model; its id may be {@code vendor/model}. */
    public void show(Call call) throws IOException {
        String path = call.inbound().path();
        // The container has decoded the path, but for slashes.
        String id = SLASH.matcher(path.substring(path.indexOf(MODELS) + MODELS.length()))
                .replaceAll("/");
        List<Offer> offers = vendors.catalog().offers(id);
        if (!offers.isEmpty()) {
            send(call, dialect(call).model(model(id, offers.getFirst())));
        } else if (aliases.contains(id)) {
            send(call, dialect(call).model(alias(id)));
        } else {
            throw new GatewayException(
                    ErrorCode.MODEL_NOT_FOUND,
                    "There is no model '" + id + "'; " + hint(id) + "GET /v1/models lists them.",
                    "model",
                    null);
        }
    }

    private ListedModel model(String id, Offer offer) {
        return new ListedModel(
                id,
                offer.vendor().card().name(),
                since,
                use(offer),
                offer.model().contextTokens(),
                offer.model().maxOutputTokens());
    }

    private static ListedModel.Use use(Offer offer) {
        return switch (offer.model().capability().kind()) {
            case CHAT -> ListedModel.Use.CHAT;
            case EMBEDDINGS -> ListedModel.Use.EMBEDDINGS;
            case IMAGES -> ListedModel.Use.IMAGES;
            case SPEECH -> ListedModel.Use.SPEECH;
            case TRANSCRIPTION -> ListedModel.Use.TRANSCRIPTION;
        };
    }

    private String hint(String id) {
        Set<String> known = new TreeSet<>(vendors.catalog().models());
        known.addAll(aliases);
        List<String> close = CloseNames.of(id.substring(id.indexOf('/') + 1), known, MOST_HINTS);
        return close.isEmpty() ? "" : "did you mean " + String.join(", ", close) + "? ";
    }

    private ListedModel alias(String name) {
        return new ListedModel(name, GATEWAY, since, ListedModel.Use.CHAT, 0, 0);
    }

    private static ListingDialect dialect(Call call) {
        return (ListingDialect) call.dialect;
    }

    private static void send(Call call, byte[] answer) throws IOException {
        call.status = 200;
        call.inbound().client().send(200, AnswerHeaders.json(call), answer);
    }
}
