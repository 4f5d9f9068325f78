package gateway.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.schibsted.spt.data.jslt.JsltException;
import gateway.api.Endpoint;
import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import gateway.tasks.Tasks;
import gateway.vendors.CallbackSignature;
import gateway.vendors.LiveVendor;
import gateway.vendors.TaskShape;
import gateway.vendors.VendorDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Takes vendors' word that there is news of their work. What a callback says of the work is not believed: it may come late,
 * twice or from somebody else. It is a hint to ask the vendor itself. Its address holds a token for one task, or, for a vendor
 * that calls one address for all its work, its body is signed.
 */
public final class Callbacks {

    /** Stands in the place of a token at the address that a vendor calls for all its work. */
    private static final String OF_ACCOUNT = "account";

    private static final byte[] EMPTY = {'{', '}'};
    private static final int OK = 200;
    private static final int LARGEST = 256 * 1024;

    /** Bodies that are read at once: until they are whole nobody knows whether a vendor sends them. */
    private static final int AT_ONCE = 32;

    private static final Duration SOON = Duration.ofSeconds(10);

    /** The secrets of vendors that sign. */
    @FunctionalInterface
    interface Secrets {

        /** Null for a vendor whose secret nobody has set. */
        @Nullable
        String of(String vendor);
    }

    private final TaskTags tags;
    private final Tasks tasks;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final VendorDirectory vendors;
    private final Secrets secrets;
    private final ObjectMapper mapper;

    Callbacks(TaskTags tags, Tasks tasks, VendorDirectory vendors, Secrets secrets, ObjectMapper mapper) {
        this.tags = tags;
        this.tasks = tasks;
        this.vendors = vendors;
        this.secrets = secrets;
        this.mapper = mapper;
    }

    /** @throws GatewayException 404 when the address was not made here, 401 when a signature is missing or wrong */
    public void admit(Call call) throws IOException {
        String path = Endpoint.trimmed(call.inbound.path());
        String[] parts = path.substring(TaskTags.PATH.length()).split("/", 2);
        String vendor = parts[0];
        String token = parts.length == 2 ? parts[1] : "";
        CallbackSignature signature = token.equals(OF_ACCOUNT) ? signature(vendor) : null;
        if (signature != null) {
            call.news = signed(call, vendor, signature);
            return;
        }
        call.news = tags.task(vendor, token);
        if (call.news == null) {
            throw new GatewayException(ErrorCode.TASK_NOT_FOUND, "No task waits for a word at this address.");
        }
    }

    /** @throws CallFailure when the vendor has left */
    public void take(Call call) {
        if (call.news != null) {
            tasks.hasten(call.news);
        }
        call.status = OK;
        try {
            call.inbound.client().send(OK, Map.of("Content-Type", AnswerHeaders.JSON), EMPTY);
        } catch (IOException e) {
            throw CallFailure.clientGone();
        }
    }

    private @Nullable CallbackSignature signature(String vendor) {
        return vendors.catalog().vendors().stream()
                .filter(live -> live.card().name().equals(vendor))
                .map(Callbacks::signature)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable CallbackSignature signature(LiveVendor vendor) {
        return vendor.card().models().stream()
                .map(model -> model.capability().protocol().task())
                .filter(Objects::nonNull)
                .map(TaskShape::callback)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The task that a signed body tells of; null when there is none, or none any more. */
    private @Nullable String signed(Call call, String vendor, CallbackSignature how) throws IOException {
        String secret = secrets.of(vendor);
        String shown = call.inbound.headers().value(how.header());
        if (secret == null || secret.isEmpty() || shown == null) {
            throw forged(how);
        }
        byte[] body = body(call);
        if (!matches(shown.strip(), HmacSha256.of(secret.getBytes(StandardCharsets.UTF_8), body))) {
            throw forged(how);
        }
        try {
            String job = how.job().apply(mapper.readTree(body)).asText("");
            return job.isEmpty() ? null : tasks.ofJob(vendor, job);
        } catch (IOException | JsltException e) {
            throw GatewayException.invalid(null, "The body does not name the work of which there is news.");
        }
    }

    private static GatewayException forged(CallbackSignature how) {
        return new GatewayException(
                ErrorCode.INVALID_API_KEY,
                "The header '" + how.header() + "' does not hold the signature of this body.");
    }

    /** Whoever sends it has no key: it is short, and comes soon. */
    private byte[] body(Call call) throws IOException {
        if (!places.tryAcquire()) {
            throw new GatewayException(
                    ErrorCode.OVERLOADED, "Too many callbacks come at once; try again.", null, Duration.ofSeconds(1));
        }
        call.deadlineNanos = call.startedNanos + SOON.toNanos();
        call.reading = true;
        try {
            byte[] body = call.inbound.body().readNBytes(LARGEST + 1);
            if (body.length > LARGEST) {
                throw new GatewayException(ErrorCode.BODY_TOO_LARGE, "The body is larger than " + LARGEST + " bytes.");
            }
            return body;
        } finally {
            call.reading = false;
            places.release();
        }
    }

    private static boolean matches(String shown, byte[] made) {
        byte[] given = shown.getBytes(StandardCharsets.US_ASCII);
        byte[] hex = HexFormat.of().formatHex(made).getBytes(StandardCharsets.US_ASCII);
        byte[] base64 = Base64.getEncoder().encode(made);
        return MessageDigest.isEqual(given, hex) || MessageDigest.isEqual(given, base64);
    }
}
