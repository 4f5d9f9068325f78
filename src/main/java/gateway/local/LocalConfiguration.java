package gateway.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.time.Ticker;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Names, as routes and vendor folders use them, of the parts that answer inside this process. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SandboxSettings.class)
class LocalConfiguration {

    @Bean("scripted-chat-model")
    ScriptedChatModel scriptedChatModel(SandboxSettings settings) {
        return new ScriptedChatModel(settings);
    }

    @Bean("local-chat")
    LocalChat localChat(ObjectMapper json, InstantSource clock, Ticker ticker) {
        return new LocalChat(json, clock, ticker);
    }
}
