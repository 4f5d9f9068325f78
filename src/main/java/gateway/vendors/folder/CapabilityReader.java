package gateway.vendors.folder;

import gateway.vendors.Capability;
import gateway.vendors.Capability.Kind;
import gateway.vendors.Protocol;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;

/** The capabilities of a card: the built-in ones, of which its top level speaks, and those it names itself. */
final class CapabilityReader {

    /** No hyphen: the names of routes join folder, capability and region with them. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,29}");

    private static final List<String> KINDS =
            Arrays.stream(Kind.values()).map(Kind::wire).toList();

    private static final Pattern KIND = Pattern.compile(String.join("|", KINDS));

    /** Other sub-folders of a vendor's folder. */
    private static final Set<String> TAKEN = Set.of(FolderFiles.FIXTURES);

    private final ProtocolReader protocols;

    CapabilityReader(String file) {
        this.protocols = new ProtocolReader(file);
    }

    /** By their names, the built-in ones first. */
    Map<String, Capability> read(YamlObject card) {
        Map<String, Capability> all = new LinkedHashMap<>();
        Protocol usual = protocols.read(card);
        for (Kind kind : Kind.values()) {
            all.put(kind.wire(), new Capability(kind.wire(), kind, usual));
        }
        YamlObject named = card.object("capabilities");
        if (named != null) {
            read(named, all);
        }
        return Collections.unmodifiableMap(all);
    }

    private void read(YamlObject named, Map<String, Capability> all) {
        for (String name : named.names()) {
            YamlObject section = named.node(name) instanceof MappingNode ? named.object(name) : null;
            if (all.containsKey(name)) {
                named.fault(name, "is there in every card: say what holds for it at the top level");
            } else if (!NAME.matcher(name).matches() || TAKEN.contains(name)) {
                named.fault(name, "must be named in lower case letters and digits, a letter first, and not fixtures");
            } else if (section == null) {
                named.fault(name, "must be a map that says at least what it does, such as {does: chat}");
            } else {
                all.put(name, read(name, section));
            }
        }
    }

    private Capability read(String name, YamlObject section) {
        String kind = section.requiredText("does", KIND, String.join(" or ", KINDS));
        Protocol protocol = protocols.read(section);
        section.rejectUnknown();
        return new Capability(name, kind.isEmpty() ? Kind.CHAT : Kind.valueOf(kind.toUpperCase(Locale.ROOT)), protocol);
    }
}
