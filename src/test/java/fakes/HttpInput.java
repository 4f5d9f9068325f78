package fakes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The reading half of HTTP/1.1, for both sides. Strict, so that a test sees what really went over the wire. */
final class HttpInput {

    private final InputStream in;
    /** What has come of the line being read: a reader whose time is over may come back for the rest. */
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();

    HttpInput(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** The next line without its end; null when the stream ends before it. */
    @Nullable
    String line() throws IOException {
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 && partial.size() == 0) {
                return null;
            }
            if (next < 0) {
                throw new EOFException("the connection ended inside the line: " + partial.toString(ISO_8859_1));
            }
            partial.write(next);
        }
        String text = partial.toString(ISO_8859_1);
        partial.reset();
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    Headers headers() throws IOException {
        List<Map.Entry<String, String>> lines = new ArrayList<>();
        for (String line = mandatoryLine(); !line.isEmpty(); line = mandatoryLine()) {
            int colon = line.indexOf(':');
            lines.add(Map.entry(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return new Headers(List.copyOf(lines));
    }

    /**
     * The body these headers announce. It ends with -1 at its proper end, and with an EOFException when it is cut.
     *
     * @param untilClose whether a body without any framing runs to the end of the connection, as replies may
     */
    InputStream body(Headers headers, boolean untilClose) {
        if (headers.lists("Transfer-Encoding", "chunked")) {
            return new ChunkedBody();
        }
        String length = headers.first("Content-Length");
        if (length != null) {
            return new CountedBody(Long.parseLong(length));
        }
        return untilClose ? in : InputStream.nullInputStream();
    }

    private String mandatoryLine() throws IOException {
        String line = line();
        if (line == null) {
            throw new EOFException("the connection ended inside the headers");
        }
        return line;
    }

    private class CountedBody extends InputStream {

        private long left;

        CountedBody(long length) {
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = in.read(into, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw new EOFException("the connection ended " + left + " bytes before the end of the body");
            }
            left -= count;
            return count;
        }
    }

    private final class ChunkedBody extends InputStream {

        private CountedBody chunk = new CountedBody(0);
        private boolean betweenChunks = true;
        private boolean ended;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = ended ? -1 : chunk.read(into, offset, length);
            if (count >= 0 || ended) {
                return count;
            }
            if (!betweenChunks) {
                mandatoryLine();
                betweenChunks = true;
            }
            long size = Long.parseLong(mandatoryLine().split(";", 2)[0].strip(), 16);
            if (size == 0) {
                ended = true;
                headers();
            }
            chunk = new CountedBody(size);
            betweenChunks = false;
            return read(into, offset, length);
        }
    }
}
