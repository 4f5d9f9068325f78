package gateway.delivery;

import gateway.api.Asked;
import gateway.api.Canonical;
import gateway.api.EmbeddingDialect;
import gateway.wire.EmbeddingRequest;
import gateway.wire.EmbeddingRequestReader;

/** Reads the caller's request for embeddings, within its limits. */
public final class ReadEmbeddings {

    private final BodyReader bodies;
    private final EmbeddingRequestReader reader;
    private final EmbeddingOperation.Factory operations;

    ReadEmbeddings(BodyReader bodies, EmbeddingRequestReader reader, EmbeddingOperation.Factory operations) {
        this.bodies = bodies;
        this.reader = reader;
        this.operations = operations;
    }

    /** @throws gateway.fault.GatewayException 400, 408, 413 or 415, naming what is wrong */
    public void read(Call call) {
        Inbound inbound = call.inbound;
        byte[] body = bodies.read(call);
        Asked asked = new Asked(inbound.path(), inbound.query(), body);
        Canonical canonical =
                call.dialect instanceof EmbeddingDialect dialect ? dialect.readTexts(asked) : call.dialect.read(asked);
        call.conversion = canonical.wayBack();
        EmbeddingRequest request = reader.read(canonical.request());
        call.request = request;
        call.operation = operations.of(request);
        inbound.client().watch();
    }
}
