package gateway.live;

import static fakes.Pictures.DOT;
import static fakes.Pictures.dot;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fakes.FakeVendor;
import fakes.Script;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links to images: they are stored here, and handed out to who has a link. */
class MediaIT {

    /** Copies from this machine, where the fake vendors are. */
    private static final Gateway GATEWAY = Gateway.start(Map.of("gateway.media.fetch-private", "true"));

    private final HttpClient http = HttpClient.newHttpClient();
    private final FakeVendor fake = FakeVendor.start();
    private final Painters painters = new Painters(GATEWAY);

    @AfterEach
    void stop() {
        painters.close();
        fake.close();
    }

    @AfterAll
    static void end() {
        GATEWAY.close();
    }

    @Test
    void bytesBecomeALinkThatNeedsNoKey() throws Exception {
        painters.live(fake, "", "price: {image: 1}");
        fake.next(image("\"b64_json\":\"" + DOT + "\",\"revised_prompt\":\"a dot\""));

        JsonNode item = asked("\"response_format\":\"url\"");

        assertThat(item.get("revised_prompt").asText()).isEqualTo("a dot");
        assertThat(item.has("b64_json")).isFalse();
        HttpResponse<byte[]> file = get(item.get("url").asText());
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body()).isEqualTo(dot());
        assertThat(file.headers().firstValue("Content-Type")).hasValue("image/png");
        assertThat(file.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(file.headers().firstValue("Cache-Control").orElseThrow())
                .matches("public, max-age=(8[6-9]|90)[0-9]{3}, immutable");
    }

    @ParameterizedTest
    @CsvSource({"url", "usual"})
    void aVendorsLinkIsCopiedAtOnce(String form) throws Exception {
        painters.live(fake, "", "price: {image: 1}");
        fake.next(image("\"url\":\"" + fake.url() + "/made/1?signed=secret\""), png());

        JsonNode item = asked(form.equals("url") ? "\"response_format\":\"url\"" : "\"user\":\"u\"");

        assertThat(item.get("url").asText()).startsWith(GATEWAY.url() + "/v1/media/");
        assertThat(get(item.get("url").asText()).body()).isEqualTo(dot());
        assertThat(fake.received().get(1).path()).isEqualTo("/made/1?signed=secret");
        assertThat(fake.received().get(1).header("Authorization")).isNull();
    }

    @Test
    void aVendorsLinkBecomesBytesForWhoWantsThem() {
        painters.live(fake, "", "price: {image: 1}");
        fake.next(image("\"url\":\"" + fake.url() + "/made/1\""), png());

        JsonNode item = asked("\"response_format\":\"b64_json\"");

        assertThat(item).isEqualTo(Gateway.json("{\"b64_json\":\"" + DOT + "\"}"));
    }

    /** It was paid for: what cannot be copied is better had from elsewhere than not at all. */
    @ParameterizedTest
    @CsvSource({"404, image/png, user", "200, text/html, user", "200, image/png, b64_json", "302, image/png, user"})
    void aLinkThatCannotBeCopiedIsPassedOn(int status, String type, String form) {
        painters.live(fake, "", "price: {image: 1}");
        String link = fake.url() + "/made/1";
        fake.next(
                image("\"url\":\"" + link + "\""),
                Script.body(status, type, "<html>".getBytes(StandardCharsets.UTF_8), "Location: " + link));

        String field = form.equals("user") ? "\"user\":\"u\"" : "\"response_format\":\"b64_json\"";
        assertThat(asked(field).get("url").asText()).isEqualTo(link);
    }

    /** Of private places only that is trusted which the card itself names. */
    @Test
    void nothingIsFetchedFromOurOwnNetworkButFromTheVendorItself() {
        Gateway closed = Gateway.shared();
        try (Painters others = new Painters(closed);
                FakeVendor elsewhere = FakeVendor.start()) {
            others.live(fake, "", "price: {image: 1}");
            String link = elsewhere.url() + "/made/1";
            fake.next(image("\"url\":\"" + link + "\""), image("\"url\":\"" + fake.url() + "/made/1\""), png());

            JsonNode foreign =
                    Gateway.json(others.ask("\"response_format\":\"url\"").body());
            JsonNode own =
                    Gateway.json(others.ask("\"response_format\":\"url\"").body());

            assertThat(foreign.at("/data/0/url").asText()).isEqualTo(link);
            assertThat(elsewhere.received()).isEmpty();
            assertThat(own.at("/data/0/url").asText()).startsWith(closed.url() + "/v1/media/");
        }
    }

