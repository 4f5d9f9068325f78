package gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.wire.ChatRequest.Span;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {

    private final ReplyReader reader = new ReplyReader(WireJson.factory(64, 1_000_000));

    @Test
    void spansCountFromTheFirstByteOfTheReplyWhereverItStandsInTheBuffer() throws Exception {
        String reply =
                "{\"id\":\"é\",\"model\":\"m\",\"choices\":[{\"delta\":{\"content\":\"hi\"},\"finish_reason\":null}],\"usage\":null}";
        byte[] padded = ("data: " + reply + "\n\n").getBytes(StandardCharsets.UTF_8);
        int length = reply.getBytes(StandardCharsets.UTF_8).length;

        ReplyFacts facts = reader.read(padded, 6, length);

        assertThat(cut(padded, facts.model())).isEqualTo("\"m\"");
        assertThat(cut(padded, facts.usageMember())).isEqualTo(",\"usage\":null");
        assertThat(cut(padded, facts.usageValue())).isEqualTo("null");
        assertThat(facts.content()).isEqualTo(2);
        assertThat(facts.finished()).isZero();
    }

    @Test
    void aLeadingUsageTakesTheCommaAfterItAlong() throws Exception {
        byte[] reply = "{\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}, \"choices\":[]}"
                .getBytes(StandardCharsets.UTF_8);

        ReplyFacts facts = reader.read(reply, 0, reply.length);

        Span member = Objects.requireNonNull(facts.usageMember());
        assertThat(new String(reply, member.start(), member.length(), StandardCharsets.UTF_8))
                .isEqualTo("\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}, ");
        assertThat(facts.usage()).isEqualTo(new ToldUsage(3, 0, 0, 0, 0, 4, 0, 0, 0));
        assertThat(facts.choices()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-7", "9223372036854775808", "9000000000000000", "0", "1.5"})
    void numbersThatNoCountCanBeAreImplausible(String prompt) throws Exception {
        byte[] reply = ("{\"usage\":{\"prompt_tokens\":" + prompt + ",\"completion_tokens\":4}}")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(Objects.requireNonNull(reader.read(reply, 0, reply.length).usage())
                        .anomaly(0, 1_000_000))
                .isNotNull();
    }

    /** A client would fail on it, or take what it can of it for the whole answer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"content\":{\"text\":\"hi\"}",
                "\"tool_calls\":[{\"id\":\"c\",\"function\":{\"name\":\"f\",\"arguments\":{\"city\":\"Rome\"}}}]"
            })
    void anObjectWhereTextBelongsIsUnreadable(String member) {
        byte[] reply = ("{\"choices\":[{\"message\":{" + member + "}}]}").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> reader.read(reply, 0, reply.length)).isInstanceOf(UnreadableReplyException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}x", "<html>", "{\"a\":}", "nul"})
    void whatIsNotOneWholeObjectIsUnreadable(String reply) {
        byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> reader.read(bytes, 0, bytes.length)).isInstanceOf(UnreadableReplyException.class);
    }

    @Test
    void reasoningToolCallsAndRefusalsCountAsContentButARoleDoesNot() throws Exception {
        assertThat(facts("{\"role\":\"assistant\",\"content\":\"\"}").speaks()).isFalse();
        assertThat(facts("{\"content\":null,\"reasoning_content\":\"hm\"}").speaks())
                .isTrue();
        assertThat(facts("{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"function\":{\"name\":\"f\"}}]}")
                        .speaks())
                .isTrue();
        assertThat(facts("{\"refusal\":\"no\"}").speaks()).isTrue();
    }

    @Test
    void onlyWhatIsGeneratedIsCounted() throws Exception {
        assertThat(facts("{\"role\":\"assistant\",\"content\":\"\\u4f60\\\"\"}").content())
                .as("three bytes and one, however they are escaped")
                .isEqualTo(4);
        assertThat(facts("{\"tool_calls\":[{\"index\":10,\"id\":\"call_1\",\"type\":\"function\","
                                + "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}")
                        .content())
                .isEqualTo(3);
        assertThat(facts("{\"refusal\":\"no\"}").content()).isZero();
        assertThat(facts("{\"reasoning_content\":\"hm\",\"thinking_blocks\":[{\"thinking\":\"hm\",\"data\":\"xyz\"}]}")
                        .content())
                .as("thoughts are said twice")
                .isEqualTo(2);
        assertThat(facts("{\"extra_content\":{\"google\":{\"thought_signature\":\"abc\"}}}")
                        .speaks())
                .isFalse();
    }

    @Test
    void utf16IsUnreadable() {
        byte[] reply = "{\"choices\":[]}".getBytes(StandardCharsets.UTF_16);

        assertThatThrownBy(() -> reader.read(reply, 0, reply.length)).isInstanceOf(UnreadableReplyException.class);
    }

    private ReplyFacts facts(String delta) throws Exception {
        byte[] chunk = ("{\"choices\":[{\"index\":0,\"delta\":" + delta + "}]}").getBytes(StandardCharsets.UTF_8);
        return reader.read(chunk, 0, chunk.length);
    }

    private static String cut(byte[] padded, @org.jspecify.annotations.Nullable Span span) {
        Span found = Objects.requireNonNull(span);
        return new String(padded, 6 + found.start(), found.length(), StandardCharsets.UTF_8);
    }
}
