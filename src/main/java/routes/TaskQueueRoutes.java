package routes;

import gateway.tasks.rocketmq.RocketListening;
import gateway.tasks.rocketmq.RocketQueue;
import gateway.tasks.rocketmq.RocketQueueSettings;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Words of due tasks that a broker carries. */
@Component
@ConditionalOnProperty(name = "gateway.tasks.queue", havingValue = "rocketmq")
class TaskQueueRoutes extends GatewayRoutes {

    private final RocketQueue queue;
    private final RocketQueueSettings settings;

    TaskQueueRoutes(RocketQueue queue, RocketQueueSettings settings) {
        this.queue = queue;
        this.settings = settings;
    }

    @Override
    public void configure() {
        // @formatter:off
        from(settings.consumer())
            // Begun by RocketListening: a broker that is down must not keep a node from its start.
            .autoStartup(false)
            .routeId(RocketListening.ROUTE).routeDescription("Hears that a task is due, here or at another node")
            .process(exchange -> {
                String task = exchange.getMessage().getBody(String.class);
                // A message brings the names that its sender gave it.
                exchange.getMessage().removeHeaders("*");
                queue.heard(task);
            }).id("hear-of-tasks-take");
        // @formatter:on
    }
}
