package gateway.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ImageHeaderTest {

    @ParameterizedTest
    @CsvSource({"png, PNG", "jpeg, JPEG", "gif, GIF"})
    void theSizeIsReadFromTheBeginning(String format, FileType type) throws IOException {
        assertThat(ImageHeader.read(file(format))).isEqualTo(new ImageHeader(type, 321, 123));
    }

    @ParameterizedTest
    @CsvSource({
        "VP8X, 52494646 00000000 57454250 56503858 0a000000 00000000 400100 7a0000, 321, 123",
        "VP8L, 52494646 00000000 57454250 5650384c 00000000 2f 40811e00, 321, 123",
        "VP8,  52494646 00000000 57454250 56503820 00000000 000000 9d012a 4101 7b00, 321, 123"
    })
    void soIsThatOfEachKindOfWebp(String kind, String hex, int width, int height) {
        byte[] begin = HexFormat.of().parseHex(hex.replace(" ", ""));

        assertThat(ImageHeader.read(begin)).as(kind).isEqualTo(new ImageHeader(FileType.WEBP, width, height));
    }

    @ParameterizedTest
    @EnumSource(
            value = FileType.class,
            names = {"PNG", "JPEG", "GIF"})
    void aBeginningThatIsTooShortTellsTheTypeOnly(FileType type) throws IOException {
        byte[] begin = Arrays.copyOf(file(type.ending()), 8);

        assertThat(ImageHeader.read(begin)).isEqualTo(new ImageHeader(type, 0, 0));
    }

    @Test
    void whatDoesNotSayHowLargeItIsIsDamaged() throws IOException {
        byte[] jpeg = file("jpeg");
        byte[] broken = jpeg.clone();
        broken[5] += 3; // length of the first part

        assertThat(ImageHeader.read(Arrays.copyOf(file("png"), 13)).damaged()).isTrue();
        assertThat(ImageHeader.read(broken).damaged()).isTrue();
        assertThat(ImageHeader.read(jpeg).damaged()).isFalse();
        byte[] filled = new byte[jpeg.length + 1];
        System.arraycopy(jpeg, 0, filled, 0, 2);
        filled[2] = (byte) 0xFF;
        System.arraycopy(jpeg, 2, filled, 3, jpeg.length - 2);
        assertThat(ImageHeader.read(filled)).isEqualTo(ImageHeader.read(jpeg));
    }

    @Test
    void soundsAndTextsAreNoImages() {
        assertThat(ImageHeader.read("RIFF1234WAVEfmt ".getBytes(StandardCharsets.US_ASCII)))
                .isNull();
        assertThat(ImageHeader.read("hello".getBytes(StandardCharsets.US_ASCII)))
                .isNull();
    }

    private static byte[] file(String format) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(321, 123, BufferedImage.TYPE_INT_RGB), format, file);
        return file.toByteArray();
    }
}
