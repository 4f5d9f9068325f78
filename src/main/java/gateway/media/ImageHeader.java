package gateway.media;

import org.jspecify.annotations.Nullable;

/**
 * What the beginning of an image says of it; nothing is decoded.
 *
 * @param width in pixels; 0 where the beginning does not reach so far
 * @param height the same
 */
public record ImageHeader(FileType type, int width, int height) {

    private static final int UNSIGNED = 0xFF;

    /** Before each marker of a JPEG file. */
    private static final int MARK = 0xFF;

    private static final int BITS = 8;

    /** Null when it is no image. */
    public static @Nullable ImageHeader read(byte[] begin) {
        FileType type = FileType.of(begin);
        if (type == null || !type.mediaType().startsWith("image/")) {
            return null;
        }
        return switch (type) {
            case AVIF -> new ImageHeader(type, 0, 0);
            case PNG -> at(type, begin, 16, 4, true, 20);
            case GIF -> at(type, begin, 6, 2, false, 8);
            case WEBP -> webp(begin);
            default -> jpeg(begin);
        };
    }

    public long pixels() {
        return (long) width * height;
    }

    /** Whether an image of which this is the header, in whole, cannot be one. */
    public boolean damaged() {
        // A JPEG may tell its height at its end.
        return type != FileType.AVIF && (width == 0 || (height == 0 && type != FileType.JPEG));
    }

    /** Goes from one segment to the next until the one that begins the frame. */
    private static ImageHeader jpeg(byte[] begin) {
        int at = 2;
        while (at + 9 < begin.length && (begin[at] & UNSIGNED) == MARK) {
            int marker = begin[at + 1] & UNSIGNED;
            if (marker == MARK) {
                // One more of those that may stand before a marker.
                at++;
                continue;
            }
            boolean beginsFrame =
                    marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
            if (beginsFrame) {
                return new ImageHeader(FileType.JPEG, number(begin, at + 7, 2, true), number(begin, at + 5, 2, true));
            }
            at += 2 + number(begin, at + 2, 2, true);
        }
        return new ImageHeader(FileType.JPEG, 0, 0);
    }

    private static ImageHeader webp(byte[] begin) {
        if (begin.length < 30 && (begin.length < 25 || begin[15] != 'L')) {
            return new ImageHeader(FileType.WEBP, 0, 0);
        }
        return switch (begin[15]) {
            case 'X' ->
                new ImageHeader(FileType.WEBP, number(begin, 24, 3, false) + 1, number(begin, 27, 3, false) + 1);
            case 'L' -> {
                int bits = number(begin, 21, 4, false);
                yield new ImageHeader(FileType.WEBP, (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1);
            }
            default ->
                new ImageHeader(
                        FileType.WEBP, number(begin, 26, 2, false) & 0x3FFF, number(begin, 28, 2, false) & 0x3FFF);
        };
    }

    private static ImageHeader at(FileType type, byte[] begin, int width, int bytes, boolean big, int height) {
        return begin.length < height + bytes
                ? new ImageHeader(type, 0, 0)
                : new ImageHeader(type, number(begin, width, bytes, big), number(begin, height, bytes, big));
    }

    /** @param big whether the first byte is the highest */
    private static int number(byte[] begin, int at, int bytes, boolean big) {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            int next = begin[at + (big ? i : bytes - 1 - i)] & UNSIGNED;
            number = (number << BITS) | next;
        }
        return (int) Math.min(Integer.MAX_VALUE, number);
    }
}
