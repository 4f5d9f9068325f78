package gateway.live;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Forms with a file of sound in them, a character a byte. */
final class SoundForms {

    static final String PATH = "/v1/audio/transcriptions";

    /** Samples a second. */
    static final int RATE = 16_000;

    private static final String BOUNDARY = "----between";

    private SoundForms() {}

    static HttpResponse<String> ask(Gateway gateway, String parts) {
        byte[] body = (parts + "--" + BOUNDARY + "--\r\n").getBytes(ISO_8859_1);
        return gateway.postBytes(PATH, "multipart/form-data; boundary=" + BOUNDARY, body);
    }

    static String part(String name, String value) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    static String file(byte[] content) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\n\r\n"
                + new String(content, ISO_8859_1) + "\r\n";
    }

    /** Silence of one channel, 16 bits a sample. */
    static byte[] wav(int samples) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ByteBuffer head = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
        head.put("RIFF".getBytes(ISO_8859_1)).putInt(36 + 2 * samples);
        head.put("WAVEfmt ".getBytes(ISO_8859_1)).putInt(16).putShort((short) 1).putShort((short) 1);
        head.putInt(RATE).putInt(2 * RATE).putShort((short) 2).putShort((short) 16);
        head.put("data".getBytes(ISO_8859_1)).putInt(2 * samples);
        file.writeBytes(head.array());
        file.writeBytes(new byte[2 * samples]);
        return file.toByteArray();
    }
}
