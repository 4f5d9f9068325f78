package gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.delivery.KeptToken.Token;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** When a token is fetched, and which one is used meanwhile; time is turned by hand. */
class KeptTokenTest {

    private static final Duration LIFE = Duration.ofSeconds(100);

    private final List<CompletableFuture<Token>> fetched = new ArrayList<>();
    private final KeptToken kept = new KeptToken(() -> {
        CompletableFuture<Token> next = new CompletableFuture<>();
        fetched.add(next);
        return next;
    });

    @Test
    void aTokenIsRenewedBeforeItsEndAndServesUntilItsSuccessorIsThere() {
        kept.usable(0);
        give(0, "first", 0);

        assertThat(used(79)).isEqualTo("first");
        assertThat(fetched).as("nobody renews what is young").hasSize(1);
        assertThat(used(81)).isEqualTo("first");
        assertThat(used(82)).isEqualTo("first");
        assertThat(fetched).as("one renewal for all").hasSize(2);

        give(1, "second", 83);
        assertThat(used(84)).isEqualTo("second");
    }

    @Test
    void aRenewalThatFailsIsTriedAgainLaterAndTheOldTokenServes() {
        kept.usable(0);
        give(0, "first", 0);
        used(81);
        fetched.get(1).completeExceptionally(new IllegalStateException("of the test"));

        assertThat(used(82)).isEqualTo("first");
        assertThat(used(86)).isEqualTo("first");
        assertThat(fetched).hasSize(2);
        assertThat(used(88)).isEqualTo("first");
        assertThat(fetched).hasSize(3);
    }

    @Test
    void aTokenInItsLastMomentsIsNotUsed() {
        kept.usable(0);
        give(0, "first", 0);

        assertThat(kept.usable(seconds(96))).isNotDone();
    }

    private void give(int which, String text, long atSecond) {
        fetched.get(which).complete(new Token(text, seconds(atSecond), LIFE));
    }

    private String used(long atSecond) {
        return kept.usable(seconds(atSecond)).join().text();
    }

    private static long seconds(long count) {
        return Duration.ofSeconds(count).toNanos();
    }
}
