package gateway.api;

import gateway.api.openai.OpenAiChat;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** All dialects that are served. */
@Component
public final class Dialects {

    /** The one that everything is inside, and in which callers are answered who have not chosen one. */
    public static final Dialect CANONICAL = new OpenAiChat();

    private final List<Dialect> all;

    Dialects(List<Dialect> others) {
        List<Dialect> dialects = new ArrayList<>(List.of(CANONICAL));
        dialects.addAll(others);
        this.all = List.copyOf(dialects);
    }

    public List<Dialect> all() {
        return all;
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
        return CANONICAL;
    }
}
