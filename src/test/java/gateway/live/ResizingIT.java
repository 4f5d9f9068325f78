package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Other sizes and types of images, made in the process. */
class ResizingIT {

    private final Gateway gateway = Gateway.shared();

    @BeforeAll
    static void live() {
        Gateway.shared().copyVendor("resizer", "convert");
    }

    @ParameterizedTest
    @CsvSource({"png, 20x10", "jpeg, 8x8", "webp, 64x48"})
    void anImageComesInTheSizeAndTypeThatWasAskedFor(String format, String size) throws IOException {
        byte[] file =
                converted(png(32, 24, Color.RED), "\"size\":\"" + size + "\",\"output_format\":\"" + format + '"');

        assertThat(kind(file)).isEqualTo(format);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
        assertThat(image.getWidth() + "x" + image.getHeight()).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "webp", "gif"})
    void everyTypeIsRead(String format) throws IOException {
        byte[] given = format.equals("webp")
                ? converted(png(32, 24, Color.RED), "\"output_format\":\"webp\"")
                : encoded(format, 32, 24);

        assertThat(ImageIO.read(new ByteArrayInputStream(converted(given, "\"size\":\"16x12\"")))
                        .getWidth())
                .isEqualTo(16);
    }

    @Test
    void lessQualityTakesLessRoom() throws IOException {
        byte[] given = noise();

        byte[] good = converted(given, "\"output_format\":\"webp\",\"output_compression\":95");
        byte[] small = converted(given, "\"output_format\":\"webp\",\"output_compression\":10");

        assertThat(small.length).isLessThan(good.length / 2);
    }

    @Test
    void whatShowsThroughIsWhiteWhereATypeHasNoTransparency() throws IOException {
        byte[] file = converted(png(16, 16, new Color(0, 0, 0, 0)), "\"output_format\":\"jpeg\"");

        Color middle = new Color(ImageIO.read(new ByteArrayInputStream(file)).getRGB(8, 8));
        assertThat(middle.getRed() + middle.getGreen() + middle.getBlue()).isGreaterThan(740);
    }

    /** Cameras write down how they were held. */
    @Test
    void aPictureStandsAsItsCameraWasHeld() throws IOException {
        byte[] file = converted(turned(encoded("jpeg", 32, 16)), "\"output_format\":\"png\"");

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
        assertThat(image.getWidth() + "x" + image.getHeight()).isEqualTo("16x32");
    }

    @Test
    void aDamagedImageIsTheCallersToMend() {
        byte[] whole = noise();

        HttpResponse<String> answer = ask(Arrays.copyOf(whole, whole.length / 4), "\"size\":\"16x12\"");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Gateway.json(answer.body()).at("/error/message").asText()).contains("damaged");
        assertThat(Gateway.json(answer.body()).at("/error/param").asText()).isEqualTo("image");
    }

    /** What a small file unpacks to is looked at before it is unpacked. */
    @Test
    void moreThanIsDecodedHereIsRefusedUnseen() {
        HttpResponse<String> answer = ask(png(6000, 6000), "\"size\":\"16x12\"");

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(Gateway.json(answer.body()).at("/error/message").asText()).contains("36000000 pixels");
    }

    private byte[] converted(byte[] image, String fields) {
        HttpResponse<String> answer = ask(image, fields);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode data = Gateway.json(answer.body()).at("/data/0/b64_json");
        return Base64.getDecoder().decode(data.asText());
    }

    private HttpResponse<String> ask(byte[] image, String fields) {
        String given = Base64.getEncoder().encodeToString(image);
        return gateway.post(
                "/api/v1/image",
                "{\"model\":\"convert\",\"operation\":\"resize\",\"image\":\"data:image/png;base64," + given + "\","
                        + fields + "}");
    }

    private static String kind(byte[] file) {
        return switch (file[0] & 0xFF) {
            case 0x89 -> "png";
            case 0xFF -> "jpeg";
            default -> new String(file, 8, 4, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
        };
    }

    private static byte[] noise() {
        BufferedImage image = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 40_000; i++) {
            image.setRGB(i % 200, i / 200, i * 0x9E3779B1);
        }
        return written(image, "png");
    }

    private static byte[] png(int width, int height, Color color) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, color.getRGB());
        }
        return written(image, "png");
    }

    private static byte[] encoded(String format, int width, int height) {
        return written(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format);
    }

    private static byte[] written(BufferedImage image, String format) {
        try {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            ImageIO.write(image, format, file);
            return file.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same JPEG with the note that its camera was held upright. */
    private static byte[] turned(byte[] jpeg) {
        byte[] note = HexFormat.of()
                .parseHex(
                        "ffe10022457869660000" + "4d4d002a00000008" + "0001" + "011200030000000100060000" + "00000000");
        // Behind the first segment, which is the one of the file itself.
        int at = 4 + ByteBuffer.wrap(jpeg).getShort(4);
        ByteBuffer file = ByteBuffer.allocate(jpeg.length + note.length);
        return file.put(jpeg, 0, at).put(note).put(jpeg, at, jpeg.length - at).array();
    }

    /** The head of a PNG of this size, and nothing behind it. */
    private static byte[] png(int width, int height) {
        byte[] small = encoded("png", 1, 1);
        ByteBuffer.wrap(small).putInt(16, width).putInt(20, height);
        return small;
    }
}
