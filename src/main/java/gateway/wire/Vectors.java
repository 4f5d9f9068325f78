package gateway.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import gateway.wire.ChatRequest.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The two forms in which vectors travel: an array of numbers, or Base64 of little-endian 32-bit floats. */
public final class Vectors {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private Vectors() {}

    /** Number of floats in it; -1 when something in it is no number. */
    static int lengthOfBase64(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            ByteBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            while (floats.remaining() >= Float.BYTES) {
                if (!Float.isFinite(floats.getFloat())) {
                    return -1;
                }
            }
            return floats.hasRemaining() ? -1 : bytes.length / Float.BYTES;
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }

    /** Writes a vector that was read as valid in the form that is asked for; unchanged when it has that form. */
    public static void write(byte[] json, Span vector, boolean base64, ByteArrayOutputStream out) {
        boolean isBase64 = json[vector.start()] == '"';
        if (isBase64 == base64) {
            out.write(json, vector.start(), vector.length());
        } else if (base64) {
            out.writeBytes(toBase64(text(json, vector.start() + 1, vector.end() - 1)));
        } else {
            out.writeBytes(toNumbers(Base64.getDecoder().decode(string(json, vector))));
        }
    }

    private static byte[] toBase64(String numbers) {
        String[] written = numbers.split(",", -1);
        ByteBuffer floats = ByteBuffer.allocate(written.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (String number : written) {
            floats.putFloat(Float.parseFloat(number));
        }
        return ('"' + Base64.getEncoder().encodeToString(floats.array()) + '"').getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] toNumbers(byte[] floats) {
        ByteBuffer buffer = ByteBuffer.wrap(floats).order(ByteOrder.LITTLE_ENDIAN);
        StringBuilder numbers = new StringBuilder(floats.length * Float.BYTES).append('[');
        while (buffer.hasRemaining()) {
            numbers.append(numbers.length() > 1 ? "," : "").append(buffer.getFloat());
        }
        return numbers.append(']').toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String string(byte[] json, Span vector) {
        try (JsonParser parser = JSON.createParser(json, vector.start(), vector.length())) {
            parser.nextToken();
            return parser.getText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte[] json, int from, int to) {
        return new String(json, from, to - from, StandardCharsets.US_ASCII);
    }
}
