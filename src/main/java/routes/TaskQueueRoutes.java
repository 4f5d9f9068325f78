package routes;

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
            .routeId("hear-of-tasks").routeDescription("Hears that a task is due, here or at another node")
            .process(exchange -> {
                String task = exchange.getMessage().getBody(String.class);
                // A message brings the names that its sender gave it.
                exchange.getMessage().removeHeaders("*");
                queue.heard(task);
            }).id("hear-of-tasks-take");
        // @formatter:on
    }
}
