package gateway.vendors.folder;

import gateway.vendors.Capability;
import gateway.vendors.Credential;
import gateway.vendors.ModelCard;
import gateway.vendors.VendorCard;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A card with what is needed to bring it to life and then no more.
 *
 * @param capabilities all that the card knows by their names, the built-in ones first
 * @param regions base URL by region, the default region first; empty for a vendor inside the process
 * @param probe how its models are found out; null when the card lists them
 */
public record Blueprint(
        VendorCard card,
        Map<String, Capability> capabilities,
        Map<String, URI> regions,
        @Nullable Probe probe) {

    /** The region of a vendor that has no more than one address. */
    public static final String ONLY_REGION = "default";

    /**
     * Models are those that the vendor lists itself.
     *
     * @param path below the base URL; answers a list of models as GET /v1/models does
     * @param every pause between two looks
     * @param model what is said of every model found, under a name of no meaning
     */
    public record Probe(String path, Duration every, ModelCard model) {

        /** A card for a model that the vendor named. */
        public ModelCard named(String id) {
            return new ModelCard(
                    id,
                    id,
                    model.capability(),
                    model.features(),
                    model.price(),
                    model.contextTokens(),
                    model.maxOutputTokens(),
                    model.batch(),
                    model.sizes(),
                    model.tokenizer(),
                    model.quality());
        }
    }

    /** Names of the capabilities that its models have. */
    public Set<String> used() {
        return probe != null
                ? Set.of(probe.model().capability().name())
                : card.models().stream().map(model -> model.capability().name()).collect(Collectors.toSet());
    }

    /** Whether the vendor asks for a key. */
    public boolean keyed() {
        return !(card.credential() instanceof Credential.None);
    }

    /** Runs inside the gateway: it has no address. */
    public boolean inProcess() {
        return regions.isEmpty();
    }

    /** The same vendor with the models it was found to have. */
    public Blueprint with(List<ModelCard> models) {
        VendorCard found = new VendorCard(
                card.name(), card.title(), List.copyOf(models), card.limits(), card.timeouts(), card.credential());
        return new Blueprint(found, capabilities, regions, probe);
    }
}
