package gateway.identity;

import gateway.fault.StartupException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

/** The key with which a fresh gateway can be called at once. It belongs to the development account. */
public final class DevelopmentKey {

    private static final String PREFIX = "sk-gw-";
    private static final int MIN_LENGTH = 32;
    private static final Principal OWNER = new Principal("development", "development", "development");

    private final Supplier<String> note;

    private DevelopmentKey(Supplier<String> note) {
        this.note = note;
    }

    /** Stores the key the operator chose, or has one made when there is no key at all. */
    static DevelopmentKey prepare(IdentitySettings settings, KeyStore store, KeyHasher hasher) {
        String chosen = settings.developmentKey().strip();
        if (!chosen.isEmpty()) {
            if (chosen.length() < MIN_LENGTH) {
                throw new StartupException("GATEWAY_DEV_KEY is too short: it needs at least " + MIN_LENGTH
                        + " characters. Leave it empty and the gateway makes a key.");
            }
            if (chosen.length() > ApiKeys.MAX_KEY_LENGTH) {
                throw new StartupException(
                        "GATEWAY_DEV_KEY is too long: it may have at most " + ApiKeys.MAX_KEY_LENGTH + " characters.");
            }
            save(chosen, store, hasher);
            return new DevelopmentKey(() -> "API key: the one in GATEWAY_DEV_KEY");
        }
        if (!store.isEmpty()) {
            return new DevelopmentKey(
                    () -> "API key: printed at the first start; set GATEWAY_DEV_KEY to choose a new one");
        }
        return new DevelopmentKey(SingletonSupplier.of(() -> {
            String made = PREFIX + Secrets.random();
            save(made, store, hasher);
            return "API key " + made;
        }));
    }

    /**
     * What the start line says of the key. Holds the key itself on the first start: for the operator's eyes only. A key that is
     * made is stored no sooner than this is asked: one of a start that failed before would be known to nobody.
     */
    public String note() {
        return note.get();
    }

    private static void save(String key, KeyStore store, KeyHasher hasher) {
        KeyHash hash = hasher.hash(key);
        @Nullable StoredKey known = store.find(hash);
        if (known == null) {
            store.save(new StoredKey(OWNER, hash));
        }
    }
}
