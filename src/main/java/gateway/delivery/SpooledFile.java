package gateway.delivery;

import gateway.fault.GatewayException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * A caller's file on disk while its request lasts: too large to be held in memory, and needed anew when another vendor is
 * tried. Its content is read by one thread.
 */
final class SpooledFile implements Closeable {

    private static final int PIECE = 64 * 1024;
    private static final int BEGIN = 4 * 1024;

    private final Room room;
    private final FileChannel channel;
    private byte[] begin = {};
    private long size;

    private SpooledFile(UploadFolder folder) {
        this.room = folder.room();
        this.channel = folder.file();
    }

    /**
     * Takes in all there is of a stream.
     *
     * @throws GatewayException 503 when the folder is full
     */
    static SpooledFile of(InputStream in, UploadFolder folder) throws IOException {
        SpooledFile file = new SpooledFile(folder);
        try {
            byte[] piece = new byte[PIECE];
            for (int read = in.readNBytes(piece, 0, PIECE); read > 0; read = in.readNBytes(piece, 0, PIECE)) {
                file.add(piece, read);
            }
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private void add(byte[] piece, int length) {
        room.reserve(length);
        if (size == 0) {
            begin = Arrays.copyOf(piece, Math.min(length, BEGIN));
        }
        size += length;
        write(channel, ByteBuffer.wrap(piece, 0, length));
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
    long size() {
        return size;
    }

    /** All of it, from the beginning; may be opened again, and must not be closed: that would be the end of the file. */
    InputStream open() throws IOException {
        return Channels.newInputStream(channel.position(0));
    }

    /** May be closed twice. */
    @Override
    public void close() {
        room.add(-size);
        size = 0;
        try {
            channel.close();
        } catch (IOException e) {
            // nobody needs it any more
        }
    }
}
