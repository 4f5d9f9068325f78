package gateway.delivery;

import gateway.api.Endpoint;
import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import gateway.media.FileName;
import gateway.media.MediaLinks;
import gateway.media.MediaStore;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Hands out stored files, whole or in part, to whoever has a link that was made here. */
public final class ShowMedia {

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

    /** @throws GatewayException 404 when the file is gone, 416 for a range beyond its end */
    public void show(Call call) throws IOException {
        FileName file = file(call);
        long size = store.size(file);
        if (size == MediaStore.ABSENT) {
            throw absent();
        }
        Instant expires = links.check(file, call.inbound.query());
        Map<String, String> headers = headers(call, file, expires);
        if (('"' + file.hash() + '"').equals(call.inbound.headers().value("If-None-Match"))) {
            call.status = 304;
            call.inbound.client().send(call.status, headers, new byte[0]);
            return;
        }
        headers.put("Content-Type", file.type().mediaType());
        ByteRange range = ByteRange.parse(call.inbound.headers().value("Range"), size);
        call.status = range.partly(size) ? 206 : 200;
        if (range.partly(size)) {
            headers.put("Content-Range", "bytes " + range.from() + '-' + (range.until() - 1) + '/' + size);
        }
        headers.put("Content-Length", Long.toString(range.length()));
        call.inbound.client().begin(call.status, headers);
        send(call, file, range);
    }

    private void send(Call call, FileName file, ByteRange range) throws IOException {
        byte[] piece = new byte[(int) Math.min(PIECE, range.length())];
        long left = range.length();
        try (InputStream in = store.read(file, range.from())) {
            while (left > 0) {
                int read = in.readNBytes(piece, 0, (int) Math.min(piece.length, left));
                if (read == 0) {
                    // It was removed while it was sent: what was sent must not be taken for the whole.
                    call.inbound.client().abort();
                    return;
                }
                call.inbound.client().write(piece, 0, read);
                left -= read;
            }
        }
    }

    private Map<String, String> headers(Call call, FileName file, Instant expires) {
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
