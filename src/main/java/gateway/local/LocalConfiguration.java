package gateway.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.media.MediaSettings;
import gateway.time.Ticker;
import java.time.InstantSource;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

/** Names, as routes and vendor folders use them, of the parts that answer inside this process. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SandboxSettings.class, LocalEmbeddingSettings.class})
class LocalConfiguration {

    @Bean("scripted-chat-model")
    ScriptedChatModel scriptedChatModel(SandboxSettings settings) {
        return new ScriptedChatModel(settings);
    }

    @Bean("local-chat")
    LocalChat localChat(ObjectMapper json, InstantSource clock, Ticker ticker) {
        return new LocalChat(json, clock, ticker);
    }

    @Bean("local-images")
    LocalImages localImages(ObjectMapper json, InstantSource clock) {
        return new LocalImages(json, clock);
    }

    @Bean("image-converter")
    ImageConverter imageConverter(ObjectMapper json, MediaSettings media) {
        return new ImageConverter(json, media.decodeLimit());
    }

    @Bean("local-speech")
    LocalSpeech localSpeech(ObjectMapper json, Ticker ticker) {
        return new LocalSpeech(json, ticker);
    }

    @Bean("local-transcription")
    LocalTranscription localTranscription(ObjectMapper json, SandboxSettings settings, Ticker ticker) {
        return new LocalTranscription(json, settings, ticker);
    }

    /** Under their names in Camel's registry, where the routes of vendor folders find them. */
    @Bean
    CamelContextConfiguration localEmbeddings(LocalEmbeddingSettings settings, ObjectMapper json) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext camel) {
                settings.models().forEach((name, type) -> {
                    if (ClassUtils.isPresent(type, LocalConfiguration.class.getClassLoader())) {
                        camel.getRegistry().bind(name, new LocalEmbeddings(type, json));
                    }
                });
            }

            @Override
            public void afterApplicationStart(CamelContext camel) {
                // nothing to do
            }
        };
    }
}
