package gateway.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.vendors.FieldPath;
import gateway.vendors.FieldRules;
import gateway.vendors.ModelCard;
import gateway.vendors.Replay;
import gateway.vendors.VendorModel;
import gateway.vendors.folder.VendorFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request that says everything there is to say: what a mapping leaves out of it, a rule of the card leaves out or refuses. */
class NothingLostTest {

    private static final Replay REPLAY = OfflineReplay.create();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Each question mark becomes a word of its own, to be looked for in what the vendor gets. */
    private static final String EVERYTHING = """
            {"model": "%s",
             "messages": [
              {"role": "system", "name": "?", "content": [
                {"type": "text", "text": "?", "cache_control": {"type": "ephemeral", "ttl": "?"}}]},
              {"role": "user", "name": "?", "cache_control": {"type": "ephemeral", "ttl": "?"}, "content": [
                {"type": "text", "text": "?"},
                {"type": "image_url", "image_url": {"url": "https://?.example/", "detail": "?"}},
                {"type": "input_audio", "input_audio": {"data": "?", "format": "?"}},
                {"type": "file", "file": {"filename": "?", "file_data": "data:application/pdf;base64,?", "file_id": "?"}},
                {"type": "video_url", "video_url": {"url": "?"}},
                {"type": "refusal", "refusal": "?"},
                {"type": "novel", "novel": "?"}]},
              {"role": "assistant", "content": "?", "refusal": "?", "audio": {"id": "?"}, "reasoning_content": "?",
               "thinking_blocks": [{"index": 0, "type": "thinking", "thinking": "?", "signature": "?"}],
               "extra_content": {"google": {"thought_signature": "?"}}, "annotations": [{"url": "?"}],
               "images": [{"type": "image_url", "image_url": {"url": "https://?.example/"},
                 "extra_content": {"google": {"thought_signature": "?"}}}],
               "function_call": {"name": "?", "arguments": "?"},
               "tool_calls": [
                {"id": "?", "type": "function", "function": {"name": "?", "arguments": "{\\"a\\": \\"?\\"}"},
                 "cache_control": {"type": "ephemeral", "ttl": "?"}, "extra_content": {"google": {"thought_signature": "?"}}},
                {"id": "?", "type": "custom", "custom": {"name": "?", "input": "?"}}]},
              {"role": "tool", "tool_call_id": "?", "content": [
                {"type": "text", "text": "?"}, {"type": "image_url", "image_url": {"url": "https://?.example/"}}],
               "cache_control": {"type": "ephemeral", "ttl": "?"}}],
             "tools": [
              {"type": "function", "function": {"name": "?", "description": "?", "strict": "?",
                "parameters": {"type": "object", "description": "?"}}, "cache_control": {"type": "ephemeral", "ttl": "?"}},
              {"type": "custom", "custom": {"name": "?"}}, {"type": "novel", "novel": "?"}],
             "tool_choice": {"type": "function", "function": {"name": "?"}, "custom": {"name": "?"},
               "allowed_tools": {"mode": "?"}},
             "response_format": {"type": "json_schema", "json_schema": {"name": "?", "description": "?", "strict": "?",
               "schema": {"type": "object", "description": "?"}}},
             "thinking": {"type": "enabled", "budget_tokens": 10007}, "top_k": 10009, "seed": 10037,
             "frequency_penalty": 0.10039, "presence_penalty": 0.10061, "temperature": 0.10067, "top_p": 0.10069,
             "max_completion_tokens": 10079, "logit_bias": {"1": 10091}, "top_logprobs": 10093, "stop": ["?"],
             "metadata": {"a": "?"}, "user": "?", "safety_identifier": "?", "store": "?", "service_tier": "?",
             "prompt_cache_key": "?", "prompt_cache_retention": "?", "prediction": {"content": "?"}, "verbosity": "?",
             "modalities": ["?"], "audio": {"voice": "?"}, "web_search_options": {"a": "?"}, "functions": [{"name": "?"}],
             "function_call": {"name": "?"}, "novelty": "?"}
            """;

