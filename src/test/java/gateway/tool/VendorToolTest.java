package gateway.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;

class VendorToolTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path root;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final VendorTool tool = new VendorTool(new PrintStream(printed, true, StandardCharsets.UTF_8));
    private Path folder;

    @BeforeEach
    void copy() throws IOException {
        folder = root.resolve("claude");
        FileSystemUtils.copyRecursively(Path.of("vendors", "claude"), folder);
    }

    @Test
    void aFolderInOrderIsSaidToBe() {
        assertThat(tool.run("vendor", "check", folder.toString())).isZero();
        assertThat(said()).isEqualTo(folder + ": in order\n");
    }

    /** Its own advice for files that do not belong would be to remove every vendor. */
    @Test
    void theFolderOfAllVendorsIsToldFromAVendors() {
        assertThat(tool.run("vendor", "check", root.toString())).isEqualTo(1);
        assertThat(said()).isEqualTo(root + ": holds the folders of vendors: give those, as in " + root + "/*\n");
    }

    @Test
    void whatIsWrongIsSaidWithItsPlace() throws IOException {
        Path reply = folder.resolve("fixtures/tools/reply.json");
        Files.writeString(reply, Files.readString(reply).replace("tool_calls\",", "stop\","));

        assertThat(tool.run("vendor", "check", folder.toString(), root + "/nobody"))
                .isEqualTo(1);

        assertThat(said())
                .contains(reply + ": $.choices[0].finish_reason: expected \"stop\", got \"tool_calls\"")
                .contains(root + "/nobody: is no folder");
    }

    @Test
    void aRecordedExchangeIsAFixtureWithoutCredentials() throws IOException {
        Path request = Files.writeString(
                root.resolve("request.json"),
                "{\"model\":\"claude-opus-5\",\"user\":\"sk-abcdefghijklmnopqrstu\",\"api_key\":\"hunter2\","
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
        Path answer = folder.resolve("fixtures/thinking-stream/vendor-stream.sse");

        int code = tool.run("vendor", "record", folder.toString(), "hello", request.toString(), answer.toString());

        assertThat(said()).contains("recorded");
        assertThat(code).isZero();
        assertThat(folder.resolve("fixtures/hello/stream.sse")).content().endsWith("data: [DONE]\n\n");
        assertThat(folder.resolve("fixtures/hello/request.json"))
                .content()
                .contains("removed")
                .doesNotContain("hunter2", "sk-abc");
        assertThat(tool.run("vendor", "check", folder.toString())).isZero();
    }

    /** Somebody may have spent an hour on what is there. */
    @Test
    void aCaseThatIsThereIsReplacedOnlyByForce() throws IOException {
        Path old = folder.resolve("fixtures/thinking-stream/vendor-stream.sse");
        String request = folder.resolve("fixtures/tools/request.json").toString();
        String answer = folder.resolve("fixtures/tools/vendor-reply.json").toString();

        int refused = tool.run("vendor", "record", folder.toString(), "thinking-stream", request, answer);

        assertThat(refused).isEqualTo(1);
        assertThat(said()).contains("thinking-stream: is there already", "--force");
        assertThat(old).exists();
        assertThat(tool.run("vendor", "record", folder.toString(), "thinking-stream", request, answer, "--force"))
                .isZero();
        assertThat(old).doesNotExist();
        assertThat(tool.run("vendor", "check", folder.toString())).as(said()).isZero();
    }

    /** What was recorded before the vendor, or its mapping, has changed, is what one wants to replace. */
    @Test
    void aCaseThatTheMappingsDoNotFitAnyMoreCanBeReplaced() throws IOException {
        String request = folder.resolve("fixtures/tools/request.json").toString();
        String answer = Files.copy(folder.resolve("fixtures/tools/vendor-reply.json"), root.resolve("answer.json"))
                .toString();
        Files.writeString(folder.resolve("fixtures/tools/reply.json"), "{}");
        Files.writeString(folder.resolve("fixtures/thinking-stream/stream.sse"), "data: {}\n\n");

        int replaced = tool.run("vendor", "record", folder.toString(), "tools", request, answer, "--force");
        tool.run("vendor", "check", folder.toString());

        assertThat(replaced).as(said()).isZero();
        assertThat(said()).contains("thinking-stream").doesNotContain("fixtures/tools/reply.json:");
    }

    /** What is there is deleted by force: where a path led, that was the whole folder. */
    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "../../other", "a/b", ""})
    void aCaseIsNamedByNoPath(String name) {
        String request = folder.resolve("fixtures/tools/request.json").toString();
        String answer = folder.resolve("fixtures/tools/vendor-reply.json").toString();

        int code = tool.run("vendor", "record", folder.toString(), name, request, answer, "--force");

        assertThat(code).isEqualTo(1);
        assertThat(said()).contains("cannot name a case");
        assertThat(tool.run("vendor", "check", folder.toString())).as(said()).isZero();
    }

    /** What is compared then is the gateway's own count, and a time that nobody has told. */
    @Test
    void usageThatTheVendorDoesNotTellIsSaidToBeTheGateways() throws IOException {
        Path reply = folder.resolve("fixtures/tools/vendor-reply.json");
        ObjectNode told = (ObjectNode) JSON.readTree(reply.toFile());
        Files.writeString(reply, told.without("usage").toString());

        tool.run("vendor", "check", folder.toString());

        assertThat(said()).contains("$.usage.completion_tokens: expected 42, got ", "tells no usage");
    }

    /** Half a fixture would break the folder. */
    @Test
    void anExchangeThatCannotBeConvertedLeavesNothingBehind() throws IOException {
        Path request = Files.writeString(
                root.resolve("request.json"),
                "{\"model\":\"claude-opus-5\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
        Path answer = Files.writeString(root.resolve("answer.json"), "{\"content\":");

        int code = tool.run("vendor", "record", folder.toString(), "hello", request.toString(), answer.toString());

        assertThat(code).isEqualTo(1);
        assertThat(said()).contains(answer + ": cannot be recorded: ");
        assertThat(folder.resolve("fixtures/hello")).doesNotExist();
    }

    @Test
    void theTokensOfLogProbabilitiesAreNoCredentials() throws IOException {
        FileSystemUtils.copyRecursively(Path.of("vendors", "deepseek"), root.resolve("deepseek"));
        Path request = Files.writeString(
                root.resolve("request.json"),
                "{\"model\":\"deepseek-flash\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
        Path answer = Files.writeString(root.resolve("answer.json"), """
                {"id":"1","object":"chat.completion","created":1,"model":"m","token":"hunter2","choices":[{"index":0,
                "message":{"role":"assistant","content":"\\"Yes"},"finish_reason":"stop",
                "logprobs":{"content":[{"token":"\\"","logprob":-1,"bytes":[34]},{"token":"Yes","logprob":-0.1}]}}]}""");

        tool.run(
                "vendor",
                "record",
                root.resolve("deepseek").toString(),
                "hello",
                request.toString(),
                answer.toString());

        assertThat(root.resolve("deepseek/fixtures/hello/vendor-reply.json"))
                .content()
                .contains("\"token\":\"\\\"\"", "\"token\":\"Yes\"")
                .doesNotContain("hunter2");
    }

    @Test
    void aCommandNobodyKnowsGetsTheListOfThoseThereAre() {
        assertThat(tool.run("vendor", "chek")).isEqualTo(2);
        assertThat(said()).contains("vendor check <folder>...");
    }

    /** Which interface of the vendor an exchange belongs to, the model of the request says. */
    @Test
    void anExchangeWithASecondInterfaceIsRecordedThroughItsMappings() throws IOException {
        Path tongyi = root.resolve("tongyi");
        FileSystemUtils.copyRecursively(Path.of("vendors", "tongyi"), tongyi);
        Path recorded = tongyi.resolve("fixtures/native-tools");

        int code = tool.run(
                "vendor",
                "record",
                tongyi.toString(),
                "again",
                recorded.resolve("request.json").toString(),
                recorded.resolve("vendor-reply.json").toString());

        assertThat(code).as(said()).isZero();
        assertThat(tool.run("vendor", "check", tongyi.toString())).isZero();
        for (String file : new String[] {"vendor-request.json", "reply.json"}) {
            assertThat(JSON.readTree(
                            tongyi.resolve("fixtures/again").resolve(file).toFile()))
                    .isEqualTo(JSON.readTree(recorded.resolve(file).toFile()));
        }
    }

    /** A whole answer and a stream look alike there. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "json-array | [{\"say\":\"Hel\"},{\"say\":\"lo\",\"end\":true}]",
                "ndjson | {\"say\":\"Hel\"}EOL{\"say\":\"lo\",\"end\":true}EOL"
            })
    void aStreamIsKnownByTheFramingOfTheCard(String framing, String captured) throws IOException {
        Path other = framed(framing);
        Path request = Files.writeString(
                root.resolve("request.json"),
                "{\"model\":\"other-one\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
        Path answer = Files.writeString(root.resolve("answer.json"), captured.replace("EOL", "\n"));

        int code = tool.run("vendor", "record", other.toString(), "hello", request.toString(), answer.toString());

        assertThat(code).as(said()).isZero();
        assertThat(other.resolve("fixtures/hello/vendor-stream.sse")).hasSameTextualContentAs(answer);
        assertThat(other.resolve("fixtures/hello/stream.sse"))
                .content()
                .contains("\"content\":\"Hel\"", "\"content\":\"lo\"")
                .endsWith("data: [DONE]\n\n");
        assertThat(tool.run("vendor", "check", other.toString())).isZero();
    }

    /** A vendor whose stream is framed in this way. */
    private Path framed(String framing) throws IOException {
        Path other = Files.createDirectories(root.resolve("other"));
        Files.writeString(other.resolve("vendor.yaml"), """
                title: Other
                base-url: https://other.example
                currency: USD
                stream-usage: false
                stream: { framing: %s, end: close }
                models: [{ id: other-one, price: { input: 1, output: 1 }, context-tokens: 9, max-output-tokens: 9, quality: 0 }]
                """.formatted(framing));
        Files.writeString(other.resolve("routes.camel.yaml"), """
                - templatedRoute:
                    routeTemplateRef: vendor-chat
                    routeId: vendor-other-chat
                    parameters: [{ name: vendor, value: other }, { name: path, value: /a }, { name: stream-path, value: /b }]
                """);
        Files.writeString(other.resolve("event.jslt"), """
                {"choices": [{"index": 0, "delta": {"content": .say}, "finish_reason": if (.end) "stop" else null}]}
                """);
        return other;
    }

    private String said() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
