package gateway.media;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a stored file: the SHA-256 of its content, and its type.
 *
 * @param hash 64 hexadecimal digits in lower case
 */
public record FileName(String hash, FileType type) {

    private static final Pattern TEXT = Pattern.compile("([0-9a-f]{64})\\.([a-z0-9]{1,8})");

    /** Reads what {@link #toString()} writes; null when it is something else. */
    public static @Nullable FileName parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        FileType type = FileType.ofEnding(matcher.group(2));
        return type == null ? null : new FileName(matcher.group(1), type);
    }

    /** @throws IllegalArgumentException when the content is of no known type */
    public static FileName of(byte[] content) {
        FileType type = FileType.of(content);
        if (type == null) {
            throw new IllegalArgumentException("the content is of no known type");
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return new FileName(HexFormat.of().formatHex(hash), type);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return hash + '.' + type.ending();
    }
}
