package gateway.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.schibsted.spt.data.jslt.JsltException;
import gateway.api.AnswerMemory;
import gateway.api.Asked;
import gateway.api.Conversion;
import gateway.api.Dialect;
import gateway.api.EventWriter;
import gateway.fault.GatewayException;
import gateway.vendors.ModelCard;
import gateway.vendors.Replay;
import gateway.vendors.VendorModel;
import gateway.vendors.folder.VendorFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Whatever a vendor answers or a caller asks: it is converted, or refused by one of the refusals that are meant for that;
 * nothing else comes out of a conversion. The messages are those of the vendors' own folders, spoilt.
 */
class ConversionProperties {

    private static final Replay REPLAY = OfflineReplay.create();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A message of one kind, and the model of the vendor whose it is. */
    private record Recorded(VendorModel model, String name, byte[] bytes) {

        boolean is(String kind) {
            return name.equals(kind);
        }
    }

    @Property(tries = 4_000)
    void aSpoiltReplyIsConvertedOrRefused(@ForAll long seed) {
        Recorded reply = any("vendor-reply.json", seed);
        byte[] spoilt = new Mutations(seed).json(reply.bytes());

        attempt(reply, spoilt, () -> answerEveryDialect(REPLAY.reply(reply.model(), spoilt)));
    }

    @Property(tries = 1_000)
    void aReplyOfSpoiltBytesIsConvertedOrRefused(@ForAll long seed) {
        Recorded reply = any("vendor-reply.json", seed);
        byte[] spoilt = new Mutations(seed).bytes(reply.bytes());

        attempt(reply, spoilt, () -> answerEveryDialect(REPLAY.reply(reply.model(), spoilt)));
    }

    @Property(tries = 4_000)
    void aSpoiltStreamIsConvertedOrRefused(@ForAll long seed) {
        Recorded stream = any("vendor-stream.sse", seed);
        String spoilt = new Mutations(seed).stream(new String(stream.bytes(), UTF_8));

        attempt(stream, spoilt.getBytes(UTF_8), () -> streamEveryDialect(REPLAY.stream(stream.model(), spoilt)));
    }

    @Property(tries = 1_000)
    void aStreamOfSpoiltBytesIsConvertedOrRefused(@ForAll long seed) {
        Recorded stream = any("vendor-stream.sse", seed);
        byte[] spoilt = new Mutations(seed).bytes(stream.bytes());

        attempt(stream, spoilt, () -> REPLAY.stream(stream.model(), new String(spoilt, UTF_8)));
    }

    @Property(tries = 1_000)
    void anErrorIsAlwaysRead(@ForAll long seed) {
        Recorded error = any("vendor-error.json", seed);
        byte[] spoilt = new Mutations(seed).json(error.bytes());

        attempt(error, spoilt, () -> REPLAY.error(error.model(), spoilt));
    }

    @Property(tries = 4_000)
    void aSpoiltRequestIsConvertedOrRefused(@ForAll long seed) {
        Recorded request = any("request.json", seed);
        byte[] spoilt = new Mutations(seed).json(request.bytes());

        attempt(request, spoilt, () -> REPLAY.request(request.model(), spoilt));
    }

    /** Of vendors whose own dialect callers may speak, too. */
    @Property(tries = 4_000)
    void aSpoiltRequestInAnyDialectIsReadOrRefused(@ForAll long seed) {
        Recorded request = any("vendor-request.json", seed);
        byte[] spoilt = new Mutations(seed).json(request.bytes());
        for (Dialect dialect : Shipped.dialects()) {
            attempt(request, spoilt, () -> dialect.read(asked(spoilt)));
        }
    }

    private static void answerEveryDialect(byte[] canonical) {
        Shipped.dialects().forEach(dialect -> wayBack(dialect).reply(canonical));
    }

    private static void streamEveryDialect(String canonical) {
        for (Dialect dialect : Shipped.dialects()) {
            EventWriter writer = wayBack(dialect).events(new AnswerMemory(1 << 20));
            EventWriter.Sink sink = (bytes, offset, length) -> Objects.checkFromIndexSize(offset, length, bytes.length);
            canonical
                    .lines()
                    .filter(line -> line.startsWith("data: {"))
                    .map(line -> line.substring(6).getBytes(UTF_8))
                    .forEach(chunk -> writer.chunk(chunk, 0, chunk.length, sink));
            writer.end(sink);
        }
    }

    private static Conversion wayBack(Dialect dialect) {
        String asked =
                switch (dialect.name()) {
                    case "gemini" -> "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]}";
                    case "responses" -> "{\"model\":\"m\",\"input\":\"hi\"}";
                    default ->
                        "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
                };
        return dialect.read(asked(asked.getBytes(UTF_8))).wayBack();
    }

    private static Asked asked(byte[] body) {
        return new Asked("/v1beta/models/m:streamGenerateContent", "alt=sse", body);
    }

    private static void attempt(Recorded what, byte[] spoilt, Runnable conversion) {
        try {
            conversion.run();
        } catch (CallFailure | GatewayException | JsltException meant) {
            // the live path knows what to do with these
        } catch (RuntimeException | StackOverflowError unexpected) {
            fail(what.model().card().name() + ": " + new String(spoilt, UTF_8), unexpected);
        }
    }

    /** Read once; here, where a fault in them is told as what it is. */
    private static final class Shared {
        private static final List<Recorded> RECORDED = recorded();
    }

    private static Recorded any(String kind, long seed) {
        List<Recorded> ofKind =
                Shared.RECORDED.stream().filter(each -> each.is(kind)).toList();
        return ofKind.get((int) Math.floorMod(seed, (long) ofKind.size()));
    }

    private static List<Recorded> recorded() {
        List<Recorded> recorded = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("vendors"))) {
            for (Path file : files.filter(each -> each.toString().contains("/fixtures/"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList()) {
                VendorFolder.Content content = Shipped.folder(file.getName(0).resolve(file.getName(1)), REPLAY);
                String asked = JSON.readTree(file.resolveSibling("request.json").toFile())
                        .path("model")
                        .asText();
                // A vendor that is probed has no models in its card.
                for (ModelCard model : content.blueprint().card().models()) {
                    if (model.id().equals(asked)) {
                        recorded.add(new Recorded(
                                content.vendorModel(model), file.getFileName().toString(), Files.readAllBytes(file)));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return recorded;
    }
}
