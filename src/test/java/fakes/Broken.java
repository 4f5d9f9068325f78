package fakes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Every way we know in which a vendor goes wrong. */
public final class Broken {

    private static final int MEBIBYTE = 1 << 20;

    private Broken() {}

    /** Takes the request and says nothing. */
    public static Script hang() {
        return Call::hang;
    }

    /** Promises a stream and says nothing. */
    public static Script silentAfterHeaders() {
        return silentAfter();
    }

    /** Falls silent in the middle of a stream, with the connection open. */
    public static Script silentAfter(String... texts) {
        return call -> {
            streamStart(call, texts);
            call.hang();
        };
    }

    /** Sends nothing but comments, for ever: alive, but useless. */
    public static Script onlyComments(Duration interval) {
        return call -> {
            Script.beginStream(call);
            do {
                call.write(": keep-alive\n\n");
            } while (!call.pause(interval));
        };
    }

    public static Script resetBeforeHeaders() {
        return Call::reset;
    }

    /** Closes as a server does that drops an idle connection just when a request comes in. */
    public static Script closeBeforeHeaders() {
        return Call::close;
    }

    /** Cuts the connection with RST; without texts, right after the headers. */
    public static Script resetAfter(String... texts) {
        return call -> {
            streamStart(call, texts);
            call.reset();
        };
    }

    /** Closes the connection in the middle of a chunked stream. */
    public static Script cutAfter(String... texts) {
        return call -> {
            streamStart(call, texts);
            call.close();
        };
    }

    /** Ends the stream in perfect order, but without finish reason and end mark. */
    public static Script endWithoutDone(String... texts) {
        return call -> {
            streamStart(call, texts);
            call.end();
        };
    }

    /** Ends the stream in perfect order in the middle of an event. */
    public static Script endInsideEvent(String... texts) {
        return call -> {
            streamStart(call, texts);
            call.write("data: " + ChatJson.content(call.request(), "lost").substring(0, 40));
            call.end();
        };
    }

    /** Announces more bytes than it sends. */
    public static Script truncatedBody(String body, int missingBytes) {
        return call -> {
            int announced = body.getBytes(UTF_8).length + missingBytes;
            call.raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + announced + "\r\n\r\n");
            call.raw(body);
            call.close();
        };
    }

    public static Script malformedJson() {
        return Script.json(200, "{\"id\":\"chatcmpl-fake\",\"choices\":[{\"index\":0,");
    }

    /** A stream with one event whose data is no JSON, between good ones. */
    public static Script malformedEvent(String before, String after) {
        return call -> {
            streamStart(call, before);
            call.event("{\"id\":\"chatcmpl-fake\",\"choices\":[{");
            call.event(ChatJson.content(call.request(), after));
            call.event("[DONE]");
            call.end();
        };
    }

    /** A page for people where an answer was promised, as proxies and portals send it. */
    public static Script html(int status) {
        return Script.body(
                status, "text/html; charset=utf-8", "<html><h1>Welcome to nginx</h1></html>".getBytes(UTF_8));
    }

    public static Script emptyBody() {
        return Script.json(200, "");
    }

    public static Script redirect(String location) {
        return Script.json(302, "", "Location: " + location);
    }

    /** An error under status 200. */
    public static Script errorIn200(String code, String message) {
        return Script.error(200, code, message);
    }

    /** An error event in a stream, after some content or none; then the stream ends without its end mark. */
    public static Script errorEvent(String code, String message, String... texts) {
        return call -> {
            streamStart(call, texts);
            call.event(ChatJson.error(message, "scripted_error", code));
            call.end();
        };
    }

    /** Keep-alive comments before and between the events of a good stream. */
    public static Script streamWithComments(String... texts) {
        return call -> {
            Script.beginStream(call);
            call.write(": keep-alive\n\n: keep-alive\n\n");
            for (String text : texts) {
                call.event(ChatJson.content(call.request(), text));
                call.write(": keep-alive\n\n");
            }
            for (String event : ChatJson.ending(call.request(), texts.length)) {
                call.event(event);
            }
            call.end();
        };
    }

    /** Empty lines before a good JSON answer: a vendor's sign of life while a request waits in its queue. */
    public static Script emptyLinesBeforeChat(int lines, String text) {
        return call -> {
            call.begin(200, "application/json");
            for (int i = 0; i < lines; i++) {
                call.write("\n");
            }
            call.write(ChatJson.completion(call.request(), text));
            call.end();
        };
    }

    /** A small compressed body that unpacks to this many MiB. */
    public static Script gzipBomb(int mebibytes) {
        return call -> Script.body(200, "application/json", bomb(mebibytes), "Content-Encoding: gzip")
                .play(call);
    }

    /** One header line of this size. */
    public static Script hugeHeader(int bytes) {
        return Script.json(200, "{}", "X-Padding: " + "x".repeat(bytes));
    }

    /** Header lines without an end. */
    public static Script endlessHeaders() {
        return call -> {
            call.raw("HTTP/1.1 200 OK\r\n");
            for (int i = 0; ; i++) {
                call.raw("X-Padding-" + i + ": " + "x".repeat(1_000) + "\r\n");
            }
        };
    }

    /** A stream that is one line without an end. */
    public static Script endlessLine() {
        return call -> {
            Script.beginStream(call);
            call.write("data: {\"choices\":[{\"delta\":{\"content\":\"");
            endless(call);
        };
    }

    /** A JSON body without an end. */
    public static Script endlessBody() {
        return call -> {
            call.begin(200, "application/json");
            call.write("{\"choices\":[{\"message\":{\"content\":\"");
            endless(call);
        };
    }

    /** A good JSON answer, one byte at a time: every read succeeds in time, and the whole never ends. */
    public static Script drip(String text, Duration interval) {
        return call -> {
            call.begin(200, "application/json");
            for (byte b : ChatJson.completion(call.request(), text).getBytes(UTF_8)) {
                call.write(new byte[] {b});
                if (call.pause(interval)) {
                    return;
                }
            }
            call.end();
        };
    }

    private static void streamStart(Call call, String... texts) throws IOException {
        Script.beginStream(call);
        if (texts.length > 0) {
            Script.contents(call, texts);
        }
    }

    private static void endless(Call call) throws IOException {
        byte[] filler = new byte[16 * 1024];
        Arrays.fill(filler, (byte) 'x');
        while (!call.pause(Duration.ZERO)) {
            call.write(filler);
        }
    }

    private static byte[] bomb(int mebibytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] spaces = new byte[MEBIBYTE];
        Arrays.fill(spaces, (byte) ' ');
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (int i = 0; i < mebibytes; i++) {
                gzip.write(spaces);
            }
        }
        return packed.toByteArray();
    }
}
