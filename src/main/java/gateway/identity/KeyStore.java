package gateway.identity;

import org.jspecify.annotations.Nullable;

/** Where API keys are kept. Backends stand in sub-packages. */
public interface KeyStore {

    /** The key with this hash; null when there is none. */
    @Nullable
    StoredKey find(KeyHash hash);

    /** Whether no key has been stored yet. */
    boolean isEmpty();

    /** Stores a key in place of the one with the same key id, if there is one. */
    void save(StoredKey key);
}
