package gateway.vendors;

import java.util.List;

/** What reading a vendor folder came to. */
public sealed interface FolderReading {

    /** The folder can be made live. */
    record Sound(VendorDefinition definition) implements FolderReading {}

    /** Something is wrong: all that was found, in the order of the files. */
    record Broken(List<Fault> faults) implements FolderReading {}
}
