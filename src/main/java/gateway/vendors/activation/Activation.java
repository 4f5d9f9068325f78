package gateway.vendors.activation;

import gateway.vendors.Fault;
import gateway.vendors.LiveVendor;
import gateway.vendors.ModelCard;
import gateway.vendors.VendorReport.State;
import gateway.vendors.folder.VendorFolder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of trying to activate a folder.
 *
 * @param content what was read; null when the folder is at fault
 * @param live the new version, its routes started; null unless the state is live
 * @param advice what would make the vendor live when it is dormant or absent
 * @param faults why it is broken
 */
record Activation(
        State state,
        VendorFolder.@Nullable Content content,
        @Nullable LiveVendor live,
        String advice,
        List<Fault> faults) {

    static Activation broken(VendorFolder.@Nullable Content content, List<Fault> faults) {
        return new Activation(State.BROKEN, content, null, "", faults);
    }

    /** Models that the vendor would offer if it were live. */
    List<ModelCard> dormantModels() {
        return state == State.DORMANT && content != null
                ? content.blueprint().card().models()
                : List.of();
    }
}
