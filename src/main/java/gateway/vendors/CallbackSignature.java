package gateway.vendors;

/**
 * How a vendor that calls one address of ours for all its work shows that it is the vendor: by the HMAC-SHA256 of the body, with
 * a secret that both know, in hexadecimal digits or Base64.
 *
 * @param header that holds it
 * @param job finds the vendor's name for the work in the body
 */
public record CallbackSignature(String header, Mapping job) {}
