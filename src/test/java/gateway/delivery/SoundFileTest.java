package gateway.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoundFileTest {

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "fLaC....,FLAC",
                "OggS....,OGG",
                "\u001aE\u00df\u00a3....,WEBM",
                "RIFF....WAVEfmt,WAV",
                "....ftypM4A,MP4",
                "ID3....,MP3",
                "\u00ff\u00fb....,MP3"
            })
    void aFileIsWhatItBeginsAs(String begin, SoundFile type) {
        assertThat(SoundFile.of(begin.getBytes(ISO_8859_1))).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "R", "RIFF....AVI ", "%PDF-1.4", "\u00ff"})
    void whatBeginsOtherwiseIsNone(String begin) {
        assertThat(SoundFile.of(begin.getBytes(ISO_8859_1))).isNull();
    }

    @Test
    void theLengthOfAWavStandsInItsHeadAndThatOfOthersIsGuessed() {
        byte[] wav = new byte[44];
        ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).putInt(28, 32_000);

        assertThat(SoundFile.WAV.seconds(wav, 96_044)).isEqualTo(3);
        ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).putInt(28, Integer.MAX_VALUE);
        assertThat(SoundFile.WAV.seconds(wav, 3_840_000)).isEqualTo(10);
        assertThat(SoundFile.MP3.seconds(wav, 96_044)).isEqualTo(6);
        assertThat(SoundFile.MP3.seconds(wav, 1)).isEqualTo(1);
    }
}
