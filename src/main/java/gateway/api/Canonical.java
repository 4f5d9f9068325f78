package gateway.api;

/**
 * A caller's request, read. The two parts live differently long: the request until a vendor has begun to answer, the way
 * back until the answer has been given.
 *
 * @param request in the canonical dialect, UTF-8 JSON
 * @param wayBack how the answer reaches the caller; holds nothing of the prompt
 */
public record Canonical(byte[] request, Conversion wayBack) {}
