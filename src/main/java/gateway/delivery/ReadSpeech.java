package gateway.delivery;

import gateway.api.Asked;
import gateway.api.Canonical;
import gateway.wire.SpeechRequestReader;

/** Reads the caller's request to read a text aloud, within its limits. */
public final class ReadSpeech {

    private final BodyReader bodies;
    private final SpeechRequestReader reader;
    private final SpeechOperation operation;

    ReadSpeech(BodyReader bodies, SpeechRequestReader reader, SpeechOperation operation) {
        this.bodies = bodies;
        this.reader = reader;
        this.operation = operation;
    }

    /** @throws gateway.fault.GatewayException 400, 408, 413 or 415, naming what is wrong */
    public void read(Call call) {
        Inbound inbound = call.inbound;
        Canonical canonical = call.dialect.read(new Asked(inbound.path(), inbound.query(), bodies.read(call)));
        call.conversion = canonical.wayBack();
        call.request = reader.read(canonical.request());
        call.operation = operation;
        inbound.client().watch();
    }
}
