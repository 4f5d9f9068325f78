package streams.mock;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import streams.Mark;

/** What a vendor of one dialect says: the events of a stream, ready to be sent, each in a chunk of its own. */
final class Script {

    private static final String STREAM_HEAD = """
            HTTP/1.1 200 OK\r
            Content-Type: text/event-stream; charset=utf-8\r
            Cache-Control: no-cache\r
            x-request-id: req_4f6d1c1e8a2b4c3d9e0f\r
            Transfer-Encoding: chunked\r
            \r
            """;

    private final byte[] opening; // head and the events before the first content
    private final ByteBuffer content; // direct; its numbers are filled in for each event
    private final int markAt;
    private final byte[] closing;
    private final byte[] closingWithUsage;
    private final byte[] whole;

    private Script(String opening, String content, String closing, String closingWithUsage, String whole) {
        this.opening = ascii(STREAM_HEAD + opening);
        this.content = direct(ascii(chunk(content)));
        this.markAt = chunk(content).indexOf(Mark.EMPTY);
        this.closing = ascii(closing + "0\r\n\r\n");
        this.closingWithUsage = ascii(closingWithUsage + "0\r\n\r\n");
        this.whole = ascii(answer("200 OK", "application/json", whole));
    }

    static Script openAi(Plan plan) {
        int events = plan.events();
        String usage = "{\"prompt_tokens\":12,\"completion_tokens\":%1$d,\"total_tokens\":%2$d}"
                .formatted(events, events + 12);
        String opening =
                openAiChunk(openAiChoice("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null"), "");
        String content = openAiChunk(openAiChoice("{\"content\":\"" + text(plan) + "\"}", "null"), "");
        String end = chunk(openAiChunk(openAiChoice("{}", "\"stop\""), ""));
        String done = chunk("data: [DONE]\n\n");
        String whole = """
                {"id":"chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG","object":"chat.completion","created":1760000000,\
                "model":"bench-2026-01-01","choices":[{"index":0,"message":{"role":"assistant",\
                "content":"Rivers run to the sea.","refusal":null},"logprobs":null,"finish_reason":"stop"}],\
                "usage":%s}""".formatted(usage);
        String counted = chunk(openAiChunk("", ",\"usage\":" + usage));
        return new Script(chunk(opening), content, end + done, end + counted + done, whole);
    }

    static Script anthropic(Plan plan) {
        int events = plan.events();
        String opening = chunk(anthropicEvent("message_start", "\"message\":" + anthropicMessage("[]", "null", 1)))
                + chunk(anthropicEvent(
                        "content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}"))
                + chunk(anthropicEvent("ping", ""));
        String content = anthropicEvent(
                "content_block_delta",
                "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text(plan) + "\"}");
        String closing = chunk(anthropicEvent("content_block_stop", "\"index\":0"))
                + chunk(anthropicEvent(
                        "message_delta",
                        "\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":"
                                + events + "}"))
                + chunk(anthropicEvent("message_stop", ""));
        String text = "[{\"type\":\"text\",\"text\":\"Rivers run to the sea.\"}]";
        return new Script(opening, content, closing, closing, anthropicMessage(text, "\"end_turn\"", events));
    }

    byte[] opening() {
        return opening;
    }

    byte[] closing(boolean usage) {
        return usage ? closingWithUsage : closing;
    }

    /** The answer to a request that wants no stream. */
    byte[] whole() {
        return whole;
    }

    /** One event, until the next call. */
    ByteBuffer content(int sequence, long clock, int stream) {
        digits(markAt + Mark.SEQUENCE_AT, Mark.SEQUENCE_DIGITS, sequence);
        digits(markAt + Mark.CLOCK_AT, Mark.CLOCK_DIGITS, clock);
        digits(markAt + Mark.STREAM_AT, Mark.STREAM_DIGITS, stream);
        return content.clear();
    }

    static String answer(String status, String type, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    private void digits(int at, int count, long value) {
        long rest = value;
        for (int i = at + count - 1; i >= at; i--) {
            content.put(i, (byte) ('0' + rest % 10));
            rest /= 10;
        }
    }

    private static String text(Plan plan) {
        return Mark.EMPTY + ".".repeat(plan.padding());
    }

    private static String openAiChunk(String choice, String more) {
        return "data: {\"id\":\"chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG\",\"object\":\"chat.completion.chunk\","
                + "\"created\":1760000000,\"model\":\"bench-2026-01-01\",\"system_fingerprint\":\"fp_44709d6fcb\","
                + "\"choices\":[" + choice + "]" + more + "}\n\n";
    }

    private static String openAiChoice(String delta, String reason) {
        return "{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + reason + "}";
    }

    private static String anthropicEvent(String type, String members) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + (members.isEmpty() ? "" : "," + members)
                + "}\n\n";
    }

    private static String anthropicMessage(String content, String reason, int tokens) {
        return "{\"id\":\"msg_01XFDUDYJgAACzvnptvVoYEL\",\"type\":\"message\",\"role\":\"assistant\","
                + "\"model\":\"bench-2026-01-01\",\"content\":" + content + ",\"stop_reason\":" + reason
                + ",\"stop_sequence\":null,\"usage\":{\"input_tokens\":12,\"output_tokens\":" + tokens + "}}";
    }

    private static String chunk(String event) {
        return Integer.toHexString(event.length()) + "\r\n" + event + "\r\n";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes);
    }
}
