package gateway.tasks.rocketmq;

import gateway.logging.Wordless;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Begins to listen as soon as there is a broker: a node that starts without one works on, and finds its tasks in the store. */
public final class RocketListening {

    /** Id of the route that listens. */
    public static final String ROUTE = "hear-of-tasks";

    private static final Logger LOG = LoggerFactory.getLogger(RocketListening.class);

    private final CamelContext camel;
    private boolean missed;

    RocketListening(CamelContext camel) {
        this.camel = camel;
    }

    @Scheduled(fixedDelayString = "${gateway.tasks.rocketmq.retry}")
    void listen() {
        if (!camel.isStarted()
                || camel.getRouteController().getRouteStatus(ROUTE).isStarted()) {
            return;
        }
        try {
            camel.getRouteController().startRoute(ROUTE);
            LOG.info("the broker tells of due tasks");
        } catch (Exception e) {
            if (!missed) {
                LOG.warn(
                        "the broker is not there, due tasks are found in the database alone: {}",
                        Wordless.of(e).toString());
            }
            missed = true;
        }
    }
}
