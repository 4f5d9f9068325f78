package fakes;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Header lines in the order and spelling in which they came. */
public record Headers(List<Map.Entry<String, String>> lines) {

    /** First value of a header in any spelling; null when it did not come. */
    public @Nullable String first(String name) {
        return all(name).stream().findFirst().orElse(null);
    }

    public List<String> all(String name) {
        return lines.stream()
                .filter(line -> line.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Whether the header lists this token, for example {@code chunked}. */
    boolean lists(String name, String token) {
        return all(name).stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(token));
    }
}
