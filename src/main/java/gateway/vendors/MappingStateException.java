package gateway.vendors;

import com.schibsted.spt.data.jslt.JsltException;

/** A mapping wants to remember too much. */
final class MappingStateException extends JsltException {

    private static final long serialVersionUID = 1;

    MappingStateException(String message) {
        super(message);
    }
}
