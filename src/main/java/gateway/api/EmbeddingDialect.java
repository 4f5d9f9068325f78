package gateway.api;

/** A dialect in which vectors of texts can be asked for, at a path of its chat. */
public interface EmbeddingDialect extends Dialect {

    /**
     * Whether a request at this path, one of {@link #endpoints()}, asks for vectors.
     *
     * @param path of the request, decoded
     */
    boolean embeds(String path);

    /**
     * Reads such a request.
     *
     * @return a canonical request for embeddings, and the way back of such an answer
     * @throws gateway.fault.GatewayException 400, naming the field at fault by the caller's name for it
     */
    Canonical readTexts(Asked asked);
}
