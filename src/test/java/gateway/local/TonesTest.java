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
        assertThat(Tones.heard(together(Tones.of('a'), Tones.of('z')))).isEqualTo(Tones.NOTHING);
    }

    @Test
    void aFileOfAnotherFormIsNotTakenForSpeech() {
        byte[] head = Tones.header(5);
        assertThat(Tones.begins(head)).isTrue();
        head[22] = 2; // channels
        assertThat(Tones.begins(head)).isFalse();
        assertThat(Tones.begins(new byte[10])).isFalse();
    }

    private static byte[] together(byte[] one, byte[] other) {
        ByteBuffer first = ByteBuffer.wrap(one).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer second = ByteBuffer.wrap(other).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer sum = ByteBuffer.allocate(one.length).order(ByteOrder.LITTLE_ENDIAN);
        while (first.hasRemaining()) {
            sum.putShort((short) ((first.getShort() + second.getShort()) / 2));
        }
        return sum.array();
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
