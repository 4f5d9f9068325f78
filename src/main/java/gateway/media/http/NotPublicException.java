package gateway.media.http;

import java.net.UnknownHostException;

/** A name leads into our own network. Its message is our own and holds nothing of the address. */
public final class NotPublicException extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    NotPublicException() {
        super(
                "its address is not public, and not that of the vendor; the setting gateway.media.fetch-private allows it");
    }
}
