package gateway.vendors.folder;

import com.schibsted.spt.data.jslt.JsltException;
import gateway.vendors.CallbackSignature;
import gateway.vendors.Mapping;
import gateway.vendors.TaskShape;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code task} of a card: how the vendor is asked about work that it ends later. */
final class TaskReader {

    private static final Duration FIRST_LOOK = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final int LOOKS_PER_SECOND = 10;
    private static final Pattern HEADER = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,79}");
    private static final Pattern ONE_LINE = Pattern.compile("[^\\r\\n]{1,500}");

    private TaskReader() {}

    static @Nullable TaskShape read(String file, @Nullable YamlObject task) {
        if (task == null) {
            return null;
        }
        TaskShape shape = new TaskShape(
                task.duration("first-look", FIRST_LOOK),
                task.duration("longest-pause", LONGEST_PAUSE),
                task.whole("looks-per-second", "a number of questions above 0", 1, LOOKS_PER_SECOND),
                task.flag("cancels", false),
                signature(file, task.object("callback")));
        if (shape.longestPause().compareTo(shape.firstLook()) < 0) {
            task.fault("longest-pause", "must not be shorter than first-look");
        }
        task.rejectUnknown();
        return shape;
    }

    private static @Nullable CallbackSignature signature(String file, @Nullable YamlObject callback) {
        if (callback == null) {
            return null;
        }
        String header = callback.requiredText("signature", HEADER, "the name of the header that holds it");
        String job = callback.requiredText("job", ONE_LINE, "where the vendor's name for the work stands, in JSLT");
        callback.rejectUnknown();
        try {
            return new CallbackSignature(header, Mapping.compile(file + " task.callback.job", job));
        } catch (JsltException e) {
            callback.fault("job", "does not compile");
            return null;
        }
    }
}
