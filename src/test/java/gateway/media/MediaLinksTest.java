package gateway.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import gateway.identity.TestKeys;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MediaLinksTest {

    private static final FileName FILE = new FileName("0".repeat(64), FileType.PNG);

    private Instant now = Instant.parse("2026-11-26T10:20:00Z");
    private final MediaLinks links = new MediaLinks(TestKeys.signing("media links"), () -> now, Duration.ofHours(24));

    @Test
    void aLinkIsGoodForItsLifeAndEndsOnAFullHour() {
        String query = query();

        assertThat(links.check(FILE, query)).isEqualTo(Instant.parse("2026-11-27T11:00:00Z"));
        now = Instant.parse("2026-11-27T10:59:59Z");
        assertThat(links.check(FILE, query)).isAfter(now);
    }

    @Test
    void afterThatItIsGone() {
        String query = query();
        now = Instant.parse("2026-11-27T11:00:00Z");

        assertThatThrownBy(() -> links.check(FILE, query))
                .isInstanceOfSatisfying(
                        GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LINK_EXPIRED));
    }

    @Test
    void linksMadeWithinAnHourAreEqualSoThatCachesKnowThem() {
        String query = query();
        now = now.plus(Duration.ofMinutes(30));

        assertThat(query()).isEqualTo(query);
    }

    @Test
    void aLinkOfAnotherNodeWithAnotherSecretIsNone() {
        MediaLinks others = new MediaLinks(TestKeys.signing("something else"), () -> now, Duration.ofHours(24));

        assertThatThrownBy(() -> others.check(FILE, query()))
                .isInstanceOfSatisfying(
                        GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LINK_INVALID));
    }

    private String query() {
        String link = links.to(FILE, "https://ai.example");
        return link.substring(link.indexOf('?') + 1);
    }
}
