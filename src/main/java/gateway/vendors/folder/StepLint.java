package gateway.vendors.folder;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the steps of a written route: few kinds, and no way to reach anything but the vendor's own address. */
final class StepLint {

    /** Sets body, key and headers of the call; the gateway's own route. */
    private static final String ENRICH = "direct:enrich-vendor-call";

    private static final String HTTP = "{{base-url}}";
    private static final Pattern HTTP_URI = Pattern.compile("\\{\\{base-url}}(/[A-Za-z0-9._~:-]+)*");
    private static final Pattern MODEL_URI = Pattern.compile("langchain4j-chat:[a-z][a-z0-9-]{0,79}");
    private static final String MODEL_BEAN = "#[a-z][A-Za-z0-9-]{0,79}";
    private static final Map<String, String> MODEL_OPTIONS =
            Map.of("chatModel", MODEL_BEAN, "chatOperation", "CHAT_[A-Z_]{1,60}");
    private static final Pattern HEADER_PATTERN = Pattern.compile("[A-Za-z0-9-]{0,80}\\*?");
    private static final Pattern QUERY_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,79}");

    private static final Pattern QUERY_VALUE = Pattern.compile("[A-Za-z0-9._~-]{1,200}");

    /** The constant language would load a {@code resource:}. */
    private static final Pattern CONSTANT = Pattern.compile("(?!resource:)[^\\r\\n]{1,500}");

    /** Shows our key, which is the card's matter. */
    private static final String CREDENTIAL = "authorization";

    private static final Set<String> STEPS = Set.of("to", "setHeader", "removeHeader", "removeHeaders");

    /** Longer routes belong in a template. */
    private static final int MOST_STEPS = 12;

    private final Set<String> ids = new HashSet<>();

    void check(YamlObject from, List<YamlObject> steps) {
        if (steps.size() > MOST_STEPS) {
            from.fault("steps", "are " + steps.size() + ", at most " + MOST_STEPS + " are allowed");
        }
        boolean enriched = false;
        boolean calls = false;
        for (YamlObject step : steps) {
            String uri = check(step);
            boolean call = uri != null && !uri.equals(ENRICH);
            if (call && !enriched) {
                step.fault("to", "calls the vendor before " + ENRICH + " has set body and key: put that step first");
            }
            if (uri == null && !enriched) {
                step.fault(
                        step.names().iterator().next(),
                        "comes before " + ENRICH + ", which drops every header: put it after that step");
            }
            if (call && calls) {
                step.fault("to", "calls the vendor a second time, which would be paid twice: remove one");
            }
            enriched |= ENRICH.equals(uri);
            calls |= call;
        }
        if (!calls && !steps.isEmpty()) {
            from.fault("steps", "never call the vendor: add a step to " + HTTP + "/...");
        }
    }

    /** The address of a calling step; null for other steps. */
    private @Nullable String check(YamlObject step) {
        String uri = null;
        for (String kind : step.names()) {
            YamlObject body = STEPS.contains(kind) ? step.object(kind) : null;
            if (!STEPS.contains(kind)) {
                step.fault(
                        kind,
                        "is not a step a vendor's route can have; known are to, setHeader, removeHeader, removeHeaders");
            } else if (body == null) {
                step.fault(kind, "must be a map of fields");
            } else if (kind.equals("to")) {
                uri = call(body);
            } else if (kind.equals("setHeader")) {
                setHeader(body);
            } else {
                body.requiredText(
                        kind.equals("removeHeader") ? "name" : "pattern", HEADER_PATTERN, "header names, * at the end");
                id(body, false);
                body.rejectUnknown();
            }
        }
        return uri;
    }

    private @Nullable String call(YamlObject to) {
        id(to, true);
        String uri = to.requiredText("uri", RouteReader.ANYTHING, "an endpoint");
        YamlObject parameters = to.object("parameters");
        if (HTTP_URI.matcher(uri).matches()) {
            query(parameters);
        } else if (MODEL_URI.matcher(uri).matches()) {
            modelOptions(parameters);
        } else if (uri.equals(ENRICH)) {
            if (parameters != null) {
                to.fault("parameters", "do not go with " + ENRICH + ": remove them");
            }
        } else if (!uri.isEmpty()) {
            to.fault(
                    "uri",
                    "must be " + HTTP + " with a path and without a query, " + ENRICH
                            + " or langchain4j-chat:<name>, got " + YamlText.show(uri));
        }
        to.rejectUnknown();
        return uri.isEmpty() ? null : uri;
    }

    /** What is no option of Camel's is sent to the vendor as a query; the options are the same for every call. */
    private void query(@Nullable YamlObject parameters) {
        if (parameters == null) {
            return;
        }
        for (String name : parameters.names()) {
            if (!QUERY_NAME.matcher(name).matches()) {
                parameters.fault(name, "must be named in letters, digits, _ and -");
            } else if (HttpQuery.isOption(name)) {
                parameters.fault(name, "is an option of the call, which the gateway sets: remove it");
            } else {
                parameters.text(name, QUERY_VALUE, "text of letters, digits and . _ ~ -", null);
            }
        }
    }

    private static void modelOptions(@Nullable YamlObject parameters) {
        if (parameters == null) {
            return;
        }
        MODEL_OPTIONS.forEach((name, pattern) -> parameters.text(
                name, Pattern.compile(pattern), name.equals("chatModel") ? "#name-of-a-model" : "an operation", null));
        parameters.rejectUnknown();
    }

    private void setHeader(YamlObject header) {
        id(header, false);
        String name = header.requiredText("name", HeaderNames.SHAPE, "the name of an HTTP header");
        String fault = HeaderNames.fault(name);
        if (fault != null) {
            header.fault("name", fault);
        } else if (name.equalsIgnoreCase(CREDENTIAL)) {
            header.fault("name", "is " + name + ", which the card's auth sets: remove it");
        }
        header.requiredText("constant", CONSTANT, "the header's value, on one line");
        header.rejectUnknown();
    }

    private void id(YamlObject step, boolean required) {
        String what = "lower case letters, digits and hyphens";
        String id = required
                ? step.requiredText("id", RouteReader.ID, what + ", a name ops will read")
                : step.text("id", RouteReader.ID, what, null);
        step.text("description", RouteReader.ANYTHING, "a sentence", null);
        if (id != null && !id.isEmpty() && !ids.add(id)) {
            step.fault("id", "names " + id + " a second time: ids are unique");
        }
    }
}
