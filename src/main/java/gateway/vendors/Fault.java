package gateway.vendors;

/**
 * One thing wrong with a vendor folder.
 *
 * @param file path as an engineer would open it, for example {@code vendors/globex/vendor.yaml}
 * @param line from 1; 0 when the fault is not in a line, such as a missing file
 * @param message what is wrong and what to write instead
 */
public record Fault(String file, int line, String message) {

    @Override
    public String toString() {
        return line > 0 ? file + ':' + line + ": " + message : file + ": " + message;
    }
}
