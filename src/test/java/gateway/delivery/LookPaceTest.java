package gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LookPaceTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00.250Z");

    private final LookPace pace = new LookPace();

    @Test
    void aQuestionIsAskedWhenItIsWantedWhileThereIsRoom() {
        assertThat(pace.slot("acme", NOW, 2)).isEqualTo(NOW);
        assertThat(pace.slot("acme", NOW, 2)).isEqualTo(NOW);
        assertThat(pace.slot("globex", NOW, 2)).isEqualTo(NOW);
    }

    @Test
    void noSecondGetsMoreThanTheCardAllows() {
        List<Instant> slots = IntStream.range(0, 1000)
                .mapToObj(i -> pace.slot("acme", NOW, 7))
                .toList();

        Map<Long, Long> bySecond =
                slots.stream().collect(Collectors.groupingBy(Instant::getEpochSecond, Collectors.counting()));
        assertThat(bySecond.values()).allMatch(count -> count <= 7);
        assertThat(bySecond).hasSize(143);
        assertThat(slots).allMatch(slot -> !slot.isBefore(NOW));
    }

    @Test
    void whatIsWantedLaterTakesNothingFromWhatIsWantedNow() {
        pace.slot("acme", NOW.plusSeconds(60), 1);

        assertThat(pace.slot("acme", NOW, 1)).isEqualTo(NOW);
        assertThat(pace.slot("acme", NOW, 1)).isBefore(NOW.plusSeconds(60));
    }

    @Test
    void whatWasMissedComesNoFasterThanTwice() {
        long now =
                IntStream.range(0, 100).filter(i -> pace.mayAsk("acme", NOW, 7)).count();

        assertThat(now).isEqualTo(14);
        assertThat(pace.mayAsk("acme", NOW.plusSeconds(1), 7)).isTrue();
    }

    @Test
    void secondsThatArePastAreForgotten() {
        pace.slot("acme", NOW, 1);

        assertThat(pace.slot("acme", NOW.plusSeconds(4096), 1)).isEqualTo(NOW.plusSeconds(4096));
    }

    @Test
    void moreThanTheTimeAheadHoldsGoesToItsEnd() {
        IntStream.range(0, 4095).forEach(i -> pace.slot("acme", NOW, 1));

        assertThat(pace.slot("acme", NOW, 1).getEpochSecond()).isEqualTo(NOW.getEpochSecond() + 4095);
    }
}
