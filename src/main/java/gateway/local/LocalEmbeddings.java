package gateway.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.jspecify.annotations.Nullable;

/** An embedding model in this process, in the form of an HTTP vendor. Thread-safe. Loaded when it is first called. */
public final class LocalEmbeddings {

    private final String type;
    private final ObjectMapper json;
    private @Nullable EmbeddingModel model;

    /** @param type class of a LangChain4j {@link EmbeddingModel} that can be made without arguments */
    LocalEmbeddings(String type, ObjectMapper json) {
        this.type = type;
        this.json = json;
    }

    /** Takes a canonical request and gives the canonical reply; the headers of the message become those of a response. */
    public InputStream embed(@Body byte[] body, @Headers Map<String, Object> headers) throws IOException {
        JsonNode request = json.readTree(body);
        List<TextSegment> texts = new ArrayList<>();
        request.path("input").forEach(text -> texts.add(TextSegment.from(text.asText())));
        Response<List<Embedding>> answer = model().embedAll(texts);
        ObjectNode reply = json.createObjectNode().put("object", "list");
        ArrayNode data = reply.putArray("data");
        for (Embedding embedding : answer.content()) {
            ObjectNode item = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            ArrayNode vector = item.putArray("embedding");
            for (float number : embedding.vector()) {
                vector.add(number);
            }
        }
        reply.put("model", request.path("model").asText());
        TokenUsage usage = answer.tokenUsage();
        if (usage != null) {
            reply.putObject("usage")
                    .put("prompt_tokens", usage.inputTokenCount())
                    .put("total_tokens", usage.inputTokenCount());
        }
        return LocalResponse.json(headers, 200, reply);
    }

    private synchronized EmbeddingModel model() {
        EmbeddingModel loaded = model;
        if (loaded == null) {
            try {
                loaded = Class.forName(type)
                        .asSubclass(EmbeddingModel.class)
                        .getDeclaredConstructor()
                        .newInstance();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the embedding model " + type + " cannot be loaded", e);
            }
            model = loaded;
        }
        return loaded;
    }
}
