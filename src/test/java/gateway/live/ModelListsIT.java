package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.google.genai.Client;
import com.google.genai.errors.ClientException;
import com.google.genai.types.GetModelConfig;
import com.google.genai.types.ListModelsConfig;
import com.google.genai.types.Model;
import fakes.FakeVendor;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Models as each official client lists them; OpenAI's is in {@link ClientsIT}. */
class ModelListsIT {

    private final Gateway gateway = Gateway.shared();
    private final FakeVendor fake = FakeVendor.start();
    private final TestVendor vendor = gateway.vendor(fake);

    @AfterEach
    void stop() {
        vendor.delete();
        fake.close();
    }

    @Test
    void googlesClientListsAndFindsModels() {
        try (Client client = OfficialClients.google(gateway, Gateway.KEY)) {
            List<Model> all = StreamSupport.stream(
                            client.models
                                    .list(ListModelsConfig.builder().pageSize(3).build())
                                    .spliterator(),
                            false)
                    .toList();
            Model one =
                    client.models.get(vendor.model(), GetModelConfig.builder().build());

            assertThat(all).anySatisfy(model -> assertThat(model.name()).contains("models/" + vendor.model()));
            assertThat(all).doesNotHaveDuplicates();
            assertThat(one.inputTokenLimit()).contains(100_000);
            assertThat(one.outputTokenLimit()).contains(10_000);
            assertThat(one.supportedActions().orElseThrow()).contains("generateContent");
            assertThatThrownBy(() -> client.models.get(
                            "no-such-model", GetModelConfig.builder().build()))
                    .isInstanceOfSatisfying(ClientException.class, refused -> assertThat(refused.status())
                            .isEqualTo("NOT_FOUND"));
        }
    }

    @Test
    void anthropicsClientListsAndFindsModels() {
        AnthropicClient client = OfficialClients.anthropic(gateway, Gateway.KEY);
        try {
            assertThat(client.models().list().autoPager())
                    .anySatisfy(model -> assertThat(model.id()).isEqualTo(vendor.model()));
            assertThat(client.models().retrieve(vendor.model()).displayName()).isEqualTo(vendor.model());
        } finally {
            client.close();
        }
    }

    /** Google's clients can be told to call version v1, whose paths are OpenAI's, too. */
    @Test
    void atASharedPathTheHeadersTellTheClients() {
        String path = "/v1/models/" + vendor.model();

        assertThat(Gateway.json(gateway.get(path).body()).get("object").asText())
                .isEqualTo("model");
        assertThat(Gateway.json(gateway.get(path, "anthropic-version", "2023-06-01")
                                .body())
                        .get("type")
                        .asText())
                .isEqualTo("model");
        assertThat(Gateway.json(gateway.get(path, "anthropic-version", "2023-06-01")
                                .body())
                        .get("created_at")
                        .asText())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(Gateway.json(gateway.get(path, "x-goog-api-key", Gateway.KEY).body())
                        .get("name")
                        .asText())
                .isEqualTo("models/" + vendor.model());
        assertThat(Gateway.json(gateway.get("/v1beta/models/" + vendor.name() + "/" + vendor.model())
                                .body())
                        .get("name")
                        .asText())
                .isEqualTo("models/" + vendor.name() + "/" + vendor.model());
    }
}
