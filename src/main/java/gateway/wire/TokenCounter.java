package gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import gateway.vendors.Tokenizer;
import gateway.wire.ChatRequest.Span;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Counts tokens as vendors do whose encodings are known. For where nobody else has counted: it takes its time, more than in
 * proportion for text without spaces. So text is counted in pieces, and what comes after much text is estimated. One
 * thread's, for one request.
 */
public final class TokenCounter {

    /** Characters that are counted; a vendor that does not count is no reason to work longer. */
    private static final int MOST_COUNTED = 256 * 1024;

    /** Characters that are counted at once. */
    private static final int PIECE = 2048;

    /** What is added to the text of every message, and to every prompt. */
    private static final int TOKENS_PER_MESSAGE = 3;

    private static final EncodingRegistry ENCODINGS = Encodings.newLazyEncodingRegistry();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Encoding encoding;
    private int left = MOST_COUNTED;

    public TokenCounter(Tokenizer tokenizer) {
        this.encoding = ENCODINGS.getEncoding(
                switch (tokenizer) {
                    case CL100K_BASE -> EncodingType.CL100K_BASE;
                    case O200K_BASE -> EncodingType.O200K_BASE;
                });
    }

    public static long of(String text, Tokenizer tokenizer) {
        return new TokenCounter(tokenizer).of(text);
    }

    /** Tokens of one more text; an estimate once this counter has counted much. */
    public long of(String text) {
        long tokens = 0;
        int from = 0;
        while (from < text.length() && left > 0) {
            int to = endOfPiece(text, from);
            tokens += encoding.countTokensOrdinary(text.substring(from, to));
            left -= to - from;
            from = to;
        }
        return tokens + Usage.tokens(bytes(text, from));
    }

    /** Where encodings cut, too, if there is such a place: before a space. Never within a character. */
    private static int endOfPiece(String text, int from) {
        int end = from + PIECE;
        if (end >= text.length()) {
            return text.length();
        }
        for (int at = end; at > from + PIECE / 2; at--) {
            if (text.charAt(at) == ' ' || text.charAt(at) == '\n') {
                return at;
            }
        }
        return Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end;
    }

    /** Bytes of the rest of a text in UTF-8. */
    private static long bytes(String text, int from) {
        long bytes = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
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
            TokenCounter counter = new TokenCounter(tokenizer);
            long tokens = TOKENS_PER_MESSAGE;
            for (JsonNode message : request.path("messages")) {
                tokens += TOKENS_PER_MESSAGE + counter.ofTexts(message);
            }
            JsonNode tools = request.path("tools");
            return tools.isEmpty() ? tokens : tokens + counter.of(tools.toString());
        } catch (IOException e) {
            throw new IllegalArgumentException("the request was read before", e);
        }
    }

    /**
     * Tokens of texts that are to be embedded; those that come as tokens are counted already.
     *
     * @param until the first text that does not count
     */
    public static long texts(EmbeddingRequest request, int until, Tokenizer tokenizer) {
        try {
            TokenCounter counter = new TokenCounter(tokenizer);
            long tokens = 0;
            for (Span text : request.inputs().subList(0, until)) {
                JsonNode value = JSON.readTree(request.body(), text.start(), text.length());
                tokens += value.isTextual() ? counter.of(value.asText()) : value.size();
            }
            return tokens;
        } catch (IOException e) {
            throw new IllegalArgumentException("the request was read before", e);
        }
    }

    private long ofTexts(JsonNode node) {
        if (node.isTextual()) {
            return of(node.asText());
        }
        if (isAttachment(node)) {
            return MessagesReader.TOKENS_PER_ATTACHMENT;
        }
        long tokens = 0;
        for (JsonNode child : node.isObject() ? said(node) : node) {
            tokens += ofTexts(child);
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
