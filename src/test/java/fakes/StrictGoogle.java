package fakes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Google's door: refuses, as the vendor does, what breaks the rules of generateContent and batchEmbedContents; what keeps
 * them is answered by another script.
 */
public final class StrictGoogle implements Script {

    /** Of every thought that this vendor has signed. */
    public static final String SIGNATURE = "c2lnbmVkIGJ5IHVz";

    /** What stands in for a signature on a call that another model made. */
    public static final String NO_SIGNATURE = "skip_thought_signature_validator";

    private static final Set<String> TOP = Set.of(
            "contents",
            "systemInstruction",
            "tools",
            "toolConfig",
            "safetySettings",
            "generationConfig",
            "cachedContent",
            "serviceTier",
            "labels");

    private static final Set<String> CONFIG = Set.of(
            "temperature",
            "topP",
            "topK",
            "candidateCount",
            "maxOutputTokens",
            "stopSequences",
            "responseMimeType",
            "responseSchema",
            "responseJsonSchema",
            "seed",
            "presencePenalty",
            "frequencyPenalty",
            "responseLogprobs",
            "logprobs",
            "responseModalities",
            "thinkingConfig",
            "imageConfig",
            "speechConfig",
            "mediaResolution");

    /** A part has one of these. */
    private static final Set<String> KINDS = Set.of(
            "text",
            "inlineData",
            "fileData",
            "functionCall",
            "functionResponse",
            "executableCode",
            "codeExecutionResult");

    private static final Set<String> MARKS = Set.of("thought", "thoughtSignature", "videoMetadata", "mediaResolution");
    private static final Set<String> CALL = Set.of("id", "name", "args");
    private static final Set<String> RESULT = Set.of("id", "name", "response", "parts");
    private static final Set<String> TOOL =
            Set.of("functionDeclarations", "googleSearch", "codeExecution", "urlContext");
    private static final Set<String> FUNCTION = Set.of(
            "name", "description", "parameters", "parametersJsonSchema", "response", "responseJsonSchema", "behavior");
    private static final Set<String> EMBEDDING =
            Set.of("model", "content", "taskType", "title", "outputDimensionality");

    private final Script answer;

    /** @param answer to what keeps the rules */
    public StrictGoogle(Script answer) {
        this.answer = answer;
    }

    @Override
    public void play(Call call) throws IOException {
        List<String> faults = new ArrayList<>();
        JsonNode request = call.request().json();
        if (call.request().path().contains(":batchEmbedContents")) {
            request.path("requests").forEach(each -> unknown(each, EMBEDDING, "requests", faults));
            unknown(request, Set.of("requests"), "", faults);
        } else {
            generation(request, !call.request().path().contains("/models/gemini-2"), faults);
        }
        (faults.isEmpty() ? answer : refusal(String.join("; ", faults))).play(call);
    }

    private static Script refusal(String faults) {
        var error = JsonNodeFactory.instance.objectNode();
        error.putObject("error").put("code", 400).put("message", faults).put("status", "INVALID_ARGUMENT");
        return Script.json(400, error.toString());
    }

    private static void generation(JsonNode request, boolean third, List<String> faults) {
        unknown(request, TOP, "", faults);
        unknown(request.path("generationConfig"), CONFIG, "generationConfig", faults);
        unknown(request.path("systemInstruction"), Set.of("role", "parts"), "systemInstruction", faults);
        int functions = 0;
        for (JsonNode tool : request.path("tools")) {
            unknown(tool, TOOL, "tools", faults);
            for (JsonNode function : tool.path("functionDeclarations")) {
                unknown(function, FUNCTION, "functionDeclarations", faults);
                functions++;
            }
        }
        JsonNode choice = request.path("toolConfig").path("functionCallingConfig");
        check(functions > 0 || choice.isMissingNode(), "a choice among no functions", faults);
        check(
                choice.path("allowedFunctionNames").isEmpty()
                        || Set.of("ANY", "VALIDATED")
                                .contains(choice.path("mode").asText()),
                "allowedFunctionNames need the mode ANY",
                faults);
        contents(request.path("contents"), third, faults);
    }

    private static void contents(JsonNode contents, boolean third, List<String> faults) {
        check(!contents.isEmpty(), "contents is empty", faults);
        int open = 0;
        for (JsonNode content : contents) {
            unknown(content, Set.of("role", "parts"), "contents", faults);
            String role = content.path("role").asText("user");
            check(Set.of("user", "model").contains(role), "no valid role: " + role, faults);
            check(!content.path("parts").isEmpty(), "parts must not be empty", faults);
            int calls = 0;
            int results = 0;
            for (JsonNode part : content.path("parts")) {
                part(part, faults);
                if (part.has("functionCall")) {
                    check(role.equals("model"), "a call by the user", faults);
                    boolean signed = part.has("thoughtSignature") || calls > 0 || !third;
                    check(signed, "Function call is missing a thought_signature", faults);
                    calls++;
                }
                results += part.has("functionResponse") ? 1 : 0;
            }
            check(
                    role.equals("model") || results == open,
                    "the number of function response parts must equal that of the calls",
                    faults);
            open = role.equals("model") ? open + calls : 0;
        }
    }

    private static void part(JsonNode part, List<String> faults) {
        int kinds = 0;
        for (var field : part.properties()) {
            kinds += KINDS.contains(field.getKey()) ? 1 : 0;
            check(
                    KINDS.contains(field.getKey()) || MARKS.contains(field.getKey()),
                    "Unknown name \"" + field.getKey() + "\" in a part",
                    faults);
        }
        check(kinds == 1, "a part of " + kinds + " kinds", faults);
        boolean says = !part.path("text").asText("-").isEmpty() || part.has("thoughtSignature");
        check(says, "an empty text", faults);
        unknown(part.path("functionCall"), CALL, "functionCall", faults);
        unknown(part.path("functionResponse"), RESULT, "functionResponse", faults);
        check(
                !part.has("functionResponse")
                        || part.path("functionResponse").path("response").isObject(),
                "a result that is no object",
                faults);
        JsonNode signature = part.path("thoughtSignature");
        check(
                signature.isMissingNode() || Set.of(SIGNATURE, NO_SIGNATURE).contains(signature.asText()),
                "Corrupted thought signature",
                faults);
    }

    private static void unknown(JsonNode object, Set<String> known, String path, List<String> faults) {
        object.properties().forEach(field -> {
            check(
                    known.contains(field.getKey()),
                    "Unknown name \"" + field.getKey() + "\" at '" + path + "': Cannot find field.",
                    faults);
            check(!field.getValue().isNull(), "null at '" + path + '.' + field.getKey() + "'", faults);
        });
    }

    private static void check(boolean kept, String fault, List<String> faults) {
        if (!kept) {
            faults.add(fault);
        }
    }
}
