package gateway.local;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Sound of one channel, 16 bits a sample, low byte first, in which text can be heard again: a chord a character, silence for a
 * blank. The seven tones of a chord are the octal digits of its character, each place with eight tones of its own.
 */
final class Tones {

    /** Samples a second. */
    static final int RATE = 24_000;

    /** Samples of one character. */
    static final int LENGTH = RATE * 60 / 1000;

    private static final int SAMPLE = Short.BYTES;

    /** Bytes of one character. */
    static final int BYTES = LENGTH * SAMPLE;

    /** What stands for a sound that is no chord. */
    static final int NOTHING = -1;

    /** Bytes of a WAV file before the first sample. */
    static final int HEADER = 44;

    private static final int LENGTH_AT = 4;
    private static final int HEADER_BEHIND_LENGTH = HEADER - 8;
    private static final int DATA_LENGTH_AT = HEADER - 4;
    private static final int FORMAT_LENGTH = 16;
    private static final short PCM = 1;

    /** As many octal digits as the largest code point has. */
    private static final int PLACES = 7;

    private static final int DIGITS = 8;
    private static final int BITS_OF_DIGIT = 3;

    /** Whole waves of each tone fit into a character, so that no tone is heard in another. */
    private static final int LOWEST_WAVES = 18;

    private static final int WAVES_APART = 3;
    private static final int LOUDNESS = 4_000;

    /** Mean of the squares of samples below which nobody hears anything. */
    private static final double SILENCE = 16;

    /** Of its share in a chord, the power that a tone has at least. */
    private static final double CLEAR = 0.5;

    private static final float[][] TONES = tones();

    private Tones() {}

    private static float[][] tones() {
        float[][] tones = new float[PLACES * DIGITS][LENGTH];
        for (int tone = 0; tone < tones.length; tone++) {
            double step = 2 * Math.PI * (LOWEST_WAVES + WAVES_APART * tone) / LENGTH;
            for (int i = 0; i < LENGTH; i++) {
                tones[tone][i] = (float) Math.sin(step * i);
            }
        }
        return tones;
    }

    static byte[] of(int character) {
        ByteBuffer sound = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < LENGTH && character != ' '; i++) {
            float sum = 0;
            for (int place = 0; place < PLACES; place++) {
                sum += TONES[place * DIGITS + digit(character, place)][i];
            }
            sound.putShort((short) (LOUDNESS * sum));
        }
        return sound.array();
    }

    private static int digit(int character, int place) {
        return (character >> (place * BITS_OF_DIGIT)) & (DIGITS - 1);
    }

    /**
     * The character whose sound this is, however loud; {@link #NOTHING} where it is none.
     *
     * @param sound as long as a character's
     */
    static int heard(byte[] sound) {
        short[] samples = new short[LENGTH];
        ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        double power = 0;
        for (short sample : samples) {
            power += sample * sample;
        }
        if (power < SILENCE * LENGTH) {
            return ' ';
        }
        int character = 0;
        for (int place = 0; place < PLACES; place++) {
            int digit = heard(samples, place, power * CLEAR / PLACES);
            if (digit == NOTHING) {
                return NOTHING;
            }
            character |= digit << (place * BITS_OF_DIGIT);
        }
        return Character.isValidCodePoint(character) ? character : NOTHING;
    }

    /** The only tone of a place that is clear. */
    private static int heard(short[] samples, int place, double least) {
        int heard = NOTHING;
        for (int digit = 0; digit < DIGITS; digit++) {
            float[] tone = TONES[place * DIGITS + digit];
            double product = 0;
            for (int i = 0; i < LENGTH; i++) {
                product += samples[i] * tone[i];
            }
            // What is left of the tone alone: its power is half of its square's sum.
            boolean clear = product * product * 2 / LENGTH >= least;
            if (clear && heard != NOTHING) {
                return NOTHING;
            }
            heard = clear ? digit : heard;
        }
        return heard;
    }

    /** The beginning of a WAV file. */
    static byte[] header(int characters) {
        int length = characters * BYTES;
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
                .putShort((short) (SAMPLE * Byte.SIZE))
                .put(ascii("data"))
                .putInt(length)
                .array();
    }

    /** Whether a file begins like one of these, however long it says that it is. */
    static boolean begins(byte[] file) {
        if (file.length < HEADER) {
            return false;
        }
        ByteBuffer begin = ByteBuffer.wrap(file.clone(), 0, HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(LENGTH_AT, HEADER_BEHIND_LENGTH)
                .putInt(DATA_LENGTH_AT, 0);
        return begin.equals(ByteBuffer.wrap(header(0)));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
