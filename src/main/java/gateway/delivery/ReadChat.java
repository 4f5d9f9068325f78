package gateway.delivery;

import gateway.api.Asked;
import gateway.api.Canonical;
import gateway.api.Conversion;
import gateway.time.Ticker;
import gateway.wire.ChatRequest;
import gateway.wire.ChatRequestReader;

/** Reads the caller's chat request, within its limits. */
public final class ReadChat {

    private final BodyReader bodies;
    private final BodyMemory memory;
    private final ChatRequestReader reader;
    private final ChatOperation operation;
    private final Ticker ticker;

    ReadChat(BodyReader bodies, BodyMemory memory, ChatRequestReader reader, ChatOperation operation, Ticker ticker) {
        this.bodies = bodies;
        this.memory = memory;
        this.reader = reader;
        this.operation = operation;
        this.ticker = ticker;
    }

    /** @throws gateway.fault.GatewayException 400, 408, 413 or 415, naming what is wrong */
    public void read(Call call) {
        Inbound inbound = call.inbound;
        byte[] body = bodies.read(call);
        Canonical canonical = call.dialect.read(new Asked(inbound.path(), inbound.query(), body));
        memory.resize(call, canonical.request().length);
        Conversion conversion = canonical.wayBack();
        call.conversion = conversion;
        ChatRequest request = reader.read(canonical.request());
        call.request = request;
        call.operation = operation;
        inbound.client().watch();
        if (request.stream()) {
            call.events = new EventStream(inbound.client(), ticker, AnswerHeaders.events(call), conversion.heartbeat());
        }
    }
}
