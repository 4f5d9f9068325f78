package gateway.api;

import java.nio.charset.StandardCharsets;

/** The framing of server-sent events. */
public final class ServerSentEvents {

    private static final byte[] DATA = utf8("data: ");
    private static final byte[] EVENT = utf8("event: ");
    private static final byte[] NEW_LINE = utf8("\n");
    private static final byte[] END = utf8("\n\n");

    private static final byte[] COMMENT = utf8(": keep-alive\n\n");

    private ServerSentEvents() {}

    /** A comment: clients pass over it, proxies see that the connection lives. Not to be changed. */
    static byte[] comment() {
        return COMMENT;
    }

    /** An event without a name. */
    public static void data(EventWriter.Sink sink, byte[] buffer, int offset, int length) {
        sink.write(DATA);
        sink.write(buffer, offset, length);
        sink.write(END);
    }

    public static void data(EventWriter.Sink sink, byte[] data) {
        data(sink, data, 0, data.length);
    }

    public static void event(EventWriter.Sink sink, String name, byte[] data) {
        sink.write(EVENT);
        sink.write(utf8(name));
        sink.write(NEW_LINE);
        data(sink, data);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
