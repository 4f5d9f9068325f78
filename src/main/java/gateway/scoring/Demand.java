package gateway.scoring;

import gateway.vendors.AskedFields;
import gateway.vendors.Capability;
import gateway.vendors.Feature;
import gateway.vendors.ImageSize;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks of the planner.
 *
 * @param kind what the model has to do
 * @param models names in the caller's order of preference: models, {@code vendor/model} or aliases; never empty
 * @param needs features the model must have
 * @param fields the request's fields
 * @param promptTokens estimated size of the prompt
 * @param outputTokens largest answer the caller allows; 0 when it names none
 * @param units of that which is paid for one by one, images or characters, how many; 0 where tokens are paid for
 * @param size of images; null for any
 * @param strategy name of a scoring strategy; null for the configured default
 * @param region the only region allowed; null for any
 */
public record Demand(
        Capability.Kind kind,
        List<String> models,
        Set<Feature> needs,
        AskedFields fields,
        int promptTokens,
        int outputTokens,
        int units,
        @Nullable ImageSize size,
        @Nullable String strategy,
        @Nullable String region) {}
