package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.images.ImagesResponse;
import fakes.FakeVendor;
import fakes.Script;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images of texts. */
class ImagesIT {

    private static final String PER_IMAGE = "price: {image: 0.04}";

    private final Gateway gateway = Gateway.shared();
    private final FakeVendor fake = FakeVendor.start();
    private final FakeVendor other = FakeVendor.start();
    private final Painters painters = new Painters(gateway);

    @BeforeAll
    static void sandbox() {
        Gateway.shared().copyVendor("sandbox");
    }

    @AfterEach
    void stop() {
        painters.close();
        fake.close();
        other.close();
    }

    @ParameterizedTest
    @CsvSource({"png, 640x360", "jpeg, 100x300"})
    void theSandboxDrawsAnImageOfTheSizeAndTypeThatWasAskedFor(String format, String size) throws IOException {
        HttpResponse<String> answer = sandbox("\"size\":\"" + size + "\",\"output_format\":\"" + format + '"');

        byte[] file = image(Gateway.json(answer.body()), 0);
        BufferedImage drawn = ImageIO.read(new ByteArrayInputStream(file));
        assertThat(drawn.getWidth() + "x" + drawn.getHeight()).isEqualTo(size);
        assertThat(file)
                .startsWith(format.equals("png") ? new byte[] {(byte) 0x89, 'P', 'N', 'G'} : new byte[] {-1, -40});
        assertThat(answer.headers().firstValue("x-gateway-vendor")).hasValue("sandbox");
    }

    @Test
    void theSandboxDrawsTheSameForTheSamePromptAndAnotherForAnother() {
        JsonNode first = Gateway.json(sandbox("\"n\":2").body());

        assertThat(Gateway.json(sandbox("\"n\":2").body()).get("data")).isEqualTo(first.get("data"));
        assertThat(first.at("/data/0")).isNotEqualTo(first.at("/data/1"));
    }

    @Test
    void theClientLibraryReadsThem() throws IOException {
        OpenAIClient client = OfficialClients.openai(gateway, Gateway.KEY);

        ImagesResponse response = client.images()
                .generate(ImageGenerateParams.builder()
                        .model("sandbox-image")
                        .prompt("a kite")
                        .n(2)
                        .size(ImageGenerateParams.Size._1024X1024)
                        .build());

        assertThat(response.data().orElseThrow()).hasSize(2);
        byte[] file = Base64.getDecoder()
                .decode(response.data().orElseThrow().getFirst().b64Json().orElseThrow());
        assertThat(ImageIO.read(new ByteArrayInputStream(file)).getWidth()).isEqualTo(1024);
        client.close();
    }

    /** What the gateway does not know reaches the vendor as well; its own name of the model does not reach the caller. */
    @Test
    void fieldsGoThroughInBothWays() {
        painters.live(fake, "", PER_IMAGE + ", vendor-model: v-1");
        fake.next(Script.json(
                200,
                "{\"created\":7,\"model\":\"v-1\",\"data\":[{\"url\":\"https://x.example/1\","
                        + "\"revised_prompt\":\"a red kite\"}],\"background\":\"opaque\"}"));

        HttpResponse<String> answer = painters.ask("\"seed\":7,\"size\":\"auto\"");

        assertThat(fake.received().getFirst().path()).isEqualTo("/images/generations");
        assertThat(fake.received().getFirst().json())
                .isEqualTo(Gateway.json("{\"model\":\"v-1\",\"prompt\":\"a kite\",\"seed\":7}"));
        assertThat(Gateway.json(answer.body()))
                .isEqualTo(Gateway.json("{\"created\":7,\"background\":\"opaque\",\"model\":\"" + painters.model
                        + "\",\"data\":[{\"url\":\"https://x.example/1\",\"revised_prompt\":\"a red kite\"}]}"));
    }

    @Test
    void moreThanACallMakesAreAskedForInPartsAndPaidForOneByOne() {
        painters.live(fake, "", PER_IMAGE + ", batch: 2");
        fake.next(images("[{\"b64_json\":\"MQ==\"},{\"b64_json\":\"Mg==\"}]"), images("[{\"b64_json\":\"Mw==\"}]"));

        HttpResponse<String> answer = painters.ask("\"n\":3");

        JsonNode reply = Gateway.json(answer.body());
        assertThat(reply.findValuesAsText("b64_json")).containsExactly("MQ==", "Mg==", "Mw==");
        assertThat(reply.has("failed")).isFalse();
        assertThat(fake.received().stream().map(each -> each.json().get("n").asInt()))
                .containsExactly(2, 1);
        JsonNode decision = gateway.decision(answer);
        assertThat(decision.get("attempts")).hasSize(1);
        assertThat(decision.at("/usage/images").asInt()).isEqualTo(3);
        assertThat(new BigDecimal(decision.at("/cost/amount").asText())).isEqualByComparingTo("0.12");
    }

