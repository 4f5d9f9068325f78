package gateway.identity;

/**
 * Who is calling.
 *
 * @param accountId the account that pays
 * @param keyId public name of the key, fit for logs and decisions; never the key itself
 * @param tier the account's tier, for example {@code free} or {@code enterprise}
 */
public record Principal(String accountId, String keyId, String tier) {}
