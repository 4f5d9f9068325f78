package gateway.vendors.activation;

import gateway.time.Ticker;
import gateway.vendors.Credential;
import gateway.vendors.Fault;
import gateway.vendors.KeyRing;
import gateway.vendors.Outlet;
import gateway.vendors.VendorKey;
import gateway.vendors.folder.BaseUrl;
import gateway.vendors.folder.Blueprint;
import gateway.vendors.folder.VendorName;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.core.env.Environment;

/**
 * What the environment says of a vendor: {@code GLOBEX_API_KEY} holds its keys, separated by commas,
 * {@code GLOBEX_SINGAPORE_API_KEY} those of another than its first region, {@code GLOBEX_BASE_URL} replaces its addresses by
 * one. Belongs to one thread.
 */
final class VendorEnvironment {

    /** Stands for a file in faults. */
    static final String PLACE = "environment";

    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]*");
    private static final Pattern PAIR = Pattern.compile("[^:]+:.+");
    private static final String API_KEY = "API_KEY";
    private static final String BASE_URL = "BASE_URL";

    private final Environment environment;
    private final Ticker ticker;
    private final Map<String, Held> held = new HashMap<>();
    /** Which vendor reads which variable: {@code globex} in its region {@code eu} and {@code globex-eu} would read the same. */
    private final Map<String, String> claims = new HashMap<>();

    /**
     * A ring that outlives its vendor's version, so that a key in quarantine stays there, as long as it is shown to the same
     * address in the same way.
     */
    private record Held(String vendor, List<VendorKey> keys, URI address, Credential credential, KeyRing ring) {

        boolean isFor(String owner, List<VendorKey> those, URI there, Credential shown) {
            return vendor.equals(owner) && keys.equals(those) && address.equals(there) && credential.equals(shown);
        }
    }

    VendorEnvironment(Environment environment, Ticker ticker) {
        this.environment = environment;
        this.ticker = ticker;
    }

    /**
     * Where a vendor can be called.
     *
     * @param sites the regions with a key, or all when none is needed
     * @param advice what would give it a site when it has none
     */
    record Sites(List<Site> sites, String advice, List<Fault> faults) {}

    Sites of(Blueprint vendor) {
        String name = vendor.card().name();
        if (vendor.inProcess()) {
            KeyRing none = new KeyRing(List.of(), ticker);
            Site inside = new Site(Blueprint.ONLY_REGION, URI.create(Outlet.IN_PROCESS + ':' + name), none);
            return new Sites(List.of(inside), "", List.of());
        }
        Map<String, URI> regions = new LinkedHashMap<>(vendor.regions());
        String first = regions.keySet().iterator().next();
        String replaced = read(VendorName.variable(name, BASE_URL));
        if (!replaced.isEmpty()) {
            URI url = BaseUrl.parse(replaced);
            if (url == null) {
                Fault fault = new Fault(PLACE, 0, VendorName.variable(name, BASE_URL) + " must be " + BaseUrl.WHAT);
                return new Sites(List.of(), "", List.of(fault));
            }
            regions.clear();
            regions.put(first, url);
        }
        List<Site> sites = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        // What it read in an older version of its card, another may read now.
        claims.values().removeIf(name::equals);
        regions.forEach((region, url) -> {
            String owner = region.equals(first) ? name : name + '-' + region;
            if (!claimed(VendorName.variable(owner, API_KEY), name, faults)) {
                return;
            }
            KeyRing ring = ring(owner, name, url, vendor.card().credential(), faults);
            if (ring.size() > 0 || !vendor.keyed()) {
                sites.add(new Site(region, url, ring));
            }
        });
        return new Sites(sites, sites.isEmpty() ? "set " + VendorName.variable(name, API_KEY) : "", faults);
    }

    /** Whether the variable is this vendor's alone. */
    private boolean claimed(String variable, String name, List<Fault> faults) {
        String other = claims.putIfAbsent(variable, name);
        if (other == null || other.equals(name)) {
            return true;
        }
        faults.add(new Fault(
                PLACE,
                0,
                variable + " would be the key of " + name + " and of " + other + ": rename the folder or the region"));
        return false;
    }

    /** Forgets what a retired vendor read. */
    void retired(String vendor) {
        claims.values().removeIf(vendor::equals);
        held.values().removeIf(each -> each.vendor().equals(vendor));
    }

    private KeyRing ring(String owner, String vendor, URI address, Credential credential, List<Fault> faults) {
        List<VendorKey> keys = new ArrayList<>();
        String variable = VendorName.variable(owner, API_KEY);
        for (String secret : read(variable).split(",", -1)) {
            if (!PRINTABLE.matcher(secret.strip()).matches()) {
                faults.add(new Fault(PLACE, 0, variable + " must hold keys of printable ASCII, one line"));
            } else if (credential.isPair() && !PAIR.matcher(secret.strip()).matches() && !secret.isBlank()) {
                faults.add(
                        new Fault(PLACE, 0, variable + " must hold keys written id:secret, as the card's auth wants"));
            } else if (!secret.isBlank()) {
                keys.add(new VendorKey(owner + '-' + (keys.size() + 1), secret.strip()));
            }
        }
        Held known = held.get(owner);
        if (known == null || !known.isFor(vendor, keys, address, credential)) {
            known = new Held(vendor, keys, address, credential, new KeyRing(keys, ticker));
            held.put(owner, known);
        }
        return known.ring();
    }

    private String read(String variable) {
        String value = environment.getProperty(variable);
        return value == null ? "" : value.strip();
    }
}
