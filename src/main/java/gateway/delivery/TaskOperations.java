package gateway.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.identity.SigningKeys;
import gateway.media.MediaSettings;
import gateway.media.http.PublicClient;
import gateway.tasks.TaskSettings;
import gateway.tasks.TaskWork;
import gateway.tasks.Tasks;
import gateway.time.Ticker;
import gateway.vendors.VendorDirectory;
import gateway.vendors.folder.VendorName;
import gateway.wire.WireJson;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.ProducerTemplate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/** The steps of requests that become tasks, as beans. */
@Configuration(proxyBeanMethods = false)
class TaskOperations {

    @Bean
    TaskTags taskTags(SigningKeys keys, MediaSettings media) {
        return new TaskTags(keys.of("task callbacks"), media.publicUrl());
    }

    @Bean
    Callbacks callbacks(
            TaskTags tags, Tasks tasks, VendorDirectory vendors, Environment environment, ObjectMapper mapper) {
        return new Callbacks(
                tags,
                tasks,
                vendors,
                vendor -> environment.getProperty(VendorName.variable(vendor, "CALLBACK_SECRET")),
                mapper);
    }

    @Bean
    WebhookKeys webhookKeys(SigningKeys keys) {
        return new WebhookKeys(keys.of("webhooks"));
    }

    @Bean
    Webhooks webhooks(
            PublicClient client, TaskJson json, WebhookKeys keys, TaskSettings settings, InstantSource clock) {
        return new Webhooks(client, json, keys, settings, clock, ThreadLocalRandom::current);
    }

    @Bean
    TaskLook.Factory taskLooks(
            ReadImages readImages,
            Replies replies,
            VendorErrors errors,
            DeliverySettings delivery,
            TaskSettings settings,
            InstantSource clock,
            Ticker ticker) {
        int replyLimit = (int) delivery.imageReplyLimit().toBytes();
        return new TaskLook.Factory(
                readImages,
                replies,
                errors,
                WireJson.mapper(WireJson.factory(delivery.jsonDepth(), replyLimit)),
                replyLimit,
                settings.failedLooks(),
                new LookPace(),
                ThreadLocalRandom::current,
                clock,
                ticker);
    }

    @Bean
    TaskCalls taskCalls(
            TaskSettings settings,
            TaskLook.Factory looks,
            BodyMemory memory,
            Watch watch,
            InstantSource clock,
            Ticker ticker) {
        return new TaskCalls(settings, looks, memory, watch, clock, ticker);
    }

    @Bean
    LookAtTask lookAtTask(
            VendorDirectory vendors,
            TaskLook.Factory looks,
            Refuse refuse,
            TaskSettings settings,
            InstantSource clock,
            Ticker ticker) {
        return new LookAtTask(vendors, looks, refuse, settings, clock, ticker);
    }

    @Bean
    TaskJson taskJson(Tasks tasks, ImageFiles files, ObjectMapper mapper) {
        return new TaskJson(tasks, files, mapper);
    }

    @Bean
    FileTask fileTask(
            Tasks tasks, TaskJson json, BodyMemory memory, ImageFiles files, Webhooks webhooks, Ticker ticker) {
        return new FileTask(tasks, json, memory, files, webhooks, ticker);
    }

    @Bean
    ShowTasks showTasks(
            Tasks tasks, TaskJson json, VendorDirectory vendors, WebhookKeys webhookKeys, TaskSettings settings) {
        return new ShowTasks(tasks, json, vendors, webhookKeys, settings);
    }

    /** The routes exist before there is anything to send down them, but not before this. */
    @Bean
    TaskWork taskWork(
            @Lazy ProducerTemplate camel,
            VendorDirectory vendors,
            Readiness readiness,
            TaskLook.Factory looks,
            Webhooks webhooks,
            Settle settle,
            TaskSettings settings,
            InstantSource clock) {
        return new AdvanceTask(camel, vendors, readiness, looks, webhooks, settle, settings, clock);
    }
}
