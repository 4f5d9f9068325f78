package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.client.OpenAIClient;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import fakes.FakeVendor;
import fakes.Received;
import fakes.Script;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors of texts. The fake gives each text a vector made of its length, so that a text that is lost or moved shows. */
class EmbeddingsIT {

    private final Gateway gateway = Gateway.shared();
    private final FakeVendor fake = FakeVendor.start();
    private final FakeVendor other = FakeVendor.start();
    private final Embedders embedders = new Embedders(gateway);
    private final String model = embedders.model;

    @AfterEach
    void stop() {
        embedders.close();
        fake.close();
        other.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "hello"              | ["hello"]            | 5
            ["a","bb"]           | ["a","bb"]           | 1,2
            [7,8,9]              | [[7,8,9]]            | 3
            [[7],[8,9]]          | [[7],[8,9]]          | 1,2
            """)
    void everyFormOfInputReachesTheVendorAsAnArray(String input, String sent, String lengths) {
        embedders.live(fake, "", 10, 1);
        fake.always(vectors());

        HttpResponse<String> answer = embedders.ask(input, "\"user\":\"u\",\"task\":\"new\"");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Received received = fake.received().getFirst();
        assertThat(received.path()).isEqualTo("/embeddings");
        assertThat(received.json())
                .isEqualTo(Gateway.json(
                        "{\"model\":\"" + model + "\",\"input\":" + sent + ",\"user\":\"u\",\"task\":\"new\"}"));
        assertThat(firsts(answer))
                .containsExactly(
                        Stream.of(lengths.split(",", -1)).map(Integer::valueOf).toArray(Integer[]::new));
    }

    @Test
    void moreTextsThanACallMayHoldAreSplitAndJoinedInOrder() {
        embedders.live(fake, "", 2, 1);
        fake.always(vectors());

        HttpResponse<String> answer = embedders.ask("[\"a\",\"bb\",\"ccc\",\"dddd\",\"eeeee\"]");

        JsonNode reply = Gateway.json(answer.body());
        assertThat(firsts(answer)).containsExactly(1, 2, 3, 4, 5);
        assertThat(reply.path("data").findValuesAsText("index")).containsExactly("0", "1", "2", "3", "4");
        assertThat(reply.get("model").asText()).isEqualTo(model);
        assertThat(reply.at("/usage/prompt_tokens").asInt()).isEqualTo(15);
        assertThat(fake.received().stream().map(each -> each.json().get("input").size()))
                .containsExactly(2, 2, 1);
        JsonNode decision = gateway.decision(answer);
        assertThat(decision.get("attempts")).hasSize(1);
        assertThat(decision.at("/attempts/0/calls").asInt()).isEqualTo(3);
        assertThat(decision.at("/usage/prompt_tokens").asInt()).isEqualTo(15);
    }

    /** Vectors of two vendors cannot be compared: nothing of the first one's may be in the answer. */
    @Test
    void anotherVendorBeginsAnew() {
        embedders.live(fake, "", 2, 1);
        embedders.live(other, "", 3, 9);
        fake.next(vectors(), Script.error(500, "broken", "no"));
        other.always(vectors());

        HttpResponse<String> answer = embedders.ask("[\"a\",\"bb\",\"ccc\",\"dddd\"]");

        assertThat(firsts(answer)).containsExactly(1, 2, 3, 4);
        assertThat(fake.received()).hasSize(2);
        assertThat(other.received().stream()
                        .map(each -> each.json().get("input").size()))
                .containsExactly(3, 1);
        assertThat(answer.headers().firstValue("x-gateway-vendor"))
                .hasValue(embedders.vendors.get(1).name());
    }

    /** Parts go at the pace the card allows, and do not fail for it. */
    @Test
    void aRequestOfManyPartsKeepsToTheVendorsPace() {
        embedders.live(fake, "limits: {in-flight: 10, requests-per-second: 2}", 1, 1);
        fake.always(vectors());

        HttpResponse<String> answer = embedders.ask("[\"a\",\"bb\",\"ccc\",\"dddd\"]");

        assertThat(firsts(answer)).containsExactly(1, 2, 3, 4);
        assertThat(gateway.decision(answer).get("attempts")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"base64, float", "float, base64", "base64, base64"})
    void vectorsComeInTheFormThatWasAskedFor(String asked, String told) {
        embedders.live(fake, "", 10, 1);
        fake.always(
                told.equals("base64")
                        ? call -> reply(call.request().json(), true).play(call)
                        : vectors());

        HttpResponse<String> answer = embedders.ask("\"hello\"", "\"encoding_format\":\"" + asked + '"');

        JsonNode vector = Gateway.json(answer.body()).at("/data/0/embedding");
        if (asked.equals("base64")) {
            ByteBuffer floats =
                    ByteBuffer.wrap(Base64.getDecoder().decode(vector.asText())).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(floats.getFloat()).isEqualTo(5f);
            assertThat(floats.getFloat()).isEqualTo(-0.25f);
            assertThat(floats.hasRemaining()).isFalse();
        } else {
            assertThat(vector).isEqualTo(Gateway.json("[5.0,-0.25]"));
        }
        assertThat(fake.received().getFirst().json().get("encoding_format").asText())
                .isEqualTo(asked);
    }

    @Test
    void theClientLibraryReadsThem() {
        embedders.live(fake, "", 10, 1);
        fake.always(vectors());
        OpenAIClient client = OfficialClients.openai(gateway, Gateway.KEY);

        CreateEmbeddingResponse response = client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model(model)
                        .inputOfArrayOfStrings(List.of("a", "bb"))
                        .dimensions(2)
                        .build());

        assertThat(response.data())
                .extracting(each -> each.embedding().getFirst().intValue())
                .containsExactly(1, 2);
        assertThat(response.usage().promptTokens()).isEqualTo(3);
        client.close();
    }

    private static List<Integer> firsts(HttpResponse<String> answer) {
        List<Integer> firsts = new ArrayList<>();
        Gateway.json(answer.body())
                .path("data")
                .forEach(each -> firsts.add(each.at("/embedding/0").asInt()));
        return firsts;
    }

    private static Script vectors() {
        return call -> reply(call.request().json(), false).play(call);
    }

    private static Script reply(JsonNode request, boolean base64) {
        ObjectNode reply = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = reply.putArray("data");
        int tokens = 0;
        for (JsonNode text : request.get("input")) {
            int length = text.isArray() ? text.size() : text.asText().length();
            tokens += length;
            ObjectNode item = data.insertObject(0).put("object", "embedding").put("index", data.size() - 1);
            if (base64) {
                ByteBuffer floats = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
                floats.putFloat(length).putFloat(-0.25f);
                item.put("embedding", Base64.getEncoder().encodeToString(floats.array()));
            } else {
                item.putArray("embedding").add(length).add(-0.25);
            }
        }
        reply.put("model", request.get("model").asText());
        reply.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return Script.json(200, reply.toString());
    }
}
