package gateway.local;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Sound of one channel, 16 bits a sample, low byte first: a tone a character, silence for blanks. */
final class Tones {

    /** Samples a second. */
    static final int RATE = 24_000;

    /** Samples of one character. */
    static final int LENGTH = RATE * 60 / 1000;

    private static final int SAMPLE = Short.BYTES;
    private static final int HEADER = 44;
    private static final int HEADER_BEHIND_LENGTH = HEADER - 8;
    private static final int FORMAT_LENGTH = 16;
    private static final short PCM = 1;
    private static final short BITS = 16;
    private static final double LOWEST = 220;
    private static final int STEPS = 24;
    private static final double STEPS_OF_OCTAVE = 12;
    private static final int LOUDNESS = 8_000;

    private Tones() {}

    static byte[] of(int character) {
        ByteBuffer tone = ByteBuffer.allocate(LENGTH * SAMPLE).order(ByteOrder.LITTLE_ENDIAN);
        double frequency = LOWEST * Math.pow(2, character % STEPS / STEPS_OF_OCTAVE);
        boolean silent = Character.isWhitespace(character);
        for (int i = 0; i < LENGTH; i++) {
            tone.putShort((short) (silent ? 0 : LOUDNESS * Math.sin(2 * Math.PI * frequency * i / RATE)));
        }
        return tone.array();
    }

    /** The beginning of a WAV file. */
    static byte[] header(int characters) {
        int length = characters * LENGTH * SAMPLE;
        return ByteBuffer.allocate(HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF"))
                .putInt(HEADER_BEHIND_LENGTH + length)
                .put(ascii("WAVEfmt "))
                .putInt(FORMAT_LENGTH)
                .putShort(PCM)
                .putShort((short) 1)
                .putInt(RATE)
                .putInt(RATE * SAMPLE)
                .putShort((short) SAMPLE)
                .putShort(BITS)
                .put(ascii("data"))
                .putInt(length)
                .array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
