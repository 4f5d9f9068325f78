package gateway.vendors.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.vendors.ModelCard;
import gateway.vendors.Replay;
import gateway.vendors.VendorModel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Replays the recorded cases of a folder: each is a canonical request with what the vendor must be sent for it, and an
 * answer of the vendor with what the caller must be sent for that.
 */
final class Fixtures {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Set<String> KNOWN = Set.of(
            "request.json",
            "vendor-request.json",
            "vendor-reply.json",
            "reply.json",
            "vendor-stream.sse",
            "stream.sse",
            "vendor-error.json",
            "vendor-poll.json",
            "poll.json",
            "error.json");

    private final FolderFiles files;
    private final VendorFolder.Content content;
    private final Replay replay;
    private final Faults faults;

    Fixtures(FolderFiles files, VendorFolder.Content content, Replay replay, Faults faults) {
        this.files = files;
        this.content = content;
        this.replay = replay;
        this.faults = faults;
    }

    void replay() {
        for (String name : files.list(FolderFiles.FIXTURES)) {
            new Case(FolderFiles.FIXTURES + '/' + name).replay();
        }
    }

    /** One conversion of recorded bytes. */
    private interface Conversion {
        byte[] of(VendorModel to, byte[] recorded);
    }

    private final class Case {

        private final String folder;

        Case(String folder) {
            this.folder = folder;
        }

        void replay() {
            List<String> present = files.list(folder);
            for (String name : present) {
                if (!KNOWN.contains(name)) {
                    faults.add(path(name), 0, "is not a file of a fixture" + ClosestName.hint(name, KNOWN));
                }
            }
            JsonNode request = json("request.json");
            ModelCard model = request == null ? null : model(request);
            if (!present.contains("request.json")) {
                faults.add(
                        files.show(folder), 0, "request.json is missing: every case begins with a canonical request");
            }
            if (model == null) {
                return;
            }
            compare(model, "request.json", "vendor-request.json", replay::request);
            int answers = present.contains("vendor-reply.json") ? 1 : 0;
            answers += present.contains("vendor-stream.sse") ? 1 : 0;
            answers += present.contains("vendor-error.json") ? 1 : 0;
            if (answers > 1) {
                faults.add(files.show(folder), 0, "holds more than one answer of the vendor: make a case of each");
            }
            compare(model, "vendor-reply.json", "reply.json", replay::reply);
            compare(model, "vendor-error.json", "error.json", replay::error);
            compare(model, "vendor-poll.json", "poll.json", replay::poll);
            compareStream(model);
        }

        /** The card of the requested model; for a vendor that is probed, whatever model the request names. */
        private @Nullable ModelCard model(JsonNode request) {
            String id = request.path("model").asText();
            Blueprint blueprint = content.blueprint();
            if (blueprint.probe() != null) {
                return blueprint.probe().named(id);
            }
            for (ModelCard model : blueprint.card().models()) {
                if (model.id().equals(id)) {
                    return model;
                }
            }
            faults.add(path("request.json"), 0, "$.model: the card has no model " + YamlText.show(id));
            return null;
        }

        private void compare(ModelCard model, String from, String to, Conversion conversion) {
            String recorded = files.text(folder + '/' + from);
            JsonNode expected = json(to);
            if (recorded == null || expected == null) {
                requirePair(from, to);
                return;
            }
            byte[] bytes = recorded.getBytes(StandardCharsets.UTF_8);
            try {
                byte[] actual = conversion.of(content.vendorModel(model), bytes);
                String difference = difference(expected, JSON.readTree(actual));
                if (difference != null) {
                    faults.add(path(to), 0, difference);
                }
            } catch (Exception e) {
                faults.add(path(from), 0, "cannot be converted: " + e.getMessage());
            }
        }

        private void compareStream(ModelCard model) {
            String recorded = files.text(folder + "/vendor-stream.sse");
            String expected = files.text(folder + "/stream.sse");
            if (recorded == null || expected == null) {
                requirePair("vendor-stream.sse", "stream.sse");
                return;
            }
            try {
                List<String> wanted = events(expected);
                List<String> got = events(replay.stream(content.vendorModel(model), recorded));
                for (int i = 0; i < Math.max(wanted.size(), got.size()); i++) {
                    String difference = i < wanted.size() && i < got.size()
                            ? difference(event(wanted.get(i)), event(got.get(i)))
                            : "expected " + wanted.size() + " events, got " + got.size();
                    if (difference != null) {
                        faults.add(path("stream.sse"), 0, "event " + (i + 1) + ' ' + difference);
                        return;
                    }
                }
            } catch (Exception e) {
                faults.add(path("vendor-stream.sse"), 0, "cannot be converted: " + e.getMessage());
            }
        }

        private void requirePair(String from, String to) {
            if (files.has(folder + '/' + from) != files.has(folder + '/' + to)) {
                String missing = files.has(folder + '/' + from) ? to : from;
                faults.add(path(missing), 0, "is missing: " + from + " and " + to + " go together");
            }
        }

        private @Nullable JsonNode json(String name) {
            String text = files.text(folder + '/' + name);
            if (text == null) {
                return null;
            }
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException e) {
                faults.add(path(name), e.getLocation().getLineNr(), "is not valid JSON: " + e.getOriginalMessage());
                return null;
            }
        }

        private String path(String name) {
            return files.show(folder + '/' + name);
        }
    }

    /** That of the usage first: where it is the gateway's own, other differences only follow from that. */
    private static @Nullable String difference(JsonNode expected, JsonNode actual) {
        String usage = expected.path("usage").isObject() && actual.path("usage").isObject()
                ? JsonDifference.between("$.usage", expected.get("usage"), actual.get("usage"))
                : null;
        return usage == null
                ? JsonDifference.between("$", expected, actual)
                : usage + " (where the vendor's answer tells no usage, the gateway's own count stands here)";
    }

    /** The data of each event; recorded streams have one data line an event. */
    private static List<String> events(String stream) {
        List<String> events = new ArrayList<>();
        stream.lines()
                .filter(line -> line.startsWith("data:"))
                .forEach(line -> events.add(line.substring("data:".length()).strip()));
        return events;
    }

    /** The end mark {@code [DONE]} is compared as text. */
    private static JsonNode event(String data) throws JsonProcessingException {
        return data.equals("[DONE]") ? JSON.getNodeFactory().textNode(data) : JSON.readTree(data);
    }
}
