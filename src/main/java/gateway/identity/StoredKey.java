package gateway.identity;

/** An API key as it is kept: whose it is, and the keyed hash by which it is found. The key itself is kept nowhere. */
public record StoredKey(Principal principal, KeyHash hash) {}
