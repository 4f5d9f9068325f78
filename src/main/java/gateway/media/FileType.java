package gateway.media;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a file is, as its first bytes say: names and headers prove nothing. */
public enum FileType {
    PNG("image/png", 0, "\u0089PNG\r\n\u001a\n"),
    JPEG("image/jpeg", 0, "\u00ff\u00d8\u00ff"),
    GIF("image/gif", 0, "GIF8"),
    WEBP("image/webp", 8, "WEBP"),
    AVIF("image/avif", 4, "ftypavif");

    private final String mediaType;
    private final int offset;
    private final String mark;

    /** @param mark bytes as characters, where they stand from {@code offset} on */
    FileType(String mediaType, int offset, String mark) {
        this.mediaType = mediaType;
        this.offset = offset;
        this.mark = mark;
    }

    /** Null when it is none of these. */
    public static @Nullable FileType of(byte[] content) {
        return Arrays.stream(values())
                .filter(type -> type.marks(content))
                .findFirst()
                .orElse(null);
    }

    /** Of an ending of a file name; null when it is none of these. */
    static @Nullable FileType ofEnding(String ending) {
        return Arrays.stream(values())
                .filter(type -> type.ending().equals(ending))
                .findFirst()
                .orElse(null);
    }

    public String mediaType() {
        return mediaType;
    }

    /** Of the names of such files, without the dot. */
    public String ending() {
        return name().toLowerCase(Locale.ROOT);
    }

    private boolean marks(byte[] content) {
        int end = offset + mark.length();
        return content.length >= end
                && new String(content, offset, mark.length(), StandardCharsets.ISO_8859_1).equals(mark);
    }
}
