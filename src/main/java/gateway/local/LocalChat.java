package gateway.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.ChatModel;
import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import gateway.time.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Makes a LangChain4j model look like an HTTP vendor of the canonical dialect: takes the canonical request apart, and
 * gives the model's answer, or its failure, the status, headers and body such a vendor would send.
 */
public final class LocalChat {

    /** Exchange property that holds the {@link LocalRequest} while the model thinks. */
    public static final String REQUEST = "localRequest";

    /** Stands for blank text, which the library takes for a mistake: a space without width. */
    private static final String SILENCE = "\u200b";

    private final ObjectMapper json;
    private final InstantSource clock;
    private final Ticker ticker;
    private final AtomicLong replies = new AtomicLong();

    public LocalChat(ObjectMapper json, InstantSource clock, Ticker ticker) {
        this.json = json;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** Takes a canonical request apart for this model. */
    public LocalRequest decode(byte[] body, ChatModel model) throws IOException {
        JsonNode request = json.readTree(body);
        List<ChatMessage> messages = new ArrayList<>();
        int promptWords = 0;
        for (JsonNode message : request.path("messages")) {
            String path = "messages[" + messages.size() + "]";
            String text = text(message.path("content"), path + ".content");
            messages.add(message(message, text.isBlank() ? SILENCE : text, path));
            promptWords += Words.count(text);
        }
        int maxTokens = request.path("max_tokens").asInt(Integer.MAX_VALUE);
        return new LocalRequest(
                request.path("model").asText(),
                request.path("stream").asBoolean(),
                request.at("/stream_options/include_usage").asBoolean(),
                request.path("max_completion_tokens").asInt(maxTokens),
                messages,
                promptWords,
                model instanceof DeliveryScript script ? script.deliveryOf(messages) : Delivery.AT_ONCE);
    }

    /** The answer as an HTTP vendor gives it; the headers of the message become those of its response. */
    public InputStream encode(
            @Body @Nullable String answer,
            @ExchangeProperty(REQUEST) LocalRequest request,
            @Headers Map<String, Object> headers) {
        long created = clock.instant().getEpochSecond();
        String id = "chatcmpl-" + created + '-' + replies.incrementAndGet();
        ReplyFrames frames = new ReplyFrames(request, answer == null ? "" : answer, id, created);
        LocalResponse.head(headers, 200, request.stream() ? "text/event-stream" : "application/json");
        return new PacedInputStream(request.stream() ? frames.events() : frames.whole(), request.delivery(), ticker);
    }

    /** The failure as an HTTP vendor reports it. */
    public InputStream fail(@ExchangeException LangChain4jException failure, @Headers Map<String, Object> headers)
            throws IOException {
        int status = status(failure);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error")
                .put("message", failure.getMessage())
                .put("type", status < 500 ? "invalid_request_error" : "server_error")
                .putNull("param")
                .putNull("code");
        return LocalResponse.json(headers, status, body);
    }

    /** Models that speak HTTP themselves wrap the status they got. */
    private static int status(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpException http) {
                return http.statusCode();
            }
            if (cause instanceof TimeoutException) {
                return 504;
            }
        }
        return 500;
    }

    private static ChatMessage message(JsonNode message, String text, String path) {
        String role = message.path("role").asText();
        return switch (role) {
            case "system", "developer" -> SystemMessage.from(text);
            case "user" -> UserMessage.from(text);
            case "assistant" -> AiMessage.from(text);
            case "tool" ->
                ToolExecutionResultMessage.from(message.path("tool_call_id").asText(), "", text);
            default ->
                throw GatewayException.invalid(
                        path + ".role", "The field '" + path + ".role' must be system, user, assistant or tool.");
        };
    }

    private static String text(JsonNode content, String path) {
        if (!content.isArray()) {
            return content.asText("");
        }
        List<String> parts = new ArrayList<>();
        for (JsonNode part : content) {
            if (!part.path("type").asText().equals("text")) {
                throw new GatewayException(
                        ErrorCode.UNSUPPORTED_FEATURE,
                        "This model reads text only; leave out the part at " + path + '[' + parts.size() + "].",
                        path + '[' + parts.size() + ']',
                        null);
            }
            parts.add(part.path("text").asText());
        }
        return String.join("\n", parts);
    }
}
