package gateway.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.vendors.FieldPath;
import gateway.vendors.FieldRules;
import gateway.vendors.Mapping;
import gateway.vendors.ModelCard;
import gateway.vendors.VendorModel;
import gateway.wire.ChatRequest.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the caller's request into a vendor's. Thread-safe. */
public final class VendorRequests {

    private static final byte[] TRUE = utf8("true");
    private static final byte[] USAGE_OPTION = utf8("\"include_usage\":true,");
    private static final byte[] USAGE_OPTIONS = utf8("{\"include_usage\":true}");
    private static final byte[] NOTHING = {};

    private final ObjectMapper mapper;

    public VendorRequests(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * The vendor's request: the caller's bytes with the model's name at the vendor, without our own fields, with usage
     * asked for when streaming, with the card's defaults, and through {@code request.jslt} when the vendor has one.
     *
     * @throws com.schibsted.spt.data.jslt.JsltException when the mapping cannot take this request
     */
    public byte[] write(ChatRequest request, VendorModel to) {
        ChatRequest.Spans spans = request.spans();
        Splice splice = begun(request, spans.frame(), to);
        if (request.stream() && to.protocol().streamUsage() && !request.includeUsage()) {
            askForUsage(spans, request.body(), splice);
        }
        fillIn(splice, request, spans.frame(), to);
        return mapped(splice.toBytes(), request, to);
    }

    /**
     * The same for some of the texts that are to be embedded; they always go as an array.
     *
     * @param from first text
     * @param until first text that is left out
     */
    public byte[] write(EmbeddingRequest request, int from, int until, VendorModel to) {
        EmbeddingRequest.Spans spans = request.spans();
        Splice splice = begun(request, spans.frame(), to);
        ByteArrayOutputStream texts = new ByteArrayOutputStream();
        for (int i = from; i < until; i++) {
            Span text = request.inputs().get(i);
            texts.write(i == from ? '[' : ',');
            texts.write(request.body(), text.start(), text.length());
        }
        texts.write(']');
        splice.replace(spans.input(), texts.toByteArray());
        return mapped(splice.toBytes(), request, to);
    }

    /**
     * The same for some of the images that are wanted.
     *
     * @param images as many as the model makes at once
     * @param tag by which work that ends later is known again
     */
    public byte[] write(ImageRequest request, int images, TaskTag tag, VendorModel to) {
        ImageRequest.Spans spans = request.spans();
        Splice splice = begun(request, spans.frame(), to);
        if (spans.auto() != null) {
            splice.replace(spans.auto(), NOTHING);
        }
        if (spans.operation() != null) {
            splice.replace(spans.operation(), NOTHING);
        }
        if (to.mappings().request() != null) {
            splice.insert(
                    spans.frame().open(),
                    utf8("\"operation\":\"" + request.operation().wire() + "\","));
        }
        if (spans.count() != null) {
            splice.replace(spans.count(), utf8(Integer.toString(images)));
        }
        fillIn(splice, request, spans.frame(), to);
        return mapped(splice.toBytes(), request, to, tag.variables());
    }

    /** The same for a text that is to be read aloud. */
    public byte[] write(SpeechRequest request, VendorModel to) {
        Splice splice = begun(request, request.frame(), to);
        fillIn(splice, request, request.frame(), to);
        return mapped(splice.toBytes(), request, to);
    }

    /** The same for the fields beside a file whose words are to be written down. */
    public byte[] write(TranscriptionRequest request, VendorModel to) {
        Splice splice = begun(request, request.frame(), to);
        fillIn(splice, request, request.frame(), to);
        return mapped(splice.toBytes(), request, to);
    }

    /** The card's defaults, where the caller has said nothing. */
    private void fillIn(Splice splice, ModelRequest request, Frame frame, VendorModel to) {
        to.protocol().defaults().forEach((field, value) -> {
            Span nothing = frame.nulls().get(field);
            if (nothing != null) {
                splice.replace(nothing, json(value));
            } else if (!request.fields().contains(field)) {
                splice.insert(frame.open(), member(field, value));
            }
        });
    }

    /** With the model's name at the vendor, and without what is not for it. */
    private static Splice begun(ModelRequest request, Frame frame, VendorModel to) {
        Splice splice = new Splice(request.body());
        name(splice, frame.model(), frame.models(), frame.open(), to.model());
        cutOriginal(splice, frame.original(), to);
        return splice;
    }

    /** What the caller said in another dialect is for a vendor of the same only, whose mapping reads it. */
    private static void cutOriginal(Splice splice, @Nullable Span original, VendorModel to) {
        Mapping mapping = to.mappings().request();
        if (original != null && (mapping == null || !mapping.readsOriginal())) {
            splice.replace(original, NOTHING);
        }
    }

    private byte[] mapped(byte[] canonical, ModelRequest request, VendorModel to) {
        return mapped(canonical, request, to, Map.of());
    }

    /** @param variables that the mapping may use */
    private byte[] mapped(byte[] canonical, ModelRequest request, VendorModel to, Map<String, JsonNode> variables) {
        Mapping mapping = to.mappings().request();
        FieldRules rules = to.protocol().unsupported();
        List<FieldPath> dropped = dropped(canonical, request, rules);
        boolean renames = renames(request, rules);
        boolean moves = request instanceof ChatRequest chat
                && chat.toolMedia()
                && !to.protocol().toolMedia();
        if (mapping == null && dropped.isEmpty() && !renames && !moves) {
            return canonical;
        }
        try {
            JsonNode tree = mapper.readTree(canonical);
            boolean changed = mapping != null || moves;
            for (FieldPath path : dropped) {
                changed |= path.removeFrom(tree);
            }
            if (moves) {
                ToolMedia.putBeside((ObjectNode) tree);
            }
            if (renames) {
                rename((ObjectNode) tree, rules.renamed());
                changed = true;
            }
            return changed
                    ? mapper.writeValueAsBytes(mapping == null ? tree : mapping.apply(tree, variables))
                    : canonical;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean renames(ModelRequest request, FieldRules rules) {
        for (String field : rules.renamed().keySet()) {
            if (request.fields().contains(field)) {
                return true;
            }
        }
        return false;
    }

    /** Where a request has both names, the vendor's own counts. */
    private static void rename(ObjectNode request, Map<String, String> names) {
        names.forEach((ours, theirs) -> {
            JsonNode value = request.remove(ours);
            if (value != null && !value.isNull() && !request.hasNonNull(theirs)) {
                request.set(theirs, value);
            }
        });
    }

    private static void name(Splice splice, @Nullable Span model, @Nullable Span models, int open, ModelCard to) {
        String name = quoted(to.vendorModel());
        if (model != null) {
            splice.replace(model, utf8(name));
        } else {
            splice.insert(open, utf8("\"model\":" + name + ","));
        }
        if (models != null) {
            splice.replace(models, NOTHING);
        }
    }

    /** Fields that the card's rules leave out and that may stand in the request. */
    private static List<FieldPath> dropped(byte[] canonical, ModelRequest request, FieldRules rules) {
        if (rules.dropped().isEmpty()) {
            return List.of();
        }
        List<FieldPath> dropped = new ArrayList<>();
        Marks marks = new Marks(canonical);
        for (FieldPath path : rules.dropped()) {
            if (request.fields().contains(path.top()) && marks.mayHold(path)) {
                dropped.add(path);
            }
        }
        return dropped;
    }

    private static void askForUsage(ChatRequest.Spans spans, byte[] body, Splice splice) {
        Span options = spans.streamOptions();
        Span includeUsage = spans.includeUsage();
        if (includeUsage != null) {
            splice.replace(includeUsage, TRUE);
        } else if (options == null) {
            splice.insert(spans.frame().open(), utf8("\"stream_options\":{\"include_usage\":true},"));
        } else if (body[options.start()] == '{' && !isEmptyObject(body, options)) {
            splice.insert(options.start() + 1, USAGE_OPTION);
        } else {
            splice.replace(options, USAGE_OPTIONS);
        }
    }

    private static boolean isEmptyObject(byte[] body, Span object) {
        for (int i = object.start() + 1; i < object.end() - 1; i++) {
            if (body[i] > ' ') {
                return false;
            }
        }
        return true;
    }

    private byte[] member(String name, JsonNode value) {
        return utf8(quoted(name) + ":" + new String(json(value), StandardCharsets.UTF_8) + ",");
    }

    private byte[] json(JsonNode value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
