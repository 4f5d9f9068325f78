package gateway.vendors.folder;

import gateway.vendors.Capability;
import gateway.vendors.Capability.Kind;
import gateway.vendors.Feature;
import gateway.vendors.ImageSizes;
import gateway.vendors.ModelCard;
import gateway.vendors.Price;
import gateway.vendors.Tokenizer;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The models of a card. */
final class ModelReader {

    private static final String A_MODEL_NAME = "a model name of letters, digits and . _ : / -";
    private static final String A_SIZE = "a number of tokens above 0";

    /** A prompt for an image, or a text to be read, is no longer than this, or its vendor will tell. */
    private static final int ANY_PROMPT = 32_000;

    private static final Pattern TOKENIZER = Pattern.compile("cl100k_base|o200k_base");
    private static final List<String> FEATURES =
            Arrays.stream(Feature.values()).map(Feature::wire).toList();

    private final String file;
    private final Faults faults;
    private final PriceReader prices;
    private final Map<String, Capability> capabilities;
    private final @Nullable YamlObject shared;

    /**
     * @param capabilities those of the card, by name
     * @param shared the card's {@code model-defaults}: what holds for models that do not say otherwise
     */
    ModelReader(
            String file,
            Faults faults,
            String currency,
            Map<String, Capability> capabilities,
            @Nullable YamlObject shared) {
        this.file = file;
        this.faults = faults;
        this.prices = new PriceReader(currency);
        this.capabilities = capabilities;
        this.shared = shared;
    }

    List<ModelCard> read(List<YamlObject> models) {
        Set<String> ids = new HashSet<>();
        return models.stream()
                .map(model -> {
                    String id = model.requiredText("id", ModelCard.NAME, A_MODEL_NAME);
                    if (!id.isEmpty() && !ids.add(id)) {
                        model.fault("id", "names " + id + " a second time: remove one");
                    }
                    return read(id, model);
                })
                .toList();
    }

    /** A model whose id the vendor will tell: everything else must stand in {@code model-defaults}. */
    ModelCard prototype(YamlObject defaults) {
        ModelCard model = body("probed", "probed", defaults, null);
        defaults.rejectUnknown();
        return model;
    }

    private ModelCard read(String id, YamlObject model) {
        String vendorModel = model.text("vendor-model", ModelCard.NAME, A_MODEL_NAME, id);
        ModelCard card = body(id, vendorModel == null ? id : vendorModel, model, shared);
        model.rejectUnknown();
        return card;
    }

    private ModelCard body(String id, String vendorModel, YamlObject own, @Nullable YamlObject others) {
        Capability capability = capability(from("capability", own, others));
        YamlObject rules = from("on-unsupported", own, others).object("on-unsupported");
        Kind kind = capability.kind();
        YamlObject features = from("features", own, others);
        YamlObject quality = from("quality", own, others);
        int contextTokens = contextTokens(kind, from("context-tokens", own, others));
        int maxOutputTokens = maxOutputTokens(kind, from("max-output-tokens", own, others));
        if (kind == Kind.CHAT && maxOutputTokens > contextTokens) {
            String field =
                    own.has("context-tokens") && !own.has("max-output-tokens") ? "context-tokens" : "max-output-tokens";
            YamlObject at = own.has(field) || others == null ? own : others;
            at.fault(field, "does not go together: at most " + maxOutputTokens + " tokens out of " + contextTokens);
        }
        Price price = prices.read(from("price", own, others), kind);
        if (kind == Kind.IMAGES && price.output().signum() > 0 && maxOutputTokens == 0) {
            own.missing("max-output-tokens", "give the tokens of one image, which is paid for by them");
        }
        return new ModelCard(
                id,
                vendorModel,
                rules == null ? capability : capability.with(RuleReader.read(rules)),
                kind == Kind.IMAGES ? operations(features(features)) : features(features),
                price,
                contextTokens,
                maxOutputTokens,
                batch(kind, from("batch", own, others)),
                kind == Kind.IMAGES ? ImageSizesReader.read(from("sizes", own, others)) : ImageSizes.ANY,
                tokenizer(from("tokenizer", own, others)),
                quality(quality));
    }

    /** What a model for images does that names no operation is the plainest. */
    private static Set<Feature> operations(Set<Feature> features) {
        if (!Collections.disjoint(features, Feature.IMAGE_OPERATIONS)) {
            return features;
        }
        Set<Feature> all = EnumSet.of(Feature.GENERATE);
        all.addAll(features);
        return Set.copyOf(all);
    }

    private static int contextTokens(Kind kind, YamlObject model) {
        boolean known = kind == Kind.CHAT || kind == Kind.EMBEDDINGS;
        return model.whole("context-tokens", A_SIZE, 1, known ? null : ANY_PROMPT);
    }

    private static int maxOutputTokens(Kind kind, YamlObject model) {
        if (kind == Kind.CHAT) {
            return model.whole("max-output-tokens", A_SIZE, 1, null);
        }
        return kind == Kind.IMAGES ? model.whole("max-output-tokens", A_SIZE, 1, 0) : 0;
    }

    private static int batch(Kind kind, YamlObject model) {
        if (kind == Kind.EMBEDDINGS) {
            return model.whole("batch", "a number of texts above 0", 1, null);
        }
        return kind == Kind.IMAGES ? model.whole("batch", "a number of images above 0", 1, 1) : 1;
    }

    /** Where a field is read: in the model itself, unless only the defaults have it. */
    private static YamlObject from(String field, YamlObject own, @Nullable YamlObject others) {
        return !own.has(field) && others != null && others.has(field) ? others : own;
    }

    private Capability capability(YamlObject model) {
        Pattern aName = Pattern.compile(String.join("|", capabilities.keySet()));
        String usual = Capability.CHAT.name();
        String name = model.text("capability", aName, String.join(" or ", capabilities.keySet()), usual);
        return capabilities.getOrDefault(String.valueOf(name), Capability.CHAT);
    }

    private static @Nullable Tokenizer tokenizer(YamlObject model) {
        String name = model.text("tokenizer", TOKENIZER, "cl100k_base or o200k_base", null);
        return name == null ? null : Tokenizer.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private Set<Feature> features(YamlObject model) {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        for (Node item : model.list("features", "a list of " + String.join(", ", FEATURES))) {
            String name = item instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (FEATURES.contains(name)) {
                features.add(Feature.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')));
            } else {
                String hint = ClosestName.hint(name, FEATURES);
                faults.add(
                        file,
                        item,
                        "unknown feature " + YamlText.show(item)
                                + (hint.isEmpty() ? "; known are " + String.join(", ", FEATURES) : hint));
            }
        }
        return Set.copyOf(features);
    }

    private static double quality(YamlObject model) {
        BigDecimal quality = model.decimal("quality", "a decimal from 0 to 1", null);
        if (quality.compareTo(BigDecimal.ONE) > 0) {
            model.fault("quality", "must be a decimal from 0 to 1, got " + quality);
        }
        return quality.doubleValue();
    }
}
