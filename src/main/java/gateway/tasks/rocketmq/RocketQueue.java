package gateway.tasks.rocketmq;

import gateway.logging.Wordless;
import gateway.tasks.TaskQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ids of due tasks as messages of one topic: the broker gives each to one node of the group, and remembers it while none is up. */
public final class RocketQueue implements TaskQueue {

    private static final Logger LOG = LoggerFactory.getLogger(RocketQueue.class);

    private final ProducerTemplate camel;
    private final String endpoint;
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile Consumer<String> taker = task -> {};

    RocketQueue(ProducerTemplate camel, String endpoint) {
        this.camel = camel;
        this.endpoint = endpoint;
    }

    @Override
    public void offer(String task) {
        // A broker that does not answer must not hold up whoever files a task.
        Thread.ofVirtual().name("offer-" + task).start(() -> send(task));
    }

    private void send(String task) {
        try {
            camel.sendBody(endpoint, task);
            failing.set(false);
        } catch (RuntimeException e) {
            if (failing.compareAndSet(false, true)) {
                LOG.warn(
                        "the broker was not told of task {}, until it can be this node takes what it files: {}",
                        task,
                        Wordless.of(e).toString());
            }
            taker.accept(task);
        }
    }

    @Override
    public void onOffer(Consumer<String> next) {
        taker = next;
    }

    /** A message has come. */
    public void heard(String task) {
        taker.accept(task);
    }
}
