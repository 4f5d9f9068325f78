package gateway.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.media.FileName;
import gateway.media.ImageHeader;
import gateway.media.MediaLinks;
import gateway.media.MediaSettings;
import gateway.media.MediaStore;
import gateway.media.http.FetchException;
import gateway.media.http.NotPublicException;
import gateway.media.http.PublicClient;
import gateway.vendors.Offer;
import gateway.wire.ImageForm;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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
    private static final String FILE = "file";

    /** Of a picture, in bytes, Base64 and JSON. */
    private static final int COPIES = 4;

    private static final String FORM = "form";
    private static final byte[] NOTHING = {};

    private final BodyMemory memory;
    private final MediaStore store;
    private final MediaLinks links;
    private final PublicClient fetch;
    private final String publicUrl;
    private final boolean anywhere;

    ImageFiles(BodyMemory memory, MediaStore store, MediaLinks links, PublicClient fetch, MediaSettings settings) {
        this.memory = memory;
        this.store = store;
        this.links = links;
        this.fetch = fetch;
        this.publicUrl = settings.publicUrl();
        this.anywhere = settings.fetchPrivate();
    }

    /**
     * An image with its bytes, or with a link of ours. One that cannot be brought into this form stays as its vendor gave it: it
     * has been paid for.
     *
     * @param image one item of a canonical answer
     */
    JsonNode formed(JsonNode image, ImageForm form, Call call) {
        boolean bytesGiven = !image.path(BASE64).asText("").isEmpty();
        if (bytesGiven && form != ImageForm.URL) {
            return image;
        }
        byte[] content = content(image, call);
        if (ImageHeader.read(content) == null) {
            return image;
        }
        ObjectNode formed = image.deepCopy();
        if (form == ImageForm.B64_JSON) {
            formed.remove(URL);
            return formed.put(BASE64, Base64.getEncoder().encodeToString(content));
        }
        FileName file = stored(content, call);
        if (file == null) {
            return image;
        }
        formed.remove(BASE64);
        return formed.put(URL, links.to(file, address(call.inbound)));
    }

    /**
     * An image for an answer that is asked for later, when a link of today would have expired: with the name of its file. One
     * that cannot be had stays as its vendor gave it.
     */
    JsonNode kept(JsonNode image, ImageForm form, Call call) {
        byte[] content = content(image, call);
        FileName file = ImageHeader.read(content) == null ? null : stored(content, call);
        if (file == null) {
            return image;
        }
        ObjectNode kept = image.deepCopy();
        kept.remove(List.of(BASE64, URL));
        return kept.put(FILE, file.toString()).put(FORM, form.name());
    }

    static boolean isKept(JsonNode image) {
        return image.has(FILE);
    }

    /**
     * The same image as its caller wants it: with its bytes where they asked for them, else with a link.
     *
     * @param address of the gateway, without a slash at its end
     * @param call that holds the bytes; null where a link will do
     */
    void show(ObjectNode kept, String address, @Nullable Call call) throws IOException {
        FileName file = FileName.parse(kept.path(FILE).asText());
        String form = kept.path(FORM).asText();
        kept.remove(List.of(FILE, FORM));
        long size = file == null ? MediaStore.ABSENT : store.size(file);
        if (call != null && file != null && form.equals(ImageForm.B64_JSON.name()) && size != MediaStore.ABSENT) {
            memory.reserve(call, COPIES * size);
            try (InputStream in = store.read(file, 0)) {
                kept.put(BASE64, Base64.getEncoder().encodeToString(in.readAllBytes()));
            }
        } else if (file != null) {
            kept.put(URL, links.to(file, address));
        }
    }

    private byte[] content(JsonNode image, Call call) {
        String bytes = image.path(BASE64).asText("");
        return bytes.isEmpty() ? fetched(image.path(URL).asText(), call) : decoded(bytes);
    }

    private @Nullable FileName stored(byte[] content, Call call) {
        try {
            return store.put(content);
        } catch (IOException e) {
            LOG.error(
                    "request {}: an image could not be stored, and is handed out as its vendor gave it: {}",
                    call.id,
                    e.toString());
            return null;
        }
    }

    /** Empty when it cannot be had. */
    private byte[] fetched(String address, Call call) {
        Offer offer = call.attempt().offer();
        try {
            return fetch.get(address, anywhere || isAt(offer.outlet().baseUrl(), address));
        } catch (IOException e) {
            // Its own words may hold the address, which may be signed.
            boolean ours = e instanceof FetchException || e instanceof NotPublicException;
            LOG.warn(
                    "request {}: an image could not be copied from where {} put it: {}",
                    call.id,
                    offer.name(),
                    ours ? e.getMessage() : e.getClass().getSimpleName());
            return NOTHING;
        }
    }

    /** Whoever wrote the card trusts the place that it names. */
    private static boolean isAt(URI baseUrl, String address) {
        try {
            URI uri = URI.create(address);
            return baseUrl.getHost() != null
                    && baseUrl.getHost().equalsIgnoreCase(uri.getHost())
                    && baseUrl.getPort() == uri.getPort()
                    && String.valueOf(baseUrl.getScheme()).equals(uri.getScheme());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Empty when it is no Base64. */
    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return NOTHING;
        }
    }

    /** Of the gateway, as the caller knows it. */
    String address(Inbound inbound) {
        String host = inbound.headers().value("Host");
        if (publicUrl.isEmpty() && host != null && HOST.matcher(host).matches()) {
            return "http://" + host;
        }
        return publicUrl;
    }
}
