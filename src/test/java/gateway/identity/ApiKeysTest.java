package gateway.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {

    private static final String KEY = "sk-gw-0123456789abcdefghij";
    private static final Principal ALICE = new Principal("alice", "key-1", "enterprise");
    private static final Duration TTL = Duration.ofSeconds(30);

    private final AtomicLong nanos = new AtomicLong();
    private final KeyHasher hasher = new KeyHasher("a pepper of at least 32 bytes, this".getBytes(UTF_8));
    private final MemoryKeyStore store = new MemoryKeyStore();
    private final ApiKeys keys =
            new ApiKeys(hasher, store, new IdentitySettings("", Path.of("unused"), "", TTL, 100), nanos::get);

    @BeforeEach
    void aliceHasAKey() {
        store.save(new StoredKey(ALICE, hasher.hash(KEY)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer " + KEY, "bearer " + KEY, "BEARER  " + KEY + " "})
    void aBearerTokenTellsWhoIsCalling(String authorization) {
        assertThat(keys.authenticate(authorization, null)).isEqualTo(ALICE);
    }

    @Test
    void theOtherHeaderTellsItToo() {
        assertThat(keys.authenticate(null, KEY)).isEqualTo(ALICE);
        assertThat(keys.authenticate("Basic YTpi", KEY)).isEqualTo(ALICE);
    }

    /** Clients send both headers when they are set up for two vendors at once; a wrong token must not be passed over. */
    @Test
    void aBearerTokenGoesBeforeTheOtherHeader() {
        assertThat(refused("Bearer wrong", KEY)).isEqualTo(ErrorCode.INVALID_API_KEY);
    }

    /** Different words would tell whoever tries keys how far they have come. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "null, null",
                "'', ''",
                "'Bearer ', null",
                "Bearer wrong, null",
                "Basic YTpi, null",
                "null, wrong",
                "null, sk-gw-0123456789abcdefghi",
                "null, sk-gw-0123456789abcdefghijk"
            })
    void everyRefusalSaysTheSame(@Nullable String authorization, @Nullable String apiKey) {
        GatewayException refusal =
                catchThrowableOfType(GatewayException.class, () -> keys.authenticate(authorization, apiKey));

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_API_KEY);
        assertThat(refusal).hasMessage("Incorrect or missing API key. Send it as 'Authorization: Bearer <key>'.");
    }

    @Test
    void anEndlessKeyIsRefusedBeforeItIsHashed() {
        assertThat(refused(null, "x".repeat(1_000_000))).isEqualTo(ErrorCode.INVALID_API_KEY);
        assertThat(store.lookUps).isZero();
    }

    @Test
    void aKeySeenLatelyCostsNoLookAtTheDatabase() {
        for (int i = 0; i < 100; i++) {
            keys.authenticate(null, KEY);
            refused(null, "wrong");
        }

        assertThat(store.lookUps).as("one for the key, one for the wrong key").isEqualTo(2);
    }

    @Test
    void aRemovedKeyStopsWorkingWhenItsAnswerIsOld() {
        keys.authenticate(null, KEY);
        store.clear();
        nanos.addAndGet(TTL.minusSeconds(1).toNanos());
        assertThat(keys.authenticate(null, KEY)).isEqualTo(ALICE);

        nanos.addAndGet(Duration.ofSeconds(2).toNanos());

        assertThat(refused(null, KEY)).isEqualTo(ErrorCode.INVALID_API_KEY);
    }

    @Test
    void anotherPepperKnowsNoneOfTheKeys() {
        KeyHasher other = new KeyHasher("another pepper of at least 32 bytes".getBytes(UTF_8));

        assertThat(other.hash(KEY)).isNotEqualTo(hasher.hash(KEY));
    }

    private ErrorCode refused(@Nullable String authorization, @Nullable String apiKey) {
        return catchThrowableOfType(GatewayException.class, () -> keys.authenticate(authorization, apiKey))
                .code();
    }
}
