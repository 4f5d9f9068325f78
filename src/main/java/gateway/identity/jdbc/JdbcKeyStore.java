package gateway.identity.jdbc;

import gateway.identity.KeyHash;
import gateway.identity.KeyStore;
import gateway.identity.Principal;
import gateway.identity.StoredKey;
import java.sql.Timestamp;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** API keys in the table {@code api_key}. Every value is bound, none is written into a statement. */
@Repository
class JdbcKeyStore implements KeyStore {

    private final JdbcClient jdbc;
    private final InstantSource clock;

    JdbcKeyStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public @Nullable StoredKey find(KeyHash hash) {
        return jdbc.sql("SELECT key_id, account_id, tier FROM api_key WHERE key_hash = ?")
                .param(hash.hex())
                .query((row, number) -> new StoredKey(
                        new Principal(row.getString("account_id"), row.getString("key_id"), row.getString("tier")),
                        hash))
                .optional()
                .orElse(null);
    }

    @Override
    public boolean isEmpty() {
        return jdbc.sql("SELECT COUNT(*) FROM api_key").query(Long.class).single() == 0;
    }

    @Override
    @Transactional
    public void save(StoredKey key) {
        Principal owner = key.principal();
        jdbc.sql("DELETE FROM api_key WHERE key_id = ?").param(owner.keyId()).update();
        jdbc.sql("INSERT INTO api_key (key_id, key_hash, account_id, tier, created_at) VALUES (?, ?, ?, ?, ?)")
                .params(
                        owner.keyId(),
                        key.hash().hex(),
                        owner.accountId(),
                        owner.tier(),
                        Timestamp.from(clock.instant()))
                .update();
    }
}
