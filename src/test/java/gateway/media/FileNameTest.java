package gateway.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {

    private static final String HASH = "0".repeat(64);

    @ParameterizedTest
    @MethodSource("beginnings")
    void theFirstBytesTellTheType(String begin, FileType type) {
        assertThat(FileType.of(begin.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo(type);
    }

    static Stream<Arguments> beginnings() {
        return Stream.of(
                Arguments.of("\u0089PNG\r\n\u001a\n...", FileType.PNG),
                Arguments.of("\u00ff\u00d8\u00ff\u00e0", FileType.JPEG),
                Arguments.of("GIF89a", FileType.GIF),
                Arguments.of("RIFF1234WEBPVP8", FileType.WEBP),
                Arguments.of("....ftypavif", FileType.AVIF));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "RIFF1234", "<svg", "%PDF-1.7", "<!DOCTYPE html>"})
    void otherFilesAreNone(String begin) {
        assertThat(FileType.of(begin.getBytes(StandardCharsets.ISO_8859_1))).isNull();
    }

    @Test
    void aNameIsReadAsItIsWritten() {
        FileName name = new FileName(HASH, FileType.WEBP);

        assertThat(FileName.parse(name.toString())).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.png", "../../etc/passwd", "0.png"})
    void otherNamesAreNone(String name) {
        assertThat(FileName.parse(name)).isNull();
        assertThat(FileName.parse(HASH + name)).isNull();
        assertThat(FileName.parse(HASH + ".exe")).isNull();
    }
}
