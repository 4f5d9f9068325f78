package gateway.vendors.activation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.vendors.LiveVendor;
import gateway.vendors.VendorTimeouts;
import gateway.vendors.folder.RouteSource;
import gateway.vendors.folder.RouteTemplates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the Camel routes of a vendor, one for each capability in each outlet, beside those of its older versions, and takes them away again. */
final class VendorRoutes implements RouteTemplates {

    private static final Logger LOG = LoggerFactory.getLogger(VendorRoutes.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DIRECT = "direct:";

    private final CamelContext camel;

    VendorRoutes(CamelContext camel) {
        this.camel = camel;
    }

    @Override
    public Collection<String> ids() {
        return templates().stream().map(RouteTemplateDefinition::getId).toList();
    }

    @Override
    public @Nullable Map<String, Boolean> parameters(String id) {
        for (RouteTemplateDefinition template : templates()) {
            if (id.equals(template.getId())) {
                Map<String, Boolean> parameters = new LinkedHashMap<>();
                List<RouteTemplateParameterDefinition> declared = template.getTemplateParameters();
                if (declared != null) {
                    declared.forEach(parameter -> parameters.put(
                            parameter.getName(), parameter.isRequired() && parameter.getDefaultValue() == null));
                }
                return parameters;
            }
        }
        return null;
    }

    /**
     * What a route is built for.
     *
     * @param plain whether the region is the vendor's first, which the route's name leaves out
     */
    record Spot(String vendor, String capability, Site site, boolean plain, long generation, VendorTimeouts timeouts) {

        String routeId() {
            return RouteSource.idOf(vendor, capability) + suffix();
        }

        private String suffix() {
            return (plain ? "" : '-' + site.region()) + ".v" + generation;
        }
    }

    /** A model in this process that one of these routes calls and that is not there; null when none is. */
    @Nullable
    String missingModel(Collection<RouteSource> sources) {
        for (RouteSource source : sources) {
            String model = source instanceof RouteSource.Templated templated
                    ? templated.parameters().get("model")
                    : null;
            if (model != null && camel.getRegistry().lookupByName(model) == null) {
                return model;
            }
        }
        return null;
    }

    /** Builds and starts a route; the endpoint to call it is returned. Nothing is left of a route that Camel refuses. */
    String add(RouteSource source, Spot spot) throws Exception {
        String endpoint = DIRECT + spot.routeId();
        try {
            switch (source) {
                case RouteSource.Templated templated -> addTemplated(templated, spot);
                case RouteSource.Written written -> addWritten(written, spot);
            }
        } catch (Exception e) {
            remove(endpoint);
            discardUnstarted(spot.routeId());
            throw e;
        }
        return endpoint;
    }

    /** Camel keeps the definition and the consumer's endpoint of a route that it could not start. */
    private void discardUnstarted(String routeId) throws Exception {
        Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
        RouteDefinition definition = model.getRouteDefinition(routeId);
        if (definition != null) {
            model.removeRouteDefinition(definition);
        }
        camel.removeEndpoints(DIRECT + routeId);
    }

    /** Takes away the routes of a version that nobody uses any more, with the endpoints that only they used. */
    void remove(LiveVendor retired) {
        retired.outlets().stream()
                .flatMap(outlet -> outlet.endpoints().values().stream())
                .forEach(this::remove);
    }

    void remove(String endpoint) {
        String id = endpoint.substring(DIRECT.length());
        try {
            camel.getRouteController().stopRoute(id);
            camel.removeRoute(id);
        } catch (Exception e) {
            // The new version serves; what is left is an idle route.
            LOG.warn("Route {} of a retired vendor version could not be removed", id, e);
        }
    }

    private void addTemplated(RouteSource.Templated source, Spot spot) {
        Map<String, String> given = new LinkedHashMap<>(source.parameters());
        RouteSource.PATHS.forEach(name -> given.computeIfPresent(name, VendorRoutes::address));
        given.put("name", spot.routeId());
        given.put("region", spot.site().region());
        given.put("generation", Long.toString(spot.generation()));
        given.put("base-url", spot.site().baseUrl().toString());
        given.put("http-options", HttpOptions.query(spot.timeouts()));
        Map<String, Boolean> declared = parameters(source.template());
        TemplatedRouteBuilder route =
                TemplatedRouteBuilder.builder(camel, source.template()).routeId(spot.routeId());
        given.forEach((name, value) -> {
            if (declared != null && declared.containsKey(name)) {
                route.parameter(name, value);
            }
        });
        route.add();
    }

    /** A path ready for the options of the call. */
    private static String address(String parameter, String path) {
        return path + (path.indexOf('?') < 0 ? '?' : '&');
    }

    private void addWritten(RouteSource.Written source, Spot spot) throws Exception {
        ObjectNode route = filled(source.route(), spot);
        route.put("id", spot.routeId());
        ObjectNode from = (ObjectNode) route.get("from");
        from.put("uri", DIRECT + spot.routeId());
        suffixId(from, spot);
        for (JsonNode step : from.get("steps")) {
            step.forEach(body -> finish((ObjectNode) body, spot));
        }
        String text = JSON.writeValueAsString(
                JSON.createArrayNode().add(JSON.createObjectNode().set("route", route)));
        // JSON is YAML with every value quoted. Camel takes what follows the first dot of the name for its kind.
        String name = spot.routeId().replace('.', '-') + ".camel.yaml";
        for (RoutesBuilder builder : new ArrayList<>(
                PluginHelper.getRoutesLoader(camel).findRoutesBuilders(ResourceHelper.fromString(name, text)))) {
            camel.addRoutes(builder);
        }
    }

    private static ObjectNode filled(ObjectNode route, Spot spot) throws JsonProcessingException {
        // None of the values needs escaping: each was checked when it was read.
        String text = route.toString()
                .replace("{{base-url}}", spot.site().baseUrl().toString())
                .replace("{{vendor}}", spot.vendor())
                .replace("{{region}}", spot.site().region())
                .replace("{{generation}}", Long.toString(spot.generation()));
        return (ObjectNode) JSON.readTree(text);
    }

    private void finish(ObjectNode step, Spot spot) {
        suffixId(step, spot);
        String uri = step.path("uri").asText();
        if (uri.startsWith(spot.site().baseUrl().toString())) {
            // Not left to Camel's YAML, which would make `api-version` an `apiVersion`. No value needs escaping.
            StringBuilder query = new StringBuilder(HttpOptions.query(spot.timeouts()));
            step.path("parameters").properties().forEach(field -> query.append('&')
                    .append(field.getKey())
                    .append('=')
                    .append(field.getValue().asText()));
            step.remove("parameters");
            step.put("uri", uri + '?' + query);
        }
    }

    /** Ids are unique in the process, and an older version may still be there. */
    private static void suffixId(ObjectNode step, Spot spot) {
        if (step.has("id")) {
            step.put("id", step.get("id").asText() + spot.suffix());
        }
    }

    private List<RouteTemplateDefinition> templates() {
        return camel.getCamelContextExtension().getContextPlugin(Model.class).getRouteTemplateDefinitions();
    }
}
