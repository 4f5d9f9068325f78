package gateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import gateway.media.ImageHeader;
import gateway.wire.ChatRequest.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The images that a caller gives: data URLs, or addresses, which only a vendor ever looks at. Used once. */
final class GivenImages {

    /** More than any vendor takes. */
    private static final int MOST = 16;

    private static final int LONGEST_ADDRESS = 4096;
    private static final String BASE64 = ";base64";
    private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);

    private final JsonParser parser;
    private final byte[] body;
    private final long mostPixels;
    private int count;
    private boolean byAddress;

    /** @param mostPixels of one image */
    GivenImages(JsonParser parser, byte[] body, long mostPixels) {
        this.parser = parser;
        this.body = body;
        this.mostPixels = mostPixels;
    }

    /** Beside the mask. */
    int count() {
        return count;
    }

    boolean byAddress() {
        return byAddress;
    }

    /** One, or an array of some; null counts as none. */
    void readImages(String field) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                readOne(field + '[' + count + ']');
                count++;
                if (count > MOST) {
                    throw GatewayException.invalid(
                            field, "The field '" + field + "' may hold at most " + MOST + " images.");
                }
            }
        } else if (parser.currentToken() != JsonToken.VALUE_NULL) {
            readOne(field);
            count = 1;
        }
    }

    void readOne(String field) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw RequestFields.wrongType(field, "an image as a data URL, or its http(s) address");
        }
        Span value = JsonSpans.value(parser);
        int begin = value.start() + 1;
        if (begin + DATA.length < value.end()
                && Arrays.equals(body, begin, begin + DATA.length, DATA, 0, DATA.length)) {
            checkData(field, begin, value.end() - 1);
        } else {
            checkAddress(field);
        }
    }

    private void checkAddress(String field) throws IOException {
        String address = parser.getText();
        if (address.length() > LONGEST_ADDRESS || !(address.startsWith("https://") || address.startsWith("http://"))) {
            throw RequestFields.wrongType(field, "an image as a data URL, or its http(s) address");
        }
        byAddress = true;
    }

    private void checkData(String field, int from, int to) throws IOException {
        byte[] url = Arrays.copyOfRange(body, from, to);
        if (contains(url, '\\')) {
            // Some JSON writers escape every slash, of which Base64 has many.
            url = parser.getText().getBytes(StandardCharsets.UTF_8);
        }
        ImageHeader header = header(url);
        if (header == null) {
            throw new GatewayException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "The field '" + field + "' holds no image: send PNG, JPEG, WebP, GIF or AVIF in Base64.",
                    field,
                    null);
        }
        if (header.damaged()) {
            throw GatewayException.invalid(
                    field, "The image in '" + field + "' is damaged: it does not say how large it is.");
        }
        if (header.pixels() > mostPixels) {
            throw new GatewayException(
                    ErrorCode.BODY_TOO_LARGE,
                    "The image in '" + field + "' has " + header.width() + " x " + header.height() + " pixels; at most "
                            + mostPixels + " in all are allowed.",
                    field,
                    null);
        }
    }

    /** Null when it is no image in Base64. All of it is decoded, as a form may have to do, but no pixel. */
    private static @Nullable ImageHeader header(byte[] url) {
        int comma = 0;
        while (comma < url.length && url[comma] != ',') {
            comma++;
        }
        if (!new String(url, 0, comma, StandardCharsets.UTF_8).endsWith(BASE64) || comma == url.length) {
            return null;
        }
        try {
            return ImageHeader.read(Base64.getDecoder().decode(Arrays.copyOfRange(url, comma + 1, url.length)));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean contains(byte[] bytes, char wanted) {
        for (byte b : bytes) {
            if (b == wanted) {
                return true;
            }
        }
        return false;
    }
}
