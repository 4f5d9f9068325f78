package gateway.vendors;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Width and height of an image, in pixels. */
public record ImageSize(int width, int height) {

    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,4})x([1-9][0-9]{0,4})");

    /** Reads {@code 1024x768}; null when it is something else. */
    public static @Nullable ImageSize parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? new ImageSize(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
                : null;
    }

    public long pixels() {
        return (long) width * height;
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
