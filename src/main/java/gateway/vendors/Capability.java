package gateway.vendors;

import java.util.Locale;

/**
 * A way of calling a vendor: what its models do for callers, and in which wire format. Each has its own route in the vendor's
 * folder and its own mappings. Those named like their {@link Kind} are there in every card; a card names others where a vendor
 * has a second interface for the same.
 *
 * @param name its name in cards, routes and messages, unique in its card, for example {@code embeddings}
 */
public record Capability(String name, Kind kind, Protocol protocol) {

    /** Of a vendor that speaks the canonical dialect. */
    public static final Capability CHAT = new Capability(Kind.CHAT.wire(), Kind.CHAT, Protocol.USUAL);

    /** The same for a model that cannot do all that the others can. */
    public Capability with(FieldRules ofModel) {
        return new Capability(name, kind, protocol.with(ofModel));
    }

    /** What a model does for callers. Each has its own API. */
    public enum Kind {
        CHAT,
        EMBEDDINGS,
        IMAGES,
        /** Texts read aloud. */
        SPEECH,
        /** What is said in a file, written down. */
        TRANSCRIPTION;

        /** The name in cards and messages, which is also that of the capability every card has for it. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
