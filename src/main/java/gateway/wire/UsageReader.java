package gateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads a canonical {@code usage} object on which the parser stands. Not thread-safe; used once. */
final class UsageReader {

    /** Stands for a number that no count can be: too large, or not whole. */
    private static final long IMPOSSIBLE = -1;

    private final JsonParser parser;
    private long prompt;
    private long cached;
    private long completion;
    private long reasoning;

    UsageReader(JsonParser parser) {
        this.parser = parser;
    }

    Usage read() throws IOException {
        readObject("");
        return new Usage(prompt, cached, completion, reasoning, false);
    }

    private void readObject(String parent) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_OBJECT && parent.isEmpty()) {
                readObject(name);
            } else if (token.isNumeric()) {
                count(parent, name);
            } else {
                JsonSpans.finish(parser);
            }
        }
    }

    private void count(String parent, String name) throws IOException {
        long value = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                ? parser.getLongValue()
                : IMPOSSIBLE;
        switch (name) {
            case "prompt_tokens" -> prompt = value;
            case "completion_tokens" -> completion = value;
            case "cached_tokens" -> cached = parent.equals("prompt_tokens_details") ? value : cached;
            case "reasoning_tokens" -> reasoning = parent.equals("completion_tokens_details") ? value : reasoning;
            default -> {
                // other parts of the count are not ours to judge
            }
        }
    }
}
