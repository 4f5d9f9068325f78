package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** The model inside the process, which the build of the tests has. */
class LocalEmbeddingsIT {

    @Test
    void meaningIsNearWhereVectorsAre() throws IOException {
        try (Gateway gateway = withFolder(Map.of())) {
            gateway.awaitModel("minilm/all-minilm-l6-v2", 200);

            HttpResponse<String> answer = gateway.post(
                    "/v1/embeddings",
                    "{\"model\":\"all-minilm-l6-v2\",\"input\":[\"a cat sleeps\",\"a kitten naps\",\"shares fell in Tokyo\"]}");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode data = Gateway.json(answer.body()).get("data");
            assertThat(data.at("/0/embedding")).hasSize(384);
            assertThat(nearness(data, 0, 1)).isGreaterThan(0.5);
            assertThat(nearness(data, 0, 2)).isLessThan(0.3);
            assertThat(Gateway.json(answer.body()).at("/usage/prompt_tokens").asInt())
                    .isBetween(9, 30);
        }
    }

    @Test
    void aBuildWithoutTheModelSaysHowToGetIt() throws IOException {
        String missing = "gateway.local-embeddings.models.all-minilm-l6-v2-q";
        try (Gateway gateway = withFolder(Map.of(missing, "not.in.this.Build"))) {
            await().untilAsserted(() -> {
                HttpResponse<String> answer =
                        gateway.post("/v1/embeddings", "{\"model\":\"all-minilm-l6-v2\",\"input\":\"x\"}");

                assertThat(answer.statusCode()).isEqualTo(404);
                assertThat(answer.body()).contains("known here but not active", "-Plocal-models");
            });
        }
    }

    private static Gateway withFolder(Map<String, String> settings) throws IOException {
        Gateway gateway = Gateway.start(settings);
        FileSystemUtils.copyRecursively(
                Path.of("vendors", "minilm"), gateway.vendors().resolve("minilm"));
        return gateway;
    }

    private static double nearness(JsonNode data, int a, int b) {
        double product = 0;
        for (int i = 0; i < data.get(a).get("embedding").size(); i++) {
            product += data.get(a).get("embedding").get(i).asDouble()
                    * data.get(b).get("embedding").get(i).asDouble();
        }
        return product;
    }
}
