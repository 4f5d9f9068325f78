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
    private long cacheWritten;
    private long image;
    private long audio;
    private long completion;
    private long reasoning;
    private long audioOutput;
    private long total;

    UsageReader(JsonParser parser) {
        this.parser = parser;
    }

    ToldUsage read() throws IOException {
        readObject("");
        return new ToldUsage(prompt, cached, cacheWritten, image, audio, completion, reasoning, audioOutput, total);
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
        switch (parent) {
            case "" -> countWhole(name, value);
            case "prompt_tokens_details" -> countPrompt(name, value);
            case "completion_tokens_details" -> countCompletion(name, value);
            default -> {
                // other parts of the count are not ours to judge
            }
        }
    }

    private void countWhole(String name, long value) {
        switch (name) {
            case "prompt_tokens" -> prompt = value;
            case "completion_tokens" -> completion = value;
            case "total_tokens" -> total = value;
            default -> {
                // a vendor's own
            }
        }
    }

    private void countPrompt(String name, long value) {
        switch (name) {
            case "cached_tokens" -> cached = value;
            case "cache_write_tokens" -> cacheWritten = value;
            case "image_tokens" -> image = value;
            case "audio_tokens" -> audio = value;
            default -> {
                // a vendor's own
            }
        }
    }

    private void countCompletion(String name, long value) {
        switch (name) {
            case "reasoning_tokens" -> reasoning = value;
            case "audio_tokens" -> audioOutput = value;
            default -> {
                // a vendor's own
            }
        }
    }
}
