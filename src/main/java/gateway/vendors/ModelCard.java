package gateway.vendors;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One model of a vendor, as its card describes it.
 *
 * @param id the name callers use
 * @param vendorModel the name the vendor knows it by; the same as {@code id} unless the card says otherwise
 * @param contextTokens largest prompt plus answer, in tokens; for embeddings the largest text
 * @param maxOutputTokens largest answer, in tokens; 0 for embeddings; for images what one takes, 0 where they are not counted so
 * @param batch texts, or images, that one call may ask for; 1 for chat
 * @param sizes of the images it makes
 * @param tokenizer encoding in which its vendor counts; null when it is not known here
 * @param quality accuracy score from 0 (useless) to 1 (best known)
 */
public record ModelCard(
        String id,
        String vendorModel,
        Capability capability,
        Set<Feature> features,
        Price price,
        int contextTokens,
        int maxOutputTokens,
        int batch,
        ImageSizes sizes,
        @Nullable Tokenizer tokenizer,
        double quality) {

    /** How a model may be called, by us and by its vendor. */
    public static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}");
}