    @Test
    void bytesThatAreNoImageStayAsTheyCame() {
        painters.live(fake, "", "price: {image: 1}");
        fake.always(image("\"b64_json\":\"aGVsbG8=\""));

        assertThat(asked("\"response_format\":\"url\"").get("b64_json").asText())
                .isEqualTo("aGVsbG8=");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", delimiter = '|', textBlock = """
            bytes=0-7   | 206 | bytes 0-7/%d
            bytes=-4    | 206 | bytes %2$d-%3$d/%1$d
            bytes=0-    | 200 | none
            """)
    void aPartIsHandedOutToWhoAsksForOne(String range, int status, String part) throws Exception {
        byte[] whole = dot();

        HttpResponse<byte[]> answer = get(stored(), "Range", range);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Range").orElse(null))
                .isEqualTo(part == null ? null : part.formatted(whole.length, whole.length - 4, whole.length - 1));
        byte[] expected = range.equals("bytes=0-7")
                ? Arrays.copyOf(whole, 8)
                : range.equals("bytes=-4") ? Arrays.copyOfRange(whole, whole.length - 4, whole.length) : whole;
        assertThat(answer.body()).isEqualTo(expected);
    }

    /** Who has a part of another file must not put them together. */
    @Test
    void aPartOfAnotherFileThanTheCallersIsNone() throws Exception {
        String link = stored();
        String tag = get(link).headers().firstValue("ETag").orElseThrow();

        assertThat(get(link, "Range", "bytes=0-3", "If-Range", tag).statusCode())
                .isEqualTo(206);
        assertThat(get(link, "Range", "bytes=0-3", "If-Range", "\"other\"").body())
                .isEqualTo(dot());
    }

    @Test
    void aRangeBeyondTheEndIsRefused() throws Exception {
        assertThat(get(stored(), "Range", "bytes=999999-").statusCode()).isEqualTo(416);
    }

    @Test
    void whoHasTheFileAlreadyIsToldSo() throws Exception {
        String link = stored();
        String tag = get(link).headers().firstValue("ETag").orElseThrow();

        HttpResponse<byte[]> answer = get(link, "If-None-Match", tag);

        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            signature=[0-9a-f]{4}  | signature=0000      | 403 | link_invalid
            expires=[0-9]+         | expires=99999999999 | 403 | link_invalid
            [?].*                  | ''                  | 403 | link_invalid
            /v1/media/[0-9a-f]     | /v1/media/x         | 404 | file_not_found
            /v1/media/[0-9a-f]{8}  | /v1/media/00000000  | 403 | link_invalid
            [.]png                 | .jpeg               | 403 | link_invalid
            """)
    void aLinkThatWasNotMadeHereLeadsNowhere(String part, String other, int status, String code) throws Exception {
        HttpResponse<byte[]> answer = get(stored().replaceFirst(part, other));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(Gateway.json(new String(answer.body(), StandardCharsets.UTF_8))
                        .at("/error/code")
                        .asText())
                .isEqualTo(code);
    }

    private String stored() {
        painters.live(fake, "", "price: {image: 1}");
        fake.next(image("\"b64_json\":\"" + DOT + '"'));
        return asked("\"response_format\":\"url\"").get("url").asText();
    }

    private JsonNode asked(String fields) {
        HttpResponse<String> answer = painters.ask(fields);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Gateway.json(answer.body()).at("/data/0");
    }

    private HttpResponse<byte[]> get(String link, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(link));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static Script image(String item) {
        return Script.json(200, "{\"created\":7,\"data\":[{" + item + "}]}");
    }

    private static Script png() {
        return Script.body(200, "image/png", dot());
    }
}
