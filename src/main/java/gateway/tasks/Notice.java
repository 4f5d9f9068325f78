package gateway.tasks;

import java.util.Locale;

/** How far the telling of a caller's webhook has come. */
public enum Notice {
    /** Nobody wants to be told, or there is nothing to tell yet. */
    NONE,
    /** To be told, now or after a failure. */
    DUE,
    DELIVERED,
    /** Given up after too many failures; its caller may have it sent again. */
    UNDELIVERABLE;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The name as callers see it. */
    public String wire() {
        return wire;
    }
}
