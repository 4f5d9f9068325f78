package gateway.api;

import gateway.fault.ErrorCode;
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
        String requestId) {}
