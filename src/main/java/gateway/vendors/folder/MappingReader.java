package gateway.vendors.folder;

import com.schibsted.spt.data.jslt.JsltException;
import gateway.vendors.Capability;
import gateway.vendors.Mapping;
import gateway.vendors.Mappings;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compiles the mapping files of a folder. */
final class MappingReader {

    private static final Pattern WRONG_TOKEN = Pattern.compile("at line (\\d+), column");

    private final FolderFiles files;
    private final Faults faults;

    MappingReader(FolderFiles files, Faults faults) {
        this.files = files;
        this.faults = faults;
    }

    Map<Capability, Mappings> read() {
        Mapping error = read("error.jslt");
        return Map.of(
                Capability.CHAT,
                new Mappings(read("request.jslt"), read("response.jslt"), read("event.jslt"), error),
                Capability.EMBEDDINGS,
                new Mappings(
                        read(FolderFiles.EMBEDDINGS + "/request.jslt"),
                        read(FolderFiles.EMBEDDINGS + "/response.jslt"),
                        null,
                        error));
    }

    private @Nullable Mapping read(String name) {
        String text = files.text(name);
        if (text == null) {
            return null;
        }
        try {
            return Mapping.compile(files.shortName(name), text);
        } catch (JsltException e) {
            String message = e.getMessageWithoutLocation().lines().findFirst().orElse("no reason given");
            faults.add(files.show(name), line(e, message), "does not compile: " + message);
        } catch (StackOverflowError e) {
            // The parser calls itself for every bracket.
            faults.add(files.show(name), 0, "does not compile: it is nested too deeply");
        }
        return null;
    }

    /** For a syntax error the exception holds the last token that was right, the message the one that is wrong. */
    private static int line(JsltException failure, String message) {
        Matcher wrong = WRONG_TOKEN.matcher(message);
        return wrong.find() ? Integer.parseInt(wrong.group(1)) : Math.max(0, failure.getLine());
    }
}
