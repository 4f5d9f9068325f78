package gateway.vendors.folder;

import static gateway.vendors.folder.FolderFixture.content;
import static org.assertj.core.api.Assertions.assertThat;

import gateway.vendors.Capability;
import gateway.vendors.Credential;
import gateway.vendors.Feature;
import gateway.vendors.ImageSizes;
import gateway.vendors.ModelCard;
import gateway.vendors.Price;
import gateway.vendors.VendorLimits;
import gateway.vendors.VendorTimeouts;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardTest {

    @TempDir
    Path root;

    @Test
    void everyFieldOfAGoodCardIsRead() {
        Blueprint blueprint = content(new FolderFixture(root)).blueprint();

        assertThat(blueprint.regions())
                .containsExactly(java.util.Map.entry("default", URI.create("https://api.acme.example/v1")));
        assertThat(blueprint.keyed()).isTrue();
        assertThat(blueprint.inProcess()).isFalse();
        assertThat(blueprint.card().name()).isEqualTo("acme");
        assertThat(blueprint.card().title()).isEqualTo("Acme");
        Capability chat = Objects.requireNonNull(blueprint.capabilities().get("chat"));
        assertThat(chat.protocol().streamUsage()).isFalse();
        assertThat(blueprint.card().limits()).isEqualTo(new VendorLimits(5, 7));
        assertThat(blueprint.card().timeouts())
                .isEqualTo(new VendorTimeouts(Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofMillis(500)));
        assertThat(chat.protocol().defaults()).hasToString("{temperature=0.5, stop=[\"a\",\"b\"]}");
        assertThat(blueprint.card().models())
                .containsExactly(new ModelCard(
                        "acme-1",
                        "acme-one",
                        chat,
                        Set.of(Feature.TOOLS, Feature.JSON_SCHEMA),
                        new Price(
                                new BigDecimal("1.25"),
                                new BigDecimal("0.1"),
                                new BigDecimal("1.25"),
                                new BigDecimal("10"),
                                BigDecimal.ZERO,
                                "USD"),
                        1000,
                        100,
                        1,
                        ImageSizes.ANY,
                        null,
                        0.7));
    }

    @Test
    void aCardThatSaysLittleGetsTheDefaults() {
        Blueprint blueprint =
                content(new FolderFixture(root).write("vendor.yaml", """
                                title: Acme
                                regions: { north: "https://n.example", south: "https://s.example/v1" }
                                currency: CNY
                                model-defaults:
                                  price: { input: 2, output: 4 }
                                  context-tokens: 10
                                  max-output-tokens: 10
                                  quality: 0.5
                                models:
                                  - id: a
                                  - id: b
                                    quality: 0.6
                                """)).blueprint();

        assertThat(blueprint.regions().keySet()).containsExactly("north", "south");
        assertThat(blueprint.card().limits()).isEqualTo(new VendorLimits(100, 50));
        assertThat(blueprint.card().timeouts().stall()).isEqualTo(Duration.ofSeconds(30));
        assertThat(blueprint.card().credential()).isEqualTo(new Credential.Bearer());
        assertThat(blueprint.card().models()).extracting(ModelCard::capability).containsOnly(Capability.CHAT);
        assertThat(blueprint.card().models()).extracting(ModelCard::quality).containsExactly(0.5, 0.6);
        assertThat(blueprint.card().models()).extracting(ModelCard::vendorModel).containsExactly("a", "b");
        assertThat(blueprint.card().models().get(0).price().cachedInput()).isEqualByComparingTo("2");
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            title: Acme                     | x: 1                            | vendor.yaml:1: unknown field `x`
            title: Acme                     | titel: Acme                     | vendor.yaml:1: unknown field `titel`; did you mean `title`?
            title: Acme                     |                                 | title is missing: it must be the vendor's name
            base-url: https://api           | base-url: ftp://api             | vendor.yaml:3: base-url must be an http or https address
            acme.example/v1                 | acme.example/v1/                | base-url must be an http or https address without login, query and trailing slash
            https://api.acme                | https://a:b@api.acme            | base-url must be an http or https
            acme.example/v1                 | acme.example/v1?key=1           | base-url must be an http or https
            acme.example/v1                 | acme.example/{{env:HOME}}       | base-url must be an http or https
            acme.example/v1                 | acme.example/$simple{x}         | base-url must be an http or https
            base-url: https://api.acme.example/v1 | regions: {}               | vendor.yaml:3: regions must be a map of region names to base URLs
            base-url: https://api.acme.example/v1 | regions: {No_rth: https://a.example} | regions.No_rth must be named in lower case
            base-url: https://api.acme.example/v1 | auth: bearer              | base-url is missing: give either it or regions
            currency: USD                   | currency: dollars               | vendor.yaml:4: currency must be an ISO 4217 code such as CNY or USD, got "dollars"
            in-flight: 5                    | in-flight: 0                    | vendor.yaml:5: limits.in-flight must be a number of requests above 0, got 0
            in-flight: 5                    | in-flihgt: 5                    | unknown field `limits.in-flihgt`; did you mean `in-flight`?
            first-event: 2s                 | first-event: 2                  | vendor.yaml:6: timeouts.first-event must be a time above zero with its unit, such as 500ms, 60s or 2m, got "2"
            first-event: 2s                 | first-event: 0s                 | timeouts.first-event must be a time above zero
            timeouts: { first-event: 2s, reply: 1m, stall: 500ms } | timeouts: soon | vendor.yaml:6: timeouts must be a map of fields, got "soon"
            stream-usage: false             | stream-usage: maybe             | vendor.yaml:7: stream-usage must be true or false, got "maybe"
            temperature: 0.5                | model: other                    | vendor.yaml:8: defaults.model is not the card's to set
            models:                         | modles:                         | vendor.yaml:9: unknown field `modles`; did you mean `models`?
            models:                         | modles:                         | models is missing: list at least one model
            id: acme-1                      | id: "acme 1"                    | vendor.yaml:10: models[0].id must be a model name of letters, digits and . _ : / -, got "acme 1"
            id: acme-1                      | name: acme-1                    | models[0].id is missing
            [tools, json-schema]            | [tools, vison]                  | vendor.yaml:12: unknown feature "vison"; did you mean `vision`?
            [tools, json-schema]            | tools                           | models[0].features must be a list of tools, vision
            input: 1.25                     | input: cheap                    | vendor.yaml:13: models[0].price.input must be a decimal per million tokens, got "cheap"
            input: 1.25                     | input: -1                       | models[0].price.input must be a decimal per million tokens, got "-1"
            input: 1.25                     | input: 0.0000001                | models[0].price.input must be a decimal per million tokens
            cached-input: 0.1, output: 10   | cached-input: 0.1               | vendor.yaml:13: models[0].price.output is missing: it must be a decimal
            price: {                        | prise: {                        | unknown field `models[0].prise`; did you mean `price`?
            context-tokens: 1000            | context-tokens: 1e3             | vendor.yaml:14: "1e3" reads otherwise than it looks
            max-output-tokens: 100          | max-output-tokens: 2000         | vendor.yaml:15: models[0].max-output-tokens does not go together: at most 2000 tokens out of 1000
            price: { input: 1.25, cached-input: 0.1, output: 10 } | price: | vendor.yaml:13: models[0].price must be a map of fields
            temperature: 0.5                | enable_search: yes              | vendor.yaml:8: "yes" reads otherwise than it looks: write true, false, 0.5, or quote it
            temperature: 0.5                | temperature: .5                 | vendor.yaml:8: ".5" reads otherwise than it looks
            temperature: 0.5                | seed: 0644                      | vendor.yaml:8: "0644" reads otherwise than it looks
            stream-usage: false             | auth: { header: x-a, query: b } | vendor.yaml:7: auth must be bearer, basic, none, {header: <name>}, {query: <name>}, {jwt: <lifetime>}, {hmac: …} or {token-exchange: …}
            stream-usage: false             | auth: { heder: x-a }            | unknown field `auth.heder`; did you mean `header`?
            stream-usage: false             | auth: { hmac: { sign: "{paht}", headers: { A: "{signature}" } } } | vendor.yaml:7: auth.hmac.sign holds the unknown placeholder {paht}; known are body-sha256, date, host, method, path, query
            stream-usage: false             | auth: { header: Host }           | vendor.yaml:7: auth.header is Host, which the gateway sets: remove it
            stream-usage: false             | auth: { header: CamelHttpUri }   | auth.header must not begin with Camel: such headers steer the gateway
            stream-usage: false             | auth: { hmac: { sign: "{path}", headers: { Content-Length: "{signature}" } } } | auth.hmac.headers.Content-Length is Content-Length, which the gateway sets: remove it
            stream-usage: false             | auth: { hmac: { sign: "{path}" } } | auth.hmac.headers is missing: one of them must hold {signature}
            stream-usage: false             | auth: { hmac: { sign: "{path}", encoding: octal, headers: { A: "{signature}" } } } | auth.hmac.encoding must be base64 or hex, got "octal"
            stream-usage: false             | auth: { token-exchange: { path: /t, form: { a: "{secrets}" } } } | auth.token-exchange.form.a holds the unknown placeholder {secrets}; known are id, secret
            stream-usage: false             | auth: { token-exchange: { path: /t, form: { a: "{id}" } } } | auth.token-exchange.form is missing: one of its fields must hold {secret}, unless basic is true
            stream-usage: false             | auth: { token-exchange: { path: "https://evil.example/t", basic: true } } | auth.token-exchange.path must be a path below the base URL
            stream-usage: false             | auth: { token-exchange: { path: /t, basic: true, as: { jwt: 1m } } } | auth.token-exchange.as must be bearer, {header: <name>} or {query: <name>}
            quality: 0.7                    | capability: dreams              | models[0].capability must be chat or embeddings or images or speech or transcription, got "dreams"
            stream-usage: false             | capabilities: { own: { does: dreams } } | vendor.yaml:7: capabilities.own.does must be chat or embeddings or images or speech or transcription, got "dreams"
            stream-usage: false             | capabilities: { own: { stream: { end: close } } } | capabilities.own.does is missing: it must be chat or embeddings or images or speech or transcription
            stream-usage: false             | capabilities: { own: chat }     | capabilities.own must be a map that says at least what it does, such as {does: chat}
            stream-usage: false             | capabilities: { own: { does: chat, strem: {} } } | unknown field `capabilities.own.strem`; did you mean `stream`?
            stream-usage: false             | capabilities: { own: { does: chat, on-unsupported: { seed: ignore } } } | capabilities.own.on-unsupported.seed must be reject or drop
            stream-usage: false             | capabilities: { chat: { does: chat } } | vendor.yaml:7: capabilities.chat is there in every card: say what holds for it at the top level
            stream-usage: false             | capabilities: { my-own: { does: chat } } | capabilities.my-own must be named in lower case letters and digits, a letter first, and not fixtures
            stream-usage: false             | capabilities: { fixtures: { does: chat } } | capabilities.fixtures must be named in lower case letters
            stream-usage: false             | capabilities: { own: { does: chat } } | vendor.yaml:7: capabilities.own is what no model has: say `capability: own` of one, or remove it
            stream-usage: false             | stream: { framing: xml }        | vendor.yaml:7: stream.framing must be one of sse, ndjson, json-array, chunked-bytes, got "xml"
            stream-usage: false             | stream: { end: soon }           | stream.end must be close, {mark: <data>} or {event: <name>}, got "soon"
            stream-usage: false             | stream: { heartbeats: ping }    | stream.heartbeats must be a list of event names
            stream-usage: false             | errors: { when: ".a ==" }       | vendor.yaml:7: errors.when does not compile
            stream-usage: false             | errors: { codes: { too-fast: [x] } } | errors.codes.too-fast is not known: it must be one of rate-limited, overloaded
            stream-usage: false             | pass-headers: [x-api-key]       | pass-headers must be a list of header names in lower case, none of them a credential's
            stream-usage: false             | pass-headers: [Acme-Beta]       | pass-headers must be a list of header names in lower case
            stream-usage: false             | on-unsupported: { seed: ignore } | vendor.yaml:7: on-unsupported.seed must be reject or drop, got "ignore"
            stream-usage: false             | on-unsupported: { messages..file: drop } | vendor.yaml:7: on-unsupported.messages..file must be a field of a request, or one inside it such as messages.content.file, and may name a value, as in tools.type=custom
            stream-usage: false             | on-unsupported: { "messages[0].file": drop } | on-unsupported.messages[0].file must be a field of a request
            stream-usage: false             | on-unsupported: { "tools.type=": drop } | on-unsupported.tools.type= must be a field of a request
            stream-usage: false             | on-unsupported: { messages: reject } | on-unsupported.messages is what a request is made of: name a field inside it
            stream-usage: false             | on-unsupported: { tools: drop, tools.function.strict: drop } | vendor.yaml:7: on-unsupported.tools.function.strict is within tools, which has a rule: remove one of the two
            stream-usage: false             | on-unsupported: { tools.type: drop, tools.type=custom: drop } | on-unsupported.tools.type=custom is within tools.type, which has a rule
            stream-usage: false             | on-unsupported: { max_tokens: { as: "" } } | on-unsupported.max_tokens.as must be the vendor's name of the field
            stream-usage: false             | on-unsupported: { max_tokens: { is: x } } | unknown field `on-unsupported.max_tokens.is`; did you mean `as`?
            stream-usage: false             | on-unsupported: { tools.type: { as: kind } } | on-unsupported.tools.type cannot be called otherwise: only fields at the top of a request can
            stream-usage: false             | on-unsupported: { max_tokens: { as: model } } | on-unsupported.max_tokens cannot be called otherwise
            stream-usage: false             | on-unsupported: { tools.function.strict: maybe } | on-unsupported.tools.function.strict must be reject or drop, got "maybe"
            quality: 0.7                    | quality: 7                      | vendor.yaml:16: models[0].quality must be a decimal from 0 to 1, got 7
            title: Acme                     | title: [Acme                    | vendor.yaml:2: is not valid YAML
            title: Acme                     | title: !!java.io.File /etc      | vendor.yaml:1: is not valid YAML: Global tag is not allowed: tag:yaml.org,2002:java.io.File
            title: Acme                     | title: !env HOME                | vendor.yaml:1: tag "!env" is not allowed
            reference: https                | title: https                    | vendor.yaml:2: field `title` stands here a second time
            { temperature: 0.5, stop: [a, b] } | { a: &x [1], b: *x }         | is not valid YAML
            { temperature: 0.5, stop: [a, b] } | [[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]] | is not valid YAML: Nesting Depth exceeded
            stream-usage: false             | in-process: true                | vendor.yaml:3: base-url does not go with in-process
            stream-usage: false             | probe: { path: /models }        | models does not go with probe
            stream-usage: false             | probe: { path: models }         | probe.path must be a path below the base URL
            stream-usage: false             | probe: { path: /models }        | model-defaults is missing: say what holds for every model
            title: Acme                     | title: sk-abcdefghijklmnopqrstu | vendor.yaml:1: looks like a credential
            """)
    void aFaultInTheCardIsReportedWithItsLine(String good, String bad, String expected) {
        String card = FolderFixture.CARD.replace(good, bad == null ? "" : bad);
        assertThat(card).isNotEqualTo(FolderFixture.CARD);

        assertThat(new FolderFixture(root).write("vendor.yaml", card).faults())
                .anySatisfy(fault ->
                        assertThat(fault).startsWith("acme/vendor.yaml").contains(expected));
    }

    /** People write logins and keys into addresses; a fault stands in the log and in the console. */
    @ParameterizedTest
    @ValueSource(strings = {"https://user:hunter2@api.example/v1", "https://api.example/v1?key=hunter2"})
    void anAddressAtFaultIsNotRepeated(String address) {
        String card = FolderFixture.CARD.replace("https://api.acme.example/v1", address);

        assertThat(new FolderFixture(root).write("vendor.yaml", card).faults())
                .singleElement()
                .asString()
                .contains("base-url")
                .doesNotContain("hunter2");
    }

    @Test
    void aModelNamedTwiceIsAFault() {
        String twice = FolderFixture.CARD + FolderFixture.CARD.substring(FolderFixture.CARD.indexOf("  - id"));

        assertThat(new FolderFixture(root).write("vendor.yaml", twice).faults())
                .containsExactly("acme/vendor.yaml:17: models[1].id names acme-1 a second time: remove one");
    }

    @Test
    void allFaultsOfAFolderAreReportedAtOnce() {
        FolderFixture folder = new FolderFixture(root)
                .write(
                        "vendor.yaml",
                        FolderFixture.CARD.replace("1.25", "cheap").replace("USD", "usd"))
                .write("routes.camel.yaml", FolderFixture.ROUTES.replace("openai", "opemai"))
                .write("request.jslt", "{\n\"a\": \n}")
                .write("notes.txt", "");

        assertThat(folder.faults())
                .hasSize(5)
                .anyMatch(fault -> fault.contains("vendor.yaml:4:"))
                .anyMatch(fault -> fault.contains("vendor.yaml:13:"))
                .anyMatch(fault ->
                        fault.contains("routes.camel.yaml:2:") && fault.contains("did you mean `vendor-chat-openai`?"))
                .anyMatch(fault -> fault.contains("request.jslt:3: does not compile"))
                .anyMatch(fault -> fault.contains("notes.txt: is not a file of a vendor folder"));
    }

    /** A fault message is read by many; a key that was pasted into the wrong field must not be in it. */
    @Test
    void aCredentialIsNeverRepeatedInAMessage() {
        String secret = "sk-abcdefghijklmnopqrstu";

        assertThat(new FolderFixture(root)
                        .write("vendor.yaml", FolderFixture.CARD.replace("currency: USD", "currency: " + secret))
                        .faults())
                .isNotEmpty()
                .noneMatch(fault -> fault.contains(secret));
    }
}
