package fakes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;

/**
 * What a fake vendor does with one request. The factories here behave well; those of {@link Broken} do not, and {@link
 * PacedStream} leaves it to the test.
 */
@FunctionalInterface
public interface Script {

    void play(Call call) throws IOException;

    /** The same, as soon as the test says so. */
    default Script after(CountDownLatch word) {
        return call -> {
            try {
                word.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            play(call);
        };
    }

    /**
     * A JSON answer.
     *
     * @param headers whole lines such as {@code Retry-After: 1}
     */
    static Script json(int status, String body, String... headers) {
        return body(status, "application/json", body.getBytes(UTF_8), headers);
    }

    /** An answer of any type, with a content length; an empty type sends no content type. */
    static Script body(int status, String contentType, byte[] body, String... headers) {
        return call -> {
            call.framing(Call.Framing.LENGTH).begin(status, contentType, headers);
            call.write(body);
            call.end();
        };
    }

    /** An OpenAI error object. */
    static Script error(int status, String code, String message, String... headers) {
        return json(status, ChatJson.error(message, "scripted_error", code), headers);
    }

    /** A whole chat completion with usage, for the model that was asked for. */
    static Script chat(String text) {
        return call -> json(200, ChatJson.completion(call.request(), text)).play(call);
    }

    /** A whole chat completion, compressed, whether or not the caller asked for that. */
    static Script gzippedChat(String text) {
        return call -> body(
                        200,
                        "application/json",
                        gzip(ChatJson.completion(call.request(), text).getBytes(UTF_8)),
                        "Content-Encoding: gzip")
                .play(call);
    }

    /**
     * A whole stream: role, one chunk per text, finish, usage if the request asked for it, end mark. The usage counts the
     * texts.
     */
    static Script stream(String... texts) {
        return call -> {
            beginStream(call);
            contents(call, texts);
            for (String event : ChatJson.ending(call.request(), texts.length)) {
                call.event(event);
            }
            call.end();
        };
    }

    /** A stream of exactly these data fields and nothing else. */
    static Script events(String... data) {
        return call -> {
            beginStream(call);
            for (String event : data) {
                call.event(event);
            }
            call.end();
        };
    }

    /** A stream of exactly these bytes. */
    static Script rawStream(String bytes) {
        return call -> {
            beginStream(call);
            call.write(bytes);
            call.end();
        };
    }

    /** The same as a stream of another type. */
    static Script rawStream(String type, String bytes) {
        return call -> {
            call.begin(200, type);
            call.write(bytes);
            call.end();
        };
    }

    /** The same, but closes the connection afterwards without having said so: the next request on it must fail. */
    default Script thenClose() {
        return call -> {
            play(call);
            call.close();
        };
    }

    /** The same, its events separated by another line end. */
    default Script withLineEnd(String lineEnd) {
        return call -> play(call.lineEnd(lineEnd));
    }

    /** The same, its body sent in pieces of this size: one byte splits every character, line and event. */
    default Script inPieces(int bytes) {
        return call -> play(call.pieces(bytes));
    }

    /** The same stream, with its end told in another way. */
    default Script framed(Call.Framing framing) {
        return call -> play(call.framing(framing));
    }

    static void beginStream(Call call) throws IOException {
        call.begin(200, "text/event-stream");
    }

    static void contents(Call call, String... texts) throws IOException {
        call.event(ChatJson.role(call.request()));
        for (String text : texts) {
            call.event(ChatJson.content(call.request(), text));
        }
    }

    static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }
}
