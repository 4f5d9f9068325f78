package streams;

import java.util.Locale;

/** Writes one JSON object, member by member. */
public final class Json {

    private final StringBuilder text = new StringBuilder("{");

    public Json put(String name, long value) {
        return raw(name, String.valueOf(value));
    }

    /** Rounded to three decimals; a value that is not finite is null. */
    public Json put(String name, double value) {
        return raw(name, Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "null");
    }

    public Json put(String name, boolean value) {
        return raw(name, String.valueOf(value));
    }

    public Json put(String name, String value) {
        return raw(name, value == null ? "null" : quoted(value));
    }

    public Json put(String name, Json value) {
        return raw(name, value == null ? "null" : value.toString());
    }

    private Json raw(String name, String value) {
        if (text.length() > 1) {
            text.append(',');
        }
        text.append(quoted(name)).append(':').append(value);
        return this;
    }

    private static String quoted(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : value.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    @Override
    public String toString() {
        return text + "}";
    }
}
