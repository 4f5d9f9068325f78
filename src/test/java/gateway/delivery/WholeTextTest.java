package gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class WholeTextTest {

    private final WholeText whole = new WholeText();

    @Test
    void eachEventTellsWhatIsNew() throws Exception {
        assertThat(cut("Hello")).isEqualTo("Hello");
        assertThat(cut("Hello wor")).isEqualTo(" wor");
        assertThat(cut("Hello wor")).isEmpty();
        assertThat(cut("Hello world")).isEqualTo("ld");
    }

    /** What the caller has read cannot be taken back. */
    @Test
    void aTextThatIsRevisedIsTheVendorsFault() throws Exception {
        cut("Hello wor");

        assertThatThrownBy(() -> cut("Hello there")).isInstanceOf(CallFailure.class);
    }

    @Test
    void soIsOneThatShrinks() throws Exception {
        cut("Hello");

        assertThatThrownBy(() -> cut("Hell")).isInstanceOf(CallFailure.class);
    }

    /** Else its vendor gets back another text than it has signed. */
    @Test
    void aSignedThoughtIsCutAsItsTextIs() throws Exception {
        assertThat(thought("Hmm,", "")).isEqualTo("Hmm,");
        assertThat(thought("Hmm, yes.", "s")).isEqualTo(" yes.");
    }

    private String thought(String text, String signature) throws Exception {
        JsonNode chunk = new ObjectMapper()
                .readTree("{\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"" + text
                        + "\",\"thinking_blocks\":[{\"index\":0,\"type\":\"thinking\",\"thinking\":\"" + text
                        + "\",\"signature\":\"" + signature + "\"}]}}]}");
        whole.cut(chunk);
        assertThat(chunk.at("/choices/0/delta/reasoning_content").textValue())
                .isEqualTo(
                        chunk.at("/choices/0/delta/thinking_blocks/0/thinking").textValue());
        return chunk.at("/choices/0/delta/thinking_blocks/0/thinking").textValue();
    }

    private String cut(String text) throws Exception {
        JsonNode chunk =
                new ObjectMapper().readTree("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}");
        whole.cut(chunk);
        return chunk.at("/choices/0/delta/content").textValue();
    }
}
