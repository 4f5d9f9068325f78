package gateway.api.responses;

import static gateway.api.responses.Dialogue.json;
import static gateway.api.responses.Dialogue.sentBack;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pictures that a model has made. */
class PicturesTest {

    private static final String SIGNED = "\"extra_content\":{\"google\":{\"thought_signature\":\"sig\"}}";
    private static final String PICTURES =
            "{\"content\":\"Here:\",\"images\":[" + picture("data:image/webp;base64,AAAA", "") + ','
                    + picture("data:image/png;base64,BBBB", ',' + SIGNED) + "]}";

    private final Dialogue dialogue = Dialogue.of("\"input\":\"x\"");

    @Test
    void theyAreItemsAndComeBackAsTheyCame() {
        JsonNode whole = dialogue.reply(PICTURES).get("output");
        List<JsonNode> streamed = dialogue.streamed(PICTURES);

        assertThat(whole)
                .extracting(item -> item.get("type").asText())
                .containsExactly("reasoning", "image_generation_call", "image_generation_call", "message");
        assertThat(streamed)
                .extracting(item -> item.get("type").asText())
                .containsExactly("message", "image_generation_call", "reasoning", "image_generation_call");
        for (Iterable<JsonNode> items : List.of(whole, streamed)) {
            assertThat(items).contains(json("""
                    {"type": "image_generation_call", "id": "ig_c_0", "status": "completed", "output_format": "webp",
                     "result": "AAAA"}"""));
            assertThat(sentBack(items, "").at("/messages/1"))
                    .isEqualTo(((ObjectNode) json(PICTURES)).put("role", "assistant"));
        }
    }

    @Test
    void aStreamTellsHowOneIsMade() {
        List<JsonNode> events = dialogue.events("{\"images\":[" + picture("data:image/png;base64,AAAA", "") + "]}");

        assertThat(events)
                .filteredOn(event -> event.has("output_index"))
                .extracting(event -> event.get("type").asText())
                .containsExactly(
                        "response.output_item.added",
                        "response.image_generation_call.in_progress",
                        "response.image_generation_call.generating",
                        "response.image_generation_call.completed",
                        "response.output_item.done");
        assertThat(events.getLast().at("/response/output/0/result").asText()).isEqualTo("AAAA");
    }

    /** Clients may send back no more of it than the dialect demands. */
    @Test
    void whatKindItIsShowsItsData() {
        JsonNode item = json("{\"type\":\"image_generation_call\",\"id\":\"ig_1\",\"status\":\"completed\","
                + "\"result\":\"/9j/4AAQ\"}");

        assertThat(sentBack(List.of(item), "")
                        .at("/messages/1/images/0/image_url/url")
                        .asText())
                .isEqualTo("data:image/jpeg;base64,/9j/4AAQ");
    }

    @Test
    void anAddressIsToldInWords() {
        String message = "{\"images\":[" + picture("https://pictures.example/1", "") + "]}";

        JsonNode whole = dialogue.reply(message).get("output");

        assertThat(whole.at("/0/content/0/text").asText()).isEqualTo("![picture](https://pictures.example/1)");
        assertThat(dialogue.streamed(message).getFirst().get("content")).isEqualTo(whole.at("/0/content"));
    }

    private static String picture(String url, String more) {
        return "{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + url + "\"}" + more + '}';
    }
}
