package gateway.tasks.rocketmq;

import gateway.fault.StartupException;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.ClassUtils;

/**
 * {@code gateway.tasks.rocketmq}: the broker, when {@code gateway.tasks.queue} is {@code rocketmq}.
 *
 * @param nameServers addresses of its name servers, {@code host:port}, with semicolons between them
 * @param topic of the words
 * @param group of the nodes that share them
 * @param accessKey empty where the broker wants none
 * @param secretKey the same
 */
@ConfigurationProperties("gateway.tasks.rocketmq")
public record RocketQueueSettings(String nameServers, String topic, String group, String accessKey, String secretKey) {

    private static final String COMPONENT = "org.apache.camel.component.rocketmq.RocketMQComponent";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    /** @throws StartupException when a name is none, or there is no address, or no client in this build */
    void check() {
        if (!ClassUtils.isPresent(COMPONENT, RocketQueueSettings.class.getClassLoader())) {
            throw new StartupException("This build cannot speak to RocketMQ: take one made with -Procketmq, or set"
                    + " gateway.tasks.queue to outbox.");
        }
        if (nameServers.isEmpty()) {
            throw new StartupException(
                    "The setting gateway.tasks.rocketmq.name-servers is empty: give host:port of the name"
                            + " server, or set gateway.tasks.queue to outbox.");
        }
        if (!NAME.matcher(topic).matches() || !NAME.matcher(group).matches()) {
            throw new StartupException(
                    "The settings gateway.tasks.rocketmq.topic and group must be names of letters, digits,"
                            + " hyphens and underscores.");
        }
    }

    /** Camel's endpoint for those who tell. */
    String producer() {
        return endpoint("producerGroup=" + group + "-filing");
    }

    /** Camel's endpoint for those who are told. */
    public String consumer() {
        return endpoint("consumerGroup=" + group);
    }

    private String endpoint(String role) {
        String login = accessKey.isEmpty() ? "" : "&accessKey=RAW(" + accessKey + ")&secretKey=RAW(" + secretKey + ")";
        return "rocketmq:" + topic + "?namesrvAddr=" + nameServers + '&' + role + login;
    }
}
