package gateway.wire;

/** Why a vendor's count of tokens is not believed. The lower-case name is a label of metrics. */
public enum UsageAnomaly {
    /** It tells none. */
    MISSING,
    /** A number that no count can be: below zero, or not whole. */
    IMPOSSIBLE,
    /** More than ten times what the model can hold. */
    ABSURD,
    /** Nothing, where something was read or written. */
    ZERO,
    /** A part is larger than the whole. */
    PARTS,
    /** The parts do not add up to the total. */
    TOTAL;

    private final String wire = name().toLowerCase(java.util.Locale.ROOT);

    public String wire() {
        return wire;
    }
}
