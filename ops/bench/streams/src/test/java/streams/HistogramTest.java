package streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class HistogramTest {

    private final Histogram histogram = new Histogram();

    @Test
    void sharesAreWithinTwoPercentOfTheSortedValues() {
        Random random = new Random(1);
        long[] values = LongStream.generate(() -> (long) Math.exp(random.nextDouble() * 30))
                .limit(100_000)
                .toArray();
        LongStream.of(values).forEach(histogram::add);
        java.util.Arrays.sort(values);

        for (double share : new double[] {0.01, 0.5, 0.99, 0.999, 1}) {
            long exact = values[(int) Math.ceil(share * values.length) - 1];
            assertThat(histogram.at(share))
                    .isCloseTo(exact, Percentage.withPercentage(2))
                    .isGreaterThanOrEqualTo(exact);
        }
        assertThat(histogram.min()).isEqualTo(values[0]);
        assertThat(histogram.max()).isEqualTo(values[values.length - 1]);
    }

    @Test
    void extremesFit() {
        histogram.add(-5);
        histogram.add(0);
        histogram.add(Long.MAX_VALUE);

        assertThat(histogram.min()).isEqualTo(-5);
        assertThat(histogram.at(0.5)).isZero();
        assertThat(histogram.at(1)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void emptyOneIsAllZeros() {
        assertThat(histogram.at(0.99)).isZero();
        assertThat(histogram.max()).isZero();
    }
}
