package gateway.vendors.folder;

import gateway.vendors.Capability;
import gateway.vendors.Mappings;
import gateway.vendors.Replay;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Reads a vendor folder and finds everything that is wrong with it. Thread-safe. */
public final class FolderReader {

    private final CardDefaults defaults;
    private final RouteTemplates templates;
    private final Replay replay;

    public FolderReader(CardDefaults defaults, RouteTemplates templates, Replay replay) {
        this.defaults = defaults;
        this.templates = templates;
        this.replay = replay;
    }

    /** @param folder its last name is the vendor's */
    public VendorFolder read(Path folder) {
        return read(folder, true);
    }

    /** @param replays whether what was recorded has to come out as it did */
    VendorFolder read(Path folder, boolean replays) {
        String name = folder.getFileName().toString();
        Faults faults = new Faults();
        FolderFiles files = new FolderFiles(folder, faults);
        if (!VendorName.PATTERN.matcher(name).matches()) {
            faults.add(folder.toString(), 0, "the folder's name must be " + VendorName.WHAT);
        }
        String card = files.requiredText(FolderFiles.CARD, "it is the card of the vendor");
        Blueprint blueprint =
                card == null ? null : new CardReader(files.show(FolderFiles.CARD), defaults, faults).read(name, card);
        String text = files.requiredText(FolderFiles.ROUTES, "it holds the routes of the vendor");
        if (blueprint == null) {
            // What else belongs in the folder, the card says.
            return new VendorFolder(null, faults.all());
        }
        Map<String, Capability> capabilities = blueprint.capabilities();
        files.rejectUnknown(capabilities.values());
        Map<String, RouteSource> routes = text == null
                ? Map.of()
                : new RouteReader(files.show(FolderFiles.ROUTES), name, capabilities.keySet(), templates, faults)
                        .read(text, blueprint.inProcess());
        Map<String, Mappings> mappings = new MappingReader(files, faults).read(capabilities.values());
        VendorFolder.Content content = new VendorFolder.Content(blueprint, routes, mappings);
        checkRoutes(content, files, faults);
        // Replayed last: what a broken card or mapping makes of a fixture says nothing.
        if (replays && faults.isEmpty()) {
            new Fixtures(files, content, replay, faults).replay();
        }
        return new VendorFolder(faults.isEmpty() ? content : null, faults.all());
    }

    /** Every model needs a route, and a route without a model is a mistake. */
    private static void checkRoutes(VendorFolder.Content content, FolderFiles files, Faults faults) {
        if (!faults.isEmpty()) {
            return;
        }
        Set<String> needed = content.blueprint().used();
        for (String capability : content.blueprint().capabilities().keySet()) {
            boolean routed = content.routes().containsKey(capability);
            if (needed.contains(capability) && !routed) {
                faults.add(
                        files.show(FolderFiles.ROUTES),
                        0,
                        "has no route for " + capability + ", which a model of the card is for: add "
                                + RouteSource.idOf(content.blueprint().card().name(), capability));
            } else if (routed && !needed.contains(capability)) {
                faults.add(
                        files.show(FolderFiles.ROUTES),
                        0,
                        "has a route for " + capability + ", which no model of the card is for: remove it");
            }
        }
        content.blueprint().capabilities().values().stream()
                .filter(capability -> content.routes().containsKey(capability.name()))
                .forEach(capability -> new TaskCheck(content, files, faults).check(capability));
    }
}
