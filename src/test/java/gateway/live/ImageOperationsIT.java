package gateway.live;

import static fakes.Pictures.DOT;
import static fakes.Pictures.dot;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.core.MultipartField;
import com.openai.models.images.ImageEditParams;
import com.openai.models.images.ImagesResponse;
import fakes.FakeVendor;
import fakes.Received;
import fakes.Script;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is done to images that callers give, through the repository's own folders. */
class ImageOperationsIT {

    private static final String DATA = "data:image/png;base64," + DOT;
    private static final String DATA_ESCAPED = DATA.replace("/", "\\/");
    private static final FakeVendor FAKE = FakeVendor.start();
    private static final Gateway GATEWAY = Gateway.shipped(
            FAKE,
            Map.of("PHOTOROOM_API_KEY", "images-key", "PHOTOROOM_BASIC_API_KEY", "images-key"),
            "openai/gpt-image-1",
            "doubao/doubao-seedream-4.0",
            "sandbox/sandbox-image");

    @BeforeAll
    static void quick() throws IOException {
        quick("photoroom", "photoroom-edit");
        quick("photoroom-basic", "photoroom-segment");
    }

    /** A folder of the repository whose vendor can be asked as often as a test likes, with a key and an address in its card. */
    private static void quick(String folder, String model) throws IOException {
        Path from = Path.of("vendors", folder);
        Path to = GATEWAY.vendors().resolve(folder);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                String text = Files.readString(file)
                        .replace("requests-per-second: 1 ", "requests-per-second: 10000 ")
                        .replaceAll("base-url: .*", "base-url: " + FAKE.url());
                Files.writeString(copy, text);
            }
        }
        GATEWAY.awaitModel(model, 200);
    }

    private final int before = FAKE.received().size();

    @AfterAll
    static void end() {
        GATEWAY.close();
        FAKE.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            remove-background  | ''                      | removeBackground=true
            replace-background | "prompt":"a beach"      | removeBackground=true,background.prompt=a beach
            edit               | "prompt":"make it blue" | removeBackground=false,editWithAI.mode=ai.auto,editWithAI.prompt=make it blue
            relight            | "shadow.mode":"ai.soft" | removeBackground=false,lighting.mode=ai.auto,shadow.mode=ai.soft
            upscale            | ''                      | removeBackground=false,upscale.mode=ai.fast
            resize             | "size":"80x40"          | removeBackground=false,outputSize=80x40
            """)
    void eachOperationIsAFormOfItsOwnAndTheAnswerIsTheImage(String operation, String fields, String parts) {
        FAKE.next(Script.body(200, "image/png", dot()));

        HttpResponse<String> answer = ask("photoroom-edit", operation, DATA, fields);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Gateway.json(answer.body()).at("/data/0/b64_json").asText()).isEqualTo(DOT);
        Received received = FAKE.received().getLast();
        assertThat(received.path()).isEqualTo("/v2/edit");
        assertThat(received.header("x-api-key")).isEqualTo("images-key");
        String form = text(received);
        assertThat(form).contains("name=\"imageFile\"; filename=\"imageFile.png\"\r\nContent-Type: image/png\r\n\r\n");
        for (String part : parts.split(",", -1)) {
            String[] pair = part.split("=", -1);
            assertThat(form).contains("name=\"" + pair[0] + "\"\r\n\r\n" + pair[1] + "\r\n");
        }
        assertThat(form).doesNotContain("name=\"model\"").doesNotContain("name=\"operation\"");
        assertThat(new BigDecimal(GATEWAY.decision(answer).at("/cost/amount").asText()))
                .isEqualByComparingTo("0.10");
    }

    @Test
    void theFileReachesTheVendorByteForByte() {
        FAKE.next(Script.body(200, "image/png", dot()));

        ask("photoroom-segment", "remove-background", DATA_ESCAPED, "\"output_format\":\"jpeg\"");

        String form = text(FAKE.received().getLast());
        assertThat(FAKE.received().getLast().path()).isEqualTo("/v1/segment");
        assertThat(form).contains("\r\n\r\n" + new String(dot(), StandardCharsets.ISO_8859_1) + "\r\n--gateway-");
        assertThat(form).contains("name=\"format\"\r\n\r\njpg\r\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            photoroom-edit    | relight           | {"error":{"message":"padding must be a number"}}
            photoroom-segment | remove-background | {"detail":"padding must be a number","status_code":400,"type":"wrong"}
            """)
    void whatTheVendorRefusesIsToldInItsWords(String model, String operation, String body) {
        FAKE.next(Script.json(400, body));

        HttpResponse<String> answer = ask(model, operation, DATA, "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Gateway.json(answer.body()).at("/error/message").asText()).isEqualTo("padding must be a number");
    }

    @Test
    void theClientLibrarySendsAFormAndTheVendorGetsOne() {
        FAKE.next(Script.json(200, "{\"created\":7,\"data\":[{\"b64_json\":\"" + DOT + "\"}]}"));
        OpenAIClient client = OfficialClients.openai(GATEWAY, Gateway.KEY);
        ImagesResponse response = client.images()
                .edit(ImageEditParams.builder()
                        .model("gpt-image-1")
                        .prompt("make it blue")
                        .image(MultipartField.<ImageEditParams.Image>builder()
                                .value(ImageEditParams.Image.ofInputStream(
                                        (InputStream) new ByteArrayInputStream(dot())))
                                .filename("dot.png")
                                .contentType("image/png")
                                .build())
                        .n(1)
                        .build());

        assertThat(response.data().orElseThrow().getFirst().b64Json()).hasValue(DOT);
        client.close();
        Received received = FAKE.received().getLast();
        assertThat(received.path()).isEqualTo("/images/edits");
        assertThat(text(received))
                .contains("name=\"image\"; filename=\"image.png\"\r\nContent-Type: image/png\r\n\r\n")
                .contains("name=\"model\"\r\n\r\ngpt-image-1\r\n")
                .contains("name=\"n\"\r\n\r\n1\r\n");
    }

    @Test
    void aVendorOfJsonGetsTheAddressAsItIs() {
        FAKE.next(Script.json(200, "{\"created\":7,\"data\":[{\"b64_json\":\"" + DOT + "\"}]}"));

        ask("doubao-seedream-4.0", "edit", "https://img.example/cup.jpg", "\"prompt\":\"make it blue\"");

        JsonNode received = FAKE.received().getLast().json();
        assertThat(received.get("image").asText()).isEqualTo("https://img.example/cup.jpg");
        assertThat(received.has("operation")).isFalse();
        assertThat(FAKE.received().getLast().path()).isEqualTo("/images/generations");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sandbox-image  | remove-background | "image":"data:image/png;base64,%s"       | 400 | model     | cannot do remove-background
            sandbox-image  | generate          | "prompt":"a","image":"data:image/png;base64,%s"         | 400 | image | cannot take
            sandbox-image  | dance             | "image":"data:image/png;base64,%s"       | 400 | operation | one of generate, edit
            photoroom-edit | relight           | "image":"https://img.example/cup.jpg"    | 400 | image     | send a data URL
            photoroom-edit | relight           | "n":1                                    | 400 | image     | is missing
            photoroom-edit | resize            | "image":"data:image/png;base64,%s"       | 400 | size      | is missing
            photoroom-edit | relight           | "image":["data:image/png;base64,%1$s","data:image/png;base64,%1$s"] | 400 | image | takes one image
            photoroom-edit | edit              | "image":"data:image/png;base64,%s"       | 400 | prompt    | is missing
            photoroom-edit | relight           | "image":"file:///etc/passwd"             | 400 | image     | data URL
            photoroom-edit | relight           | "image":7                                | 400 | image     | data URL
            photoroom-edit | relight           | "image":["data:image/png;base64,%s",7]   | 400 | image[1]  | data URL
            photoroom-edit | relight           | "image":"data:image/png;base64,aGVsbG8=" | 415 | image     | no image
            photoroom-edit | relight           | "image":"data:image/png;base64,iVBORw0KGgo=" | 400 | image     | is damaged
            photoroom-edit | relight           | "image":"data:image/png;base64,%%%%"     | 415 | image     | no image
            photoroom-edit | relight           | "image":"data:image/png,%s"              | 415 | image     | no image
            photoroom-edit | relight           | "image":"data:image/svg+xml;base64,PHN2Zz4=" | 415 | image | no image
            """)
    void whatCannotBeDoneIsRefusedBeforeAnybodyIsAsked(
            String model, String operation, String fields, int status, String param, String words) {
        HttpResponse<String> answer = GATEWAY.post(
                "/api/v1/image",
                "{\"model\":\"" + model + "\",\"operation\":\"" + operation + "\"," + fields.formatted(DOT) + "}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode error = Gateway.json(answer.body()).get("error");
        assertThat(error.get("message").asText()).contains(words);
        assertThat(error.get("param").asText()).isEqualTo(param);
        assertThat(FAKE.received()).hasSize(before);
    }

    /** Larger than what JSON readers take for a text unless they are told, and than any chat request may be. */
    @Test
    void aLargeImageReachesItsVendorWhole() {
        byte[] large = Arrays.copyOf(dot(), 16 * 1024 * 1024);
        FAKE.next(Script.body(200, "image/png", dot()));

        HttpResponse<String> answer = ask(
                "photoroom-edit",
                "relight",
                "data:image/png;base64," + Base64.getEncoder().encodeToString(large),
                "");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(FAKE.received().getLast().body().length).isGreaterThan(large.length);
    }

    /** The rules of this card look into the request. */
    @Test
    void aLargeImageIsLookedIntoByRules() {
        byte[] large = Arrays.copyOf(dot(), 8 * 1024 * 1024);
        FAKE.next(Script.json(200, "{\"created\":7,\"data\":[{\"b64_json\":\"" + DOT + "\"}]}"));

        HttpResponse<String> answer = ask(
                "doubao-seedream-4.0",
                "edit",
                "data:image/png;base64," + Base64.getEncoder().encodeToString(large),
                "\"prompt\":\"make it blue\",\"output_format\":\"jpeg\",\"size\":\"auto\"");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(FAKE.received().getLast().json().has("size")).isFalse();
        assertThat(FAKE.received().getLast().json().has("output_format")).isFalse();
    }

    /** The file counts, not what it is called. */
    @Test
    void theTypeOfAFileIsThatOfItsContent() {
        FAKE.next(Script.body(200, "image/png", dot()));

        ask("photoroom-edit", "relight", "data:application/octet-stream;base64," + DOT, "");

        assertThat(text(FAKE.received().getLast()))
                .contains("filename=\"imageFile.png\"\r\nContent-Type: image/png\r\n");
    }

    /** Two billion pixels in a few bytes: nobody here decodes them, and no vendor gets them. */
    @Test
    void anImageOfTooManyPixelsIsRefused() {
        byte[] bomb = dot();
        bomb[16] = 0;
        bomb[17] = 0;
        bomb[18] = (byte) 0xC3;
        bomb[20] = 0;
        bomb[21] = 0;
        bomb[22] = (byte) 0xC3;

        HttpResponse<String> answer = ask(
                "photoroom-edit",
                "relight",
                "data:image/png;base64," + Base64.getEncoder().encodeToString(bomb),
                "");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
        assertThat(Gateway.json(answer.body()).at("/error/message").asText()).contains("49921 x 49921");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            multipart/form-data; boundary=x | --x?Content-Disposition: form-data; name="image"; filename="a.png"??hello?--x--? | 415
            multipart/form-data; boundary=x | --x?Content-Disposition: form-data; name="prompt"??a?--x--?                       | 400
            multipart/form-data; boundary=x | nothing                                                                          | 400
            multipart/form-data             | nothing                                                                          | 400
            text/plain                      | nothing                                                                          | 415
            """)
    void aFormThatIsNoneIsRefused(String type, String body, int status) {
        HttpResponse<String> answer = GATEWAY.send("/v1/images/edits", type, body.replace("?", "\r\n"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    private static HttpResponse<String> ask(String model, String operation, String image, String fields) {
        return GATEWAY.post(
                "/api/v1/image",
                "{\"model\":\"" + model + "\",\"operation\":\"" + operation + "\",\"image\":\"" + image + '"'
                        + (fields == null || fields.isEmpty() ? "" : "," + fields) + "}");
    }

    private static String text(Received received) {
        return new String(received.body(), StandardCharsets.ISO_8859_1);
    }
}
