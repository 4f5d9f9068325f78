package gateway.vendors.folder;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares JSON values as values: the order of fields and the form of numbers do not count. */
final class JsonDifference {

    private JsonDifference() {}

    /**
     * The first difference as {@code $.path: expected ..., got ...}; null when there is none.
     *
     * @param path of what is compared
     */
    static @Nullable String between(String path, @Nullable JsonNode expected, @Nullable JsonNode actual) {
        if (expected == null || actual == null) {
            return path + ": expected " + show(expected) + ", got " + show(actual);
        }
        if (expected.isObject() && actual.isObject()) {
            return betweenObjects(path, expected, actual);
        }
        if (expected.isArray() && actual.isArray()) {
            for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
                String difference = between(path + '[' + i + ']', expected.get(i), actual.get(i));
                if (difference != null) {
                    return difference;
                }
            }
            return null;
        }
        boolean same = (expected.isNumber() && actual.isNumber())
                ? expected.decimalValue().compareTo(actual.decimalValue()) == 0
                : expected.equals(actual);
        return same ? null : path + ": expected " + show(expected) + ", got " + show(actual);
    }

    private static @Nullable String betweenObjects(String path, JsonNode expected, JsonNode actual) {
        TreeSet<String> names = new TreeSet<>();
        expected.fieldNames().forEachRemaining(names::add);
        actual.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            String difference = between(path + '.' + name, expected.get(name), actual.get(name));
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private static String show(@Nullable JsonNode value) {
        if (value == null) {
            return "nothing";
        }
        String text = value.toString();
        return text.length() > 120 ? text.substring(0, 120) + "..." : text;
    }
}
