package gateway.local;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void joinedWordsAreTheTextAgain() {
        String text = "Hello,  你好 world!\n";

        assertThat(Words.of(text)).containsExactly("Hello,  ", "你", "好 ", "world!\n");
        assertThat(String.join("", Words.of(text))).isEqualTo(text);
        assertThat(Words.count(text)).isEqualTo(4);
        assertThat(Words.count("")).isZero();
    }

    /** A caller may send megabytes of anything; a pattern that backs up over space would take hours. */
    @Test
    void aPromptOfNothingButSpaceIsCountedInNoTime() {
        assertThat(assertTimeoutPreemptively(ofSeconds(10), () -> Words.count(" ".repeat(5_000_000))))
                .isZero();
    }
}