    @Test
    void tokensAreCountedWhereTheVendorTellsThem() {
        painters.live(fake, "", "price: {input: 5, output: 40}, max-output-tokens: 1056");
        fake.next(Script.json(
                200,
                "{\"created\":7,\"data\":[{\"b64_json\":\"MQ==\"}],\"usage\":{\"input_tokens\":20,"
                        + "\"input_tokens_details\":{\"text_tokens\":12,\"image_tokens\":8},\"output_tokens\":1000,"
                        + "\"total_tokens\":1020}}"));

        HttpResponse<String> answer = painters.ask();

        JsonNode decision = gateway.decision(answer);
        assertThat(decision.at("/usage/parts")).isEqualTo(Gateway.json("{\"input\":12,\"image\":8,\"output\":1000}"));
        assertThat(new BigDecimal(decision.at("/cost/amount").asText())).isEqualByComparingTo("0.0401");
        assertThat(Gateway.json(answer.body()).at("/usage/total_tokens").asInt())
                .isEqualTo(1020);
    }

    @Test
    void tokensThatNobodyToldAreEstimated() {
        painters.live(fake, "", "price: {input: 5, output: 40}, max-output-tokens: 1056");
        fake.next(images("[{\"b64_json\":\"MQ==\"}]"));

        JsonNode usage = gateway.decision(painters.ask()).get("usage");

        assertThat(usage.get("estimated").asBoolean()).isTrue();
        assertThat(usage.get("completion_tokens").asInt()).isEqualTo(1056);
    }

    @Test
    void imagesThatWereMadeAreDeliveredAlthoughOthersCouldNotBe() {
        painters.live(fake, "", PER_IMAGE + ", batch: 4");
        fake.next(images("[{\"b64_json\":\"MQ==\"},{\"error\":{\"code\":\"too_red\",\"message\":\"No kites.\"}}]"));

        HttpResponse<String> answer = painters.ask("\"n\":3");

        JsonNode reply = Gateway.json(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(reply.get("data")).hasSize(1);
        assertThat(reply.get("failed"))
                .isEqualTo(Gateway.json("[{\"message\":\"No kites.\",\"code\":\"too_red\"},"
                        + "{\"message\":\"The vendor did not make this one.\",\"code\":null}]"));
        assertThat(fake.received()).hasSize(1);
        assertThat(gateway.decision(answer).at("/usage/images").asInt()).isEqualTo(1);
    }

    /** They are paid for; that another vendor begins anew would cost them a second time. */
    @Test
    void imagesThatWereMadeAreDeliveredAlthoughTheirVendorFailedThen() {
        painters.live(fake, "", PER_IMAGE);
        painters.live(other, "", "price: {image: 9}");
        fake.next(
                images("[{\"b64_json\":\"MQ==\"}]"),
                images("[{\"b64_json\":\"Mg==\"}]"),
                Script.error(500, "broken", "no"));

        HttpResponse<String> answer = painters.ask("\"n\":4");

        JsonNode reply = Gateway.json(answer.body());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(reply.findValuesAsText("b64_json")).containsExactly("MQ==", "Mg==");
        assertThat(reply.get("failed")).hasSize(2);
        assertThat(reply.at("/failed/0/code").asText()).isEqualTo("vendor_error");
        assertThat(reply.at("/failed/1/message").asText()).contains("was not asked for");
        assertThat(other.received()).isEmpty();
        JsonNode decision = gateway.decision(answer);
        assertThat(decision.at("/usage/images").asInt()).isEqualTo(2);
        assertThat(decision.at("/attempts/0/outcome").asText()).isEqualTo("vendor_error");
        assertThat(new BigDecimal(decision.at("/cost/amount").asText())).isEqualByComparingTo("0.08");
    }

    @Test
    void whereNoneCouldBeMadeTheErrorCounts() {
        painters.live(fake, "errors: {codes: {caller: [too_red]}}", PER_IMAGE);
        fake.next(images("[{\"error\":{\"code\":\"too_red\",\"message\":\"No kites.\"}}]"));

        HttpResponse<String> answer = painters.ask();

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Gateway.json(answer.body()).at("/error/message").asText()).isEqualTo("No kites.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"created\":7,\"data\":[]}",
                "{\"created\":7,\"data\":[{\"b64_json\":\"\"}]}",
                "{\"created\":7,\"data\":\"MQ==\"}",
                "{\"created\":7}",
                "{\"created\":7,\"data\":[",
                "[]"
            })
    void whatIsNoImageIsNoAnswer(String reply) {
        painters.live(fake, "", PER_IMAGE);
        fake.always(Script.json(200, reply));

        HttpResponse<String> answer = painters.ask();

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
        assertThat(Gateway.json(answer.body()).at("/error/code").asText()).isEqualTo("vendor_reply_invalid");
    }

