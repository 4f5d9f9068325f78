package gateway.vendors.folder;

import gateway.vendors.Credential;
import gateway.vendors.Credential.DateForm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;

/** The field {@code auth} of a card, and of what a card says of exchanged tokens. */
final class CredentialReader {

    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,79}");
    private static final Pattern FIELD =
            Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,79}(\\.[A-Za-z][A-Za-z0-9_-]{0,79}){0,4}");
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9/._~-]{0,199}");
    private static final Pattern SIGNED = Pattern.compile("[\\p{Print}\\n]{1,500}");
    private static final Pattern SENT = Pattern.compile("\\p{Print}{1,500}");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final String ONE_SCHEME =
            "bearer, basic, none, {header: <name>}, {query: <name>}, {jwt: <lifetime>}, "
                    + "{hmac: …} or {token-exchange: …}";
    private static final String ONE_WAY = "bearer, {header: <name>} or {query: <name>}";

    private CredentialReader() {}

    static Credential read(YamlObject card) {
        if (card.node("auth") instanceof MappingNode) {
            YamlObject auth = card.object("auth");
            return auth == null ? new Credential.None() : named(card, "auth", auth, true);
        }
        String scheme = card.text("auth", Pattern.compile("bearer|basic|none"), ONE_SCHEME, "bearer");
        return switch (scheme == null ? "" : scheme) {
            case "none" -> new Credential.None();
            case "basic" -> new Credential.Basic();
            default -> new Credential.Bearer();
        };
    }

    /** @param workedOut whether it may also be one that is made of the key, not the key itself */
    private static Credential named(YamlObject holder, String field, YamlObject auth, boolean workedOut) {
        List<Credential> named = new ArrayList<>();
        String header = auth.text("header", HeaderNames.SHAPE, "the name of a header", null);
        if (header != null) {
            String fault = HeaderNames.fault(header);
            if (fault != null) {
                auth.fault("header", fault);
            }
            named.add(new Credential.Header(header));
        }
        String query = auth.text("query", PARAMETER, "the name of a query parameter", null);
        if (query != null) {
            named.add(new Credential.Query(query));
        }
        if (workedOut) {
            addWorkedOut(named, auth);
        }
        auth.rejectUnknown();
        if (named.size() != 1) {
            holder.fault(field, "must be " + (workedOut ? ONE_SCHEME : ONE_WAY));
            return new Credential.None();
        }
        return named.getFirst();
    }

    private static void addWorkedOut(List<Credential> named, YamlObject auth) {
        Duration lifetime = auth.duration("jwt", Duration.ZERO);
        if (lifetime.isPositive()) {
            named.add(new Credential.Jwt(lifetime));
        }
        YamlObject hmac = auth.object("hmac");
        if (hmac != null) {
            named.add(hmac(hmac));
        }
        YamlObject exchange = auth.object("token-exchange");
        if (exchange != null) {
            named.add(exchange(exchange));
        }
    }

    private static Credential hmac(YamlObject hmac) {
        String text =
                hmac.requiredText("sign", SIGNED, "the text that is signed, such as \"{method}\\n{path}\\n{date}\"");
        checkPlaceholders(hmac, "sign", text, Credential.Hmac.PLACEHOLDERS);
        String encoding = hmac.text("encoding", Pattern.compile("base64|hex"), "base64 or hex", "base64");
        String date = hmac.text("date", Pattern.compile("http|iso|unix"), "http, iso or unix", "http");
        Set<String> known = new TreeSet<>(Credential.Hmac.PLACEHOLDERS);
        known.addAll(Set.of("id", "signature"));
        Map<String, String> headers = texts(hmac, "headers", known);
        YamlObject named = hmac.object("headers");
        for (String name : headers.keySet()) {
            String fault = HeaderNames.SHAPE.matcher(name).matches()
                    ? HeaderNames.fault(name)
                    : "must be the name of a header";
            if (named != null && fault != null) {
                named.fault(name, fault);
            }
        }
        if (headers.values().stream().noneMatch(value -> value.contains("{signature}"))) {
            hmac.missing("headers", "one of them must hold {signature}");
        }
        hmac.rejectUnknown();
        return new Credential.Hmac(
                text,
                !"hex".equals(encoding),
                DateForm.valueOf((date == null ? "http" : date).toUpperCase(Locale.ROOT)),
                headers);
    }

    private static Credential exchange(YamlObject exchange) {
        String path = exchange.requiredText("path", PATH, "a path below the base URL, such as /oauth2/token");
        Set<String> known = Set.of("id", "secret");
        boolean json = exchange.has("json");
        if (json && exchange.has("form")) {
            exchange.fault("json", "does not go with form: remove one of the two");
        }
        Map<String, String> fields = texts(exchange, json ? "json" : "form", known);
        boolean basic = exchange.flag("basic", false);
        if (!basic && fields.values().stream().noneMatch(value -> value.contains("{secret}"))) {
            exchange.missing("form", "one of its fields must hold {secret}, unless basic is true");
        }
        String token =
                exchange.text("token", FIELD, "the name of a field, or names with dots between them", "access_token");
        String lifetime =
                exchange.text("lifetime", FIELD, "the name of a field, or names with dots between them", "expires_in");
        Credential shown = new Credential.Bearer();
        if (exchange.node("as") instanceof MappingNode) {
            YamlObject as = exchange.object("as");
            shown = as == null ? shown : named(exchange, "as", as, false);
        } else {
            exchange.text("as", Pattern.compile("bearer"), ONE_WAY, null);
        }
        exchange.rejectUnknown();
        return new Credential.TokenExchange(
                path, json, fields, basic, String.valueOf(token), String.valueOf(lifetime), shown);
    }

    private static Map<String, String> texts(YamlObject holder, String field, Set<String> placeholders) {
        Map<String, String> texts = new LinkedHashMap<>();
        YamlObject map = holder.object(field);
        if (map != null) {
            for (String name : map.names()) {
                String text = map.text(name, SENT, "text on one line", null);
                if (text != null) {
                    checkPlaceholders(map, name, text, placeholders);
                    texts.put(name, text);
                }
            }
        }
        return texts;
    }

    private static void checkPlaceholders(YamlObject holder, String field, @Nullable String text, Set<String> known) {
        Matcher found = PLACEHOLDER.matcher(text == null ? "" : text);
        while (found.find()) {
            if (!known.contains(found.group(1))) {
                holder.fault(
                        field,
                        "holds the unknown placeholder " + found.group() + "; known are "
                                + String.join(", ", new TreeSet<>(known)));
            }
        }
    }
}
