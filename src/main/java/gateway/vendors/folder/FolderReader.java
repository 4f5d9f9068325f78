package gateway.vendors.folder;

import gateway.vendors.Mappings;
import gateway.vendors.Replay;
import java.nio.file.Path;

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
        String name = folder.getFileName().toString();
        Faults faults = new Faults();
        FolderFiles files = new FolderFiles(folder, faults);
        files.rejectUnknown();
        if (!VendorName.PATTERN.matcher(name).matches()) {
            faults.add(folder.toString(), 0, "the folder's name must be " + VendorName.WHAT);
        }
        String card = files.requiredText(FolderFiles.CARD, "it is the card of the vendor");
        Blueprint blueprint =
                card == null ? null : new CardReader(files.show(FolderFiles.CARD), defaults, faults).read(name, card);
        String routes = files.requiredText(FolderFiles.ROUTES, "it holds the chat route of the vendor");
        RouteSource route = routes == null
                ? null
                : new RouteReader(files.show(FolderFiles.ROUTES), name, templates, faults)
                        .read(routes, blueprint != null && blueprint.inProcess());
        Mappings mappings = new MappingReader(files, faults).read();
        // Replayed last: what a broken card or mapping makes of a fixture says nothing.
        if (blueprint != null && faults.isEmpty()) {
            new Fixtures(files, blueprint, mappings, replay, faults).replay();
        }
        if (blueprint == null || route == null || !faults.isEmpty()) {
            return new VendorFolder(null, faults.all());
        }
        return new VendorFolder(new VendorFolder.Content(blueprint, route, mappings), faults.all());
    }
}
