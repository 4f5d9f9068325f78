package gateway.vendors.folder;

import java.util.Locale;
import java.util.regex.Pattern;

/** The name of a vendor: its folder's, and in another form the beginning of its environment variables. */
public final class VendorName {

    static final Pattern PATTERN = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    static final String WHAT = "lower case letters, digits and hyphens, a letter first, at most 40";

    private VendorName() {}

    /** {@code globex} and {@code API_KEY} to {@code GLOBEX_API_KEY}. */
    public static String variable(String name, String suffix) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_') + '_' + suffix;
    }
}
