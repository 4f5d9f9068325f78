package gateway.delivery;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the first bytes of a file say of the sound in it; of films the sound counts. */
enum SoundFile {
    FLAC(0, "fLaC"),
    OGG(0, "OggS"),
    WEBM(0, "\u001aE\u00df\u00a3"),
    WAV(8, "WAVE"),
    MP4(4, "ftyp"),
    MP3(0, "ID3");

    /** Of sound that is compressed, where its length is not looked for: 128 kbit/s. */
    private static final int USUAL_BYTES_A_SECOND = 16_000;

    /** From 8,000 samples of one byte to 48,000 of four in two channels. */
    private static final int LEAST_BYTES_A_SECOND = 8_000;

    private static final int MOST_BYTES_A_SECOND = 384_000;

    private static final int RATE_IN_WAV = 28;
    private static final int MP3_FRAME = 0xFFE0;

    private final int offset;
    private final String mark;

    /** @param mark bytes as characters, where they stand from {@code offset} on */
    SoundFile(int offset, String mark) {
        this.offset = offset;
        this.mark = mark;
    }

    /** Null when it begins as no file of sound does. */
    static @Nullable SoundFile of(byte[] begin) {
        String text = new String(begin, StandardCharsets.ISO_8859_1);
        SoundFile marked = Arrays.stream(values())
                .filter(type -> text.startsWith(type.mark, type.offset))
                .findFirst()
                .orElse(null);
        return marked == null && beginsFrame(begin) ? MP3 : marked;
    }

    /** MP3 without a title. */
    private static boolean beginsFrame(byte[] begin) {
        return begin.length >= Short.BYTES && (ByteBuffer.wrap(begin).getShort() & MP3_FRAME) == MP3_FRAME;
    }

    /** Of the names of such files, without the dot. */
    String ending() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * About how long it is, in seconds; at least one.
     *
     * @param size in bytes
     */
    int seconds(byte[] begin, long size) {
        int told = this == WAV && begin.length >= RATE_IN_WAV + Integer.BYTES
                ? ByteBuffer.wrap(begin).order(ByteOrder.LITTLE_ENDIAN).getInt(RATE_IN_WAV)
                : USUAL_BYTES_A_SECOND;
        // Whoever has written the head may not tell the truth.
        int rate = Math.clamp(told, LEAST_BYTES_A_SECOND, MOST_BYTES_A_SECOND);
        return Math.clamp(size / rate, 1, Integer.MAX_VALUE);
    }
}
