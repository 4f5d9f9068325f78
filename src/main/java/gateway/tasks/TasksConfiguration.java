package gateway.tasks;

import gateway.time.Ticker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The keeping of tasks, and who goes on with them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TaskSettings.class)
class TasksConfiguration {

    @Bean
    @ConditionalOnProperty(name = "gateway.tasks.queue", havingValue = "outbox")
    TaskQueue taskQueue() {
        return new OutboxQueue();
    }

    @Bean
    Tasks tasks(
            TaskStore store,
            TaskQueue queue,
            TaskSettings settings,
            InstantSource clock,
            Ticker ticker,
            MeterRegistry meters) {
        return new Tasks(store, queue, settings, clock, ticker, meters);
    }

    @Bean
    DueTasks dueTasks(
            TaskStore store,
            TaskQueue queue,
            Tasks tasks,
            TaskWork work,
            TaskSettings settings,
            InstantSource clock,
            Ticker ticker,
            MeterRegistry meters) {
        DueTasks due = new DueTasks(store, queue, tasks, work, settings, clock, ticker);
        Gauge.builder("gateway_tasks_busy", due, DueTasks::busy)
                .description("Tasks that this node works on now")
                .register(meters);
        return due;
    }

    @Bean
    TaskRetention taskRetention(TaskStore store, InstantSource clock, TaskSettings settings) {
        return new TaskRetention(store, clock, settings.retention());
    }
}
