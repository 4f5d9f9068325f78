package gateway.scoring;

import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import gateway.vendors.Capability;
import gateway.vendors.CloseNames;
import gateway.vendors.Feature;
import gateway.vendors.FieldPath;
import gateway.vendors.Offer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what the caller has to change when no offer fits a request. Runs only then. */
final class Refusal {

    private static final int MOST_HINTS = 3;
    private static final int LONGEST_ECHO = 80;

    /** What clients know a prompt by that does not fit. */
    private static final String TOO_LONG = "context_length_exceeded";

    /** What a caller would have to change; pictures and sounds stand somewhere among the messages. */
    private static final Map<Feature, String> FIELDS = Map.of(
            Feature.TOOLS, "tools",
            Feature.NON_FUNCTION_TOOLS, "tools",
            Feature.JSON_SCHEMA, "response_format",
            Feature.LOGPROBS, "logprobs",
            Feature.CHOICES, "n",
            Feature.DIMENSIONS, "dimensions",
            Feature.TOKEN_INPUT, "input",
            Feature.IMAGE_ADDRESSES, "image");

    private Refusal() {}

    /** Null when an offer would fit: then the caller has nothing to change, and waiting helps. */
    static @Nullable GatewayException of(Demand demand, Names names) {
        List<Offer> offers = new ArrayList<>();
        for (String name : demand.models()) {
            Pool pool = names.pool(name);
            if (pool != null) {
                offers.addAll(pool.offers());
            }
        }
        if (offers.isEmpty()) {
            return unknown(demand.models().getFirst(), names);
        }
        offers.removeIf(offer -> offer.model().capability().kind() != demand.kind());
        if (!offers.isEmpty()) {
            return ofCapable(demand, offers, names);
        }
        String can = hint(
                names,
                "that can",
                offer -> offer.model().capability().kind() == demand.kind() && Gate.misfit(offer, demand) == null);
        return new GatewayException(
                ErrorCode.UNSUPPORTED_FEATURE,
                asked(demand) + " cannot do " + demand.kind().wire() + ". " + can,
                "model",
                null);
    }

    private static @Nullable GatewayException ofCapable(Demand demand, List<Offer> offers, Names names) {
        if (offers.stream().allMatch(offer -> Gate.missing(offer.model(), demand.needs()) != null)) {
            return unsupported(demand, offers, names);
        }
        if (offers.stream()
                .filter(offer -> Gate.missing(offer.model(), demand.needs()) == null)
                .allMatch(offer -> Gate.refused(offer, demand) != null)) {
            return refusedField(demand, offers, names);
        }
        if (offers.stream().noneMatch(offer -> Gate.fitsSize(offer.model(), demand))) {
            return wrongSize(demand, offers);
        }
        if (offers.stream().noneMatch(offer -> Gate.fitsCount(offer, demand))) {
            return tooMany(demand, offers);
        }
        boolean fits = offers.stream().anyMatch(offer -> Gate.misfit(offer, demand) == null);
        return fits ? null : tooLargeOrElsewhere(demand, offers, names);
    }

    private static GatewayException unknown(String name, Names names) {
        String shown = name.length() > LONGEST_ECHO ? name.substring(0, LONGEST_ECHO) + "…" : name;
        String bare = name.substring(name.indexOf('/') + 1);
        String remedy = names.catalog()
                .dormant()
                .getOrDefault(name, names.catalog().dormant().get(bare));
        String message;
        if (remedy != null) {
            message = "The model '" + shown + "' is known here but not active. To activate it: " + remedy + ".";
        } else if (names.pool(name) != null) {
            message = "The alias '" + shown + "' stands for models none of which is active. " + activate(names);
        } else {
            List<String> close = CloseNames.of(bare, names.shortNames(), MOST_HINTS);
            message = "The model '" + shown + "' does not exist here. "
                    + (close.isEmpty() ? "" : "Did you mean " + String.join(", ", close) + "? ")
                    + "GET /v1/models lists all names.";
        }
        return new GatewayException(ErrorCode.MODEL_NOT_FOUND, message, "model", null);
    }

    private static String activate(Names names) {
        Set<String> remedies = new TreeSet<>(names.catalog().dormant().values());
        return remedies.isEmpty()
                ? "Add a vendor folder."
                : "To activate some: " + remedies.stream().limit(MOST_HINTS).collect(Collectors.joining(", or ")) + ".";
    }

