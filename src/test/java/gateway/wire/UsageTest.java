package gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageTest {

    private static final int CONTEXT = 1_000;

    /** Columns as in {@link ToldUsage}: the prompt and its parts, what was generated and its parts, the total. */
    @ParameterizedTest
    @CsvSource({
        "-7, 0, 0, 0, 0,  4, 0, 0,  0, IMPOSSIBLE",
        " 7, 0, 0, 0, 0,  4, 0, 0, -1, IMPOSSIBLE",
        "10001, 0, 0, 0, 0, 4, 0, 0, 0, ABSURD",
        " 7, 0, 0, 0, 0, 10001, 0, 0, 0, ABSURD",
        " 0, 0, 0, 0, 0,  4, 0, 0,  0, ZERO",
        " 7, 0, 0, 0, 0,  0, 0, 0,  0, ZERO",
        " 7, 5, 3, 0, 0,  4, 0, 0,  0, PARTS",
        " 7, 0, 0, 8, 0,  4, 0, 0,  0, PARTS",
        " 7, 0, 0, 0, 0,  4, 5, 0,  0, PARTS",
        " 7, 0, 0, 0, 0,  4, 0, 5,  0, PARTS",
        " 7, 0, 0, 0, 0,  4, 1, 0, 13, TOTAL",
    })
    void whatCannotBeTrueIsReplacedByOurOwnCount(
            long prompt,
            long cached,
            long written,
            long image,
            long audio,
            long completion,
            long reasoning,
            long spoken,
            long total,
            UsageAnomaly anomaly) {
        ToldUsage told = new ToldUsage(prompt, cached, written, image, audio, completion, reasoning, spoken, total);

        Usage usage = Usage.of(told, 5, 9, CONTEXT);

        assertThat(usage).isEqualTo(new Usage(5, 0, 0, 0, 0, 3, 0, 0, null, anomaly));
        assertThat(usage.estimated()).isTrue();
    }

    @Test
    void noCountIsReplacedToo() {
        assertThat(Usage.of(null, 5, 0, CONTEXT))
                .isEqualTo(new Usage(5, 0, 0, 0, 0, 0, 0, 0, null, UsageAnomaly.MISSING));
    }

    @Test
    void nothingGeneratedCostsNothing() {
        assertThat(Usage.of(new ToldUsage(7, 0, 0, 0, 0, 0, 0, 0, 7), 5, 0, CONTEXT)
                        .anomaly())
                .isNull();
    }

    @Test
    void partsDoNotOverlapAndAddUpToTheTotal() {
        Usage usage = Usage.of(new ToldUsage(100, 30, 20, 10, 15, 40, 25, 5, 140), 1, 1, CONTEXT);

        assertThat(usage).isEqualTo(new Usage(25, 30, 20, 10, 15, 10, 25, 5, null, null));
        assertThat(usage.total()).isEqualTo(140);
    }

    /** Sound that came from the cache is in both of the vendor's counts. */
    @Test
    void whatIsCachedIsCountedAsThatAlone() {
        Usage usage = Usage.of(new ToldUsage(100, 90, 0, 0, 50, 40, 0, 0, 140), 1, 1, CONTEXT);

        assertThat(usage).isEqualTo(new Usage(0, 90, 0, 0, 10, 40, 0, 0, null, null));
    }

    /** Some vendors leave it out of what they call completion. */
    @Test
    void reasoningThatStandsApartIsAdded() {
        Usage usage = Usage.of(new ToldUsage(31, 0, 0, 0, 0, 12, 40, 0, 83), 1, 1, CONTEXT);

        assertThat(usage).isEqualTo(new Usage(31, 0, 0, 0, 0, 12, 40, 0, null, null));
        assertThat(usage.total()).isEqualTo(83);
    }
}
