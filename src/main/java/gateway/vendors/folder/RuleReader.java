package gateway.vendors.folder;

import gateway.vendors.FieldPath;
import gateway.vendors.FieldRules;
import gateway.vendors.Unsupported;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;

/** The field {@code on-unsupported} of a card. */
final class RuleReader {

    private static final Pattern RULE = Pattern.compile("reject|drop");

    /** Without these there is no request. */
    private static final Set<String> NEEDED = Set.of("model", "models", "messages", "input", "stream");

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,79}");
    private static final String WHICH = "but for those it is made of";

    private RuleReader() {}

    static FieldRules read(@Nullable YamlObject rules) {
        if (rules == null) {
            return FieldRules.NONE;
        }
        Map<FieldPath, Unsupported> read = new LinkedHashMap<>();
        Map<String, String> renamed = new LinkedHashMap<>();
        for (String field : rules.names()) {
            if (rules.node(field) instanceof MappingNode) {
                rename(rules, field, renamed);
                continue;
            }
            String rule = rules.text(field, RULE, "reject or drop", null);
            if (!FieldPath.FORM.matcher(field).matches()) {
                rules.fault(
                        field,
                        "must be a field of a request, or one inside it such as messages.content.file, and may name a"
                                + " value, as in tools.type=custom");
            } else if (NEEDED.contains(field)) {
                rules.fault(field, "is what a request is made of: name a field inside it, or remove the rule");
            } else if (rule != null) {
                read.put(FieldPath.of(field), rule.equals("drop") ? Unsupported.DROP : Unsupported.REJECT);
            }
        }
        rejectIdle(rules, read);
        return new FieldRules(read, renamed);
    }

    private static void rename(YamlObject rules, String field, Map<String, String> renamed) {
        YamlObject rule = rules.object(field);
        if (rule == null) {
            return;
        }
        String name = rule.requiredText("as", NAME, "the vendor's name of the field");
        rule.rejectUnknown();
        if (!NAME.matcher(field).matches() || NEEDED.contains(field) || NEEDED.contains(name)) {
            rules.fault(field, "cannot be called otherwise: only fields at the top of a request can, " + WHICH);
        } else {
            renamed.put(field, name);
        }
    }

    /** A rule about a part of what another rule takes away or turns away anyhow would never come to pass. */
    private static void rejectIdle(YamlObject rules, Map<FieldPath, Unsupported> read) {
        for (FieldPath inner : read.keySet()) {
            for (FieldPath outer : read.keySet()) {
                boolean before = read.get(inner) == Unsupported.REJECT && read.get(outer) == Unsupported.DROP;
                if (!before && !inner.equals(outer) && inner.isWithin(outer)) {
                    String name = inner.field() + (inner.value() == null ? "" : '=' + inner.value());
                    rules.fault(name, "is within " + outer.field() + ", which has a rule: remove one of the two");
                }
            }
        }
    }
}
