package gateway.delivery;

import gateway.api.Asked;
import gateway.api.Conversion;
import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import gateway.time.Ticker;
import gateway.wire.ChatRequest;
import gateway.wire.ChatRequestReader;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the caller's chat request, within its limits. */
public final class ReadChat {

    private final ChatRequestReader reader;
    private final Ticker ticker;
    private final int bodyLimit;
    private final Duration deadline;

    ReadChat(ChatRequestReader reader, DeliverySettings settings, Ticker ticker) {
        this.reader = reader;
        this.ticker = ticker;
        this.bodyLimit = (int) settings.bodyLimit().toBytes();
        this.deadline = settings.deadline();
    }

    /** @throws GatewayException 400, 408, 413 or 415, naming what is wrong */
    public void read(Call call) {
        Inbound inbound = call.inbound;
        checkType(inbound);
        call.deadlineNanos = call.startedNanos + deadline(inbound.deadline()).toNanos();
        Conversion conversion = call.dialect.read(new Asked(inbound.path(), inbound.query(), body(inbound)));
        call.conversion = conversion;
        ChatRequest request = reader.read(conversion.request());
        call.request = request;
        inbound.client().watch();
        if (request.stream()) {
            call.events = new EventStream(inbound.client(), ticker, AnswerHeaders.events(call), conversion.heartbeat());
        }
    }

    private static void checkType(Inbound inbound) {
        String type = inbound.contentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new GatewayException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send JSON, with the header 'Content-Type: application/json'.");
        }
        String encoding = inbound.contentEncoding();
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new GatewayException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send the body as it is, without 'Content-Encoding'.");
        }
    }

    private byte[] body(Inbound inbound) {
        if (inbound.contentLength() > bodyLimit) {
            throw tooLarge();
        }
        try {
            byte[] body = inbound.contentLength() >= 0
                    ? inbound.body().readNBytes((int) inbound.contentLength())
                    : inbound.body().readNBytes(bodyLimit + 1);
            if (body.length > bodyLimit) {
                throw tooLarge();
            }
            return body;
        } catch (SocketTimeoutException e) {
            throw new GatewayException(ErrorCode.REQUEST_TIMEOUT, "The rest of the body did not come in time.");
        } catch (IOException e) {
            throw CallFailure.clientGone();
        }
    }

    private GatewayException tooLarge() {
        return new GatewayException(
                ErrorCode.BODY_TOO_LARGE, "The body is larger than the " + bodyLimit + " bytes allowed.");
    }

    private Duration deadline(@Nullable String header) {
        if (header == null) {
            return deadline;
        }
        try {
            Duration asked = Duration.ofMillis(Integer.parseInt(header.strip()));
            if (asked.isPositive()) {
                return asked.compareTo(deadline) < 0 ? asked : deadline;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw GatewayException.invalid(
                "x-gateway-deadline-ms",
                "The header 'x-gateway-deadline-ms' must be a positive number of milliseconds.");
    }
}
