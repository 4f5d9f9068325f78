package gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.fault.GatewayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What vendors make of tool calls in streams, and what the writers behind {@link CallNumbers} and {@link CallsInOrder} see. */
class ToolCallsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final EventWriter.Sink NOWHERE = (bytes, offset, length) -> {};

    private final List<String> seen = new ArrayList<>();
    private final EventWriter numbered = new CallNumbers(new Seen());
    private final EventWriter ordered = new CallNumbers(new CallsInOrder(JSON, new AnswerMemory(1 << 20), new Seen()));

    @Test
    void twoCallsOfOneNumberAreTwo() {
        tell(numbered, call("0", "a", "{\\\"x\\\":1}"), call("0", "b", "{\\\"y\\\""), call("0", "", ":2}"));

        assertThat(seen).containsExactly("0 a {\"x\":1}", "1 b {\"y\"", "1  :2}");
    }

    @Test
    void callsWithoutNumbersGetSome() {
        tell(numbered, call("null", "a", "{"), call("null", "", "}"), call("null", "b", "{}"));

        assertThat(seen).containsExactly("0 a {", "0  }", "1 b {}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}",
                "{ \"choices\" : [ {\"index\":0,\"delta\":{\"tool_calls\" : [{\"index\":0,\"id\":\"a\"}]}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"\"}]}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":5}}]}"
            })
    void aChunkThatIsRightGoesOnAsTheBytesThatCame(String chunk) {
        byte[] buffer = ("##" + chunk + "##").getBytes(UTF_8);
        Seen behind = new Seen();

        new CallNumbers(behind).chunk(buffer, 2, buffer.length - 4, NOWHERE);

        assertThat(behind.last).isSameAs(buffer);
    }

    @Test
    void callsToldInTurnsAreToldOneAfterTheOther() {
        tell(
                ordered,
                chunk("\"tool_calls\":[" + piece("0", "a", "") + "," + piece("1", "b", "") + "]"),
                call("1", "", "{\\\"y\\\":"),
                call("0", "", "{\\\"x\\\":\\\"}\\\""),
                call("0", "", "}"),
                call("1", "", "2}"));
        ordered.end(NOWHERE);

        assertThat(seen).containsExactly("0 a ", "0  {\"x\":\"}\"", "0  }", "1 b {\"y\":", "1  2}", "end");
    }

    @Test
    void aCallThatNeverEndsDoesNotSwallowTheNext() {
        tell(ordered, call("0", "a", "{broken"), call("1", "b", "{}"));
        ordered.end(NOWHERE);

        assertThat(seen).containsExactly("0 a {broken", "1 b {}", "end");
    }

    @Test
    void blanksAmidACallAreLeftOutAndWordsWait() {
        tell(
                ordered,
                call("0", "a", "{\\\"x\\\":"),
                chunk("\"content\":\" \""),
                chunk("\"content\":\"Then \""),
                chunk("\"content\":\"\\n\""),
                call("0", "", "1}"),
                chunk("\"content\":\"go.\""));
        ordered.end(NOWHERE);

        assertThat(seen).containsExactly("0 a {\"x\":", "0  1}", "Then ", "\n", "go.", "end");
    }

    @Test
    void wordsAfterAWholeCallAreToldAtOnce() {
        tell(ordered, call("0", "a", "{}"), chunk("\"content\":\"Done.\""), call("1", "b", "{}"));

        assertThat(seen).containsExactly("0 a {}", "Done.", "1 b {}");
    }

    @Test
    void moreOfACallThatIsWholeAndLeftIsAnErrorUnlessBlank() {
        tell(ordered, call("0", "a", "{}"), call("1", "b", "{}"), call("0", "a", " "));
        assertThat(seen).containsExactly("0 a {}", "1 b {}");

        assertThatThrownBy(() -> tell(ordered, call("0", "a", "{\\\"x\\\":1}")))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("went back to a tool call");
    }

    @Test
    void whatMustWaitHasABound() {
        String much = "x".repeat(600_000);

        assertThatThrownBy(() -> tell(ordered, call("0", "a", "{"), call("1", "b", much), call("1", "b", much)))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("answer-memory");
    }

    private static void tell(EventWriter writer, String... chunks) {
        for (String chunk : chunks) {
            byte[] bytes = chunk.getBytes(UTF_8);
            writer.chunk(bytes, 0, bytes.length, NOWHERE);
        }
    }

    private static String chunk(String delta) {
        return "{\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{" + delta + "}}]}";
    }

    private static String call(String index, String id, String arguments) {
        return chunk("\"tool_calls\":[" + piece(index, id, arguments) + "]");
    }

    private static String piece(String index, String id, String arguments) {
        return "{\"index\":" + index + ",\"id\":\"" + id + "\",\"function\":{\"arguments\":\"" + arguments + "\"}}";
    }

    private final class Seen implements EventWriter {

        private byte[] last = {};

        @Override
        public void chunk(byte[] buffer, int offset, int length, Sink sink) {
            last = buffer;
            try {
                JsonNode delta = JSON.readTree(buffer, offset, length).at("/choices/0/delta");
                for (JsonNode call : delta.path("tool_calls")) {
                    seen.add(call.path("index").asInt() + " " + call.path("id").asText() + " "
                            + call.at("/function/arguments").asText());
                }
                if (delta.has("content")) {
                    seen.add(delta.get("content").asText());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void end(Sink sink) {
            seen.add("end");
        }

        @Override
        public void error(ApiError error, Sink sink) {
            seen.add("error");
        }
    }
}
