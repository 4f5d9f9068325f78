package gateway.local;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code gateway.local-embeddings}: LangChain4j embedding models that run in this process.
 *
 * @param models classes by the name that vendor folders give them; those missing from the build are left out
 */
@ConfigurationProperties("gateway.local-embeddings")
public record LocalEmbeddingSettings(Map<String, String> models) {

    public LocalEmbeddingSettings {
        models = models == null ? Map.of() : Map.copyOf(models);
    }
}
