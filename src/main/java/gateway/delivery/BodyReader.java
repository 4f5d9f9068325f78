package gateway.delivery;

import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.MultipartStream;
import org.jspecify.annotations.Nullable;

/** Takes in the body of a request that a vendor will answer, and sets the request's deadline. */
final class BodyReader {

    /** Step in which a body of unknown length is taken in. */
    private static final int PIECE = 64 * 1024;

    /** That exist, beside the form itself, while it becomes JSON; Base64 is a third longer. */
    private static final int COPIES_OF_FORM = 4;

    private final BodyMemory memory;
    private final int bodyLimit;
    private final int uploadLimit;
    private final Duration deadline;

    BodyReader(BodyMemory memory, DeliverySettings settings) {
        this.memory = memory;
        this.bodyLimit = (int) settings.bodyLimit().toBytes();
        this.uploadLimit = (int) settings.uploadLimit().toBytes();
        this.deadline = settings.deadline();
    }

    /** @throws GatewayException 400, 408, 413 or 415, naming what is wrong */
    byte[] read(Call call) {
        checkType(call.inbound);
        return body(call, bodyLimit);
    }

    /**
     * JSON, or a form of several parts with files in it, which becomes JSON.
     *
     * @throws GatewayException 400, 408, 413 or 415, naming what is wrong
     */
    byte[] readUpload(Call call) {
        String type = call.inbound.contentType();
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith(UploadedForm.TYPE)) {
            checkEncoding(call.inbound);
            byte[] form = body(call, uploadLimit);
            memory.reserve(call, (long) COPIES_OF_FORM * form.length);
            byte[] json = UploadedForm.json(form, type);
            memory.resize(call, json.length);
            return json;
        }
        checkType(call.inbound);
        return body(call, uploadLimit);
    }

    private static void checkType(Inbound inbound) {
        String type = inbound.contentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new GatewayException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send JSON, with the header 'Content-Type: application/json'.");
        }
        checkEncoding(inbound);
    }

    private static void checkEncoding(Inbound inbound) {
        String encoding = inbound.contentEncoding();
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new GatewayException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send the body as it is, without 'Content-Encoding'.");
        }
    }

    /** Reads a body of a caller while it comes. */
    @FunctionalInterface
    interface Reading<T> {
        T of(InputStream body) throws IOException;
    }

    /**
     * A body that is not held.
     *
     * @throws GatewayException 400, 408 or 413, naming what is wrong
     */
    <T> T readStreamed(Call call, Reading<T> reading) {
        checkEncoding(call.inbound);
        return within(call, uploadLimit, body -> {
            try {
                return reading.of(new BoundedStream(body, uploadLimit, () -> tooLarge(uploadLimit)));
            } catch (FileUploadException | MultipartStream.MalformedStreamException e) {
                if (e.getCause() instanceof IOException || call.ended() != null) {
                    throw e;
                }
                throw GatewayException.invalid(null, "The body is not the form that its Content-Type promises.");
            }
        });
    }

    private byte[] body(Call call, int limit) {
        return within(call, limit, body -> take(call, call.inbound.contentLength(), limit));
    }

    private <T> T within(Call call, int limit, Reading<T> reading) {
        call.deadlineNanos =
                call.startedNanos + deadline(call.inbound.deadline()).toNanos();
        long announced = call.inbound.contentLength();
        if (announced > limit) {
            throw tooLarge(limit);
        }
        call.reading = true;
        try {
            return reading.of(call.inbound.body());
        } catch (IOException e) {
            boolean timedOut = e instanceof SocketTimeoutException || e.getCause() instanceof SocketTimeoutException;
            throw timedOut || call.ended() == FailureKind.DEADLINE ? late() : CallFailure.clientGone();
        } finally {
            call.reading = false;
        }
    }

    /**
     * Piece by piece: memory is counted as bytes come, not as they are announced, or a few who announce much and send little
     * would keep all others out.
     *
     * @param announced bytes; below 0 when their number is not known
     */
    private byte[] take(Call call, long announced, int limit) throws IOException {
        InputStream in = call.inbound.body();
        byte[] first = in.readNBytes(announced < 0 ? PIECE : (int) Math.min(PIECE, announced));
        memory.reserve(call, first.length);
        if (first.length > limit) {
            throw tooLarge(limit);
        }
        if (first.length == announced || (announced < 0 && first.length < PIECE)) {
            return first;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream(2 * PIECE);
        byte[] piece = first;
        while (piece.length > 0 && body.size() + piece.length <= limit) {
            body.write(piece, 0, piece.length);
            piece = in.readNBytes(announced < 0 ? PIECE : (int) Math.min(PIECE, announced - body.size()));
            memory.reserve(call, piece.length);
        }
        if (piece.length > 0) {
            throw tooLarge(limit);
        }
        if (body.size() < announced) {
            throw new EOFException();
        }
        return body.toByteArray();
    }

    private static GatewayException late() {
        return new GatewayException(ErrorCode.REQUEST_TIMEOUT, "The rest of the body did not come in time.");
    }

    private static GatewayException tooLarge(int limit) {
        return new GatewayException(
                ErrorCode.BODY_TOO_LARGE, "The body is larger than the " + limit + " bytes allowed.");
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
