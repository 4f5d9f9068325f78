package gateway.tasks;

import org.jspecify.annotations.Nullable;

/** A task in the hands of one who works on it. One thread works with it; any may ask whether it was lost. */
public final class TaskLease {

    private final Tasks tasks;
    private volatile Task task;
    private volatile boolean lost;

    TaskLease(Tasks tasks, Task claimed) {
        this.tasks = tasks;
        this.task = claimed;
    }

    /** The task as it is stored, unless the lease was lost. */
    public Task task() {
        return task;
    }

    /** Whether somebody else has changed the task: its caller has cancelled it, or it was taken for abandoned. */
    public boolean lost() {
        return lost;
    }

    void lose() {
        lost = true;
    }

    /** Body of the caller's request. */
    public byte[] request() {
        return tasks.request(task);
    }

    /** Its size in bytes. */
    public long requestBytes() {
        return tasks.requestBytes(task);
    }

    /** What has been begun, while the lease goes on. False when it was lost: the change is void. */
    public boolean note(Task changed) {
        return kept(changed, tasks.note(changed));
    }

    /** The end of the lease. False when it was lost before: the change is void. */
    public boolean save(Task changed) {
        return kept(changed, tasks.save(changed));
    }

    /** The same for the end of the task. */
    public boolean end(Task ended, byte @Nullable [] answer) {
        return kept(ended, tasks.end(ended, answer));
    }

    /** To be told of what a vendor has begun for a task that was cancelled meanwhile. */
    public void recall(VendorJob job) {
        tasks.recall(task.id(), job);
    }

    private boolean kept(Task changed, boolean stored) {
        if (stored) {
            task = changed.stored();
        } else {
            lost = true;
        }
        return stored;
    }
}
