package gateway.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.api.Asked;
import gateway.api.Canonical;
import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import gateway.wire.TranscriptionRequestReader;
import java.util.Locale;

/** Reads the caller's request to write down what is said in a file; the file goes to disk as it comes. */
public final class ReadTranscription {

    private final BodyReader bodies;
    private final TranscriptionRequestReader reader;
    private final TranscriptionOperation operation;
    private final ObjectMapper mapper;
    private final UploadFolder folder;

    ReadTranscription(
            BodyReader bodies,
            TranscriptionRequestReader reader,
            TranscriptionOperation operation,
            ObjectMapper mapper,
            UploadFolder folder) {
        this.bodies = bodies;
        this.reader = reader;
        this.operation = operation;
        this.mapper = mapper;
        this.folder = folder;
    }

    /** @throws GatewayException 400, 408, 413, 415 or 503, naming what is wrong */
    public void read(Call call) {
        Inbound inbound = call.inbound;
        String type = inbound.contentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(UploadedForm.TYPE)) {
            throw new GatewayException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "Send a form of the type '" + UploadedForm.TYPE + "' with the file in it.");
        }
        SoundForm form = bodies.readStreamed(call, body -> SoundForm.read(body, type, folder, mapper));
        call.upload = form;
        Canonical canonical = call.dialect.read(new Asked(inbound.path(), inbound.query(), form.fields()));
        call.conversion = canonical.wayBack();
        call.request = reader.read(canonical.request(), form.seconds());
        call.operation = operation;
        inbound.client().watch();
    }
}
