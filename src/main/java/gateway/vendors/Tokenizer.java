package gateway.vendors;

import java.util.Locale;

/** Encodings of text that the gateway can count in itself. */
public enum Tokenizer {
    CL100K_BASE,
    O200K_BASE;

    /** The name in cards, which is the encoding's own, for example {@code o200k_base}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
