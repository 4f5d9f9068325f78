package gateway.local;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.local.Delivery.Ending;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstructionsTest {

    @Test
    void severalInstructionsInOneMessageAreAllObeyed() {
        Instructions ordered = Instructions.in("Please wait 2 s, then stream 20 words and break after 5 words!");

        assertThat(ordered).isEqualTo(new Instructions(0, Duration.ofSeconds(2), 20, 5, Ending.BREAK));
    }

    @Test
    void unitsAndDefaults() {
        assertThat(Instructions.in("wait 250ms").delay()).isEqualTo(Duration.ofMillis(250));
        assertThat(Instructions.in("WAIT 1 second").delay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(Instructions.in("Stall."))
                .extracting(Instructions::ending, Instructions::endAfter)
                .containsExactly(Ending.STALL, 3);
        assertThat(Instructions.in("stall after 1 word").endAfter()).isEqualTo(1);
        assertThat(Instructions.in("fail with 404").failStatus()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ,;. ", "Why do engines stall?", "fail with 200", "fail with 5033", "I wait 2 s for you"})
    void talkIsNotAnInstruction(String message) {
        assertThat(Instructions.in(message))
                .isEqualTo(new Instructions(0, Duration.ZERO, 0, Integer.MAX_VALUE, Ending.COMPLETE));
    }
}
