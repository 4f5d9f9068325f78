package gateway.media.http;

import java.io.IOException;

/** A file could not be fetched. Its message is our own and holds nothing of the address. */
public final class FetchException extends IOException {

    private static final long serialVersionUID = 1L;

    FetchException(String message) {
        super(message);
    }
}
