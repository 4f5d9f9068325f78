package gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks that a turn carries along say what it says, or they are not its own. */
class SignaturesTest {

    private static final String BLOCKS = """
            "extra_content": {"anthropic": {"content": [{"type": "text", "text": "Rome"}, {"type": "thinking"},
             {"type": "text", "text": " first."}, {"type": "tool_use", "id": "a"}]}}}""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"content\": \"Rome first.\", \"tool_calls\": [{\"id\": \"a\"}], ",
                "{\"content\": [{\"text\": \"Rome\"}, {\"text\": \" first.\"}], \"tool_calls\": [{\"id\": \"a\"}], "
            })
    void thoseOfATurnThatIsAsItWasStay(String turn) {
        assertThat(blocks(turn).path("content")).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"content\": \"Rome first. And then?\", \"tool_calls\": [{\"id\": \"a\"}], ",
                "{\"content\": null, \"tool_calls\": [{\"id\": \"a\"}], ",
                "{\"content\": \"Rome first.\", ",
                "{\"content\": \"Rome first.\", \"tool_calls\": [{\"id\": \"a\"}, {\"id\": \"b\"}], "
            })
    void thoseOfATurnThatWasChangedAreLeftOut(String turn) {
        assertThat(blocks(turn).path("content").isMissingNode()).isTrue();
    }

    /** Their order means something to the vendor for the sake of its thoughts only. */
    @Test
    void turnsWithoutSignedThoughtsCarryNone() {
        assertThat(Signatures.blocks(turn("{\"content\": \"Rome first.\", "))).isNull();
        assertThat(Signatures.blocks(turn("{\"thinking_blocks\": [{\"signature\": \"s\"}], ")))
                .isNotNull();
    }

    private static ObjectNode blocks(String turn) {
        ObjectNode message = turn(turn);
        Signatures.leaveOutOthers(message);
        return (ObjectNode) message.at("/extra_content/anthropic");
    }

    private static ObjectNode turn(String beginning) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(beginning + BLOCKS);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(beginning, e);
        }
    }
}
