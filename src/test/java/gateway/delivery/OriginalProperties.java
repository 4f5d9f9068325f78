package gateway.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Asked;
import gateway.api.Dialect;
import gateway.vendors.Replay;
import gateway.vendors.VendorModel;
import gateway.vendors.folder.VendorFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What a caller says in the dialect of the vendor arrives there as it was said, whatever the canonical form knows of it. */
class OriginalProperties {

    private static final Replay REPLAY = OfflineReplay.create();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/v1beta/models/gemini-2.5-pro:generateContent";

    private static final List<String> SAID = List.of(
            "{\"text\": \"hello\"}",
            "{\"inlineData\": {\"mimeType\": \"image/png\", \"data\": \"AAAA\"}}",
            "{\"inlineData\": {\"mimeType\": \"audio/mpeg\", \"data\": \"AAAA\"}}",
            "{\"inlineData\": {\"mimeType\": \"image/png\", \"data\": \"AAAA\", \"displayName\": \"d\"}}",
            "{\"fileData\": {\"mimeType\": \"video/mp4\", \"fileUri\": \"https://example.org/v\"},"
                    + " \"videoMetadata\": {\"startOffset\": \"3s\"}}",
            "{\"fileData\": {\"fileUri\": \"https://example.org/p\"}, \"mediaResolution\": {\"level\": \"LOW\"}}");

    private static final List<String> MADE = List.of(
            "{\"text\": \"well\"}",
            "{\"text\": \"hm\", \"thought\": true}",
            "{\"text\": \"signed\", \"thoughtSignature\": \"c2ln\"}",
            "{\"text\": \"\", \"thoughtSignature\": \"c2ln\"}",
            "{\"inlineData\": {\"mimeType\": \"image/png\", \"data\": \"AAAA\"}, \"thoughtSignature\": \"c2ln\"}",
            "{\"functionCall\": {\"name\": \"f\", \"args\": {\"snake_case\": null, \"big\": 12345678901234567890}}}",
            "{\"functionCall\": {\"id\": \"i\", \"name\": \"f\"}, \"thoughtSignature\": \"c2ln\"}");

    private static final List<String> RESULTS = List.of(
            "{\"name\": \"f\", \"response\": {\"output\": \"{\\\"a\\\": 1}\"}}",
            "{\"name\": \"f\", \"response\": {\"data\": [1], \"error\": null}}",
            "{\"id\": \"i\", \"name\": \"f\", \"response\": {\"error\": {\"why\": 1}}}",
            "{\"name\": \"f\", \"response\": {}, \"parts\": [{\"inlineData\": {\"mimeType\": \"image/png\", \"data\": \"AAAA\"}}]}");

    private static final List<String> CONFIG = List.of(
            "{\"temperature\": 0.3, \"topK\": 40.0, \"seed\": 1}",
            "{\"responseModalities\": [\"TEXT\", \"IMAGE\"], \"imageConfig\": {\"aspectRatio\": \"1:1\"}}",
            "{\"thinkingConfig\": {\"thinkingBudget\": 5000, \"includeThoughts\": false}}",
            "{\"thinkingConfig\": {\"thinkingBudget\": -1}, \"mediaResolution\": \"MEDIA_RESOLUTION_LOW\"}",
            "{\"responseMimeType\": \"text/x.enum\", \"responseSchema\": {\"type\": \"STRING\", \"enum\": [\"A\"]}}",
            "{\"responseLogprobs\": true, \"logprobs\": 3, \"novelty\": {\"new_name\": 1}}");

    @Property(tries = 1_000)
    void whatAGoogleCallerSaysReachesGeminiWhole(@ForAll long seed) throws IOException {
        JsonNode said = request(new Random(seed));

        byte[] canonical = gemini().read(new Asked(PATH, null, JSON.writeValueAsBytes(said)))
                .request();
        byte[] sent = REPLAY.request(model(), canonical);

        // A name that is new is written as Google writes names.
        assertThat(JSON.readTree(sent))
                .as(() -> new String(canonical, UTF_8))
                .isEqualTo(JSON.readTree(said.toString().replace("new_name", "newName")));
    }

    private static JsonNode request(Random random) throws IOException {
        ObjectNode request = JSON.createObjectNode();
        ArrayNode contents = request.putArray("contents");
        for (int turns = random.nextInt(3); turns >= 0; turns--) {
            parts(contents, "user", SAID, 3, random);
            if (turns > 0) {
                parts(contents, "model", MADE, random.nextInt(3) + 1, random);
                if (random.nextBoolean()) {
                    results(contents, random);
                }
            }
        }
        if (random.nextBoolean()) {
            request.set("generationConfig", any(CONFIG, random));
        }
        if (random.nextBoolean()) {
            request.putArray("safetySettings").addObject().put("threshold", "OFF");
            request.putObject("labels").put("my_team", "x");
        }
        if (random.nextBoolean()) {
            request.putObject("systemInstruction").putArray("parts").addObject().put("text", "Be short.");
        }
        if (random.nextBoolean()) {
            ArrayNode functions = request.putArray("tools").addObject().putArray("functionDeclarations");
            functions.addObject().put("name", "f").putObject("parameters").put("type", "OBJECT");
            functions.addObject().put("name", "g").put("behavior", "BLOCKING");
            request.putObject("toolConfig")
                    .putObject("functionCallingConfig")
                    .put("mode", "VALIDATED")
                    .putArray("allowedFunctionNames")
                    .add("f");
        }
        return request;
    }

    private static void parts(ArrayNode contents, String role, List<String> kinds, int most, Random random)
            throws IOException {
        ArrayNode parts = contents.addObject().put("role", role).putArray("parts");
        for (int i = random.nextInt(most); i >= 0; i--) {
            parts.add(any(kinds, random));
        }
        boolean texts = parts.size() > 1 && role.equals("model");
        if (texts) {
            // Plain texts in a row may come as one.
            parts.addObject().put("text", "and so on").put("thoughtSignature", "c2ln");
        }
    }

    private static void results(ArrayNode contents, Random random) throws IOException {
        ArrayNode parts = contents.addObject().put("role", "user").putArray("parts");
        parts.addObject().set("functionResponse", any(RESULTS, random));
        parts.addObject().put("text", "Go on.");
    }

    private static JsonNode any(List<String> kinds, Random random) throws IOException {
        return JSON.readTree(kinds.get(random.nextInt(kinds.size())));
    }

    private static Dialect gemini() {
        return Shipped.dialects().stream()
                .filter(each -> each.name().equals("gemini"))
                .findFirst()
                .orElseThrow();
    }

    private static VendorModel model() {
        VendorFolder.Content folder = Shipped.folder(Path.of("vendors", "gemini"), REPLAY);
        return folder.vendorModel(folder.blueprint().card().models().stream()
                .filter(each -> each.id().equals("gemini-2.5-pro"))
                .findFirst()
                .orElseThrow());
    }
}
