package gateway.identity;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** HMAC-SHA-256 of an API key. Two are compared in constant time, so that an answer's delay tells nothing of a hash. */
public final class KeyHash {

    /** Length of a hash, in bytes. */
    public static final int BYTES = 32;

    private final byte[] value;

    public KeyHash(byte[] value) {
        if (value.length != BYTES) {
            throw new IllegalArgumentException("a key hash has " + BYTES + " bytes, got " + value.length);
        }
        this.value = value.clone();
    }

    /** The hash as lower-case hexadecimal digits, the form in which it is stored. */
    public String hex() {
        return HexFormat.of().formatHex(value);
    }

    /** Reads what {@link #hex()} wrote. */
    public static KeyHash ofHex(String hex) {
        return new KeyHash(HexFormat.of().parseHex(hex));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyHash that && MessageDigest.isEqual(value, that.value);
    }

    /** The first four bytes: a keyed hash is evenly spread, and nobody without the pepper can aim at a bucket. */
    @Override
    public int hashCode() {
        return value[0] << 24 | (value[1] & 0xff) << 16 | (value[2] & 0xff) << 8 | (value[3] & 0xff);
    }

    /** Not the hash: it must not reach a log by accident. */
    @Override
    public String toString() {
        return "KeyHash";
    }
}
