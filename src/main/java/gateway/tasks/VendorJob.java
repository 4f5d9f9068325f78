package gateway.tasks;

import org.jspecify.annotations.Nullable;

/**
 * Work that a vendor was asked for.
 *
 * @param vendor folder of the vendor
 * @param model the model's name for callers
 * @param region in which the vendor was asked
 * @param key id of our key that it was asked with; null when there is none. Jobs are known to the key that began them only
 * @param id the vendor's name for the job; null when it has not told one yet, and may not even know of it
 */
public record VendorJob(
        String vendor,
        String model,
        String region,
        @Nullable String key,
        @Nullable String id) {

    /** Characters of a name. */
    public static final int LONGEST_ID = 255;

    /** The same, now that the vendor has told its name for it. */
    public VendorJob named(String name) {
        return new VendorJob(vendor, model, region, key, name);
    }
}
