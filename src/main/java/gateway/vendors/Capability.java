package gateway.vendors;

import java.util.Locale;

/** What a model does. Each has its own API, its own route in a vendor's folder and its own mappings. */
public enum Capability {
    CHAT,
    EMBEDDINGS;

    /** The name in cards, routes and messages, for example {@code embeddings}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
