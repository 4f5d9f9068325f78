package streams.load;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a client of one dialect sends, and by which line it knows that an answer is complete. */
enum Dialect {
    OPENAI("data: [DONE]", ""),
    ANTHROPIC("event: message_stop", "anthropic-version: 2023-06-01\r\n");

    final byte[] endLine;
    private final String headers;

    Dialect(String endLine, String headers) {
        this.endLine = endLine.getBytes(StandardCharsets.US_ASCII);
        this.headers = headers;
    }

    static Dialect of(String name) {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--dialect must be openai or anthropic, got " + name, e);
        }
    }

    /** Every stream asks something else, so that no cache and no joining of equal requests answers it. */
    String body(String model, int stream) {
        String question = "[{\"role\":\"user\",\"content\":\"Tell me something about river number " + stream + ".\"}]";
        String more = this == OPENAI ? "\"stream_options\":{\"include_usage\":true}" : "\"max_tokens\":10000";
        return "{\"model\":\"%s\",\"stream\":true,%s,\"messages\":%s}".formatted(model, more, question);
    }

    String headers() {
        return headers;
    }
}
