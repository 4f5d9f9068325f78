package gateway.vendors.folder;

import gateway.vendors.Capability;
import gateway.vendors.Mappings;
import gateway.vendors.TaskShape;
import java.util.Map;

/** Whether all is there that it takes to ask a vendor about work that it ends later: card, route and mappings go together. */
final class TaskCheck {

    /** The template of such routes. */
    private static final String TEMPLATE = "vendor-task";

    private final VendorFolder.Content content;
    private final FolderFiles files;
    private final Faults faults;

    TaskCheck(VendorFolder.Content content, FolderFiles files, Faults faults) {
        this.content = content;
        this.files = files;
        this.faults = faults;
    }

    void check(Capability capability) {
        TaskShape shape = capability.protocol().task();
        RouteSource route = content.routes().get(capability.name());
        boolean asks = route instanceof RouteSource.Templated templated
                && templated.template().equals(TEMPLATE);
        if (asks != (shape != null)) {
            routeFault(
                    asks
                            ? "has its work done later, by " + TEMPLATE
                                    + ": say how it is asked about, with task in the card"
                            : "must use the template " + TEMPLATE + " for " + capability.name()
                                    + ", as the card has a task for it");
            return;
        }
        if (shape == null || !(route instanceof RouteSource.Templated templated)) {
            return;
        }
        if (capability.kind() != Capability.Kind.IMAGES) {
            faults.add(files.show(FolderFiles.CARD), 0, "task is for models of images, not for " + capability.name());
            return;
        }
        Map<String, String> given = templated.parameters();
        Mappings mappings = content.mappings().getOrDefault(capability.name(), Mappings.NONE);
        String place = FolderFiles.mappingsOf(capability);
        require(mappings.response() != null, place + FolderFiles.RESPONSE, "it finds the vendor's name for the work");
        require(mappings.poll() != null, place + FolderFiles.POLL, "it tells how the work is doing");
        if (given.containsKey("find-path") != (mappings.find() != null)) {
            routeFault("find-path and " + place + FolderFiles.FIND + " go together: give both or none");
        }
        if (given.containsKey("cancel-path") != shape.cancels()) {
            routeFault("cancel-path and task.cancels of the card go together: give both or none");
        }
    }

    private void require(boolean there, String file, String purpose) {
        if (!there) {
            faults.add(files.show(file), 0, "is missing: " + purpose);
        }
    }

    private void routeFault(String message) {
        faults.add(files.show(FolderFiles.ROUTES), 0, message);
    }
}
