package gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import gateway.vendors.Tokenizer;
import gateway.wire.ChatRequest.Span;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Counts tokens as vendors do whose encodings are known. For where nobody else has counted: it takes its time. */
public final class TokenCounter {

    /** What is added to the text of every message, and to every prompt. */
    private static final int TOKENS_PER_MESSAGE = 3;

    private static final EncodingRegistry ENCODINGS = Encodings.newLazyEncodingRegistry();
    private static final ObjectMapper JSON = new ObjectMapper();

    private TokenCounter() {}

    public static long of(String text, Tokenizer tokenizer) {
        EncodingType type =
                switch (tokenizer) {
                    case CL100K_BASE -> EncodingType.CL100K_BASE;
                    case O200K_BASE -> EncodingType.O200K_BASE;
                };
        return ENCODINGS.getEncoding(type).countTokensOrdinary(text);
    }

    /**
     * Tokens of the prompt of a canonical chat request: texts, names, calls of tools, and the tools as they are written.
     *
     * @param body empty when it is not at hand any more; then 0
     */
    public static long prompt(byte[] body, Tokenizer tokenizer) {
        if (body.length == 0) {
            return 0;
        }
        try {
            JsonNode request = JSON.readTree(body);
            long tokens = TOKENS_PER_MESSAGE;
            for (JsonNode message : request.path("messages")) {
                tokens += TOKENS_PER_MESSAGE + ofTexts(message, tokenizer);
            }
            JsonNode tools = request.path("tools");
            return tools.isEmpty() ? tokens : tokens + of(tools.toString(), tokenizer);
        } catch (IOException e) {
            throw new IllegalArgumentException("the request was read before", e);
        }
    }

    /** Tokens of all texts that are to be embedded; those that come as tokens are counted already. */
    public static long texts(EmbeddingRequest request, Tokenizer tokenizer) {
        try {
            long tokens = 0;
            for (Span text : request.inputs()) {
                JsonNode value = JSON.readTree(request.body(), text.start(), text.length());
                tokens += value.isTextual() ? of(value.asText(), tokenizer) : value.size();
            }
            return tokens;
        } catch (IOException e) {
            throw new IllegalArgumentException("the request was read before", e);
        }
    }

    private static long ofTexts(JsonNode node, Tokenizer tokenizer) {
        if (node.isTextual()) {
            return of(node.asText(), tokenizer);
        }
        if (isAttachment(node)) {
            return MessagesReader.TOKENS_PER_ATTACHMENT;
        }
        long tokens = 0;
        for (JsonNode child : node.isObject() ? said(node) : node) {
            tokens += ofTexts(child, tokenizer);
        }
        return tokens;
    }

    private static List<JsonNode> said(JsonNode message) {
        return message.properties().stream()
                .filter(member -> !MessagesReader.ECHOES.contains(member.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** A part of a message that holds something else than text, as long as it may look. */
    private static boolean isAttachment(JsonNode part) {
        return part.has("image_url") || part.has("input_audio") || part.has("file");
    }
}
