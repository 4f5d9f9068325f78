package gateway.api;

import gateway.api.openai.OpenAiChat;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** All dialects that are served. */
@Component
public final class Dialects {

    /** The one that everything is inside, and in which callers are answered who have not chosen one. */
    public static final ListingDialect CANONICAL = new OpenAiChat();

    private final List<Dialect> all;

    Dialects(List<Dialect> others) {
        List<Dialect> dialects = new ArrayList<>(List.of(CANONICAL));
        dialects.addAll(others);
        this.all = List.copyOf(dialects);
    }

    public List<Dialect> all() {
        return all;
    }

    /** The paths at which models are listed. */
    public Set<String> modelPaths() {
        return all.stream()
                .filter(ListingDialect.class::isInstance)
                .map(dialect -> ((ListingDialect) dialect).modelsPath())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * The dialect in which a caller wants models listed.
     *
     * @param header value of a header, given its name
     */
    public ListingDialect listing(String path, Function<String, @Nullable String> header) {
        for (Dialect dialect : all) {
            if (dialect != CANONICAL && dialect instanceof ListingDialect listing && listing.lists(path, header)) {
                return listing;
            }
        }
        return CANONICAL;
    }

    /** The dialect of whoever calls this path, which may be one that nothing is served at. */
    public Dialect at(String method, String path) {
        for (Dialect dialect : all) {
            for (Endpoint endpoint : dialect.endpoints()) {
                if (endpoint.matches(method, path)) {
                    return dialect;
                }
            }
        }
        String asked = path.toLowerCase(Locale.ROOT);
        return all.stream().filter(dialect -> dialect.isNear(asked)).findFirst().orElse(CANONICAL);
    }
}
