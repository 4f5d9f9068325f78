package gateway.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.schibsted.spt.data.jslt.JsltException;
import gateway.vendors.Mapping;
import gateway.vendors.VendorKey;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a vendor's refusal: whose fault it is, and what of it the caller may see. Thread-safe. */
final class VendorErrors {

    /** Codes of the canonical dialect that mean an empty account, whatever the status says. */
    private static final Set<String> EMPTY_ACCOUNT = Set.of("insufficient_quota", "credit_balance_exhausted");

    private static final int LONGEST_TEXT = 500;

    /** Keys are echoed in parts; this many characters of one are enough to tell. */
    private static final int TELLING_PART = 8;

    private final ObjectMapper mapper;

    VendorErrors(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * @param status HTTP status, not one of success
     * @param body the refusal, cut at some length; may be anything
     */
    CallFailure classify(
            int status,
            byte[] body,
            @Nullable Duration retryAfter,
            @Nullable Mapping mapping,
            @Nullable VendorKey key,
            URI baseUrl) {
        JsonNode error = error(body, mapping);
        FailureKind kind = kind(status, error.path("code").asText(""));
        String detail = "HTTP " + status;
        if (kind == FailureKind.CALLER) {
            String text = cleaned(error.path("message").asText(""), key, baseUrl);
            detail = text.isEmpty() ? "The vendor refused the request with HTTP " + status + "." : text;
        }
        return new CallFailure(kind, detail, status, retryAfter);
    }

    private static FailureKind kind(int status, String code) {
        if (EMPTY_ACCOUNT.contains(code)) {
            return FailureKind.OUR_KEY;
        }
        return switch (status) {
            case 401, 402, 403 -> FailureKind.OUR_KEY;
            case 404 -> FailureKind.UNKNOWN_MODEL;
            case 408, 409, 425 -> FailureKind.SERVER_ERROR;
            case 429 -> FailureKind.RATE_LIMITED;
            case 503, 529 -> FailureKind.OVERLOADED;
            default -> {
                if (status >= 500) {
                    yield FailureKind.SERVER_ERROR;
                }
                yield status >= 400 ? FailureKind.CALLER : FailureKind.NOT_THE_VENDOR;
            }
        };
    }

    /** The refusal as {@code {"message", "type", "code"}}; empty when it cannot be read. */
    JsonNode error(byte[] body, @Nullable Mapping mapping) {
        try {
            JsonNode tree = mapper.readTree(body);
            if (mapping != null) {
                return mapping.apply(tree);
            }
            return tree.has("error") ? tree.get("error") : tree;
        } catch (IOException | JsltException e) {
            // A page, or half an object: then the status is all there is.
            return mapper.createObjectNode();
        }
    }

    /** Vendors repeat the credential they were sent, and the address they were reached at. */
    private static String cleaned(String text, @Nullable VendorKey key, URI baseUrl) {
        String secret = key == null ? "" : key.secret();
        if (!secret.isEmpty() && text.contains(secret.substring(0, Math.min(TELLING_PART, secret.length())))) {
            return "";
        }
        String plain = text.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .limit(LONGEST_TEXT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return baseUrl.getHost() == null ? plain : plain.replace(baseUrl.getHost(), "the vendor");
    }
}
