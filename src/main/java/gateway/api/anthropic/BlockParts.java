package gateway.api.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Fields;
import java.util.Set;

/** Blocks that say or show something, as canonical parts. */
final class BlockParts {

    private static final String CACHE = "cache_control";
    private static final Set<String> OF_TEXT = Set.of("type", "text", CACHE);
    private static final Set<String> OF_PICTURE = Set.of("type", "source", CACHE);
    private static final Set<String> OF_DOCUMENT = Set.of("type", "source", "title", CACHE);

    private final ObjectMapper mapper;

    BlockParts(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** A text as it is, or the parts of an array of blocks. */
    JsonNode of(JsonNode content, String path) {
        if (content.isTextual()) {
            return content;
        }
        ArrayNode parts = mapper.createArrayNode();
        int index = 0;
        for (JsonNode block : content) {
            parts.add(part(block, path + '[' + index++ + ']'));
        }
        return parts;
    }

    ObjectNode part(JsonNode block, String path) {
        ObjectNode part = mapper.createObjectNode();
        switch (type(block, path)) {
            case "text" -> {
                part.put("type", "text").put("text", Fields.requiredText(block, "text", path + ".text"));
                Extras.keep(part, block, OF_TEXT);
            }
            case "image" -> {
                part.put("type", "image_url").putObject("image_url").put("url", source(block, path));
                Extras.keep(part, block, OF_PICTURE);
            }
            case "document" -> document(block, path, part);
            case "search_result" -> {
                String text = joined(
                        block.path("title").asText(""), block.path("source").asText(""));
                flat(part, joined(text, texts(block.path("content"), path + ".content")), block);
            }
            default -> throw Fields.wrong(path + ".type", "is not a kind of block that is known here");
        }
        MessagesRequest.set(part, CACHE, block.get(CACHE));
        return part;
    }

    private void document(JsonNode block, String path, ObjectNode part) {
        JsonNode source = block.path("source");
        switch (source.path("type").asText()) {
            case "text" -> {
                String text = Fields.requiredText(source, "data", path + ".source.data");
                flat(part, joined(block.path("title").asText(""), text), block);
            }
            case "content" -> {
                JsonNode content = source.path("content");
                String text = content.isTextual() ? content.textValue() : texts(content, path + ".source.content");
                flat(part, joined(block.path("title").asText(""), text), block);
            }
            default -> {
                ObjectNode file = part.put("type", "file").putObject("file").put("file_data", source(block, path));
                MessagesRequest.set(file, "filename", block.get("title"));
                Extras.keep(part, block, OF_DOCUMENT);
            }
        }
    }

    /** A block of a kind that others do not know: they get its text. */
    private static void flat(ObjectNode part, String text, JsonNode block) {
        part.put("type", "text").put("text", text);
        Extras.put(part, Extras.BLOCK, block);
    }

    /** All texts of an array of blocks; what is none, and known to this dialect alone, is not among them. */
    String texts(JsonNode content, String path) {
        String all = "";
        int index = 0;
        for (JsonNode block : content) {
            String at = path + '[' + index++ + ']';
            all = switch (type(block, at)) {
                case "text", "search_result" ->
                    joined(all, part(block, at).path("text").asText());
                default -> all;
            };
        }
        return all;
    }

    private static String joined(String first, String second) {
        return first.isEmpty() || second.isEmpty() ? first + second : first + '\n' + second;
    }

    /** A data URL, or the address as it is: what is behind it is the vendor's to fetch. */
    private static String source(JsonNode block, String path) {
        ObjectNode source = Fields.object(block, "source", path + ".source");
        if (source == null) {
            throw Fields.wrong(path + ".source", "is missing");
        }
        return switch (Fields.requiredText(source, "type", path + ".source.type")) {
            case "url" -> Fields.requiredText(source, "url", path + ".source.url");
            case "base64" ->
                "data:" + Fields.requiredText(source, "media_type", path + ".source.media_type") + ";base64,"
                        + Fields.requiredText(source, "data", path + ".source.data");
            default -> throw Fields.wrong(path + ".source.type", "must be base64 or url");
        };
    }

    static String type(JsonNode block, String path) {
        if (!block.isObject()) {
            throw Fields.wrong(path, "must be an object");
        }
        return Fields.requiredText(block, "type", path + ".type");
    }
}