    @Test
    void anErrorUnderAStatusOfSuccessSendsTheRequestOn() {
        painters.live(fake, "", PER_IMAGE);
        painters.live(other, "", "price: {image: 9}");
        fake.always(Script.json(200, "{\"created\":7,\"data\":null,\"error\":{\"message\":\"no\"}}"));
        other.next(images("[{\"b64_json\":\"MQ==\"}]"));

        HttpResponse<String> answer = painters.ask();

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-gateway-attempts")).hasValue("2");
    }

    @Test
    void theCheaperOneIsAskedForAsManyAsAreWanted() {
        painters.live(fake, "", "price: {image: 0.5}");
        painters.live(other, "", "price: {image: 0.01}");
        other.next(images("[{\"b64_json\":\"MQ==\"}]"));

        HttpResponse<String> answer =
                gateway.post("/v1/images/generations", "{\"model\":\"" + painters.model + "\",\"prompt\":\"a\"}");

        assertThat(answer.headers().firstValue("x-gateway-vendor"))
                .hasValue(painters.vendors.get(1).name());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sandbox-image | "prompt":"a","size":"1x100"             | size            | 1 to 1048576 pixels
            sandbox-image | "prompt":"a","size":"2048x2048"         | size            | 1 to 1048576 pixels
            sandbox-image | "prompt":"a","size":"large"             | size            | such as '1024x1024'
            sandbox-image | "prompt":"a","size":"0x10"              | size            | such as '1024x1024'
            sandbox-image | "prompt":"a","n":11                     | n               | between 1 and 10
            sandbox-image | "prompt":"a","n":0                      | n               | between 1 and 10
            sandbox-image | "prompt":" "                            | prompt          | empty
            sandbox-image | "prompt":7                              | prompt          | a text
            sandbox-image | "n":1                                   | prompt          | missing
            sandbox-image | "prompt":"a","stream":true              | stream          | not streamed
            sandbox-image | "prompt":"a","output_format":"gif"      | output_format   | 'png', 'jpeg', 'webp'
            sandbox-image | "prompt":"a","output_format":"webp"     | output_format   | cannot take
            sandbox-image | "prompt":"a","output_compression":101   | output_compression | between 0 and 100
            sandbox-image | "prompt":"a","output_compression":"a"   | output_compression | an integer
            sandbox-image | "prompt":"a","response_format":"jpg"    | response_format | 'url', 'b64_json'
            sandbox-image | "prompt":"a","Size":"1x1"               | Size            | must be written 'size'
            sandbox       | "prompt":"a"                            | model           | cannot do images
            """)
    void whatCannotBeMadeIsRefusedWithWhatCanBe(String model, String fields, String param, String words) {
        HttpResponse<String> answer =
                gateway.post("/v1/images/generations", "{\"model\":\"" + model + "\"," + fields + "}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonNode error = Gateway.json(answer.body()).get("error");
        assertThat(error.get("param").asText()).isEqualTo(param);
        assertThat(error.get("message").asText()).contains(words);
    }

    private HttpResponse<String> sandbox(String fields) {
        HttpResponse<String> answer = gateway.post(
                "/v1/images/generations", "{\"model\":\"sandbox-image\",\"prompt\":\"a kite\"," + fields + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static byte[] image(JsonNode reply, int index) {
        return Base64.getDecoder()
                .decode(reply.path("data").path(index).path("b64_json").asText());
    }

    private static Script images(String data) {
        return Script.json(200, "{\"created\":7,\"data\":" + data + "}");
    }
}
