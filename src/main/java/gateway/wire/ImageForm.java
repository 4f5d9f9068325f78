package gateway.wire;

/** In which form a caller wants images. */
public enum ImageForm {
    /** As the vendor gives them, by default. */
    USUAL,
    /** As a link. */
    URL,
    /** As bytes in Base64. */
    B64_JSON
}
