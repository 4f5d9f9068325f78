package gateway.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SlidingWindowProperties {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Beside a list of all calls ever made, under limits that change as they do when a card is edited. */
    @Property(tries = 300)
    void noSecondSeesMoreThanItsLimitAndNoCallIsRefusedThatFits(
            @ForAll @Size(max = 400) List<@IntRange(max = 30) Integer> pauses,
            @ForAll @Size(min = 1, max = 3) List<@IntRange(min = 1, max = 200) Integer> limits) {
        SlidingWindow window = new SlidingWindow();
        List<Long> made = new ArrayList<>();
        // Clocks of this kind pass from the greatest number to the least.
        long now = Long.MAX_VALUE - SECOND / 2;
        for (int i = 0; i < pauses.size(); i++) {
            now += pauses.get(i) * SECOND / 100;
            int limit = limits.get(i * limits.size() / pauses.size());
            long at = now;
            long recent = made.stream().filter(call -> at - call < SECOND).count();

            assertThat(window.tryCall(limit, now)).isEqualTo(recent < limit);
            if (recent < limit) {
                made.add(now);
            }
        }
    }
}
