package gateway.vendors.activation;

import java.util.List;
import java.util.Map;

/** What the console shows of the vendor folders. */
public interface VendorFoldersMXBean {

    /** How each folder is doing, by name, for example {@code broken, version 6 goes on}. */
    Map<String, String> getFolders();

    /** Everything wrong with any of them, with file and line. */
    List<String> getFaults();
}
