package gateway.wire;

import com.fasterxml.jackson.core.JsonFactory;
import gateway.fault.GatewayException;
import gateway.vendors.Feature;
import org.jspecify.annotations.Nullable;

/** Reads a request for images in the canonical dialect in one pass, without a tree. Thread-safe. */
public final class ImageRequestReader {

    private final JsonFactory json;
    private final int mostImages;
    private final long mostPixels;

    /**
     * @param json a factory that bounds depth and size, see {@link WireJson#factory}
     * @param mostImages wanted by one request
     * @param mostPixels of an image that the caller gives
     */
    public ImageRequestReader(JsonFactory json, int mostImages, long mostPixels) {
        this.json = json;
        this.mostImages = mostImages;
        this.mostPixels = mostPixels;
    }

    /**
     * @param bytes UTF-8 JSON
     * @param operation the only one possible; null where the request names it
     * @throws GatewayException {@code invalid_request}, naming the field at fault
     */
    public ImageRequest read(byte[] bytes, @Nullable Feature operation) {
        return RequestJson.read(
                json, bytes, (parser, body) -> new ImageRequestFields(parser, body, mostImages, mostPixels, operation));
    }
}
