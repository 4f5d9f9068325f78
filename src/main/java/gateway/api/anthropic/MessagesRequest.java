package gateway.api.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Fields;
import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request of Anthropic's dialect to the canonical one. Fields it does not know go on as they are. Used once. */
final class MessagesRequest {

    /** What would make the vendor remember, or run, something: nobody else could go on with it. */
    private static final List<String> STATEFUL = List.of("container", "mcp_servers", "thread");

    /** What clients know a thread by that is not to be had: they then send the whole conversation themselves. */
    private static final String NO_THREADS = "thread_unsupported_request";

    /** Fields with another name or shape in the canonical dialect. */
    private static final Set<String> MAPPED = Set.of(
            "messages",
            "system",
            "stop_sequences",
            "stream",
            "thinking",
            "output_config",
            "output_format",
            "tools",
            "tool_choice",
            "metadata",
            "service_tier",
            "context_management",
            "container",
            "mcp_servers",
            "thread");

    /** Kinds of thinking that are also told as an effort. */
    private static final Set<String> DERIVED = Set.of("enabled", "disabled");

    private static final Set<String> OF_OUTPUT = Set.of("effort", "format");

    /** Tokens of thought up to which an effort is called low, and medium. */
    private static final int LOW_BUDGET = 2_048;

    private static final int MEDIUM_BUDGET = 10_000;

    private final ObjectMapper mapper;
    private final boolean counting;
    private final ObjectNode out;

    /** @param counting the prompt is only measured: it need not say how long the answer may be */
    MessagesRequest(ObjectMapper mapper, boolean counting) {
        this.mapper = mapper;
        this.counting = counting;
        this.out = mapper.createObjectNode();
    }

    ObjectNode read(byte[] body) {
        ObjectNode in = Fields.body(mapper, body);
        STATEFUL.forEach(field -> refuse(field, in.path(field)));
        Fields.refuseChoices(in);
        in.properties().forEach(field -> {
            if (!MAPPED.contains(field.getKey())) {
                out.set(field.getKey(), field.getValue());
            }
        });
        JsonNode most = in.get("max_tokens");
        if (!counting && (most == null || !most.isIntegralNumber())) {
            throw Fields.wrong("max_tokens", most == null ? "is missing" : "must be an integer");
        }
        readMessages(in);
        out.set("stop", in.get("stop_sequences"));
        readStream(in);
        readThinking(in);
        readOutput(in);
        new MessageTools(mapper).read(in, out);
        readOwn(in);
        ObjectNode metadata = Fields.object(in, "metadata", "metadata");
        if (metadata != null && metadata.hasNonNull("user_id")) {
            out.set("user", metadata.get("user_id"));
        }
        out.properties()
                .removeIf(field -> field.getValue() == null || field.getValue().isNull());
        return out;
    }

    private static void refuse(String field, JsonNode value) {
        // Clients send empty ones, which ask for nothing.
        if (value.isMissingNode() || value.isNull() || (value.isContainerNode() && value.isEmpty())) {
            return;
        }
        throw GatewayException.refused(
                ErrorCode.INVALID_REQUEST,
                "The field '" + field + "' asks for state that is kept between requests, which there is none of here.",
                field,
                field.equals("thread") ? NO_THREADS : null);
    }

    /** What only a vendor of this dialect can make use of. */
    private void readOwn(ObjectNode in) {
        ObjectNode own = mapper.createObjectNode();
        JsonNode config = in.path("output_config");
        // Beside a budget an effort is taken for one that was made of it.
        boolean doubtful = DERIVED.contains(out.path("thinking").path("type").asText());
        if (!Extras.none(config, OF_OUTPUT) || (config.hasNonNull("effort") && doubtful)) {
            own.set("output_config", config);
        }
        if (in.path("context_management").isObject()) {
            own.set("context_management", in.get("context_management"));
        }
        if (!own.isEmpty()) {
            Extras.put(out, Extras.FIELDS, own);
        }
        String tier = Fields.text(in, "service_tier", "service_tier");
        if (tier != null) {
            out.put("service_tier", tier.equals("standard_only") ? "default" : tier);
        }
    }

    private void readMessages(ObjectNode in) {
        ArrayNode messages = out.putArray("messages");
        MessageBlocks blocks = new MessageBlocks(mapper, messages);
        JsonNode system = in.get("system");
        if (system != null && !system.isNull()) {
            blocks.system(system, "system");
        }
        if (!in.has("messages")) {
            throw Fields.wrong("messages", "is missing");
        }
        int index = 0;
        for (JsonNode message : Fields.items(in, "messages", "messages")) {
            blocks.message(message, "messages[" + index++ + "]");
        }
        if (index == 0) {
            throw Fields.wrong("messages", "is empty: give at least one message");
        }
    }

    private void readStream(ObjectNode in) {
        JsonNode stream = in.get("stream");
        if (stream != null && !stream.isBoolean() && !stream.isNull()) {
            throw Fields.wrong("stream", "must be true or false");
        }
        if (stream != null && stream.asBoolean()) {
            out.put("stream", true);
            out.putObject("stream_options").put("include_usage", true);
        }
    }

    /** Said twice, as it came and as an effort: vendors know the one or the other. */
    private void readThinking(ObjectNode in) {
        ObjectNode thinking = Fields.object(in, "thinking", "thinking");
        if (thinking == null) {
            return;
        }
        out.set("thinking", thinking);
        switch (Fields.requiredText(thinking, "type", "thinking.type")) {
            case "disabled" -> out.put("reasoning_effort", "none");
            case "enabled" -> {
                int budget = thinking.path("budget_tokens").asInt();
                out.put("reasoning_effort", budget <= LOW_BUDGET ? "low" : budget <= MEDIUM_BUDGET ? "medium" : "high");
            }
            default -> {
                // adaptive: the model decides
            }
        }
    }

    private void readOutput(ObjectNode in) {
        ObjectNode config = Fields.object(in, "output_config", "output_config");
        ObjectNode format = Fields.object(in, "output_format", "output_format");
        if (config != null) {
            if (config.hasNonNull("effort")) {
                out.set("reasoning_effort", config.get("effort"));
            }
            format = format == null ? Fields.object(config, "format", "output_config.format") : format;
        }
        if (format != null && "json_schema".equals(format.path("type").asText())) {
            ObjectNode wanted = out.putObject("response_format").put("type", "json_schema");
            wanted.putObject("json_schema")
                    .put("name", "answer")
                    .put("strict", StrictSchema.is(format.path("schema")))
                    .set("schema", format.get("schema"));
        }
    }

    static void set(ObjectNode object, String name, @Nullable JsonNode value) {
        if (value != null && !value.isNull()) {
            object.set(name, value);
        }
    }
}
