package gateway.vendors;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of the fields of a request that a vendor cannot do, as its card says. */
public final class FieldRules {

    /** For a vendor that can do whatever there is, or says itself what it cannot. */
    public static final FieldRules NONE = new FieldRules(Map.of(), Map.of());

    private final Map<FieldPath, Unsupported> rules;
    private final List<FieldPath> rejected;
    private final List<FieldPath> dropped;
    private final Map<String, String> renamed;

    /** @param renamed top-level fields that the vendor knows by another name */
    public FieldRules(Map<FieldPath, Unsupported> rules, Map<String, String> renamed) {
        this.rules = rules;
        this.rejected = those(Unsupported.REJECT, rules);
        this.dropped = those(Unsupported.DROP, rules);
        this.renamed = Map.copyOf(renamed);
    }

    /** These and others, which count where both have a rule for the same field. */
    public FieldRules with(FieldRules others) {
        Map<FieldPath, Unsupported> all = new LinkedHashMap<>(rules);
        all.keySet().removeIf(path -> path.isTop() && others.renamed.containsKey(path.top()));
        all.putAll(others.rules);
        Map<String, String> names = new LinkedHashMap<>(renamed);
        names.putAll(others.renamed);
        return new FieldRules(all, names);
    }

    /** A field of the request that keeps it from this vendor; null when there is none. */
    public @Nullable FieldPath refused(AskedFields asked) {
        for (FieldPath path : rejected) {
            if (asked.has(path)) {
                return path;
            }
        }
        return null;
    }

    /** Fields that keep a request from this vendor. */
    public List<FieldPath> rejected() {
        return rejected;
    }

    /** Fields that are left out of what this vendor gets. */
    public List<FieldPath> dropped() {
        return dropped;
    }

    /** Top-level fields that this vendor knows by another name, and that name. */
    public Map<String, String> renamed() {
        return renamed;
    }

    private static List<FieldPath> those(Unsupported what, Map<FieldPath, Unsupported> rules) {
        return rules.entrySet().stream()
                .filter(rule -> rule.getValue() == what)
                .map(Map.Entry::getKey)
                .toList();
    }
}
