package gateway.vendors.folder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.vendors.Mapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FolderTest {

    private static final String CASE = "fixtures/sum/";
    private static final String REQUEST =
            "{\"model\":\"acme-1\",\"messages\":[{\"role\":\"user\",\"content\":\"1+1\"}]}";
    private static final String SENT =
            "{\"model\":\"acme-one\",\"messages\":[{\"role\":\"user\",\"content\":\"1+1\"}],\"temperature\":0.50,\"stop\":[\"a\",\"b\"]}";

    @TempDir
    Path root;

    @Test
    void aMappingKeepsKeysWhoseValueIsNull() throws IOException {
        Mapping mapping = Mapping.compile("event.jslt", "{\"finish_reason\": .reason, * : .}");

        assertThat(mapping.apply(new ObjectMapper().readTree("{\"reason\":null,\"usage\":null}")))
                .hasToString("{\"finish_reason\":null,\"reason\":null,\"usage\":null}");
    }

    @Test
    void aMappingCannotReadAnotherFile() {
        assertThat(new FolderFixture(root)
                        .write("error.jslt", "import \"application.yml\" as x\n.")
                        .faults())
                .singleElement()
                .asString()
                .contains("acme/error.jslt")
                .contains("cannot import 'application.yml'");
    }

    @Test
    void aMappingWithoutEndIsAFaultOfItsFolder() {
        assertThat(folder().write("request.jslt", "def f(x) {\"a\": f($x)} f(.)")
                        .faults())
                .singleElement()
                .asString()
                .contains(
                        "acme/fixtures/sum/request.json: cannot be converted: a function of the mapping calls itself");
    }

    /** A pipe would be waited for, and a link could show any file of the machine in a message. */
    @Test
    void aFileThatLeadsOutOfTheFoldersIsNotRead() throws Exception {
        Path secret = Files.writeString(Files.createTempFile("secret", ""), "Zx9Qk3vB1nM7");
        Path folder = folder().read() == null ? root : root.resolve("acme");
        Files.delete(folder.resolve("vendor.yaml"));
        Files.createSymbolicLink(folder.resolve("vendor.yaml"), secret);

        assertThat(FolderFixture.read(folder).faults())
                .singleElement()
                .asString()
                .contains("vendor.yaml: must be a regular file in the folder of vendors")
                .doesNotContain("Zx9Q");
        Files.delete(secret);
    }

    @Test
    void aFixtureThatComesOutAsRecordedIsNoFault() {
        assertThat(folder().faults()).isEmpty();
    }

    @Test
    void aDifferenceInARequestNamesFileAndPath() {
        assertThat(folder().write(CASE + "vendor-request.json", SENT.replace("\"b\"", "\"c\""))
                        .faults())
                .containsExactly("acme/fixtures/sum/vendor-request.json: $.stop[1]: expected \"c\", got \"b\"");
    }

    @Test
    void aMissingFieldInAReplyNamesFileAndPath() {
        assertThat(folder().write(CASE + "vendor-reply.json", "{\"choices\":[{\"message\":{\"content\":\"2\"}}]}")
                        .write(
                                CASE + "reply.json",
                                "{\"choices\":[{\"message\":{\"content\":\"2\"},\"finish_reason\":null}]}")
                        .faults())
                .containsExactly(
                        "acme/fixtures/sum/reply.json: $.choices[0].finish_reason: expected null, got nothing");
    }

    /** What no caller could be given must not pass as a fixture. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"data":[{"embedding":[1,2]},{"embedding":[1]}]}     | the vectors differ in length
            {"data":[]}                                          | a text has no vector
            {"data":[{"embedding":[1]}],"error":{"message":"x"}} | an error instead of an answer
            """)
    void vectorsThatTheLivePathRefusesAreNoFixture(String reply, String fault) {
        FolderFixture folder = new FolderFixture(root)
                .write(
                        "vendor.yaml",
                        FolderFixture.CARD
                                .replace(
                                        "    features: [tools, json-schema]\n",
                                        "    capability: embeddings\n    batch: 2\n")
                                .replace("    max-output-tokens: 100\n", "")
                                .replace(", output: 10", "")
                                .replace("defaults: { temperature: 0.5, stop: [a, b] }\n", ""))
                .write("routes.camel.yaml", FolderFixture.ROUTES.replace("-chat", "-embeddings"))
                .write(CASE + "request.json", "{\"model\":\"acme-1\",\"input\":[\"a\",\"b\"]}")
                .write(CASE + "vendor-request.json", "{\"model\":\"acme-one\",\"input\":[\"a\",\"b\"]}")
                .write(CASE + "vendor-reply.json", reply)
                .write(CASE + "reply.json", "{}");

        assertThat(folder.faults()).singleElement().asString().endsWith("cannot be converted: " + fault);
    }

    @Test
    void aDifferenceInAStreamNamesTheEvent() {
        assertThat(folder().write(CASE + "vendor-stream.sse", ": hello\n\ndata: {\"choices\":[]}\n\ndata: [DONE]\n\n")
                        .write(
                                CASE + "stream.sse",
                                "data: {\"choices\":[]}\n\ndata: {\"choices\":[],\"a\":2}\n\ndata: [DONE]\n\n")
                        .faults())
                .containsExactly("acme/fixtures/sum/stream.sse: event 2 $.a: expected 2, got nothing");
    }

    @Test
    void anErrorBodyIsReplayedThroughItsMapping() {
        FolderFixture folder = folder().write("error.jslt", "{\"message\": .text, \"type\": \"t\", \"code\": .no}")
                .write(CASE + "vendor-error.json", "{\"text\":\"no\",\"no\":7}");

        assertThat(folder.write(CASE + "error.json", "{\"message\":\"no\",\"type\":\"t\",\"code\":7}")
                        .faults())
                .isEmpty();
        assertThat(folder.write(CASE + "error.json", "{\"message\":\"no\",\"type\":\"t\",\"code\":8}")
                        .faults())
                .containsExactly("acme/fixtures/sum/error.json: $.code: expected 8, got 7");
    }

    @Test
    void halfACaseIsAFault() {
        assertThat(folder().write(CASE + "vendor-reply.json", "{}").faults())
                .containsExactly(
                        "acme/fixtures/sum/reply.json: is missing: vendor-reply.json and reply.json go together");
    }

    @Test
    void aRecordingThatIsNoJsonIsReportedWithItsLine() {
        assertThat(folder().write(CASE + "vendor-request.json", "{\n  \"a\": }").faults())
                .anyMatch(fault -> fault.startsWith("acme/fixtures/sum/vendor-request.json:2: is not valid JSON"));
    }

    @Test
    void aCaseForAModelTheCardDoesNotHaveIsAFault() {
        assertThat(folder().write(CASE + "request.json", "{\"model\":\"other\"}")
                        .faults())
                .containsExactly("acme/fixtures/sum/request.json: $.model: the card has no model \"other\"");
    }

    @Test
    void aFileThatHasNoBusinessInTheFolderIsAFault() {
        assertThat(new FolderFixture(root).write("respons.jslt", ".").faults())
                .containsExactly("acme/respons.jslt: is not a file of a vendor folder; did you mean `response.jslt`?");
    }

    @Test
    void whatEditorsLeaveBehindIsOverlooked() {
        assertThat(new FolderFixture(root)
                        .write(".vendor.yaml.swp", "x")
                        .write("vendor.yaml~", "x")
                        .faults())
                .isEmpty();
    }

    @Test
    void aHugeFileIsNotRead() {
        assertThat(new FolderFixture(root)
                        .write("request.jslt", " ".repeat(300_000))
                        .faults())
                .containsExactly("acme/request.jslt: is larger than 256 KiB: make it smaller");
    }

    @Test
    void everyModelNeedsARouteAndEveryRouteAModel() throws IOException {
        FolderFixture folder = new FolderFixture(root);
        String embeddings = FolderFixture.ROUTES.replace("-chat", "-embeddings");

        assertThat(folder.write("routes.camel.yaml", embeddings).faults())
                .containsExactly(
                        "acme/routes.camel.yaml: has no route for chat, which a model of the card is for: add vendor-acme-chat",
                        "acme/routes.camel.yaml: has a route for embeddings, which no model of the card is for: remove it");
    }

    private static final String TWO_INTERFACES = FolderFixture.CARD.replace("models:", """
            capabilities:
              own: { does: chat, stream: { end: close }, defaults: { own: true } }
            models:
              - { id: acme-own, capability: own, price: { input: 1, output: 2 }, context-tokens: 9, max-output-tokens: 9, quality: 1 }""");

    private static final String TWO_ROUTES = FolderFixture.ROUTES
            + FolderFixture.ROUTES.replace("acme-chat", "acme-own")
            + "      - name: prefix\n        value: /own/v2\n";

    /** What the card says at its top level is said of the interface that every vendor has, not of another one. */
    @Test
    void aNamedCapabilityHasItsOwnRouteMappingsAndRules() {
        FolderFixture folder = new FolderFixture(root)
                .write("vendor.yaml", TWO_INTERFACES)
                .write("routes.camel.yaml", TWO_ROUTES)
                .write("request.jslt", "{\"chat\": true, * : .}")
                .write("own/request.jslt", "{\"asked\": .model, \"own\": .own, \"temperature\": .temperature}")
                .write("own/error.jslt", "{\"message\": .m, \"type\": \"own\", \"code\": null}")
                .write(CASE + "request.json", REQUEST.replace("acme-1", "acme-own"))
                .write(CASE + "vendor-request.json", "{\"asked\":\"acme-own\",\"own\":true,\"temperature\":null}")
                .write(CASE + "vendor-error.json", "{\"m\":\"no\"}")
                .write(CASE + "error.json", "{\"message\":\"no\",\"type\":\"own\",\"code\":null}");

        assertThat(folder.faults()).isEmpty();
    }

    @Test
    void aRouteAndASubFolderBelongToACapabilityOfTheCard() {
        FolderFixture folder = new FolderFixture(root)
                .write("vendor.yaml", TWO_INTERFACES)
                .write("ownn/request.jslt", ".")
                .write("strange/request.jslt", ".")
                .write("own/request.jslt", ".")
                .write("own/requests.jslt", ".");

        assertThat(folder.faults())
                .containsExactly(
                        "acme/own/requests.jslt: is not a file of a vendor folder; did you mean `request.jslt`?",
                        "acme/ownn: is not a file of a vendor folder; did you mean `own`?",
                        "acme/strange: is not a file of a vendor folder: name it under capabilities in the card if its"
                                + " mappings lie there, or remove it");
        FolderFixture routes = new FolderFixture(root.resolve("routes")).write("vendor.yaml", TWO_INTERFACES);
        assertThat(routes.faults())
                .containsExactly(
                        "acme/routes.camel.yaml: has no route for own, which a model of the card is for: add vendor-acme-own");
        assertThat(routes.write("routes.camel.yaml", TWO_ROUTES.replace("acme-own", "acme-onw"))
                        .faults())
                .containsExactly("acme/routes.camel.yaml:9: templatedRoute.routeId must be vendor-acme-chat or"
                        + " vendor-acme-embeddings or vendor-acme-images or vendor-acme-speech or"
                        + " vendor-acme-transcription or vendor-acme-own, got \"vendor-acme-onw\"");
        assertThat(routes.write("routes.camel.yaml", TWO_ROUTES)
                        .write("vendor.yaml", TWO_INTERFACES.replace("capability: own", "capability: onw"))
                        .faults())
                .containsExactly(
                        "acme/vendor.yaml:12: models[0].capability must be chat or embeddings or images or speech or"
                                + " transcription or own, got \"onw\"");
    }

    @Test
    void aFolderWithNothingInItSaysWhatBelongsThere() throws IOException {
        Path empty = Files.createDirectory(root.resolve("Empty_one"));

        assertThat(FolderFixture.read(empty).faults())
                .extracting(fault -> fault.toString().replace(root + "/", ""))
                .containsExactly(
                        "Empty_one: the folder's name must be lower case letters, digits and hyphens, a letter first, at most 40",
                        "Empty_one/vendor.yaml: is missing: it is the card of the vendor",
                        "Empty_one/routes.camel.yaml: is missing: it holds the routes of the vendor");
    }

    private FolderFixture folder() {
        return new FolderFixture(root).write(CASE + "request.json", REQUEST).write(CASE + "vendor-request.json", SENT);
    }
}
