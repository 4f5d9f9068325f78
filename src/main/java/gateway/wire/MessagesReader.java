package gateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import gateway.fault.GatewayException;
import gateway.vendors.Feature;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks {@code messages} and measures the prompt. Not thread-safe; used once. */
final class MessagesReader {

    /** A picture or a sound has no length in text; this is what a middle-sized one costs at the vendors we know. */
    static final int TOKENS_PER_ATTACHMENT = 1_000;

    private static final String TOOL = "tool";

    /** The last is the older one for what a function has returned. */
    private static final List<String> ROLES = List.of("system", "developer", "user", "assistant", TOOL, "function");

    /** Members that say again what others say, or sign it: no vendor reads both. */
    static final Set<String> ECHOES = Set.of("thinking_blocks", "extra_content");

    private final JsonParser parser;
    private final byte[] body;
    private final Set<Feature> needs;
    private int attachments;
    private int attachmentBytes;
    private int messagesBytes;
    private boolean toolMedia;

    MessagesReader(JsonParser parser, byte[] body, Set<Feature> needs) {
        this.parser = parser;
        this.body = body;
        this.needs = needs;
    }

    void read() throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw GatewayException.invalid("messages", "The field 'messages' must be an array of messages.");
        }
        int start = JsonSpans.start(parser);
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            readMessage(count++);
        }
        if (count == 0) {
            throw GatewayException.invalid("messages", "The field 'messages' is empty: give at least one message.");
        }
        messagesBytes = JsonText.unescapedLength(body, start, JsonSpans.end(parser));
    }

    /** Estimated tokens of all messages. */
    int promptTokens() {
        return (int) Usage.tokens(messagesBytes - attachmentBytes) + attachments * TOKENS_PER_ATTACHMENT;
    }

    /** Whether a tool has returned something else than text. */
    boolean toolMedia() {
        return toolMedia;
    }

    private void readMessage(int index) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw invalid(index, "", "must be an object");
        }
        int attachmentsBefore = attachments;
        @Nullable String role = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if ("role".equals(name)) {
                role = readRole(index);
            } else if ("content".equals(name)) {
                readContent(index);
            } else if ("images".equals(name) && parser.currentToken() == JsonToken.START_ARRAY) {
                measureImages();
            } else {
                if ("tool_calls".equals(name)) {
                    checkCalls(index);
                }
                skip(name);
            }
        }
        if (role == null) {
            throw invalid(index, ".role", "is missing");
        }
        toolMedia |= attachments > attachmentsBefore && TOOL.equals(role);
    }

    private String readRole(int index) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw invalid(index, ".role", "must be a string");
        }
        String role = parser.getText();
        if (!ROLES.contains(role)) {
            throw invalid(index, ".role", "must be one of " + String.join(", ", ROLES));
        }
        return role;
    }

    private void checkCalls(int index) {
        if (parser.currentToken() != JsonToken.START_ARRAY && parser.currentToken() != JsonToken.VALUE_NULL) {
            throw invalid(index, ".tool_calls", "must be an array of tool calls");
        }
    }

    /** What a model has made needs no model that sees: vendors who take none back are not told of it. */
    private void measureImages() throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            int start = JsonSpans.start(parser);
            JsonSpans.finish(parser);
            attachments++;
            attachmentBytes += JsonText.unescapedLength(body, start, JsonSpans.end(parser));
        }
    }

    /** Passes over a member, which is not measured when it only says again what another does. */
    private void skip(String name) throws IOException {
        int start = JsonSpans.start(parser);
        JsonSpans.finish(parser);
        if (ECHOES.contains(name)) {
            attachmentBytes += JsonText.unescapedLength(body, start, JsonSpans.end(parser));
        }
    }

    private void readContent(int index) throws IOException {
        switch (parser.currentToken()) {
            case VALUE_STRING, VALUE_NULL -> parser.finishToken();
            case START_ARRAY -> {
                int part = 0;
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    readPart(index, part++);
                }
            }
            default -> throw invalid(index, ".content", "must be a string, null or an array of parts");
        }
    }

    private void readPart(int index, int part) throws IOException {
        String path = ".content[" + part + "]";
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw invalid(index, path, "must be an object");
        }
        int start = JsonSpans.start(parser);
        int measuredApart = attachmentBytes;
        boolean typed = false;
        boolean attachment = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean type = "type".equals(parser.currentName());
            parser.nextToken();
            if (type && parser.currentToken() == JsonToken.VALUE_STRING) {
                typed = true;
                attachment = isAttachment(parser.getText());
            } else {
                skip(parser.currentName());
            }
        }
        if (!typed) {
            throw invalid(index, path + ".type", "is missing or not a string");
        }
        if (attachment) {
            attachments++;
            attachmentBytes = measuredApart + JsonText.unescapedLength(body, start, JsonSpans.end(parser));
        }
    }

    private boolean isAttachment(String type) {
        return switch (type) {
            case "text", "refusal" -> false;
            case "image_url" -> {
                needs.add(Feature.VISION);
                yield true;
            }
            case "input_audio" -> {
                needs.add(Feature.AUDIO);
                yield true;
            }
            case "file", "document" -> {
                needs.add(Feature.FILES);
                yield true;
            }
            case "video_url" -> {
                needs.add(Feature.VIDEO);
                yield true;
            }
            // One we do not know is counted as what it is made of.
            default -> false;
        };
    }

    private static GatewayException invalid(int index, String path, String problem) {
        String field = "messages[" + index + "]" + path;
        return GatewayException.invalid(field, "The field '" + field + "' " + problem + ".");
    }
}
