package gateway.tasks;

import org.jspecify.annotations.Nullable;

/**
 * What a caller has asked for, beside the body of the request.
 *
 * @param endpoint path of the API
 * @param strategy that the caller chose; null for the usual one
 * @param region that the caller chose; null for any
 * @param patient whether the caller does not wait: then a vendor that has no room now is asked again later
 * @param address of the gateway as the caller knows it, without a slash at its end, for links in what the caller is told
 * @param webhook address that is told of the end; null when none is to be
 */
public record Order(
        String endpoint,
        @Nullable String strategy,
        @Nullable String region,
        boolean patient,
        String address,
        @Nullable String webhook) {}
