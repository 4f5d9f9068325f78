package gateway.api;

import gateway.fault.ErrorCode;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An error to be told to a caller.
 *
 * @param message for people
 * @param param the field at fault; null when it is none
 * @param vendorCode the vendor's own name for a fault of the request; null when it told none
 * @param retryable whether it is wise to repeat the same request
 * @param requestId by which the request can be found
 */
public record ApiError(
        ErrorCode code,
        @Nullable String message,
        @Nullable String param,
        @Nullable String vendorCode,
        boolean retryable,
        String requestId) {

    private static final Pattern WITHIN = Pattern.compile("[.\\[]");

    /**
     * The same error in the words of a dialect.
     *
     * @param names what its callers call canonical fields, and all that is within them
     */
    public ApiError named(Map<String, String> names) {
        String told = param;
        if (told == null) {
            return this;
        }
        String outer = WITHIN.split(told, 2)[0];
        String field = names.getOrDefault(told, names.getOrDefault(outer, told));
        String words = message == null ? null : message.replace('\'' + told + '\'', '\'' + field + '\'');
        return new ApiError(code, words, field, vendorCode, retryable, requestId);
    }
}
