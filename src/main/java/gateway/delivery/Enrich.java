package gateway.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.schibsted.spt.data.jslt.JsltException;
import gateway.vendors.Mapping;
import gateway.vendors.Offer;
import gateway.vendors.StreamShape;
import gateway.vendors.VendorModel;
import gateway.wire.ImageRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Makes the message a vendor gets: its model name, the card's defaults, its dialect, our credential. */
public final class Enrich {

    /** Exchange property: the model's name at the vendor. */
    public static final String MODEL = "vendorModel";

    /** Exchange property: the vendor's name for work that it has begun. */
    public static final String TASK = "vendorTask";

    private static final String STREAMS = "vendorStreams";

    /** What is asked of a vendor that ends its work later; templates choose a path by it. */
    private static final String STEP = "vendorStep";

    /** What is to be done to images; templates choose a path by it. */
    private static final String OPERATION = "vendorOperation";

    /** Nothing that could end a line, and no more than a list of names takes. */
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7E]{1,1000}");

    private final Credentials credentials;
    private final TaskCalls tasks;
    private final ObjectMapper forms;

    /** @param forms reads requests that become forms */
    Enrich(Credentials credentials, TaskCalls tasks, ObjectMapper forms) {
        this.tasks = tasks;
        this.credentials = credentials;
        this.forms = forms;
    }

    /** @throws CallFailure when the vendor's mapping cannot take this request, or our key cannot be shown */
    public void enrich(Call call, Message message) {
        Attempt attempt = call.attempt();
        TaskCall task = call.task;
        if (task != null && task.step() != TaskCall.Step.BEGIN) {
            ask(task, attempt, message);
            return;
        }
        if (task != null && attempt.offer().protocol().task() != null) {
            tasks.mark(call);
        }
        boolean streamed = call.request().stream();
        byte[] body = body(call, attempt.offer());
        String type = AnswerHeaders.JSON;
        if (call.request() instanceof ImageRequest images) {
            message.getExchange().setProperty(OPERATION, images.operation().wire());
            if (attempt.offer().protocol().forms().contains(images.operation())) {
                FormData form = FormData.of(body, forms);
                body = form.body();
                type = form.contentType();
            }
        }
        message.setBody(body);
        SoundForm upload = call.upload;
        if (upload != null) {
            FileForm form = form(body, upload);
            message.setBody(form);
            type = form.contentType();
        }
        message.getExchange().setProperty(MODEL, attempt.offer().model().vendorModel());
        message.getExchange().setProperty(STREAMS, streamed);
        message.setHeader(Exchange.CONTENT_TYPE, type);
        StreamShape stream = attempt.offer().protocol().stream();
        message.setHeader(
                "Accept",
                streamed ? stream.framing().accept() : call.operation().accept());
        pass(call, attempt.offer().protocol().passedHeaders(), message);
        credentials.show(attempt, body, message);
    }

    /** A question about work that was begun before has no body. */
    private void ask(TaskCall task, Attempt attempt, Message message) {
        byte[] nothing = {};
        message.setBody(nothing);
        message.getExchange().setProperty(STEP, task.step().wire());
        message.getExchange().setProperty(TASK, task.job().id());
        message.setHeader("Accept", AnswerHeaders.JSON);
        credentials.show(attempt, nothing, message);
    }

    private static void pass(Call call, Set<String> names, Message message) {
        for (String name : names) {
            String value = call.inbound.headers().value(name);
            if (value != null && HEADER_VALUE.matcher(value).matches()) {
                message.setHeader(name, value);
            }
        }
    }

    private FileForm form(byte[] fields, SoundForm upload) {
        try {
            return FileForm.of(fields, upload, forms);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] body(Call call, Offer offer) {
        VendorModel to = offer.vendorModel();
        try {
            return call.operation().question(call, to);
        } catch (JsltException e) {
            Mapping mapping = Objects.requireNonNull(to.mappings().request());
            throw new CallFailure(FailureKind.UNMAPPABLE, mapping.place(e) + " cannot take the request");
        }
    }
}
