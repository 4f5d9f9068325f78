package streams.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WheelTest {

    private static final long MILLISECOND = 1_000_000;
    private static final long START = 5_000_000_123L;

    private final Wheel wheel = new Wheel(START);
    private final List<String> fired = new ArrayList<>();

    @Test
    void firesWhatIsDueAndNotBefore() {
        add("soon", 3 * MILLISECOND);
        add("later", 7 * MILLISECOND + 1);

        advance(2);
        assertThat(fired).isEmpty();
        advance(3);
        assertThat(fired).containsExactly("soon");
        advance(7);
        assertThat(fired).containsExactly("soon");
        advance(8);
        assertThat(fired).containsExactly("soon", "later");
        assertThat(wheel.isEmpty()).isTrue();
    }

    @Test
    void aTimeBeyondOneTurnOfTheWheelIsKept() {
        add("far", 10_000 * MILLISECOND);

        advance(9_999);
        assertThat(fired).isEmpty();
        advance(10_000);
        assertThat(fired).containsExactly("far");
    }

    @Test
    void whatIsLateFiresWithTheNextTick() {
        advance(50);
        add("late", 10 * MILLISECOND);

        advance(51);
        assertThat(fired).containsExactly("late");
    }

    @Test
    void aLongSleepWithNothingToDoLosesNothingAfterwards() {
        advance(1);
        wheel.advance(START + 3_600_000 * MILLISECOND);
        add("next", 3_600_002 * MILLISECOND);

        advance(3_600_001);
        assertThat(fired).isEmpty();
        advance(3_600_002);
        assertThat(fired).containsExactly("next");
    }

    @Test
    void sleepsUntilSomethingMayBeDue() {
        add("soon", 20 * MILLISECOND);

        assertThat(wheel.idle(100)).isEqualTo(20);
        assertThat(wheel.idle(10)).isEqualTo(10);
    }

    private void advance(long milliseconds) {
        wheel.advance(START + milliseconds * MILLISECOND);
    }

    private void add(String name, long after) {
        Timed timed = new Timed() {
            @Override
            void fire(long now) {
                fired.add(name);
            }
        };
        timed.due = START + after;
        wheel.add(timed);
    }
}
