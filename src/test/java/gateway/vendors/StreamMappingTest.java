package gateway.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.JsltException;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamMappingTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void whatItRemembersIsThereAtTheNextEvent() throws IOException {
        StreamMapping mapping = mapping("""
                let seen = if ($state.seen) $state.seen else 0
                {"state": {"seen": $seen + 1}, "chunks": [{"n": $seen, "event": $event, "model": $model}]}
                """);

        assertThat(mapping.apply(json("{}"), "first")).hasToString("[{\"n\":0,\"event\":\"first\",\"model\":\"m\"}]");
        assertThat(mapping.apply(json("{}"), null)).hasToString("[{\"n\":1,\"event\":null,\"model\":\"m\"}]");
    }

    @Test
    void anEventBecomesNoneOneOrSeveralChunks() throws IOException {
        StreamMapping mapping =
                mapping("if (.drop) null else if (.two) {\"chunks\": [{\"a\": 1}, null, {\"b\": 2}]} else .");

        assertThat(mapping.apply(json("{\"drop\":true}"), null)).isEmpty();
        assertThat(mapping.apply(json("{\"x\":1}"), null)).hasToString("[{\"x\":1}]");
        assertThat(mapping.apply(json("{\"two\":true}"), null)).hasToString("[{\"a\":1}, {\"b\":2}]");
    }

    @Test
    void eventsItDoesNotKnowAreCounted() throws IOException {
        StreamMapping mapping = mapping("if (.type == \"known\") . else {\"unknown\": .type}");

        assertThat(mapping.apply(json("{\"type\":\"known\"}"), null)).hasSize(1);
        assertThat(mapping.apply(json("{\"type\":\"new\"}"), null)).isEmpty();
        assertThat(mapping.apply(json("{}"), null)).isEmpty();
        assertThat(mapping.unknown()).isEqualTo(2);
    }

    @Test
    void whatItRemembersIsBounded() throws IOException {
        StreamMapping mapping = mapping("{\"chunks\": [], \"state\": {\"all\": [$state.all, .text]}}");
        JsonNode event = json("{\"text\":\"" + "x".repeat(1_000) + "\"}");

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        mapping.apply(event, null);
                    }
                })
                .isInstanceOf(JsltException.class)
                .hasMessageContaining("event.jslt keeps a state of more than");
    }

    private static StreamMapping mapping(String text) {
        return new StreamMapping(Mapping.compile("event.jslt", text), Map.of("model", TextNode.valueOf("m")));
    }

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }
}
