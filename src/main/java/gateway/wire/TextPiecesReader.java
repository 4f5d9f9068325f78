package gateway.wire;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Makes an event of each piece of plain text as it comes: a JSON string. A character split between two pieces waits. */
public final class TextPiecesReader implements EventReader {

    private static final int PIECE_BYTES = 8 * 1024;

    private final InputStream in;
    private final StreamEvent event = new StreamEvent();
    private final ByteBuffer bytes = ByteBuffer.allocate(PIECE_BYTES);
    private final CharBuffer chars = CharBuffer.allocate(PIECE_BYTES);
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);

    public TextPiecesReader(InputStream in) {
        this.in = in;
    }

    @Override
    public @Nullable StreamEvent next() throws IOException {
        while (true) {
            int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
            boolean ended = count < 0;
            bytes.position(bytes.position() + Math.max(0, count)).flip();
            decoder.decode(bytes, chars, ended);
            bytes.compact();
            chars.flip();
            if (chars.hasRemaining()) {
                String quoted = '"' + new String(JsonStringEncoder.getInstance().quoteAsString(chars.toString())) + '"';
                chars.clear();
                byte[] data = quoted.getBytes(StandardCharsets.UTF_8);
                return event.view(data, 0, data.length, false, null);
            }
            chars.clear();
            if (ended) {
                return null;
            }
        }
    }

    @Override
    public boolean pending() {
        return false;
    }
}
