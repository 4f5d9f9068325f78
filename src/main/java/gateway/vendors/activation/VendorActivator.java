package gateway.vendors.activation;

import gateway.vendors.Fault;
import gateway.vendors.LiveVendor;
import gateway.vendors.ModelCard;
import gateway.vendors.Outlet;
import gateway.vendors.VendorReport.State;
import gateway.vendors.folder.Blueprint;
import gateway.vendors.folder.FolderReader;
import gateway.vendors.folder.RouteSource;
import gateway.vendors.folder.VendorFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a new version of a vendor beside the one that serves; putting it in force is somebody else's. One thread's. */
final class VendorActivator {

    private static final Logger LOG = LoggerFactory.getLogger(VendorActivator.class);

    private final FolderReader reader;
    private final VendorEnvironment environment;
    private final ModelProbe probe;
    private final VendorRoutes routes;
    private long generation;

    VendorActivator(FolderReader reader, VendorEnvironment environment, ModelProbe probe, VendorRoutes routes) {
        this.reader = reader;
        this.environment = environment;
        this.probe = probe;
        this.routes = routes;
    }

    /** Reads a folder and brings it to life. Whatever goes wrong is that folder's fault only. */
    Activation activate(Path folder) {
        try {
            VendorFolder read = reader.read(folder);
            VendorFolder.Content content = read.content();
            return content == null ? Activation.broken(null, read.faults()) : enliven(folder, content);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("Vendor folder {} could not be activated", folder, e);
            // Not the exception's own words: nobody knows what stands in them.
            String message = "could not be activated, which is a fault of the gateway: "
                    + e.getClass().getSimpleName() + ", see the log";
            return Activation.broken(null, List.of(new Fault(folder.toString(), 0, message)));
        }
    }

    private Activation enliven(Path folder, VendorFolder.Content content) {
        Blueprint blueprint = content.blueprint();
        VendorEnvironment.Sites sites = environment.of(blueprint);
        if (!sites.faults().isEmpty()) {
            return Activation.broken(content, sites.faults());
        }
        if (sites.sites().isEmpty()) {
            return new Activation(State.DORMANT, content, null, sites.advice(), List.of());
        }
        String missing =
                blueprint.inProcess() ? routes.missingModel(content.routes().values()) : null;
        if (missing != null) {
            String advice = "take a build that has the model " + missing + ", such as one made with -Plocal-models";
            return new Activation(State.DORMANT, content, null, advice, List.of());
        }
        if (blueprint.probe() != null) {
            List<ModelCard> models =
                    probe.models(blueprint.probe(), sites.sites().get(0));
            if (models.isEmpty()) {
                String advice = "nobody lists models at " + sites.sites().get(0).baseUrl();
                return new Activation(State.ABSENT, content, null, advice, List.of());
            }
            blueprint = blueprint.with(models);
        }
        return build(folder, content, blueprint, sites.sites());
    }

    /** A folder is gone. */
    void retired(String vendor) {
        environment.retired(vendor);
    }

    /** Models of a probed vendor, asked again. */
    List<ModelCard> probe(Blueprint blueprint) {
        List<Site> sites = environment.of(blueprint).sites();
        return blueprint.probe() == null || sites.isEmpty() ? List.of() : probe.models(blueprint.probe(), sites.get(0));
    }

    private Activation build(Path folder, VendorFolder.Content content, Blueprint blueprint, List<Site> sites) {
        generation++;
        String first = blueprint.regions().keySet().stream().findFirst().orElse(Blueprint.ONLY_REGION);
        List<Outlet> outlets = new ArrayList<>();
        List<String> built = new ArrayList<>();
        try {
            for (Site site : sites) {
                Map<String, String> endpoints = new HashMap<>();
                for (Map.Entry<String, RouteSource> route : content.routes().entrySet()) {
                    VendorRoutes.Spot spot = new VendorRoutes.Spot(
                            blueprint.card().name(),
                            route.getKey(),
                            site,
                            site.region().equals(first),
                            generation,
                            blueprint.card().timeouts());
                    String endpoint = routes.add(route.getValue(), spot);
                    built.add(endpoint);
                    endpoints.put(route.getKey(), endpoint);
                }
                outlets.add(new Outlet(site.region(), site.baseUrl(), site.keys(), Map.copyOf(endpoints)));
            }
        } catch (Exception e) {
            LOG.debug("Camel refuses a route of {}", folder, e);
            built.forEach(routes::remove);
            Fault fault =
                    new Fault(folder.resolve("routes.camel.yaml").toString(), 0, "Camel refuses it: " + reason(e));
            return Activation.broken(content, List.of(fault));
        }
        LiveVendor live = new LiveVendor(blueprint.card(), generation, content.mappings(), List.copyOf(outlets));
        return new Activation(State.LIVE, content, live, "", List.of());
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
