package gateway.vendors;

/**
 * One credential for a vendor.
 *
 * @param id name that may be shown, for example {@code globex-1}
 * @param secret the credential; never shown, so {@link #toString()} leaves it out
 */
public record VendorKey(String id, String secret) {

    @Override
    public String toString() {
        return id;
    }
}
