package gateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import gateway.wire.ChatRequest.Span;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks one canonical reply or chunk. Not thread-safe; used once. */
final class ReplyWalk {

    /** Strings of a message that are not generated text. */
    private static final Set<String> MARKS = Set.of("role", "id", "type", "format", "signature");

    /** Members that say again, or sign, what was said elsewhere. */
    private static final Set<String> ECHOES = Set.of("thinking_blocks", "extra_content");

    private static final String ARGUMENTS = "arguments";

    private final JsonParser parser;
    private final byte[] buffer;
    private final int offset;
    private final @Nullable StringBuilder generated;
    private int choices = -1;
    private @Nullable Span choicesValue;
    private int content;
    private boolean refusal;
    private long finished;
    private boolean error;
    private @Nullable ToldUsage usage;
    private @Nullable Span usageMember;
    private @Nullable Span usageValue;
    private @Nullable Span id;
    private @Nullable Span model;
    private boolean usageLeads;

    /**
     * @param offset where in the buffer the parser began
     * @param generated takes the generated text; null when nobody wants it
     */
    ReplyWalk(JsonParser parser, byte[] buffer, int offset, @Nullable StringBuilder generated) {
        this.generated = generated;
        this.parser = parser;
        this.buffer = buffer;
        this.offset = offset;
    }

    ReplyFacts readAll() throws IOException {
        int lastValueEnd = -1;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (usageLeads && usageMember != null) {
                usageMember = new Span(usageMember.start(), start());
                usageLeads = false;
            }
            switch (name) {
                case "choices" -> {
                    JsonToken token = parser.nextToken();
                    int valueStart = start();
                    readChoices(token);
                    choicesValue = new Span(valueStart, end());
                }
                case "usage" -> readUsage(lastValueEnd);
                case "id" -> id = value();
                case "model" -> model = value();
                case "error" -> {
                    error |= parser.nextToken() != JsonToken.VALUE_NULL;
                    JsonSpans.finish(parser);
                }
                default -> {
                    parser.nextToken();
                    JsonSpans.finish(parser);
                }
            }
            lastValueEnd = end();
        }
        return new ReplyFacts(
                choices, choicesValue, content, refusal, finished, error, usage, usageMember, usageValue, id, model);
    }

    private void readChoices(JsonToken first) throws IOException {
        if (first != JsonToken.START_ARRAY) {
            JsonSpans.finish(parser);
            return;
        }
        choices = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            choices++;
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                JsonSpans.finish(parser);
                continue;
            }
            readChoice();
        }
    }

    private void readChoice() throws IOException {
        boolean ends = false;
        int index = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            boolean message = "delta".equals(name) || "message".equals(name);
            if (message && token == JsonToken.START_OBJECT) {
                readMessage();
                continue;
            }
            if (token == JsonToken.VALUE_STRING) {
                ends |= "finish_reason".equals(name);
            } else if (token == JsonToken.VALUE_NUMBER_INT && "index".equals(name)) {
                index = parser.getValueAsInt();
            }
            JsonSpans.finish(parser);
        }
        if (ends) {
            finished |= 1L << Math.clamp(index, 0, Long.SIZE - 1);
        }
    }

    private void readMessage() throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            int before = content;
            boolean says = "content".equals(parser.currentName());
            boolean refuses = "refusal".equals(parser.currentName());
            if (says && parser.nextToken() == JsonToken.START_OBJECT) {
                throw new UnreadableReplyException("the content of a message is an object");
            }
            readText();
            if (refuses) {
                refusal |= content > before;
                content = before;
            }
        }
    }

    /** Counts the strings of one member: all that is generated comes as strings, whatever stands around them. */
    private void readText() throws IOException {
        int depth = 0;
        do {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.FIELD_NAME) {
                boolean mark = MARKS.contains(parser.currentName());
                boolean echo = ECHOES.contains(parser.currentName());
                boolean arguments = ARGUMENTS.equals(parser.currentName());
                token = parser.nextToken();
                if (arguments && token.isStructStart()) {
                    throw new UnreadableReplyException("the arguments of a tool's call are no text");
                }
                if (echo) {
                    JsonSpans.finish(parser);
                    continue;
                }
                if (mark && token == JsonToken.VALUE_STRING) {
                    parser.finishToken();
                    continue;
                }
            }
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_STRING) {
                addText();
            } else {
                parser.finishToken();
            }
        } while (depth > 0 && parser.nextToken() != null);
    }

    private void addText() throws IOException {
        int from = start();
        parser.finishToken();
        content += JsonText.unescapedLength(buffer, offset + from + 1, offset + end() - 1);
        if (generated != null) {
            generated.append(parser.getText());
        }
    }

    private void readUsage(int lastValueEnd) throws IOException {
        int keyStart = start();
        JsonToken token = parser.nextToken();
        int valueStart = start();
        if (token == JsonToken.START_OBJECT) {
            usage = new UsageReader(parser).read();
        } else {
            JsonSpans.finish(parser);
        }
        usageValue = new Span(valueStart, end());
        // A first member takes the comma after it along, any other the comma before it.
        usageLeads = lastValueEnd < 0;
        usageMember = new Span(usageLeads ? keyStart : lastValueEnd, end());
    }

    private Span value() throws IOException {
        parser.nextToken();
        return JsonSpans.value(parser);
    }

    private int start() {
        return JsonSpans.start(parser);
    }

    private int end() {
        return JsonSpans.end(parser);
    }
}
