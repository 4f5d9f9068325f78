package gateway.delivery;

import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file that a caller wants.
 *
 * @param from first byte
 * @param until byte after the last one
 */
record ByteRange(long from, long until) {

    private static final Pattern HEADER = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    /**
     * Reads the header {@code Range}. One of several ranges, or in another unit, counts as none, which HTTP allows.
     *
     * @throws GatewayException 416 when it lies beyond the end
     */
    static ByteRange parse(@Nullable String header, long size) {
        Matcher matcher = HEADER.matcher(header == null ? "" : header);
        if (!matcher.matches()
                || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
            return new ByteRange(0, size);
        }
        if (matcher.group(1).isEmpty()) {
            long last = Long.parseLong(matcher.group(2));
            return checked(new ByteRange(Math.max(0, size - last), size), size);
        }
        long from = Long.parseLong(matcher.group(1));
        long until = matcher.group(2).isEmpty() ? size : Math.min(size, Long.parseLong(matcher.group(2)) + 1);
        return until <= from && from < size ? new ByteRange(0, size) : checked(new ByteRange(from, until), size);
    }

    private static ByteRange checked(ByteRange range, long size) {
        if (range.from >= size || range.length() <= 0) {
            throw new GatewayException(
                    ErrorCode.RANGE_NOT_SATISFIABLE, "The file has " + size + " bytes: ask for a range within it.");
        }
        return range;
    }

    long length() {
        return until - from;
    }

    boolean partly(long size) {
        return length() < size;
    }
}