    private static GatewayException unsupported(Demand demand, List<Offer> offers, Names names) {
        EnumSet<Feature> lackedByAll = EnumSet.copyOf(demand.needs());
        offers.forEach(offer -> lackedByAll.removeAll(offer.model().features()));
        // When each feature alone is found somewhere, it is the combination that nobody has.
        Set<Feature> named = lackedByAll.isEmpty() ? EnumSet.copyOf(demand.needs()) : lackedByAll;
        String features = named.stream().map(Refusal::words).collect(Collectors.joining(" together with "));
        String field = named.size() == 1 ? fieldOf(named.iterator().next()) : null;
        String can = hint(names, "that can", offer -> Gate.missing(offer.model(), demand.needs()) == null);
        return new GatewayException(
                ErrorCode.UNSUPPORTED_FEATURE, asked(demand) + " cannot do " + features + ". " + can, field, null);
    }

    private static @Nullable String fieldOf(Feature feature) {
        // Which of them is wanted may stand in the path.
        return Feature.IMAGE_OPERATIONS.contains(feature) ? "model" : FIELDS.get(feature);
    }

    private static String words(Feature feature) {
        if (feature == Feature.IMAGE_ADDRESSES) {
            return "images by their address; send a data URL";
        }
        String label = feature.wire();
        String field = fieldOf(feature);
        boolean said = field == null || field.equals(label) || field.equals("model");
        return said ? label : label + ", as the field '" + field + "' asks";
    }

    private static GatewayException refusedField(Demand demand, List<Offer> offers, Names names) {
        FieldPath refused = offers.stream()
                .map(offer -> Gate.refused(offer, demand))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        String can = hint(names, "that can", offer -> Gate.misfit(offer, demand) == null);
        String message = asked(demand) + " cannot take " + refused.words() + ". " + can;
        return new GatewayException(ErrorCode.UNSUPPORTED_FEATURE, message, refused.field(), null);
    }

    private static GatewayException wrongSize(Demand demand, List<Offer> offers) {
        String sizes = offers.stream()
                .map(offer -> offer.model().id() + ": " + offer.model().sizes().words())
                .distinct()
                .limit(MOST_HINTS)
                .collect(Collectors.joining("; "));
        return GatewayException.invalid(
                "size", asked(demand) + " does not make images of " + demand.size() + ". Possible are " + sizes + ".");
    }

    private static GatewayException tooMany(Demand demand, List<Offer> offers) {
        int most =
                offers.stream().mapToInt(offer -> offer.model().batch()).max().orElse(1);
        return GatewayException.invalid(
                "n", asked(demand) + " cannot make " + demand.units() + " at once. Ask for " + most + " at most.");
    }

    private static GatewayException tooLargeOrElsewhere(Demand demand, List<Offer> offers, Names names) {
        boolean elsewhere = offers.stream()
                .filter(offer -> Gate.missing(offer.model(), demand.needs()) == null)
                .anyMatch(offer -> Gate.fitsContext(offer.model(), demand));
        if (elsewhere) {
            String regions = offers.stream()
                    .map(offer -> offer.outlet().region())
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "));
            return GatewayException.invalid(
                    "x-gateway-region",
                    asked(demand) + " cannot serve this request in region " + demand.region() + ", only in: " + regions
                            + ". Name another region or leave the header out.");
        }
        int largest = offers.stream()
                .filter(offer -> Gate.missing(offer.model(), demand.needs()) == null && Gate.fitsRegion(offer, demand))
                .mapToInt(offer -> offer.model().contextTokens())
                .max()
                .orElse(0);
        String room = hint(names, "with room for it", offer -> Gate.misfit(offer, demand) == null);
        String message = demand.kind() == Capability.Kind.CHAT
                ? "The request takes about " + ((long) demand.promptTokens() + demand.outputTokens()) + " tokens ("
                        + demand.promptTokens() + " prompt, " + demand.outputTokens() + " answer), " + asked(demand)
                        + " at most " + largest + ". Shorten the prompt or lower max_tokens. "
                : "A text takes at least " + demand.promptTokens() + " tokens, " + asked(demand) + " at most " + largest
                        + ". Make it shorter. ";
        return GatewayException.refused(ErrorCode.INVALID_REQUEST, message + room, promptOf(demand.kind()), TOO_LONG);
    }

    /** The field that holds what the model has to read. */
    private static String promptOf(Capability.Kind kind) {
        return switch (kind) {
            case CHAT -> "messages";
            case EMBEDDINGS, SPEECH -> "input";
            case IMAGES -> "prompt";
            case TRANSCRIPTION -> "file";
        };
    }

    private static String asked(Demand demand) {
        return String.join(", ", demand.models());
    }

    private static String hint(Names names, String which, Predicate<Offer> test) {
        String found = names.all().stream()
                .filter(test)
                .map(offer -> offer.model().id())
                .distinct()
                .limit(MOST_HINTS)
                .collect(Collectors.joining(", "));
        return found.isEmpty() ? "No active model can." : "Models " + which + ": " + found + ".";
    }
}
