package gateway.api;

/** A dialect in which the size of a prompt can be asked for. Such requests are read as others are. */
public interface CountingDialect extends Dialect {

    /**
     * Whether a request at this path, one of {@link #endpoints()}, asks for the size of its prompt only.
     *
     * @param path of the request, decoded
     */
    boolean counts(String path);

    /**
     * The answer to such a request.
     *
     * @param tokens our own count
     */
    byte[] counted(int tokens);
}
