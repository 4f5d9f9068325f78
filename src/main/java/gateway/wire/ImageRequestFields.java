package gateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import gateway.fault.GatewayException;
import gateway.vendors.Feature;
import gateway.vendors.ImageSize;
import gateway.wire.ChatRequest.Span;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of a request for images. Not thread-safe; used once. */
final class ImageRequestFields extends RequestFields<ImageRequest> {

    private static final Set<String> READ = Set.of(
            "model",
            "models",
            "operation",
            "prompt",
            "image",
            "mask",
            "n",
            "size",
            "stream",
            "response_format",
            "output_format",
            "output_compression");

    private static final int PERCENT = 100;
    private static final String AUTO = "auto";
    private static final List<String> FORMS = List.of("url", "b64_json");
    private static final List<String> OUTPUT_FORMATS = List.of("png", "jpeg", "webp");

    /** Operations that a text has to explain. */
    private static final Set<Feature> TOLD = EnumSet.of(Feature.GENERATE, Feature.EDIT, Feature.REPLACE_BACKGROUND);

    private final int mostImages;
    private final @Nullable Feature only;
    private final GivenImages given;
    private Feature operation;
    private @Nullable Span prompt;
    private @Nullable Span count;
    private @Nullable ImageSize size;
    private boolean auto;
    private ImageForm form = ImageForm.USUAL;
    private int images = 1;

    /**
     * @param mostPixels of an image that the caller gives
     * @param only the only operation possible; null where the request names it
     */
    ImageRequestFields(JsonParser parser, byte[] body, int mostImages, long mostPixels, @Nullable Feature only) {
        super(parser, body, READ);
        this.mostImages = mostImages;
        this.only = only;
        this.operation = only == null ? Feature.GENERATE : only;
        this.given = new GivenImages(parser, body, mostPixels);
    }

    @Override
    void readField(String name) throws IOException {
        switch (name) {
            case "operation" -> readOperation();
            case "prompt" -> readPrompt();
            case "image" -> given.readImages(name);
            case "mask" -> {
                if (parser.currentToken() != JsonToken.VALUE_NULL) {
                    given.readOne(name);
                }
            }
            case "n" -> {
                count = parser.currentToken() == JsonToken.VALUE_NULL ? null : JsonSpans.value(parser);
                images = Math.max(1, integer(name, 1, mostImages));
            }
            case "size" -> readSize();
            case "stream" -> {
                if (bool(name)) {
                    throw GatewayException.invalid(name, "Images are not streamed here: leave 'stream' out.");
                }
            }
            case "response_format" -> readForm(name);
            case "output_format" -> oneOf(name, OUTPUT_FORMATS);
            case "output_compression" -> integer(name, 0, PERCENT);
            default -> JsonSpans.finish(parser);
        }
    }

    @Override
    ImageRequest toRequest() {
        List<String> models = models();
        checkOperation();
        Set<Feature> needs = EnumSet.of(operation);
        if (given.byAddress()) {
            needs.add(Feature.IMAGE_ADDRESSES);
        }
        int bytes = prompt == null ? 0 : JsonText.unescapedLength(body, prompt.start(), prompt.end()) - 2;
        return new ImageRequest(
                body,
                models,
                operation,
                images,
                size,
                form,
                (int) Usage.tokens(bytes),
                needs,
                auto ? withoutSize() : names,
                new ImageRequest.Spans(frame(), operationMember(), auto ? sizeMember() : null, count));
    }

    /** A size that is left to the model is none. */
    private Set<String> withoutSize() {
        Set<String> fields = new HashSet<>(names);
        fields.remove("size");
        return fields;
    }

    /** Whether there is all that the operation needs. */
    private void checkOperation() {
        if (prompt == null && TOLD.contains(operation)) {
            boolean forgotten = only == null && !names.contains("operation") && given.count() > 0;
            throw GatewayException.invalid(
                    "prompt",
                    "The field 'prompt' is missing: say what the image is to show"
                            + (forgotten ? ", or what is to be done in 'operation': " + operations() : "") + '.');
        }
        if (given.count() == 0 && operation != Feature.GENERATE) {
            throw GatewayException.invalid(
                    "image", "The field 'image' is missing: " + operation.wire() + " needs one to begin with.");
        }
        if (given.count() > 1 && operation != Feature.GENERATE && operation != Feature.EDIT) {
            throw GatewayException.invalid("image", "The operation " + operation.wire() + " takes one image.");
        }
        if (size == null && operation == Feature.RESIZE && !names.contains("output_format")) {
            throw GatewayException.invalid(
                    "size",
                    "The field 'size' is missing: say how large the image is to become, or its type in 'output_format'.");
        }
    }

    private void readOperation() throws IOException {
        String name = text("operation");
        operation = Feature.IMAGE_OPERATIONS.stream()
                .filter(feature -> feature.wire().equals(name))
                .findFirst()
                .orElseThrow(() -> wrongType("operation", "one of " + operations()));
        if (only != null && operation != only) {
            throw GatewayException.invalid(
                    "operation", "Only '" + only.wire() + "' is done at this path; POST /api/v1/image does all.");
        }
    }

    private static String operations() {
        return Feature.IMAGE_OPERATIONS.stream().map(Feature::wire).collect(Collectors.joining(", "));
    }

    private void readPrompt() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        expect(JsonToken.VALUE_STRING, "prompt", "a text");
        prompt = JsonSpans.value(parser);
        if (parser.getText().isBlank()) {
            throw GatewayException.invalid("prompt", "The field 'prompt' is empty.");
        }
    }

    private void readSize() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        String text = text("size");
        auto = text.equals(AUTO);
        if (!auto) {
            size = ImageSize.parse(text);
            if (size == null) {
                throw wrongType("size", "'auto', or width and height in pixels such as '1024x1024'");
            }
        }
    }

    private void readForm(String name) throws IOException {
        String text = oneOf(name, FORMS);
        form = text == null ? ImageForm.USUAL : ImageForm.valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** Null when it is null. */
    private @Nullable String oneOf(String name, List<String> values) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        String text = text(name);
        if (!values.contains(text)) {
            throw wrongType(name, "one of '" + String.join("', '", values) + "'");
        }
        return text;
    }
}
