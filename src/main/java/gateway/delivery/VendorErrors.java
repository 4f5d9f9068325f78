package gateway.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.JsltException;
import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import gateway.vendors.ErrorSigns;
import gateway.vendors.Mapping;
import gateway.vendors.VendorModel;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a vendor's refusal: whose fault it is, and what of it the caller may see. Thread-safe. */
final class VendorErrors {

    /** Codes of the canonical dialect that mean an empty account, whatever the status says. */
    private static final Set<String> EMPTY_ACCOUNT = Set.of("insufficient_quota", "credit_balance_exhausted");

    /** A code, as against a sentence or a number. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{1,63}");

    /** A code that the card does not explain, as against words. */
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,40}");

    private static final int TOO_LARGE = 413;
    private static final int LONGEST_TEXT = 500;
    private static final double LONGEST_PAUSE_SECONDS = 1e6;
    private static final double MILLIS = 1e3;

    private final ObjectMapper mapper;
    private final Misfits misfits;

    VendorErrors(ObjectMapper mapper, Misfits misfits) {
        this.mapper = mapper;
        this.misfits = misfits;
    }

    /**
     * @param status HTTP status, not one of success
     * @param body the refusal, cut at some length; may be anything
     */
    CallFailure classify(int status, byte[] body, @Nullable Duration retryAfter, Attempt attempt) {
        VendorModel from = attempt.offer().vendorModel();
        JsonNode error = error(body, from);
        FailureKind kind =
                kind(status, error.path("code").asText(""), from.protocol().errors());
        if (kind == FailureKind.CALLER) {
            return CallFailure.caller(told(status, error, attempt));
        }
        return new CallFailure(kind, "HTTP " + status + explained(kind), pause(error, retryAfter));
    }

    /** An error under a status of success: what it says counts, not the status. */
    CallFailure classifyUnderSuccess(byte[] body, Attempt attempt) {
        return classifyUnderSuccess(error(body, attempt.offer().vendorModel()), attempt);
    }

    /**
     * An error in the place of one part of an answer: unless its code says otherwise, what was asked for there is at fault, and
     * not the vendor, which has answered.
     *
     * @param error in the canonical dialect: {@code {"message", "code"}}
     */
    CallFailure classifyOfPart(JsonNode error, Attempt attempt) {
        return known(error, attempt)
                ? classifyUnderSuccess(error, attempt)
                : CallFailure.caller(told(attempt.status, error, attempt));
    }

    /**
     * Work that a vendor has begun and that came to nothing: unless its code says otherwise, the vendor is at fault, and its
     * words are told.
     *
     * @param error in the canonical dialect: {@code {"message", "code"}}; may be missing
     */
    CallFailure classifyOfJob(JsonNode error, Attempt attempt) {
        CallFailure known = known(error, attempt) ? classifyOfPart(error, attempt) : null;
        if (known != null && known.told() != null) {
            return known;
        }
        ErrorCode code = known == null ? ErrorCode.VENDOR_ERROR : known.kind().code();
        return CallFailure.caller(told(code, "The vendor's work has failed.", error, attempt));
    }

    private static boolean known(JsonNode error, Attempt attempt) {
        String code = error.path("code").asText("");
        return EMPTY_ACCOUNT.contains(code)
                || attempt.offer().protocol().errors().codes().containsKey(code);
    }

    private CallFailure classifyUnderSuccess(JsonNode error, Attempt attempt) {
        ErrorSigns signs = attempt.offer().protocol().errors();
        String code = error.path("code").asText("");
        boolean known = known(error, attempt);
        FailureKind kind = known ? kind(0, code, signs) : FailureKind.ERROR_IN_REPLY;
        if (kind == FailureKind.CALLER) {
            return CallFailure.caller(told(attempt.status, error, attempt));
        }
        String shown = cleaned(code, attempt);
        String named = kind == FailureKind.ERROR_IN_REPLY && CODE.matcher(shown).matches() ? ", of code " + shown : "";
        return new CallFailure(kind, "an error instead of an answer" + named + explained(kind), pause(error, null));
    }

    /** What a caller may see of an error that spoils a part of an answer only. */
    static ObjectNode shown(JsonNode error, Attempt attempt) {
        String code = cleaned(error.path("code").asText(""), attempt);
        return JsonNodeFactory.instance
                .objectNode()
                .put("message", cleaned(error.path("message").asText(""), attempt))
                .put("code", NAME.matcher(code).matches() ? code : null);
    }

    private static String explained(FailureKind kind) {
        return kind == FailureKind.UNKNOWN_MODEL ? ": it does not know the model that its card names" : "";
    }

    /**
     * What of a refusal the caller can use: the words, the field, and the vendor's name for the fault, such as
     * {@code context_length_exceeded}, which clients look for. A name that the card explains is foreign to them.
     */
    private static GatewayException told(int status, JsonNode error, Attempt attempt) {
        return told(
                status == TOO_LARGE ? ErrorCode.BODY_TOO_LARGE : ErrorCode.INVALID_REQUEST,
                "The vendor refused the request" + (status < 300 ? "." : " with HTTP " + status + "."),
                error,
                attempt);
    }

    /** @param wordless what is said where the vendor says nothing */
    private static GatewayException told(ErrorCode as, String wordless, JsonNode error, Attempt attempt) {
        ErrorSigns signs = attempt.offer().protocol().errors();
        String message = cleaned(error.path("message").asText(""), attempt);
        String param = cleaned(error.path("param").asText(""), attempt);
        String code = cleaned(error.path("code").asText(""), attempt);
        return GatewayException.refused(
                as,
                message.isEmpty() ? wordless : message,
                param.isEmpty() ? null : param,
                NAME.matcher(code).matches() && !signs.codes().containsKey(code) ? code : null);
    }

    /** Some vendors say in the body how long to wait; {@code error.jslt} then makes {@code retry_after} of it, in seconds. */
    private static @Nullable Duration pause(JsonNode error, @Nullable Duration header) {
        double seconds = error.path("retry_after").asDouble(-1);
        return header == null && seconds >= 0 && seconds < LONGEST_PAUSE_SECONDS
                ? Duration.ofMillis((long) (seconds * MILLIS))
                : header;
    }

    private static FailureKind kind(int status, String code, ErrorSigns signs) {
        ErrorSigns.Meaning meaning = signs.codes().get(code);
        if (meaning != null) {
            return switch (meaning) {
                case RATE_LIMITED -> FailureKind.RATE_LIMITED;
                case OVERLOADED -> FailureKind.OVERLOADED;
                case OUR_KEY -> FailureKind.OUR_KEY;
                case CALLER -> FailureKind.CALLER;
                case UNKNOWN_MODEL -> FailureKind.UNKNOWN_MODEL;
                case SERVER_ERROR -> FailureKind.SERVER_ERROR;
            };
        }
        if (EMPTY_ACCOUNT.contains(code)) {
            return FailureKind.OUR_KEY;
        }
        return switch (status) {
            case 401, 402, 403 -> FailureKind.OUR_KEY;
            case 404 -> FailureKind.UNKNOWN_MODEL;
            case 408, 409, 425 -> FailureKind.SERVER_ERROR;
            case 429 -> FailureKind.RATE_LIMITED;
            case 503, 529 -> FailureKind.OVERLOADED;
            // Somebody between us and the model gave up waiting; the model may not have.
            case 504, 524 -> FailureKind.TIMEOUT;
            default -> {
                if (status >= 500) {
                    yield FailureKind.SERVER_ERROR;
                }
                yield status >= 400 ? FailureKind.CALLER : FailureKind.NOT_THE_VENDOR;
            }
        };
    }

    /**
     * The refusal as {@code {"message", "type", "code"}}; empty when it cannot be read. Then the status is all there is, so the
     * request goes on as that says; a mapping at fault is told to whoever can mend it.
     */
    JsonNode error(byte[] body, VendorModel from) {
        Mapping mapping = from.mappings().error();
        JsonNode tree;
        try {
            tree = mapper.readTree(body);
        } catch (IOException e) {
            // A page, or half an object.
            return mapper.createObjectNode();
        }
        if (mapping == null) {
            return tree.has("error") ? tree.get("error") : tree;
        }
        try {
            JsonNode error = mapping.apply(tree);
            if (!error.hasNonNull("message") && !error.hasNonNull("code")) {
                misfits.failure(from, mapping, tree, "neither message nor code");
            }
            return error;
        } catch (JsltException e) {
            misfits.failure(from, mapping, "an error", tree, e);
            return mapper.createObjectNode();
        }
    }

    /** Vendors repeat the credential they were sent, and the address they were reached at. */
    private static String cleaned(String text, Attempt attempt) {
        if (ShownSecrets.of(attempt).in(text)) {
            return "";
        }
        URI baseUrl = attempt.offer().outlet().baseUrl();
        String plain = text.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .limit(LONGEST_TEXT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return baseUrl.getHost() == null ? plain : plain.replace(baseUrl.getHost(), "the vendor");
    }
}
