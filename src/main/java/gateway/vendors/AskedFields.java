package gateway.vendors;

/** The fields of one request, as rules ask for them. */
public interface AskedFields {

    /** A request of which nothing is known. */
    AskedFields NONE = path -> false;

    /** Whether the request has the field, and it is not null. */
    boolean has(FieldPath path);
}
