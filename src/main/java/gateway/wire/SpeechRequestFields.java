package gateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import gateway.fault.GatewayException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** The fields of a request to read a text aloud. Not thread-safe; used once. */
final class SpeechRequestFields extends RequestFields<SpeechRequest> {

    private static final Set<String> READ = Set.of("model", "models", "input", "stream_format");
    private static final String AUDIO = "audio";

    private int characters;
    private long tokens;

    SpeechRequestFields(JsonParser parser, byte[] body) {
        super(parser, body, READ);
    }

    @Override
    void readField(String name) throws IOException {
        switch (name) {
            case "input" -> readInput();
            case "stream_format" -> {
                if (parser.currentToken() != JsonToken.VALUE_NULL && !text(name).equals(AUDIO)) {
                    throw GatewayException.invalid(
                            name,
                            "Sound comes as it is here, not in events: leave 'stream_format' out, or give 'audio'.");
                }
            }
            default -> JsonSpans.finish(parser);
        }
    }

    @Override
    SpeechRequest toRequest() {
        List<String> models = models();
        if (characters == 0) {
            throw GatewayException.invalid("input", "The field 'input' is missing: give the text that is to be read.");
        }
        return new SpeechRequest(body, models, characters, (int) tokens, Set.of(), names, frame());
    }

    private void readInput() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        expect(JsonToken.VALUE_STRING, "input", "a text");
        String text = parser.getText();
        if (text.isBlank()) {
            throw GatewayException.invalid("input", "The field 'input' is empty.");
        }
        characters = text.codePointCount(0, text.length());
        tokens = Usage.tokens(text.getBytes(StandardCharsets.UTF_8).length);
    }
}
