package gateway.wire;

import java.util.Locale;

/** What a vendor made or read beside tokens, counted one by one. */
public record Units(Kind kind, long count) {

    /** What is counted. */
    public enum Kind {
        /** Images made. */
        IMAGES,
        /** Characters spoken, in Unicode code points. */
        CHARACTERS,
        /** Seconds of sound heard, a part of one for a whole. */
        SECONDS;

        /** The name in decisions. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
