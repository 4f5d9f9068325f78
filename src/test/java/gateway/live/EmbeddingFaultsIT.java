package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import fakes.FakeVendor;
import fakes.Script;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no request for vectors, and what is no answer to one. */
class EmbeddingFaultsIT {

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
    @ValueSource(
            strings = {
                "{\"object\":\"list\"}",
                "{\"data\":[{\"embedding\":[1,2]}]}",
                "{\"data\":[{\"embedding\":[1,2]},{\"embedding\":[1,2]},{\"embedding\":[1,2]}]}",
                "{\"data\":[{\"index\":0,\"embedding\":[1,2]},{\"index\":0,\"embedding\":[1,2]}]}",
                "{\"data\":[{\"embedding\":[1,2]},{\"embedding\":[1]}]}",
                "{\"data\":[{\"embedding\":[1,2]},{\"embedding\":[]}]}",
                "{\"data\":[{\"embedding\":[1,2]},{\"embedding\":[1,null]}]}",
                "{\"data\":[{\"embedding\":[1,2]},{\"embedding\":[1,1e39]}]}",
                "{\"data\":[{\"embedding\":[1,2]},{\"embedding\":[1,-1000000000000000000000000000000000000000]}]}",
                "{\"data\":[{\"embedding\":[1,2]},{\"embedding\":\"%%%\"}]}",
                "{\"data\":[{\"embedding\":[1,2,3]},{\"embedding\":[1,2,3]}]}",
                "{\"data\":[{\"embedding\":[1,2]},{\"embedding\":[1,2]}"
            })
    void vectorsThatAreNotThoseOfTheTextsAreNoAnswer(String reply) {
        embedders.live(fake, "", 10, 1);
        fake.always(Script.json(200, reply));

        HttpResponse<String> answer = embedders.ask("[\"a\",\"b\"]", "\"dimensions\":2");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
        assertThat(Gateway.json(answer.body()).at("/error/code").asText()).isEqualTo("vendor_reply_invalid");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "input":[]                               | input
            "input":""                               | input
            "input":["a",""]                         | input[1]
            "input":["a",[]]                         | input[1]
            "input":[[1,"x"]]                        | input[0]
            "input":{"text":"a"}                     | input
            "input":null                             | input
            "dimensions":2                           | input
            "input":"a","dimensions":0               | dimensions
            "input":"a","encoding_format":"hex"      | encoding_format
            "input":"a","Input":"b"                  | Input
            """)
    void whatIsWrongIsNamed(String fields, String param) {
        embedders.live(fake, "", 10, 1);

        HttpResponse<String> answer = gateway.post("/v1/embeddings", "{\"model\":\"" + model + "\"," + fields + "}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(Gateway.json(answer.body()).at("/error/param").asText()).isEqualTo(param);
        assertThat(fake.received()).isEmpty();
    }

    /** Positions in it are not those of UTF-8: what was cut out of it would be something else. */
    @Test
    void vectorsInUtf16AreNoAnswer() {
        embedders.live(fake, "", 10, 1);
        String reply = "{\"data\":[{\"embedding\":[1,2]}]}";
        fake.always(Script.body(200, "application/json", reply.getBytes(StandardCharsets.UTF_16LE)));

        assertThat(embedders.ask("\"a\"").statusCode()).isEqualTo(502);
    }

    @Test
    void tooManyTextsAreRefusedBeforeAnyVendorIsAsked() {
        embedders.live(fake, "", 10, 1);
        String texts = "[" + "\"a\",".repeat(2048) + "\"a\"]";

        HttpResponse<String> answer = embedders.ask(texts);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("at most 2048 texts");
    }

    /** Words are longer than our estimate has them: the vendor, who counts, decides. */
    @Test
    void aTextIsRefusedOnlyWhenItCannotFit() {
        embedders.live(fake, "", 10, 1);
        fake.always(Script.json(200, "{\"data\":[{\"embedding\":[1,2]}]}"));

        HttpResponse<String> fits = embedders.ask('"' + " international".repeat(1100) + '"');
        HttpResponse<String> cannot = embedders.ask('"' + " international".repeat(1500) + '"');

        assertThat(fits.statusCode()).as(fits.body()).isEqualTo(200);
        assertThat(cannot.statusCode()).isEqualTo(400);
        assertThat(Gateway.json(cannot.body()).at("/error/param").asText()).isEqualTo("input");
        assertThat(cannot.body()).contains("at least 1312 tokens").doesNotContain("max_tokens");
    }

    /** Vectors of two models cannot be compared: nobody may get one today and the other tomorrow without a word. */
    @ParameterizedTest
    @ValueSource(strings = {"auto", "fast", "smart"})
    void anAliasForEveryModelStandsForNoneThatMakesVectors(String alias) {
        embedders.live(fake, "", 10, 1);

        HttpResponse<String> answer = gateway.post("/v1/embeddings", "{\"model\":\"" + alias + "\",\"input\":\"a\"}");

        assertThat(answer.statusCode()).isIn(400, 404);
        assertThat(Gateway.json(answer.body()).at("/error/param").asText()).isEqualTo("model");
        assertThat(fake.received()).isEmpty();
    }

    @Test
    void eachModelDoesWhatItIsFor() {
        embedders.live(fake, "", 10, 1);

        HttpResponse<String> chat =
                gateway.chat("{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
        TestVendor chats = gateway.vendor(other);
        HttpResponse<String> vectors =
                gateway.post("/v1/embeddings", "{\"model\":\"" + chats.model() + "\",\"input\":\"a\"}");
        embedders.vendors.add(chats);

        assertThat(chat.statusCode()).as(chat.body()).isEqualTo(400);
        assertThat(chat.body()).contains("unsupported_feature", model + " cannot do chat");
        assertThat(vectors.statusCode()).isEqualTo(400);
        assertThat(vectors.body()).contains(chats.model() + " cannot do embeddings", model);
    }
}
