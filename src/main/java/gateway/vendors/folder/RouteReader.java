package gateway.vendors.folder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads {@code routes.camel.yaml} and lets through only what cannot do harm: the file is data that anybody with access to
 * the folder writes, and Camel would run whatever it names.
 */
final class RouteReader {

    static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,79}");
    static final Pattern ANYTHING = Pattern.compile("(?s).{1,500}");

    /** No colon and no hash: {@code class:...} would make Camel build an object. */
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9._/-]{1,200}");

    /** What a template puts before the path that it calls. */
    private static final String PREFIX = "prefix";

    private static final Pattern A_PREFIX = Pattern.compile("(/[A-Za-z0-9._~-]{1,80}){1,8}");

    private static final Pattern PATH = Pattern.compile(
            "(?=/)([A-Za-z0-9/._:~-]|\\{model}|\\{task}){1,200}(\\?[A-Za-z][A-Za-z0-9_-]{0,79}=[A-Za-z0-9._~-]{1,80})?");

    /** Placeholders the gateway fills; Camel knows others, which read files, the environment and beans. */
    private static final Pattern FOREIGN_PLACEHOLDER =
            Pattern.compile("\\{\\{(?!(?:base-url|vendor|region|generation)}})|\\$\\{|\\$simple\\{");

    private final String file;
    private final String vendor;
    private final Collection<String> capabilities;
    private final RouteTemplates templates;
    private final Faults faults;

    /** @param capabilities names of those that the card knows */
    RouteReader(String file, String vendor, Collection<String> capabilities, RouteTemplates templates, Faults faults) {
        this.file = file;
        this.vendor = vendor;
        this.capabilities = capabilities;
        this.templates = templates;
        this.faults = faults;
    }

    /** The routes in the file by their capabilities; those at fault are left out. */
    Map<String, RouteSource> read(String text, boolean inProcess) {
        Map<String, RouteSource> routes = new LinkedHashMap<>();
        Node root = YamlText.parse(file, text, faults);
        if (root == null) {
            return routes;
        }
        refuseForeignPlaceholders(root);
        if (!(root instanceof SequenceNode entries) || entries.getValue().isEmpty()) {
            faults.add(
                    file, root, "must be a list of templatedRoutes or routes, one for each capability of the models");
            return routes;
        }
        Set<String> named = new HashSet<>();
        for (Node entry : entries.getValue()) {
            YamlObject object = new YamlObject(file, "", entry, faults);
            YamlObject templated = object.object("templatedRoute");
            YamlObject written = object.object("route");
            if (templated == null && written == null) {
                faults.add(
                        file,
                        entry,
                        "the entry must be a templatedRoute or a route, got "
                                + (object.names().isEmpty() ? "something else" : String.join(", ", object.names())));
                continue;
            }
            object.rejectUnknown();
            String capability = templated == null ? capability(written, "id") : capability(templated, "routeId");
            if (capability != null && !named.add(capability)) {
                faults.add(file, entry, "is a second route for " + capability + ": remove one");
            }
            RouteSource route =
                    templated == null ? written(capability, written, entry, inProcess) : templated(templated);
            if (capability != null && route != null) {
                routes.put(capability, route);
            }
        }
        return routes;
    }

    /** What a route does: its id says it. */
    private @Nullable String capability(@Nullable YamlObject route, String field) {
        if (route == null) {
            return null;
        }
        String ids = capabilities.stream()
                .map(capability -> RouteSource.idOf(vendor, capability))
                .collect(Collectors.joining(" or "));
        Pattern anId = Pattern.compile(ids.replace(" or ", "|"));
        String id = route.requiredText(field, anId, ids);
        for (String capability : capabilities) {
            if (RouteSource.idOf(vendor, capability).equals(id)) {
                return capability;
            }
        }
        return null;
    }

    private RouteSource.@Nullable Templated templated(YamlObject route) {
        String template = route.requiredText("routeTemplateRef", ID, "the id of a route template");
        Map<String, Boolean> known = templates.parameters(template);
        if (known == null && !template.isEmpty()) {
            String hint = ClosestName.hint(template, templates.ids());
            route.fault(
                    "routeTemplateRef",
                    "names no template, got " + YamlText.show(template)
                            + (hint.isEmpty() ? "; known are " + String.join(", ", templates.ids()) : hint));
        }
        Map<String, String> given = parameters(route, known);
        route.rejectUnknown();
        if (!vendor.equals(given.get("vendor"))) {
            route.fault("parameters", "must hold the parameter vendor with the folder's name, " + vendor);
        }
        return known == null ? null : new RouteSource.Templated(template, given);
    }

    private static String value(String name, YamlObject parameter) {
        if (name.equals(PREFIX)) {
            return parameter.requiredText("value", A_PREFIX, "a path that begins with / and does not end with it");
        }
        if (!RouteSource.PATHS.contains(name)) {
            return parameter.requiredText("value", PARAMETER, "text of letters, digits and . _ / -");
        }
        String path = parameter.requiredText(
                "value",
                PATH,
                "a path that begins with /, in which {model} may stand, or {task}, and for streams a query name=value");
        boolean ofTask = RouteSource.PATHS_OF_TASKS.contains(name);
        if (ofTask != path.contains("{task}") && (ofTask || !path.isEmpty())) {
            parameter.fault(
                    "value", ofTask ? "must hold {task}, the vendor's name for the work" : "must not hold {task}");
        } else if (ofTask && path.contains("{model}")) {
            parameter.fault("value", "must not hold {model}: {task} is enough to find the work");
        }
        int query = path.indexOf('?');
        if (query >= 0 && HttpQuery.isOption(path.substring(query + 1, path.indexOf('=')))) {
            parameter.fault("value", "holds an option of the call, which the gateway sets: remove it");
        }
        return path;
    }

    private Map<String, String> parameters(YamlObject route, @Nullable Map<String, Boolean> known) {
        Map<String, String> given = new LinkedHashMap<>();
        for (YamlObject parameter : route.objects("parameters", "a list of name and value")) {
            String name = parameter.requiredText("name", ID, "the name of a parameter of the template");
            String value = value(name, parameter);
            parameter.rejectUnknown();
            if (RouteTemplates.GIVEN.contains(name)) {
                parameter.fault("name", "is " + name + ", which the gateway gives: remove the parameter");
            } else if (known != null && !known.containsKey(name) && !name.isEmpty()) {
                parameter.fault(
                        "name",
                        "is not a parameter of the template, got " + YamlText.show(name)
                                + ClosestName.hint(name, known.keySet()));
            } else if (given.put(name, value) != null) {
                parameter.fault("name", "gives " + name + " a second time: remove one");
            }
        }
        if (known != null) {
            known.forEach((name, required) -> {
                boolean owed = !RouteTemplates.GIVEN.contains(name) && !name.equals("vendor");
                if (required && owed && !given.containsKey(name)) {
                    route.fault("parameters", "lacks the parameter " + name + " that the template needs");
                }
            });
        }
        return given;
    }

    private RouteSource.@Nullable Written written(
            @Nullable String capability, @Nullable YamlObject route, Node entry, boolean inProcess) {
        if (inProcess) {
            faults.add(file, entry, "a vendor in-process has no address for a written route: use a templatedRoute");
            return null;
        }
        if (route == null || capability == null) {
            return null;
        }
        route.text("description", ANYTHING, "a sentence", null);
        String begin = "direct:" + RouteSource.idOf(vendor, capability);
        YamlObject from = route.object("from");
        if (from == null) {
            route.missing("from", "the route must begin at " + begin);
        } else {
            from(from, begin);
        }
        route.rejectUnknown();
        Node node = ((MappingNode) entry).getValue().get(0).getValueNode();
        return new RouteSource.Written((ObjectNode) YamlText.json(node));
    }

    private void from(YamlObject from, String begin) {
        from.requiredText("uri", Pattern.compile(Pattern.quote(begin)), begin);
        from.text("id", ID, "lower case letters, digits and hyphens", null);
        from.text("description", ANYTHING, "a sentence", null);
        List<YamlObject> steps = from.objects("steps", "a list of steps");
        if (steps.isEmpty()) {
            from.missing("steps", "list the steps of the route");
        }
        new StepLint().check(from, steps);
        from.rejectUnknown();
    }

    private void refuseForeignPlaceholders(Node node) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple field : mapping.getValue()) {
                refuseForeignPlaceholders(field.getKeyNode());
                refuseForeignPlaceholders(field.getValueNode());
            }
        } else if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(this::refuseForeignPlaceholders);
        } else if (FOREIGN_PLACEHOLDER.matcher(((ScalarNode) node).getValue()).find()) {
            faults.add(
                    file,
                    node,
                    "only {{base-url}}, {{vendor}}, {{region}} and {{generation}} are filled in, and nothing is evaluated; got "
                            + YamlText.show(node));
        }
    }
}
