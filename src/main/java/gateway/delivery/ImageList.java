package gateway.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.fault.GatewayException;
import gateway.vendors.ModelCard;
import gateway.wire.Units;
import gateway.wire.Usage;
import gateway.wire.UsageAnomaly;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Images of a request, gathered from one or more canonical answers of the same vendor. */
final class ImageList {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** What is made anew of all answers, and what a vendor's work is followed by; the rest is the first one's. */
    private static final Set<String> OURS = Set.of("data", "usage", "model", "task", "status", "progress", "error");

    private final ArrayNode data = JSON.arrayNode();
    private final ArrayNode failed = JSON.arrayNode();
    private @Nullable ObjectNode first;
    private @Nullable JsonNode firstError;
    private long input;
    private long inputImages;
    private long output;
    private boolean counted = true;

    /** Images that were made. */
    int size() {
        return data.size();
    }

    /** Whether something that was asked for could not be made. */
    boolean incomplete() {
        return !failed.isEmpty();
    }

    /** The first error among the images; null when there is none. */
    @Nullable
    JsonNode firstError() {
        return firstError;
    }

    /**
     * @param asked for by this call
     * @param shown what a caller may see of an error
     * @throws CallFailure when it is no answer; one without any image changes nothing but the first error
     */
    void add(ObjectNode answer, int asked, Function<JsonNode, ObjectNode> shown) {
        JsonNode items = answer.path("data");
        if (!items.isArray()) {
            throw new CallFailure(FailureKind.UNREADABLE, "the answer has no list of images");
        }
        ArrayNode made = JSON.arrayNode();
        ArrayNode not = JSON.arrayNode();
        for (JsonNode item : items) {
            if (isImage(item)) {
                made.add(item);
            } else if (item.hasNonNull("error")) {
                firstError = firstError == null ? item.get("error") : firstError;
                not.add(shown.apply(item.get("error")));
            } else {
                throw new CallFailure(FailureKind.UNREADABLE, "an image has neither bytes nor an address");
            }
        }
        for (int missing = asked - items.size(); missing > 0; missing--) {
            not.add(JSON.objectNode()
                    .put("message", "The vendor did not make this one.")
                    .putNull("code"));
        }
        if (made.isEmpty()) {
            return;
        }
        data.addAll(made);
        failed.addAll(not);
        first = first == null ? answer : first;
        count(answer.path("usage"));
    }

    /** What is left to be made when its vendor has failed: the first of these is the one that it failed at. */
    void miss(int count, CallFailure why) {
        GatewayException told = why.told();
        String message = told == null ? "The vendor failed: " + why.detail() + '.' : told.getMessage();
        String code =
                told == null || told.vendorCode() == null ? why.kind().code().wire() : told.vendorCode();
        for (int i = 0; i < count; i++) {
            failed.addObject()
                    .put("message", i == 0 ? message : "The vendor was not asked for this one, as another had failed.")
                    .put("code", i == 0 ? code : null);
        }
    }

    void replaceAll(UnaryOperator<JsonNode> change) {
        for (int i = 0; i < data.size(); i++) {
            data.set(i, change.apply(data.get(i)));
        }
    }

    boolean all(Predicate<JsonNode> test) {
        for (JsonNode image : data) {
            if (!test.test(image)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isImage(JsonNode item) {
        return !item.path("b64_json").asText("").isEmpty()
                || !item.path("url").asText("").isEmpty();
    }

    private void count(JsonNode usage) {
        long in = usage.path("input_tokens").asLong(-1);
        long out = usage.path("output_tokens").asLong(-1);
        long images = usage.path("input_tokens_details").path("image_tokens").asLong(0);
        counted &= in >= images && images >= 0 && out >= 0;
        if (counted) {
            input += in;
            inputImages += images;
            output += out;
        }
    }

    /**
     * The vendor's counts of tokens where it told any, else our own where the model is paid for by them; and the images.
     *
     * @param promptTokens our own estimate
     */
    Usage usage(ModelCard model, int promptTokens) {
        if (counted) {
            return new Usage(input - inputImages, 0, 0, inputImages, 0, output, 0, 0, made(), null);
        }
        boolean byTokens = model.price().output().signum() > 0;
        long tokens = byTokens ? (long) data.size() * model.maxOutputTokens() : 0;
        return new Usage(
                byTokens ? promptTokens : 0, 0, 0, 0, 0, tokens, 0, 0, made(), byTokens ? UsageAnomaly.MISSING : null);
    }

    private Units made() {
        return new Units(Units.Kind.IMAGES, data.size());
    }

    /**
     * The whole answer.
     *
     * @param created in seconds, where the vendor has not said it
     */
    ObjectNode joined(ModelCard model, Usage usage, long created) {
        ObjectNode whole = JSON.objectNode();
        ObjectNode given = first == null ? whole : first;
        whole.put("created", given.path("created").asLong(created));
        given.properties().forEach(member -> {
            if (!OURS.contains(member.getKey()) && !member.getKey().equals("created")) {
                whole.set(member.getKey(), member.getValue());
            }
        });
        whole.put("model", model.id()).set("data", data);
        if (!failed.isEmpty()) {
            whole.set("failed", failed);
        }
        if (usage.total() > 0) {
            ObjectNode counts = whole.putObject("usage")
                    .put("input_tokens", usage.prompt())
                    .put("output_tokens", usage.completion())
                    .put("total_tokens", usage.total());
            counts.putObject("input_tokens_details")
                    .put("text_tokens", usage.input())
                    .put("image_tokens", usage.image());
        }
        return whole;
    }
}
