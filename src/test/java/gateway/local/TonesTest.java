package gateway.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said in tones is heard in them again. */
class TonesTest {

    @ParameterizedTest
    @ValueSource(ints = {'a', ' ', '\n', 0, 'é', '你', 0x1F642, Character.MAX_CODE_POINT})
    void aCharacterIsHeardHoweverLoud(int character) {
        assertThat(Tones.heard(Tones.of(character))).isEqualTo(character);
        assertThat(Tones.heard(changed(Tones.of(character), 0.05, 0))).isEqualTo(character);
    }

    @Test
    void aCharacterIsHeardInSomeNoise() {
        assertThat(Tones.heard(changed(Tones.of('k'), 1, 6_000))).isEqualTo('k');
    }

    @Test
    void otherSoundIsNoCharacter() {
        assertThat(Tones.heard(changed(Tones.of(' '), 1, 20_000))).isEqualTo(Tones.NOTHING);
        byte[] tone = new byte[Tones.BYTES];
        ByteBuffer samples = ByteBuffer.wrap(tone).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < Tones.LENGTH; i++) {
            samples.putShort((short) (10_000 * Math.sin(2 * Math.PI * 440 * i / Tones.RATE)));
        }
        assertThat(Tones.heard(tone)).isEqualTo(Tones.NOTHING);
    }

    /** Louder or softer, with noise that is the same each time. */
    private static byte[] changed(byte[] sound, double factor, int noise) {
        Random random = new Random(3);
        ByteBuffer from = ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer to = ByteBuffer.allocate(sound.length).order(ByteOrder.LITTLE_ENDIAN);
        while (from.hasRemaining()) {
            int sample = (int) (from.getShort() * factor + (random.nextDouble() - 0.5) * noise);
            to.putShort((short) Math.clamp(sample, Short.MIN_VALUE, Short.MAX_VALUE));
        }
        return to.array();
    }
}
