package gateway.tasks;

import gateway.time.Ticker;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The keeping of tasks, and who goes on with them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TaskSettings.class)
class TasksConfiguration {

    @Bean
    Tasks tasks(TaskStore store, TaskSettings settings, InstantSource clock) {
        return new Tasks(store, settings, clock);
    }

    @Bean
    DueTasks dueTasks(
            TaskStore store, Tasks tasks, TaskWork work, TaskSettings settings, InstantSource clock, Ticker ticker) {
        return new DueTasks(store, tasks, work, settings, clock, ticker);
    }

    @Bean
    TaskRetention taskRetention(TaskStore store, InstantSource clock, TaskSettings settings) {
        return new TaskRetention(store, clock, settings.retention());
    }
}
