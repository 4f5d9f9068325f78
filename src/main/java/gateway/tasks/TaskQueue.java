package gateway.tasks;

import java.util.function.Consumer;

/**
 * Carries the word that a task is due from the node that has filed it to one that has room. The store is what counts: a word
 * that is lost costs the time until the next look at the store, one that comes twice costs a look. Thread-safe.
 */
public interface TaskQueue {

    /** Says that a task is due now. Does not wait, and does not fail. */
    void offer(String task);

    /** @param taker is told ids of tasks, on any thread; mostly one node is told of each */
    void onOffer(Consumer<String> taker);
}
