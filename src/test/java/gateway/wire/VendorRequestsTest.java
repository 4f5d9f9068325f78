package gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import gateway.vendors.Capability;
import gateway.vendors.Credential;
import gateway.vendors.ErrorSigns;
import gateway.vendors.Feature;
import gateway.vendors.FieldRules;
import gateway.vendors.ImageSizes;
import gateway.vendors.Mappings;
import gateway.vendors.ModelCard;
import gateway.vendors.Price;
import gateway.vendors.Protocol;
import gateway.vendors.StreamShape;
import gateway.vendors.VendorCard;
import gateway.vendors.VendorLimits;
import gateway.vendors.VendorModel;
import gateway.vendors.VendorTimeouts;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a vendor gets are the caller's bytes; only what has to differ differs. */
class VendorRequestsTest {

    private final JsonFactory json = WireJson.factory(64, 1_000_000);
    private final ChatRequestReader reader = new ChatRequestReader(json);
    private final VendorRequests requests = new VendorRequests(WireJson.mapper(json));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // the model's name, and nothing else, not even a space
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]}|{\"model\":\"v\",\"messages\":[{\"role\":\"user\"}]}",
                "{ \"x\" : [1, {\"model\":\"m\"}] ,\"messages\":[{\"role\":\"user\"}], \"model\" : \"m\" }"
                        + "|{ \"x\" : [1, {\"model\":\"m\"}] ,\"messages\":[{\"role\":\"user\"}], \"model\" : \"v\" }",
                // our own list of fallbacks is cut out, wherever it stands
                "{\"models\":[\"a\"], \"model\":\"m\",\"messages\":[{\"role\":\"user\"}]}|{\"model\":\"v\",\"messages\":[{\"role\":\"user\"}]}",
                "{\"model\":\"m\",\"models\":[\"a\",\"b\"],\"messages\":[{\"role\":\"user\"}]}|{\"model\":\"v\",\"messages\":[{\"role\":\"user\"}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}],\"models\":[\"a\"]}|{\"model\":\"v\",\"messages\":[{\"role\":\"user\"}]}",
                "{\"models\":[\"a\"],\"messages\":[{\"role\":\"user\"}]}|{\"model\":\"v\",\"messages\":[{\"role\":\"user\"}]}",
                // so is the caller's own request in another dialect, alone and beside the fallbacks
                "{\"original\":{\"x\":{}}, \"model\":\"m\",\"messages\":[{\"role\":\"user\"}]}|{\"model\":\"v\",\"messages\":[{\"role\":\"user\"}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}],\"original\":{}}|{\"model\":\"v\",\"messages\":[{\"role\":\"user\"}]}",
                "{\"models\":[\"a\"], \"original\":{}, \"messages\":[{\"role\":\"user\"}]}|{\"model\":\"v\",\"messages\":[{\"role\":\"user\"}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}],\"original\":{},\"models\":[]}|{\"model\":\"v\",\"messages\":[{\"role\":\"user\"}]}",
                // usage is always asked for in a stream
                "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\"}]}"
                        + "|{\"stream_options\":{\"include_usage\":true},\"model\":\"v\",\"stream\":true,\"messages\":[{\"role\":\"user\"}]}",
                "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":false,\"x\":1},\"messages\":[{\"role\":\"user\"}]}"
                        + "|{\"model\":\"v\",\"stream\":true,\"stream_options\":{\"include_usage\":true,\"x\":1},\"messages\":[{\"role\":\"user\"}]}",
                "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"x\":1},\"messages\":[{\"role\":\"user\"}]}"
                        + "|{\"model\":\"v\",\"stream\":true,\"stream_options\":{\"include_usage\":true,\"x\":1},\"messages\":[{\"role\":\"user\"}]}",
                "{\"model\":\"m\",\"stream\":true,\"stream_options\":{ },\"messages\":[{\"role\":\"user\"}]}"
                        + "|{\"model\":\"v\",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"messages\":[{\"role\":\"user\"}]}",
                "{\"model\":\"m\",\"stream\":true,\"stream_options\":null,\"messages\":[{\"role\":\"user\"}]}"
                        + "|{\"model\":\"v\",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"messages\":[{\"role\":\"user\"}]}",
            })
    void onlyWhatMustDifferDiffers(String caller, String vendor) {
        assertThat(written(caller, Map.of())).isEqualTo(vendor);
    }

    @Test
    void defaultsOfTheCardFillOnlyWhatTheCallerLeftOut() {
        Map<String, JsonNode> defaults = Map.of("top_k", IntNode.valueOf(5));

        assertThat(written("{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]}", defaults))
                .isEqualTo("{\"top_k\":5,\"model\":\"v\",\"messages\":[{\"role\":\"user\"}]}");
        assertThat(written("{\"model\":\"m\",\"top_k\":null,\"messages\":[{\"role\":\"user\"}]}", defaults))
                .isEqualTo("{\"model\":\"v\",\"top_k\":5,\"messages\":[{\"role\":\"user\"}]}");
        assertThat(written("{\"model\":\"m\",\"top_k\":0,\"messages\":[{\"role\":\"user\"}]}", defaults))
                .isEqualTo("{\"model\":\"v\",\"top_k\":0,\"messages\":[{\"role\":\"user\"}]}");
    }

    @Test
    void unicodeBeforeASpanDoesNotShiftIt() throws Exception {
        String sent = written(
                "{\"user\":\"中文🙂é\",\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"你好\"}]}", Map.of());

        JsonNode tree = new ObjectMapper().readTree(sent);
        assertThat(tree.get("model").asText()).isEqualTo("v");
        assertThat(tree.get("user").asText()).isEqualTo("中文🙂é");
        assertThat(tree.at("/messages/0/content").asText()).isEqualTo("你好");
    }

    private String written(String caller, Map<String, JsonNode> defaults) {
        Price free =
                new Price(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, "USD");
        Protocol protocol = new Protocol(
                StreamShape.USUAL, ErrorSigns.NONE, FieldRules.NONE, true, false, Set.of(), defaults, Set.of(), null);
        Capability capability = new Capability("chat", Capability.Kind.CHAT, protocol);
        ModelCard model =
                new ModelCard("m", "v", capability, Set.<Feature>of(), free, 1000, 1000, 1, ImageSizes.ANY, null, 0.5);
        VendorTimeouts timeouts =
                new VendorTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1));
        VendorCard card =
                new VendorCard("acme", "Acme", List.of(model), new VendorLimits(1, 1), timeouts, new Credential.None());
        ChatRequest request = reader.read(caller.getBytes(StandardCharsets.UTF_8));
        return new String(requests.write(request, new VendorModel(card, model, Mappings.NONE)), StandardCharsets.UTF_8);
    }
}
