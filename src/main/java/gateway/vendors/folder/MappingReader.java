package gateway.vendors.folder;

import com.schibsted.spt.data.jslt.JsltException;
import gateway.vendors.Capability;
import gateway.vendors.Mapping;
import gateway.vendors.Mappings;
import java.util.Collection;
import java.util.HashMap;
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

    /** By the names of the capabilities. */
    Map<String, Mappings> read(Collection<Capability> capabilities) {
        Map<String, Mappings> all = new HashMap<>();
        Mapping atTheTop = read(FolderFiles.ERROR);
        for (Capability capability : capabilities) {
            String place = FolderFiles.mappingsOf(capability);
            Mapping error = read(place + FolderFiles.ERROR);
            // The two built-in capabilities are one interface of the vendor, which tells its errors in one way.
            boolean builtIn = capability.name().equals(capability.kind().wire());
            all.put(
                    capability.name(),
                    new Mappings(
                            read(place + FolderFiles.REQUEST),
                            read(place + FolderFiles.RESPONSE),
                            read(place + FolderFiles.EVENT),
                            error == null && builtIn ? atTheTop : error,
                            read(place + FolderFiles.POLL),
                            read(place + FolderFiles.FIND)));
        }
        return Map.copyOf(all);
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
