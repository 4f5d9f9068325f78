package gateway.delivery;

import gateway.vendors.Credential;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** What a vendor was shown, in every form in which it may say it again. Made only for a text that is about to be told. */
final class ShownSecrets {

    /** Secrets are repeated in parts; this many characters of one are enough to tell. */
    private static final int TELLING_PART = 8;

    private final Set<String> beginnings = new HashSet<>();

    private ShownSecrets() {}

    static ShownSecrets of(Attempt attempt) {
        ShownSecrets shown = new ShownSecrets();
        if (attempt.key != null) {
            shown.addKey(attempt.key.secret());
        }
        shown.add(attempt.shown);
        if (attempt.offer().vendor().card().credential() instanceof Credential.Jwt) {
            // Its last part is what makes it good.
            shown.add(attempt.shown.substring(attempt.shown.lastIndexOf('.') + 1));
        }
        shown.add(attempt.signature);
        return shown;
    }

    /** Whether the text repeats one of them, as it is or percent-encoded, in whatever case. */
    boolean in(String text) {
        return holdsOne(text) || (text.indexOf('%') >= 0 && holdsOne(decoded(text)));
    }

    private boolean holdsOne(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return beginnings.stream().anyMatch(lower::contains);
    }

    /** A key, and its halves; the first of two is a name, which is told apart from other words only when it is long. */
    private void addKey(String secret) {
        add(secret);
        int colon = secret.indexOf(':');
        if (colon > 0) {
            add(secret.substring(colon + 1));
        }
        if (colon >= TELLING_PART) {
            add(secret.substring(0, colon));
        }
    }

    private void add(String secret) {
        if (secret.isBlank()) {
            return;
        }
        addForm(secret);
        addForm(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        addForm(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
    }

    private void addForm(String form) {
        beginnings.add(form.substring(0, Math.min(TELLING_PART, form.length())).toLowerCase(Locale.ROOT));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