    private static final String EVERYTHING_OF_IMAGES = """
            {"model": "%s", "operation": "%s", "prompt": "?", "n": 2, "size": "10103x10111", "quality": "?", "style": "?",
             "image": "data:image/gif;base64,R0lGODlhAQABAAAAACw=", "background": "transparent", "output_format": "webp",
             "output_compression": 83, "moderation": "?", "user": "?", "input_fidelity": "?", "seed": 10139,
             "response_format": "url", "negative_prompt": "?", "novelty": "?"}
            """;

    /** @param told what the card says in words, as its vendor refuses what it does not know */
    @ParameterizedTest
    @CsvSource({
        "openai, gpt-image-1, edit, none",
        "doubao, doubao-seedream-4.0, edit, none",
        "photoroom, photoroom-edit, edit, none",
        "photoroom-basic, photoroom-segment, remove-background, none",
        "claid, claid-edit, upscale, novelty negative_prompt",
        "claid, claid-generate, generate, none",
    })
    void soItIsWithImages(String vendor, String name, String operation, String told) throws IOException {
        assertNothingIsLost(vendor, name, numbered(EVERYTHING_OF_IMAGES.formatted(name, operation)), told);
    }

    /** @param told what the card says in words, as it depends on more than the field */
    @ParameterizedTest
    @CsvSource({
        "claude, claude-opus-5, none",
        "gemini, gemini-2.5-pro, messages.name",
        "deepseek, deepseek-flash, user",
        "doubao, doubao-seed-2.1-pro, none",
        "tongyi, qwen-plus, thinking.budget_tokens",
        "tongyi, qwen-plus-native, thinking.budget_tokens",
    })
    void whatAMappingLeavesOutTheCardHasARuleFor(String vendor, String name, String told) throws IOException {
        assertNothingIsLost(vendor, name, numbered(EVERYTHING.formatted(name)), told);
    }

    private static void assertNothingIsLost(String vendor, String name, String request, String told)
            throws IOException {
        VendorFolder.Content content = Shipped.folder(Path.of("vendors", vendor), REPLAY);
        ModelCard model = content.blueprint().card().models().stream()
                .filter(each -> each.id().equals(name))
                .findFirst()
                .orElseThrow();
        VendorModel to = content.vendorModel(model);

        // Some vendors write what others write small in capitals.
        String sent = new String(REPLAY.request(to, request.getBytes(UTF_8)), UTF_8).toLowerCase(Locale.ROOT);

        List<String> lost = new ArrayList<>();
        compare(JSON.readTree(request), "", sent, to.protocol().unsupported(), lost);
        lost.removeAll(List.of(told.split(" ", -1)));
        assertThat(lost).as(sent).isEmpty();
    }

    private static String numbered(String text) {
        StringBuilder all = new StringBuilder();
        int number = 100;
        for (char each : text.toCharArray()) {
            all.append(each == '?' ? "word" + number++ : String.valueOf(each));
        }
        return all.toString();
    }

    private static void compare(JsonNode node, String path, String sent, FieldRules rules, List<String> lost) {
        if (node.isArray()) {
            node.forEach(item -> compare(item, path, sent, rules, lost));
        } else if (node.isObject()) {
            node.properties()
                    .forEach(member -> compare(
                            member.getValue(),
                            path.isEmpty() ? member.getKey() : path + '.' + member.getKey(),
                            sent,
                            rules,
                            lost));
        } else if (isMarked(node) && !sent.contains(marked(node)) && !isRuled(path, rules)) {
            lost.add(path);
        }
    }

    private static boolean isMarked(JsonNode leaf) {
        return leaf.isNumber() || leaf.asText().contains("word");
    }

    private static String marked(JsonNode leaf) {
        String text = leaf.asText();
        int word = text.indexOf("word");
        return word < 0 ? text : text.substring(word, word + "word100".length());
    }

    private static boolean isRuled(String path, FieldRules rules) {
        FieldPath field = FieldPath.of(path);
        return Stream.concat(rules.rejected().stream(), rules.dropped().stream())
                .anyMatch(field::isWithin);
    }
}
