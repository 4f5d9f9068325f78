package gateway.vendors.folder;

import static gateway.vendors.folder.FolderFixture.content;
import static org.assertj.core.api.Assertions.assertThat;

import gateway.vendors.Credential;
import gateway.vendors.ErrorSigns;
import gateway.vendors.FieldPath;
import gateway.vendors.FieldRules;
import gateway.vendors.Protocol;
import gateway.vendors.StreamShape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a card says of its vendor's wire format. */
class ProtocolTest {

    @TempDir
    Path root;

    @Test
    void theWireFormatOfACardIsRead() {
        Blueprint blueprint = content(new FolderFixture(root).write("vendor.yaml", FolderFixture.CARD + """
                                auth: { query: key }
                                stream: { framing: ndjson, text: whole, end: { event: stop }, id-begins-event: true, heartbeats: [ping] }
                                errors: { events: [error], codes: { our-key: [no_money], caller: ["4", bad] } }
                                """))
                .blueprint();
        Protocol protocol = blueprint.card().models().getFirst().capability().protocol();

        assertThat(blueprint.card().credential()).isEqualTo(new Credential.Query("key"));
        assertThat(protocol.stream())
                .isEqualTo(new StreamShape(
                        StreamShape.Framing.NDJSON, true, new StreamShape.End.Event("stop"), true, Set.of("ping")));
        assertThat(protocol.errors().events()).containsExactly("error");
        assertThat(protocol.errors().codes())
                .containsOnly(
                        java.util.Map.entry("no_money", ErrorSigns.Meaning.OUR_KEY),
                        java.util.Map.entry("4", ErrorSigns.Meaning.CALLER),
                        java.util.Map.entry("bad", ErrorSigns.Meaning.CALLER));
    }

    /** What is rejected never gets as far as being dropped, so a part of what is dropped may be rejected. */
    @Test
    void aPartOfADroppedFieldMayBeRejected() {
        FieldRules rules = content(new FolderFixture(root).write("vendor.yaml", FolderFixture.CARD + """
                                on-unsupported: { service_tier: drop, service_tier=flex: reject, messages.content.file: reject }
                                """))
                .blueprint()
                .card()
                .models()
                .getFirst()
                .capability()
                .protocol()
                .unsupported();

        assertThat(rules.dropped()).extracting(FieldPath::field).containsExactly("service_tier");
        assertThat(rules.rejected())
                .extracting(FieldPath::words)
                .containsExactly("the field 'service_tier' with the value 'flex'", "the field 'messages.content.file'");
    }

    /** One interface, but models of different ages behind it. */
    @Test
    void theRulesOfAModelGoBeforeThoseOfItsInterface() {
        List<FieldRules> rules =
                content(new FolderFixture(root).write("vendor.yaml", """
                                title: Acme
                                base-url: https://api.acme.example/v1
                                currency: CNY
                                on-unsupported: { seed: drop, logit_bias: drop }
                                model-defaults: { price: { input: 2, output: 4 }, context-tokens: 10, max-output-tokens: 10, quality: 0.5 }
                                models:
                                  - { id: acme-one, on-unsupported: { seed: reject, top_k: drop } }
                                  - { id: acme-two }
                                """)).blueprint().card().models().stream()
                        .map(model -> model.capability().protocol().unsupported())
                        .toList();

        assertThat(rules.getFirst().rejected()).extracting(FieldPath::field).containsExactly("seed");
        assertThat(rules.getFirst().dropped())
                .extracting(FieldPath::field)
                .containsExactlyInAnyOrder("logit_bias", "top_k");
        assertThat(rules.getLast().rejected()).isEmpty();
        assertThat(rules.getLast().dropped())
                .extracting(FieldPath::field)
                .containsExactlyInAnyOrder("seed", "logit_bias");
    }

    /** A field that is dropped would be gone before it could get its other name. */
    @Test
    void aModelMayNameAFieldThatTheOthersOfItsInterfaceHaveNothingFor() {
        FieldRules rules = content(new FolderFixture(root).write("vendor.yaml", """
                                title: Acme
                                base-url: https://api.acme.example/v1
                                currency: CNY
                                on-unsupported: { seed: drop, user: reject, top_k: drop }
                                models:
                                  - id: acme-one
                                    on-unsupported: { seed: { as: random_seed }, user: { as: person } }
                                    price: { input: 2, output: 4 }
                                    context-tokens: 10
                                    max-output-tokens: 10
                                    quality: 0.5
                                """))
                .blueprint()
                .card()
                .models()
                .getFirst()
                .capability()
                .protocol()
                .unsupported();

        assertThat(rules.renamed()).isEqualTo(Map.of("seed", "random_seed", "user", "person"));
        assertThat(rules.dropped()).extracting(FieldPath::field).containsExactly("top_k");
        assertThat(rules.rejected()).isEmpty();
    }

    /** The probe would send the pair as it is. */
    @Test
    void aProbeShowsNoKeyThatIsNeverSent() {
        FolderFixture fixture = new FolderFixture(root).write("vendor.yaml", """
                title: Acme
                base-url: https://api.acme.example/v1
                auth: { jwt: 10m }
                currency: CNY
                probe: { path: /models }
                model-defaults: { price: { input: 2, output: 4 }, context-tokens: 10, max-output-tokens: 10, quality: 0.5 }
                """);

        assertThat(fixture.read().faults())
                .singleElement()
                .asString()
                .endsWith(
                        "vendor.yaml:3: auth does not go with probe, which shows a key as bearer or none: list the models"
                                + " instead");
    }
}
