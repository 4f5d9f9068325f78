package gateway.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.media.FileName;
import gateway.media.MediaLinks;
import gateway.media.MediaSettings;
import gateway.media.MediaStore;
import gateway.media.http.PublicFetch;
import gateway.wire.ImageForm;
import java.io.IOException;
import java.util.Base64;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings images into the form that their caller wants. What a vendor gives by a link of its own is copied at once, for such
 * links end soon.
 */
final class ImageFiles {

    private static final Logger LOG = LoggerFactory.getLogger(ImageFiles.class);
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?|\\[[0-9a-fA-F:]{2,45}](:[0-9]{1,5})?");
    private static final String BASE64 = "b64_json";
    private static final String URL = "url";

    private final MediaStore store;
    private final MediaLinks links;
    private final PublicFetch fetch;
    private final String publicUrl;

    ImageFiles(MediaStore store, MediaLinks links, PublicFetch fetch, MediaSettings settings) {
        this.store = store;
        this.links = links;
        this.fetch = fetch;
        this.publicUrl = settings.publicUrl();
    }

    /**
     * An image with its bytes, or with a link of ours. One that cannot be copied keeps its vendor's link: it has been paid
     * for.
     *
     * @param image one item of a canonical answer
     * @throws CallFailure when its bytes are none of an image
     */
    JsonNode formed(JsonNode image, ImageForm form, Inbound inbound) {
        boolean bytesGiven = image.hasNonNull(BASE64);
        if (bytesGiven && form != ImageForm.URL) {
            return image;
        }
        ObjectNode formed = image.deepCopy();
        try {
            byte[] content = bytesGiven
                    ? decoded(image.get(BASE64).asText())
                    : fetch.get(image.get(URL).asText());
            if (form == ImageForm.B64_JSON) {
                formed.remove(URL);
                return formed.put(BASE64, Base64.getEncoder().encodeToString(content));
            }
            FileName file = store.put(content);
            formed.remove(BASE64);
            return formed.put(URL, links.to(file, address(inbound)));
        } catch (IOException | IllegalArgumentException e) {
            if (bytesGiven) {
                throw new CallFailure(FailureKind.UNREADABLE, "an image is none, or cannot be stored");
            }
            LOG.warn("an image could not be copied from where its vendor put it: {}", e.getMessage());
            return image;
        }
    }

    private static byte[] decoded(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    private String address(Inbound inbound) {
        String host = inbound.headers().value("Host");
        if (publicUrl.isEmpty() && host != null && HOST.matcher(host).matches()) {
            return "http://" + host;
        }
        return publicUrl;
    }
}
