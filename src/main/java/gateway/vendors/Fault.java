package gateway.vendors;

/**
 * Something wrong in a vendor folder.
 *
 * @param file path from the working directory, for example {@code vendors/acme/vendor.yaml}
 * @param line first line is 1
 * @param message what is wrong and what to write instead
 */
public record Fault(String file, int line, String message) {

    @Override
    public String toString() {
        return file + ':' + line + ": " + message;
    }
}
