package gateway.vendors.folder;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.JsltException;
import gateway.vendors.ErrorSigns;
import gateway.vendors.ErrorSigns.Meaning;
import gateway.vendors.Feature;
import gateway.vendors.Mapping;
import gateway.vendors.Protocol;
import gateway.vendors.StreamShape;
import gateway.vendors.StreamShape.End;
import gateway.vendors.StreamShape.Framing;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** What a card, or the section of one capability in it, says of the wire format: {@code stream}, {@code errors} and the like. */
final class ProtocolReader {

    private static final Pattern EVENT = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,79}");
    private static final Pattern TEXT = Pattern.compile("[^\\r\\n]{1,500}");
    private static final Pattern HEADER = Pattern.compile("[a-z][a-z0-9-]{1,60}");

    /** Headers that show a key, or belong to one connection, or are the gateway's own: these never go on. */
    private static final Pattern OWN_HEADER = Pattern.compile(
            "(camel|x-gateway|content|accept|proxy|sec)-?.*|.*(authorization|api-key|token|cookie|secret).*|host|connection"
                    + "|keep-alive|te|trailer|transfer-encoding|upgrade|expect|via|forwarded|x-forwarded-.*|x-request-id");

    private static final String AN_END = "close, {mark: <data>} or {event: <name>}";

    /** Fields of a request that the gateway or the caller decides, never a card. */
    private static final Set<String> NO_DEFAULT = Set.of("model", "messages", "stream", "stream_options");

    private final String file;

    ProtocolReader(String file) {
        this.file = file;
    }

    /** @param section the card, or a capability of its own in it */
    Protocol read(YamlObject section) {
        YamlObject stream = section.object("stream");
        YamlObject errors = section.object("errors");
        return new Protocol(
                stream == null ? StreamShape.USUAL : stream(stream),
                errors == null ? ErrorSigns.NONE : errors(errors),
                RuleReader.read(section.object("on-unsupported")),
                section.flag("stream-usage", true),
                section.flag("tool-media", false),
                forms(section),
                defaults(section.object("defaults")),
                passedHeaders(section),
                TaskReader.read(file, section.object("task")));
    }

    private static Set<Feature> forms(YamlObject section) {
        Set<Feature> forms = EnumSet.noneOf(Feature.class);
        for (Node item : section.list("form-data", "a list of operations on images")) {
            String name = item instanceof ScalarNode scalar ? scalar.getValue() : "";
            Feature operation = value(Feature.IMAGE_OPERATIONS.toArray(new Feature[0]), name);
            if (operation == null) {
                section.fault(
                        "form-data",
                        "must be a list of " + names(Feature.IMAGE_OPERATIONS.toArray(new Feature[0])) + ", got "
                                + YamlText.show(item));
            } else {
                forms.add(operation);
            }
        }
        return Collections.unmodifiableSet(forms);
    }

    private StreamShape stream(YamlObject stream) {
        Framing framing =
                value(Framing.values(), stream.text("framing", oneOf(Framing.values()), names(Framing.values()), null));
        String text = stream.text("text", Pattern.compile("delta|whole"), "delta or whole", "delta");
        End end = end(stream);
        boolean idBegins = stream.flag("id-begins-event", false);
        Set<String> heartbeats = eventNames(stream, "heartbeats");
        stream.rejectUnknown();
        return new StreamShape(
                framing == null ? Framing.SSE : framing, "whole".equals(text), end, idBegins, heartbeats);
    }

    private End end(YamlObject stream) {
        End usual = StreamShape.USUAL.end();
        if (!(stream.node("end") instanceof MappingNode)) {
            String end = stream.text("end", Pattern.compile("close"), AN_END, null);
            return end == null ? usual : new End.Close();
        }
        YamlObject end = stream.object("end");
        if (end == null) {
            return usual;
        }
        String mark = end.text("mark", TEXT, "the data of the last event", null);
        String event = end.text("event", EVENT, "the name of an event", null);
        end.rejectUnknown();
        if ((mark == null) == (event == null)) {
            stream.fault("end", "must be " + AN_END);
            return usual;
        }
        return mark == null ? new End.Event(String.valueOf(event)) : new End.Mark(mark);
    }

    private ErrorSigns errors(YamlObject errors) {
        Mapping when = condition(errors);
        Set<String> events = eventNames(errors, "events");
        Map<String, Meaning> codes = new LinkedHashMap<>();
        YamlObject meanings = errors.object("codes");
        if (meanings != null) {
            for (String name : meanings.names()) {
                Meaning meaning = value(Meaning.values(), name);
                if (meaning == null) {
                    meanings.fault(name, "is not known: it must be " + names(Meaning.values()));
                }
                for (Node code : meanings.list(name, "a list of codes")) {
                    if (meaning != null && code instanceof ScalarNode scalar) {
                        codes.put(scalar.getValue(), meaning);
                    }
                }
            }
        }
        errors.rejectUnknown();
        return new ErrorSigns(when, events, Map.copyOf(codes));
    }

    private @Nullable Mapping condition(YamlObject errors) {
        String text = errors.text("when", TEXT, "a condition in JSLT, on one line", null);
        if (text == null) {
            return null;
        }
        try {
            return Mapping.compile(file + " errors.when", text);
        } catch (JsltException e) {
            errors.fault(
                    "when",
                    "does not compile: "
                            + e.getMessageWithoutLocation().lines().findFirst().orElse(""));
            return null;
        }
    }

    private static Map<String, JsonNode> defaults(@Nullable YamlObject fields) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        if (fields != null) {
            for (String field : fields.names()) {
                Node value = fields.node(field);
                if (NO_DEFAULT.contains(field)) {
                    fields.fault(field, "is not the card's to set: remove it");
                } else if (value != null) {
                    values.put(field, YamlText.json(value));
                }
            }
        }
        return Collections.unmodifiableMap(values);
    }

    private static Set<String> passedHeaders(YamlObject section) {
        Set<String> names = new LinkedHashSet<>();
        for (Node item : section.list("pass-headers", "a list of header names")) {
            String name = item instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (HEADER.matcher(name).matches() && !OWN_HEADER.matcher(name).matches()) {
                names.add(name);
            } else {
                section.fault(
                        "pass-headers",
                        "must be a list of header names in lower case, none of them a credential's or a connection's, got "
                                + YamlText.show(item));
            }
        }
        return Collections.unmodifiableSet(names);
    }

    private static Set<String> eventNames(YamlObject object, String field) {
        Set<String> names = new LinkedHashSet<>();
        for (Node item : object.list(field, "a list of event names")) {
            if (item instanceof ScalarNode scalar
                    && EVENT.matcher(scalar.getValue()).matches()) {
                names.add(scalar.getValue());
            } else {
                object.fault(field, "must be a list of event names, got " + YamlText.show(item));
            }
        }
        return Set.copyOf(names);
    }

    private static <E extends Enum<E>> Pattern oneOf(E[] values) {
        return Pattern.compile(String.join("|", wires(values)));
    }

    private static <E extends Enum<E>> String names(E[] values) {
        return "one of " + String.join(", ", wires(values));
    }

    private static <E extends Enum<E>> List<String> wires(E[] values) {
        return Arrays.stream(values).map(ProtocolReader::wire).toList();
    }

    private static <E extends Enum<E>> @Nullable E value(E[] values, @Nullable String name) {
        for (E value : values) {
            if (wire(value).equals(name)) {
                return value;
            }
        }
        return null;
    }

    private static String wire(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
