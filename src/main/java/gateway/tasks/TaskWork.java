package gateway.tasks;

/** Goes on with tasks whose time has come. */
public interface TaskWork {

    /**
     * Does what is due, on a virtual thread of its own. What it does not save is done again by somebody when the lease has
     * ended.
     */
    void advance(TaskLease lease);

    /** Whether there may be more of it: a node that stops begins nothing. */
    boolean welcome();
}
