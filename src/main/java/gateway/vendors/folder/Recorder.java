package gateway.vendors.folder;

import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.vendors.Fault;
import gateway.vendors.ModelCard;
import gateway.vendors.Replay;
import gateway.vendors.StreamShape;
import gateway.vendors.VendorModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes a fixture of what was captured: a canonical request and an answer of the vendor. Credentials are taken out; what the
 * mappings make of both is written beside them, for somebody to read before it becomes the truth.
 */
public final class Recorder {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A path would lead elsewhere, where all files were deleted for the new ones. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

    private static final String REPLACEMENT = "removed";

    private final FolderReader reader;
    private final Replay replay;

    public Recorder(FolderReader reader, Replay replay) {
        this.reader = reader;
        this.replay = replay;
    }

    /**
     * @param folder of the vendor
     * @param name of the case
     * @param request file with the canonical request
     * @param answer file with the vendor's answer; an error when its name says so, a stream when it holds events or, where
     *     the card says that they are framed otherwise, when the request asks for one
     * @param replace whether a case of that name, if there is one, is to be lost
     * @return what is wrong with the folder or the exchange; nothing was written then
     */
    public List<Fault> record(Path folder, String name, Path request, Path answer, boolean replace) throws IOException {
        if (!NAME.matcher(name).matches()) {
            return List.of(new Fault(name, 0, "cannot name a case: take letters, digits, - and _"));
        }
        Path fixture = folder.resolve(FolderFiles.FIXTURES).resolve(name);
        if (!replace && Files.exists(fixture)) {
            return List.of(new Fault(fixture.toString(), 0, "is there already: name another case, or add --force"));
        }
        // Other cases may be out of date, too: one after the other is recorded anew.
        VendorFolder read = reader.read(folder, false);
        VendorFolder.Content content = read.content();
        if (content == null) {
            return read.faults();
        }
        byte[] canonical = clean(request);
        byte[] told = clean(answer);
        String id = JSON.readTree(canonical).path("model").asText();
        ModelCard model = content.blueprint().card().models().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElse(null);
        if (model == null) {
            return List.of(new Fault(request.toString(), 0, "$.model: the card has no model " + YamlText.show(id)));
        }
        Map<String, byte[]> files;
        try {
            files = converted(content.vendorModel(model), canonical, told, answer);
        } catch (RuntimeException e) {
            return List.of(new Fault(answer.toString(), 0, "cannot be recorded: " + e.getMessage()));
        }
        // Only now: half a fixture would break the folder.
        for (Path old : files(Files.createDirectories(fixture))) {
            // An answer of another kind would be a second one.
            Files.delete(old);
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(fixture.resolve(file.getKey()), file.getValue());
        }
        return List.of();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private Map<String, byte[]> converted(VendorModel to, byte[] canonical, byte[] told, Path answer)
            throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("request.json", canonical);
        files.put("vendor-request.json", pretty(replay.request(to, canonical)));
        boolean error = answer.getFileName().toString().contains("error");
        if (holdsEvents(told) || (!error && isFramedOtherwise(to) && asksForStream(canonical))) {
            String stream = new String(told, StandardCharsets.UTF_8);
            files.put("vendor-stream.sse", told);
            files.put("stream.sse", replay.stream(to, stream).getBytes(StandardCharsets.UTF_8));
        } else if (error) {
            files.put("vendor-error.json", told);
            files.put("error.json", pretty(replay.error(to, told)));
        } else {
            files.put("vendor-reply.json", told);
            files.put("reply.json", pretty(replay.reply(to, told)));
        }
        return files;
    }

    private static byte[] clean(Path file) throws IOException {
        return Secrets.removed(Files.readString(file), REPLACEMENT).getBytes(StandardCharsets.UTF_8);
    }

    /** Such a stream looks like a whole answer: one JSON value, or a text. */
    private static boolean isFramedOtherwise(VendorModel to) {
        return to.protocol().stream().framing() != StreamShape.Framing.SSE;
    }

    private static boolean asksForStream(byte[] request) throws IOException {
        return JSON.readTree(request).path("stream").asBoolean();
    }

    private static boolean holdsEvents(byte[] answer) {
        return new String(answer, StandardCharsets.UTF_8).lines().anyMatch(line -> line.startsWith("data:"));
    }

    private static byte[] pretty(byte[] json) throws IOException {
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(json));
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
