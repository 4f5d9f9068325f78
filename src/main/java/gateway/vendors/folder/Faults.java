package gateway.vendors.folder;

import gateway.vendors.Fault;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;

/** Gathers everything wrong with one folder, so that an engineer sees it all at once. */
final class Faults {

    /** Enough to show a pattern; a generated file with ten thousand faults must not fill the log. */
    private static final int MOST = 50;

    private final List<Fault> all = new ArrayList<>();

    void add(String file, int line, String message) {
        Fault fault = new Fault(file, line, message);
        if (all.contains(fault)) {
            return; // A fault in model-defaults is met once a model.
        }
        if (all.size() < MOST) {
            all.add(fault);
        } else if (all.size() == MOST) {
            all.add(new Fault(file, 0, "more faults follow: put these right first"));
        }
    }

    void add(String file, Node node, String message) {
        add(file, line(node), message);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    List<Fault> all() {
        return List.copyOf(all);
    }

    static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
