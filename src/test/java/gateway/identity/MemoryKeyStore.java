package gateway.identity;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys in a map, and how often it was asked. */
final class MemoryKeyStore implements KeyStore {

    private final Map<String, StoredKey> byKeyId = new LinkedHashMap<>();

    int lookUps;

    @Override
    public @Nullable StoredKey find(KeyHash hash) {
        lookUps++;
        return byKeyId.values().stream()
                .filter(key -> key.hash().equals(hash))
                .findFirst()
                .orElse(null);
    }

    @Override
    public boolean isEmpty() {
        return byKeyId.isEmpty();
    }

    @Override
    public void save(StoredKey key) {
        byKeyId.put(key.principal().keyId(), key);
    }

    void clear() {
        byKeyId.clear();
    }
}
