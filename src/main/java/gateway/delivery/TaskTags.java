package gateway.delivery;

import gateway.identity.SigningKey;
import gateway.tasks.Task;
import gateway.wire.TaskTag;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses at which vendors tell that there is news of their work. The token in one cannot be guessed, and is good for one
 * task of one vendor. Thread-safe.
 */
final class TaskTags {

    /** Of the addresses, below the public address. */
    static final String PATH = "/api/v1/callbacks/";

    private static final Pattern TOKEN = Pattern.compile("([0-9a-f]{32})([0-9a-f]{64})");

    private final SigningKey key;
    private final String publicUrl;

    /** @param publicUrl where vendors reach the gateway; empty where they cannot, and are only asked */
    TaskTags(SigningKey key, String publicUrl) {
        this.key = key;
        this.publicUrl = publicUrl;
    }

    /** What the vendor that is asked now for the work of this task is given. */
    TaskTag of(@Nullable TaskCall task) {
        if (task == null || task.task().job() == null) {
            return TaskTag.NONE;
        }
        String id = task.task().id();
        String vendor = task.job().vendor();
        String callback = publicUrl.isEmpty() ? null : publicUrl + PATH + vendor + '/' + token(vendor, id);
        return new TaskTag(id, callback);
    }

    private String token(String vendor, String task) {
        return task.substring(Task.PREFIX.length()) + key.sign(vendor + '\n' + task);
    }

    /** The task that a token of this vendor is for; null when it was not made here. */
    @Nullable
    String task(String vendor, String token) {
        Matcher matcher = TOKEN.matcher(token);
        if (!matcher.matches()) {
            return null;
        }
        String task = Task.PREFIX + matcher.group(1);
        byte[] made = token(vendor, task).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(made, token.getBytes(StandardCharsets.US_ASCII)) ? task : null;
    }
}
