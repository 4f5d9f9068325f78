package gateway.media;

import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import gateway.identity.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Links to stored files, good for whoever has them until they expire. Thread-safe. */
public final class MediaLinks {

    /** Of the links, below the public address. */
    public static final String PATH = "/v1/media/";

    /** Links of one file are equal for so long: caches know them again. */
    static final Duration STEP = Duration.ofHours(1);

    private static final Pattern QUERY = Pattern.compile("expires=([0-9]{1,12})&signature=([0-9a-f]{64})");

    private final SigningKey key;
    private final InstantSource clock;
    private final Duration life;

    /** @param life how long a link is good for at least; an hour more at most */
    MediaLinks(SigningKey key, InstantSource clock, Duration life) {
        this.key = key;
        this.clock = clock;
        this.life = life;
    }

    /** @param address public address of the gateway, without a slash at its end */
    public String to(FileName file, String address) {
        long until = clock.instant().plus(life).getEpochSecond();
        long expires = (until / STEP.toSeconds() + 1) * STEP.toSeconds();
        return address + PATH + file + "?expires=" + expires + "&signature=" + signature(file, expires);
    }

    /**
     * Checks a link.
     *
     * @param query raw
     * @return when it expires
     * @throws GatewayException 403 when it was not made here, 410 when it has expired
     */
    public Instant check(FileName file, @Nullable String query) {
        Matcher matcher = QUERY.matcher(query == null ? "" : query);
        if (matcher.matches()) {
            long expires = Long.parseLong(matcher.group(1));
            byte[] made = signature(file, expires).getBytes(StandardCharsets.US_ASCII);
            if (MessageDigest.isEqual(made, matcher.group(2).getBytes(StandardCharsets.US_ASCII))) {
                Instant end = Instant.ofEpochSecond(expires);
                if (end.isAfter(clock.instant())) {
                    return end;
                }
                throw new GatewayException(ErrorCode.LINK_EXPIRED, "This link has expired: ask for the file again.");
            }
        }
        throw new GatewayException(ErrorCode.LINK_INVALID, "This link is not whole: use it exactly as it was given.");
    }

    private String signature(FileName file, long expires) {
        return key.sign(file + "\n" + expires);
    }
}
