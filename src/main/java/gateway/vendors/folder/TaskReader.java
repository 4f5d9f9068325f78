package gateway.vendors.folder;

import gateway.vendors.TaskShape;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads {@code task} of a card: how the vendor is asked about work that it ends later. */
final class TaskReader {

    private static final Duration FIRST_LOOK = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final int LOOKS_PER_SECOND = 10;

    private TaskReader() {}

    static @Nullable TaskShape read(@Nullable YamlObject task) {
        if (task == null) {
            return null;
        }
        TaskShape shape = new TaskShape(
                task.duration("first-look", FIRST_LOOK),
                task.duration("longest-pause", LONGEST_PAUSE),
                task.whole("looks-per-second", "a number of questions above 0", 1, LOOKS_PER_SECOND),
                task.flag("cancels", false));
        if (shape.longestPause().compareTo(shape.firstLook()) < 0) {
            task.fault("longest-pause", "must not be shorter than first-look");
        }
        task.rejectUnknown();
        return shape;
    }
}
