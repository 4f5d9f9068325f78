package gateway.vendors.folder;

import gateway.vendors.Capability;
import gateway.vendors.Credential;
import gateway.vendors.ModelCard;
import gateway.vendors.VendorCard;
import gateway.vendors.VendorLimits;
import gateway.vendors.VendorTimeouts;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Reads {@code vendor.yaml}. */
final class CardReader {

    private static final Pattern TITLE = Pattern.compile("\\S.{0,79}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern REGION = Pattern.compile("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?");
    private static final Pattern URL = Pattern.compile("\\S{1,500}");
    private static final Pattern PROBE_PATH = Pattern.compile("/[A-Za-z0-9/._-]{0,100}");
    private static final Duration PROBE_PAUSE = Duration.ofSeconds(30);

    private final String file;
    private final CardDefaults defaults;
    private final Faults faults;

    CardReader(String file, CardDefaults defaults, Faults faults) {
        this.file = file;
        this.defaults = defaults;
        this.faults = faults;
    }

    /** The card; null when the text is no YAML map. Of use only when no fault was noted. */
    @Nullable
    Blueprint read(String name, String text) {
        Node root = YamlText.parse(file, text, faults);
        if (root == null) {
            return null;
        }
        YamlObject card = new YamlObject(file, "", root, faults);
        if (!(root instanceof MappingNode)) {
            return null;
        }
        String title = card.requiredText("title", TITLE, "the vendor's name for people, up to 80 characters");
        card.text("reference", URL, "the address of the vendor's API reference", null);
        boolean inProcess = card.flag("in-process", false);
        Map<String, URI> regions = inProcess ? noAddress(card) : regions(card);
        String currency = card.requiredText("currency", CURRENCY, "an ISO 4217 code such as CNY or USD");
        Map<String, Capability> capabilities = new CapabilityReader(file).read(card);
        YamlObject shared = card.object("model-defaults");
        ModelReader reader = new ModelReader(file, faults, currency, capabilities, shared);
        Blueprint.Probe probe = probe(card, reader, shared);
        List<ModelCard> models = probe == null ? models(card, reader, shared) : List.of();
        VendorCard vendor = new VendorCard(
                name,
                title,
                models,
                limits(card.object("limits")),
                timeouts(card.object("timeouts")),
                inProcess ? new Credential.None() : CredentialReader.read(card));
        if (probe != null && !vendor.credential().isShownByProbe()) {
            card.fault("auth", "does not go with probe, which shows a key as bearer or none: list the models instead");
        }
        card.rejectUnknown();
        Blueprint blueprint = new Blueprint(vendor, capabilities, regions, probe);
        rejectUnused(card, blueprint);
        return blueprint;
    }

    /** A capability that no model has is most likely a name that was written in two ways. */
    private void rejectUnused(YamlObject card, Blueprint blueprint) {
        YamlObject named = faults.isEmpty() ? card.object("capabilities") : null;
        if (named != null) {
            Set<String> used = blueprint.used();
            named.names().stream()
                    .filter(name -> !used.contains(name))
                    .forEach(name -> named.fault(
                            name, "is what no model has: say `capability: " + name + "` of one, or remove it"));
        }
    }

    private static Map<String, URI> noAddress(YamlObject card) {
        for (String field : List.of("base-url", "regions", "probe", "auth")) {
            if (card.has(field)) {
                card.fault(field, "does not go with in-process: a vendor inside the gateway has no address and no key");
            }
        }
        return Map.of();
    }

    private Map<String, URI> regions(YamlObject card) {
        Map<String, URI> regions = new LinkedHashMap<>();
        YamlObject named = card.object("regions");
        if (card.has("base-url") == card.has("regions")) {
            card.missing("base-url", "give either it or regions, a map of region names to base URLs, default first");
        } else if (card.has("base-url")) {
            regions.put(Blueprint.ONLY_REGION, url(card, "base-url"));
        } else if (named == null || named.names().isEmpty()) {
            card.fault("regions", "must be a map of region names to base URLs, default first");
        } else {
            for (String region : named.names()) {
                if (!REGION.matcher(region).matches()) {
                    named.fault(region, "must be named in lower case letters, digits and hyphens");
                }
                regions.put(region, url(named, region));
            }
        }
        return Collections.unmodifiableMap(regions);
    }

    private static URI url(YamlObject object, String field) {
        String text = object.requiredText(field, URL, BaseUrl.WHAT);
        URI url = BaseUrl.parse(text);
        if (url == null && !text.isEmpty()) {
            // Not shown: people write logins and keys into addresses.
            object.fault(field, "must be " + BaseUrl.WHAT);
        }
        return url == null ? URI.create("http://unknown") : url;
    }

    private Blueprint.@Nullable Probe probe(YamlObject card, ModelReader reader, @Nullable YamlObject shared) {
        YamlObject probe = card.object("probe");
        if (probe == null) {
            return null;
        }
        if (card.has("models")) {
            card.fault("models", "does not go with probe, which finds the models: remove one of the two");
        }
        if (shared == null) {
            card.missing("model-defaults", "say what holds for every model that the probe finds");
        }
        String path = probe.requiredText("path", PROBE_PATH, "a path below the base URL, such as /models");
        Duration every = probe.duration("every", PROBE_PAUSE);
        probe.rejectUnknown();
        return shared == null ? null : new Blueprint.Probe(path, every, reader.prototype(shared));
    }

    private static List<ModelCard> models(YamlObject card, ModelReader reader, @Nullable YamlObject shared) {
        if (!card.has("models")) {
            card.missing("models", "list at least one model, or have them found with probe");
        } else if (card.list("models", "a list of models").isEmpty()) {
            card.fault("models", "must list at least one model");
        }
        List<ModelCard> models = reader.read(card.objects("models", "a list of models"));
        if (shared != null) {
            List.of(
                            "capability",
                            "features",
                            "price",
                            "context-tokens",
                            "max-output-tokens",
                            "batch",
                            "tokenizer",
                            "quality")
                    .forEach(shared::node);
            shared.rejectUnknown();
        }
        return models;
    }

    private VendorLimits limits(@Nullable YamlObject limits) {
        if (limits == null) {
            return defaults.limits();
        }
        VendorLimits read = new VendorLimits(
                limits.whole(
                        "in-flight",
                        "a number of requests above 0",
                        1,
                        defaults.limits().inFlight()),
                limits.whole(
                        "requests-per-second",
                        "a number of requests above 0",
                        1,
                        defaults.limits().requestsPerSecond()));
        limits.rejectUnknown();
        return read;
    }

    private VendorTimeouts timeouts(@Nullable YamlObject timeouts) {
        VendorTimeouts usual = defaults.timeouts();
        if (timeouts == null) {
            return usual;
        }
        VendorTimeouts read = new VendorTimeouts(
                timeouts.duration("first-event", usual.firstEvent()),
                timeouts.duration("reply", usual.reply()),
                timeouts.duration("stall", usual.stall()));
        timeouts.rejectUnknown();
        return read;
    }
}
