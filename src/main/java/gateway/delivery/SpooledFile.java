package gateway.delivery;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A caller's file on disk while its request lasts: too large to be held in memory, and needed anew when another vendor is
 * tried. It has no name there, so that nothing is left of it when the process dies. Its content is read by one thread.
 */
final class SpooledFile implements Closeable {

    private static final int PIECE = 64 * 1024;
    private static final int BEGIN = 4 * 1024;

    private final FileChannel channel;
    private final byte[] begin;

    private SpooledFile(FileChannel channel, byte[] begin) {
        this.channel = channel;
        this.begin = begin;
    }

    /** Takes in all there is of a stream. */
    static SpooledFile of(InputStream in, Path folder) throws IOException {
        FileChannel channel = opened(folder);
        try {
            byte[] piece = new byte[PIECE];
            byte[] begin = {};
            for (int read = in.readNBytes(piece, 0, PIECE); read > 0; read = in.readNBytes(piece, 0, PIECE)) {
                begin = begin.length == 0 ? Arrays.copyOf(piece, Math.min(read, BEGIN)) : begin;
                write(channel, ByteBuffer.wrap(piece, 0, read));
            }
            return new SpooledFile(channel, begin);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static FileChannel opened(Path folder) {
        try {
            Files.createDirectories(folder);
            Path file = Files.createTempFile(folder, "upload", ".tmp");
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // Where an open file keeps its name it loses it when it is closed.
            }
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A full disk is our fault, and must not be taken for a caller who has left. */
    private static void write(FileChannel channel, ByteBuffer piece) {
        try {
            while (piece.hasRemaining()) {
                channel.write(piece);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its first bytes, at most 4 KB. */
    byte[] begin() {
        return begin.clone();
    }

    /** In bytes. */
    long size() throws IOException {
        return channel.size();
    }

    /** All of it, from the beginning; may be opened again, and need not be closed. */
    InputStream open() {
        return new InputStream() {
            private long position;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int read = channel.read(ByteBuffer.wrap(into, offset, length), position);
                position += Math.max(0, read);
                return read;
            }
        };
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // nobody needs it any more
        }
    }
}
