package gateway.vendors;

/** What becomes of a request's field that a vendor cannot do; the names in a card are in lower case. */
public enum Unsupported {
    /** Requests with it do not go to this vendor. */
    REJECT,
    /** It is left out. */
    DROP
}
