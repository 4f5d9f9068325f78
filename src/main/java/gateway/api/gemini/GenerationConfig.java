package gateway.api.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Fields;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;

/** What a caller says of how the answer is to be made, as canonical fields. Used once. */
final class GenerationConfig {

    private static final Map<String, String> NUMBERS = Map.of(
            "temperature", "temperature",
            "topP", "top_p",
            "presencePenalty", "presence_penalty",
            "frequencyPenalty", "frequency_penalty");

    private static final Map<String, String> INTEGERS = Map.of(
            "topK", "top_k",
            "maxOutputTokens", "max_tokens",
            "candidateCount", "n",
            "seed", "seed",
            "logprobs", "top_logprobs");

    /** Tokens of thought up to which an effort is called low, and medium. */
    private static final int LOW_BUDGET = 2_048;

    private static final int MEDIUM_BUDGET = 10_000;

    private final ObjectNode config;
    private final ObjectNode out;

    /** @param out canonical request */
    GenerationConfig(ObjectNode config, ObjectNode out) {
        this.config = config;
        this.out = out;
    }

    void read() {
        NUMBERS.forEach((from, to) -> {
            if (config.has(from)) {
                out.set(to, number(config, from, path(from)));
            }
        });
        INTEGERS.forEach((from, to) -> {
            if (config.has(from)) {
                out.put(to, integer(config, from, path(from)));
            }
        });
        readStops();
        readLogprobs();
        readModalities();
        ObjectNode thinking = Fields.object(config, "thinkingConfig", path("thinkingConfig"));
        if (thinking != null) {
            readThinking(thinking, path("thinkingConfig."));
        }
        readFormat();
    }

    private void readStops() {
        ArrayNode stops = config.arrayNode();
        for (JsonNode stop : Fields.items(config, "stopSequences", path("stopSequences"))) {
            if (!stop.isTextual()) {
                throw Fields.wrong(path("stopSequences"), "must be an array of strings");
            }
            stops.add(stop);
        }
        if (!stops.isEmpty()) {
            out.set("stop", stops);
        }
    }

    private void readLogprobs() {
        JsonNode wanted = config.path("responseLogprobs");
        if (!wanted.isMissingNode() && !wanted.isBoolean()) {
            throw Fields.wrong(path("responseLogprobs"), "must be true or false");
        }
        if (wanted.asBoolean()) {
            out.put("logprobs", true);
        }
    }

    /** An answer that is not text only; who cannot make it refuses the field. */
    private void readModalities() {
        ArrayNode modalities = config.arrayNode();
        boolean other = false;
        for (JsonNode modality : Fields.items(config, "responseModalities", path("responseModalities"))) {
            modalities.add(modality.asText().toLowerCase(Locale.ROOT));
            other |= !modality.asText().equalsIgnoreCase("text");
        }
        if (other) {
            out.set("modalities", modalities);
        }
    }

    private void readThinking(ObjectNode thinking, String path) {
        if (thinking.has("thinkingLevel")) {
            String level = Fields.requiredText(thinking, "thinkingLevel", path + "thinkingLevel");
            if (!level.equals("THINKING_LEVEL_UNSPECIFIED")) {
                out.put("reasoning_effort", level.toLowerCase(Locale.ROOT));
            }
        } else if (thinking.has("thinkingBudget")) {
            readBudget(integer(thinking, "thinkingBudget", path + "thinkingBudget"));
        } else if (thinking.path("includeThoughts").asBoolean()) {
            out.putObject("thinking").put("type", "adaptive");
        }
    }

    private void readBudget(long budget) {
        if (budget == 0) {
            out.put("reasoning_effort", "none");
        } else if (budget < 0) {
            out.putObject("thinking").put("type", "adaptive");
        } else {
            out.put("reasoning_effort", budget <= LOW_BUDGET ? "low" : budget <= MEDIUM_BUDGET ? "medium" : "high");
            out.putObject("thinking").put("type", "enabled").put("budget_tokens", budget);
        }
    }

    private void readFormat() {
        JsonNode schema = config.get("responseJsonSchema");
        if (schema == null && config.has("responseSchema")) {
            schema = new Schemas(true).plain(config.get("responseSchema"));
        }
        if (schema != null && !schema.isNull()) {
            ObjectNode format = out.putObject("response_format").put("type", "json_schema");
            format.putObject("json_schema").put("name", "answer").set("schema", schema);
        } else if ("application/json".equals(config.path("responseMimeType").asText())) {
            out.putObject("response_format").put("type", "json_object");
        }
    }

    private static String path(String field) {
        return "generationConfig." + field;
    }

    /** Protobuf's JSON takes numbers as strings, too. */
    private static JsonNode number(ObjectNode object, String name, String path) {
        JsonNode value = object.get(name);
        try {
            if (value.isTextual()) {
                return DecimalNode.valueOf(new BigDecimal(value.textValue()));
            }
        } catch (NumberFormatException e) {
            throw Fields.wrong(path, "must be a number");
        }
        if (!value.isNumber()) {
            throw Fields.wrong(path, "must be a number");
        }
        return value;
    }

    private static long integer(ObjectNode object, String name, String path) {
        JsonNode value = object.get(name);
        try {
            if (value.isTextual() || value.isNumber()) {
                return new BigDecimal(value.asText()).longValueExact();
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // told below
        }
        throw Fields.wrong(path, "must be an integer");
    }
}
