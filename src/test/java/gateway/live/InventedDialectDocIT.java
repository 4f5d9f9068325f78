package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fakes.FakeVendor;
import fakes.Script;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The folder that docs/invented-dialect.md shows, exactly as it stands there. */
class InventedDialectDocIT {

    private static final List<String> FILES =
            List.of("vendor.yaml", "routes.camel.yaml", "request.jslt", "response.jslt", "event.jslt", "error.jslt");

    @Test
    void theFolderOfTheDrillGoesLiveAndStreams() throws IOException {
        try (FakeVendor nimbus = FakeVendor.start();
                Gateway gateway =
                        Gateway.start(Map.of("NIMBUS_API_KEY", "nimbus-secret", "NIMBUS_BASE_URL", nimbus.url()))) {
            write(gateway.vendors().resolve("nimbus"));
            gateway.awaitModel("nimbus-1", 200);
            nimbus.next(Script.rawStream("application/x-ndjson", """
                            {"beat": 1}
                            {"said": "Clouds "}
                            {"said": "drift by."}
                            {"why": "done", "meter": {"in": 7, "out": 4}}
                            """), Script.json(200, """
                            {"ok": false, "fault": {"kind": "busy", "text": "too many clouds"}}"""));
            String request =
                    "{\"model\":\"nimbus-1\",\"temperature\":1,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

            HttpResponse<String> streamed = gateway.chat(request.replace("{\"model\"", "{\"stream\":true,\"model\""));
            HttpResponse<String> busy = gateway.chat(request);

            assertThat(streamed.body()).contains("Clouds ", "drift by.").endsWith("data: [DONE]\n\n");
            JsonNode chunk = Gateway.json(
                    streamed.body().lines().findFirst().orElseThrow().substring("data: ".length()));
            assertThat(chunk.get("id").asText()).startsWith("chatcmpl-");
            assertThat(chunk.get("object").asText()).isEqualTo("chat.completion.chunk");
            assertThat(chunk.get("model").asText()).isEqualTo("nimbus-1");
            assertThat(gateway.decision(streamed).at("/usage/total_tokens").asInt())
                    .isEqualTo(11);
            assertThat(nimbus.received().getFirst().json()).isEqualTo(Gateway.json("""
                            {"engine": "nimbus-1", "turns": [{"who": "person", "says": "Hi"}], "limit": null, "live": true}"""));
            assertThat(nimbus.received().getFirst().header("X-Nimbus-Key")).isEqualTo("nimbus-secret");
            assertThat(busy.statusCode()).isEqualTo(503);
            assertThat(busy.body()).contains("overloaded");
        }
    }

    private static void write(Path folder) throws IOException {
        String doc = Files.readString(Path.of("docs", "invented-dialect.md"));
        Files.createDirectories(folder);
        for (String file : FILES) {
            Matcher block = Pattern.compile("`" + Pattern.quote(file) + "`:\n\n```[a-z]*\n(.*?)```", Pattern.DOTALL)
                    .matcher(doc);
            assertThat(block.find()).as(file).isTrue();
            Files.writeString(folder.resolve(file), block.group(1));
        }
    }
}
