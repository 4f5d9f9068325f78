package gateway.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.vendors.ImageSize;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.util.Base64;
import java.util.Iterator;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import net.coobird.thumbnailator.Thumbnails;
import org.apache.camel.Body;
import org.apache.camel.Headers;

/**
 * Brings images to another size and type in this process, in the form of an HTTP vendor that answers with the bytes of one. How
 * large an image is stands in its first bytes, and is looked at before anything is decoded. Thread-safe.
 */
public final class ImageConverter {

    private static final int OK = 200;
    private static final int INVALID = 400;
    private static final int TOO_LARGE = 413;
    private static final int USUAL_QUALITY = 85;
    private static final double PERCENT = 100;
    private static final String JPEG = "jpeg";

    private final ObjectMapper json;
    private final long mostPixels;

    /** @param mostPixels width times height of an image that is decoded */
    ImageConverter(ObjectMapper json, long mostPixels) {
        // What is read is in memory already, and there may be no folder to write to.
        ImageIO.setUseCache(false);
        this.json = json;
        this.mostPixels = mostPixels;
    }

    /** Takes a canonical request; the headers of the message become those of a response. */
    public InputStream convert(@Body byte[] body, @Headers Map<String, Object> headers) throws IOException {
        JsonNode request = json.readTree(body);
        JsonNode images = request.path("image");
        String given = (images.isArray() ? images.path(0) : images).asText();
        byte[] file = Base64.getMimeDecoder().decode(given.substring(given.indexOf(',') + 1));
        try {
            return written(decoded(file), request, headers);
        } catch (RefusedException e) {
            return LocalResponse.refused(headers, e.status, "image", String.valueOf(e.getMessage()));
        }
    }

    /** As it is to be looked at: cameras say how they were held. */
    private BufferedImage decoded(byte[] file) throws IOException {
        try {
            refuseTooLarge(file);
            return Thumbnails.of(new ByteArrayInputStream(file)).scale(1).asBufferedImage();
        } catch (RefusedException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Whatever a reader makes of a file that is none.
            throw new RefusedException(INVALID, "The image is damaged: it cannot be decoded.");
        }
    }

    private void refuseTooLarge(byte[] file) throws IOException {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new RefusedException(INVALID, "The image cannot be read here: send PNG, JPEG, WebP or GIF.");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                if (pixels > mostPixels) {
                    throw new RefusedException(
                            TOO_LARGE,
                            "The image has " + pixels + " pixels; at most " + mostPixels + " are converted here.");
                }
            } finally {
                reader.dispose();
            }
        }
    }

    private static InputStream written(BufferedImage image, JsonNode request, Map<String, Object> headers)
            throws IOException {
        String format = request.path("output_format").asText("png");
        ImageSize size = ImageSize.parse(request.path("size").asText(""));
        int width = size == null ? image.getWidth() : size.width();
        int height = size == null ? image.getHeight() : size.height();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        Thumbnails.of(format.equals(JPEG) ? onWhite(image) : image)
                .forceSize(width, height)
                .outputFormat(format)
                .outputQuality(request.path("output_compression").asInt(USUAL_QUALITY) / PERCENT)
                .toOutputStream(file);
        LocalResponse.head(headers, OK, "image/" + format);
        return new ByteArrayInputStream(file.toByteArray());
    }

    /** JPEG has no transparency: what shows through would be black. */
    private static BufferedImage onWhite(BufferedImage image) {
        BufferedImage opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = opaque.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        return opaque;
    }

    /** An image that is not converted; the message is for callers. */
    private static final class RefusedException extends IOException {

        @Serial
        private static final long serialVersionUID = 1L;

        private final int status;

        RefusedException(int status, String message) {
            super(message);
            this.status = status;
        }
    }
}
