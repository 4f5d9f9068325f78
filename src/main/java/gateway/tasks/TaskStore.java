package gateway.tasks;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tasks so that they outlive this process, and tells apart those who would work on the same one: a change is kept only
 * on top of the version it was made of. Thread-safe, for many nodes.
 */
public interface TaskStore {

    /** @param request body of the caller's request, in the canonical dialect */
    void add(Task task, byte[] request);

    @Nullable
    Task find(String id);

    /** The newest task for which a vendor has begun a job of this name; null when there is none. */
    @Nullable
    Task findByJob(String vendor, String job);

    /**
     * Tasks of an account, the newest first.
     *
     * @param before only such as are older than this task; null for the newest of all
     */
    List<Task> list(String account, @Nullable Task before, int limit);

    /**
     * Takes tasks whose time has come, those that are due longest first. Until the lease ends nobody else gets them.
     *
     * @return as they are stored now
     */
    List<Task> claim(Instant now, Instant leaseEnd, int limit);

    /**
     * Puts off the end of leases.
     *
     * @return those of the tasks whose version is still the one given
     */
    List<Task> renew(Collection<Task> held, Instant leaseEnd);

    /**
     * Keeps what has been begun while the lease goes on: how often, and by whom. False, and nothing kept, when another version
     * than this one's is stored.
     */
    boolean note(Task task);

    /** Keeps a change, and ends the lease; false, and nothing kept, when another version than this one's is stored. */
    boolean save(Task task);

    /**
     * The same for a task that is over: its request is dropped.
     *
     * @param answer body of the answer, in the canonical dialect; null when there is none
     */
    boolean end(Task task, byte @Nullable [] answer);

    /** Tasks of an account that have not ended, counted up to this number. */
    int underWay(String account, int most);

    /** Size of the request's body; 0 when it is not kept any more. */
    long requestBytes(String id);

    /** Body of the request; empty when it is not kept any more. */
    byte[] request(String id);

    /** Body of the answer; empty when there is none. */
    byte[] answer(String id);

    /** Has a vendor's work looked at no later than then, unless somebody looks at it now; whether that changes anything. */
    boolean hasten(String id, Instant to);

    /** Removes tasks that ended before this time. */
    void removeEndedBefore(Instant time);
}
