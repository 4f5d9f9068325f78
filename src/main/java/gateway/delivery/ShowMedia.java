package gateway.delivery;

import gateway.api.Endpoint;
import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import gateway.media.FileName;
import gateway.media.MediaLinks;
import gateway.media.MediaStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands out stored files, whole or in part, to whoever has a link that was made here. */
public final class ShowMedia {

    private static final Logger LOG = LoggerFactory.getLogger(ShowMedia.class);
    private static final int PIECE = 64 * 1024;

    private final MediaStore store;
    private final MediaLinks links;
    private final InstantSource clock;

    ShowMedia(MediaStore store, MediaLinks links, InstantSource clock) {
        this.store = store;
        this.links = links;
        this.clock = clock;
    }

    /** @throws GatewayException 403, 404 or 410 when the link leads to nothing */
    public void admit(Call call) {
        links.check(file(call), call.inbound.query());
    }

    /**
     * @throws GatewayException 404 when the file is gone, 416 for a range beyond its end
     * @throws CallFailure when the caller has left
     */
    public void show(Call call) throws IOException {
        FileName file = file(call);
        long size = store.size(file);
        if (size == MediaStore.ABSENT) {
            throw absent();
        }
        Map<String, String> headers = headers(call, file);
        if (('"' + file.hash() + '"').equals(call.inbound.headers().value("If-None-Match"))) {
            call.status = 304;
            call.inbound.client().send(call.status, headers, new byte[0]);
            return;
        }
        headers.put("Content-Type", file.type().mediaType());
        ByteRange range = ByteRange.parse(range(call, file), size);
        if (range.partly(size)) {
            headers.put("Content-Range", "bytes " + range.from() + '-' + (range.until() - 1) + '/' + size);
        }
        headers.put("Content-Length", Long.toString(range.length()));
        // Opened before anything is said: a file that has gone meanwhile is an error like any other.
        try (InputStream in = store.read(file, range.from())) {
            call.status = range.partly(size) ? 206 : 200;
            call.inbound.client().begin(call.status, headers);
            send(call.inbound.client(), in, range.length());
        } catch (NoSuchFileException e) {
            throw absent();
        }
    }

    /** Null where the whole is wanted: of another file than the caller has a part of, too. */
    private static @Nullable String range(Call call, FileName file) {
        String known = call.inbound.headers().value("If-Range");
        boolean same = known == null || known.equals('"' + file.hash() + '"');
        return same && call.inbound.method().equals("GET")
                ? call.inbound.headers().value("Range")
                : null;
    }

    private static void send(Client client, InputStream in, long length) {
        byte[] piece = new byte[(int) Math.min(PIECE, length)];
        long left = length;
        while (left > 0) {
            int read = next(in, piece, (int) Math.min(piece.length, left));
            if (read <= 0) {
                // What was sent must not be taken for the whole.
                client.abort();
                return;
            }
            try {
                client.write(piece, 0, read);
            } catch (IOException e) {
                throw CallFailure.clientGone();
            }
            left -= read;
        }
    }

    /** Nothing when it cannot be read. */
    private static int next(InputStream in, byte[] piece, int length) {
        try {
            return in.readNBytes(piece, 0, length);
        } catch (IOException e) {
            LOG.error("a stored file cannot be read to its end: {}", e.toString());
            return 0;
        }
    }

    private Map<String, String> headers(Call call, FileName file) {
        Instant expires = links.check(file, call.inbound.query());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(RequestIds.HEADER, call.id);
        headers.put("ETag", '"' + file.hash() + '"');
        headers.put("Accept-Ranges", "bytes");
        long seconds = Duration.between(clock.instant(), expires).toSeconds();
        headers.put("Cache-Control", "public, max-age=" + Math.max(0, seconds) + ", immutable");
        headers.put("X-Content-Type-Options", "nosniff");
        return headers;
    }

    private static FileName file(Call call) {
        String path = Endpoint.trimmed(call.inbound.path());
        FileName file = FileName.parse(path.substring(path.lastIndexOf('/') + 1));
        if (file == null) {
            throw absent();
        }
        return file;
    }

    private static GatewayException absent() {
        return new GatewayException(
                ErrorCode.FILE_NOT_FOUND, "There is no such file, or no more: files are kept for a while only.");
    }
}
