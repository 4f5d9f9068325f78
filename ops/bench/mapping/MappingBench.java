package bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.api.Asked;
import gateway.api.Canonical;
import gateway.api.Dialect;
import gateway.api.Dialects;
import gateway.api.EventWriter;
import gateway.delivery.OfflineReplay;
import gateway.vendors.Replay;
import gateway.vendors.VendorLimits;
import gateway.vendors.VendorModel;
import gateway.vendors.VendorTimeouts;
import gateway.vendors.folder.CardDefaults;
import gateway.vendors.folder.FolderReader;
import gateway.vendors.folder.TemplateFiles;
import gateway.vendors.folder.VendorFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** What one conversion costs, on the recorded messages of the vendors' own folders. Run by mapping.sh beside this folder. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(1)
public class MappingBench {

    /** Events of one stream: so many that its beginning and end hardly count. */
    private static final int EVENTS = 512;

    /** A vendor's messages, through the very code that live ones pass: reading, judging, mapping, writing. */
    @State(Scope.Benchmark)
    public static class Vendor {

        /** A folder, or {@code folder/capability}, whose fixtures then begin with the capability's name. */
        @Param({"claude", "gemini", "tongyi/native", "openai"})
        String name;

        final Replay replay = OfflineReplay.create();
        VendorModel to;
        byte[] request;
        byte[] reply;
        String stream;

        @Setup
        public void load() throws IOException {
            String[] names = name.split("/");
            Path folder = Path.of("vendors", names[0]);
            String prefix = names.length == 1 ? "" : names[1] + '-';
            Duration any = Duration.ofSeconds(1);
            CardDefaults defaults = new CardDefaults(new VendorLimits(1, 1), new VendorTimeouts(any, any, any));
            VendorFolder.Content content =
                    new FolderReader(defaults, new TemplateFiles(), replay).read(folder).content();
            boolean canonical = name.equals("openai");
            Path whole = folder.resolve("fixtures").resolve(canonical ? "sum" : prefix + "tools");
            to = content.vendorModel(content.blueprint().card().models().stream()
                    .filter(model -> model.capability().name().equals(names[names.length - 1]) || names.length == 1)
                    .findFirst()
                    .orElseThrow());
            request = Files.readAllBytes(whole.resolve("request.json"));
            reply = Files.readAllBytes(whole.resolve("vendor-reply.json"));
            String recorded = Files.readString(folder.resolve("fixtures")
                    .resolve(canonical ? "hello-stream" : prefix + "thinking-stream")
                    .resolve("vendor-stream.sse"));
            stream = lengthened(recorded);
        }

        /** The event with the most usual kind of content, again and again. */
        private String lengthened(String recorded) {
            String mark =
                    switch (name) {
                        case "claude" -> "\"text_delta\"";
                        case "gemini" -> "It is";
                        case "tongyi/native" -> "reasoning_content";
                        default -> "\"content\":\"";
                    };
            int at = recorded.indexOf(mark);
            int start = recorded.lastIndexOf("\n\n", at);
            start = start < 0 ? 0 : start + 2;
            int end = recorded.indexOf("\n\n", at) + 2;
            int others = recorded.split("\n\n").length - 1;
            return recorded.substring(0, start)
                    + recorded.substring(start, end).repeat(EVENTS - others)
                    + recorded.substring(end);
        }
    }

    @Benchmark
    public byte[] vendorRequest(Vendor vendor) {
        return vendor.replay.request(vendor.to, vendor.request);
    }

    @Benchmark
    public byte[] vendorReply(Vendor vendor) {
        return vendor.replay.reply(vendor.to, vendor.reply);
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public String vendorEvent(Vendor vendor) {
        return vendor.replay.stream(vendor.to, vendor.stream);
    }

    /** A caller's dialect: request in, reply and events out. */
    @State(Scope.Benchmark)
    public static class Caller {

        private static final byte[] CHUNK = ("{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
                        + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\" word\"},\"finish_reason\":null}]}")
                .getBytes();
        private static final byte[] REPLY = ("{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\","
                        + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"" + "word ".repeat(50)
                        + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":50,"
                        + "\"total_tokens\":58}}")
                .getBytes();
        private static final Map<String, String> REQUESTS = Map.of(
                "openai", "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"What is a gateway?\"}]}",
                "anthropic",
                        "{\"model\":\"m\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"What is a gateway?\"}]}",
                "gemini", "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"What is a gateway?\"}]}]}",
                "responses", "{\"model\":\"m\",\"input\":\"What is a gateway?\"}");

        @Param({"openai", "anthropic", "gemini", "responses"})
        String name;

        Dialect dialect;
        Asked asked;
        Canonical canonical;

        @Setup
        public void load() {
            try (var beans = new AnnotationConfigApplicationContext()) {
                beans.registerBean(ObjectMapper.class);
                beans.getEnvironment()
                        .getSystemProperties()
                        .putAll(Map.of("gateway.delivery.json-depth", "64", "gateway.delivery.body-limit", "10MB"));
                beans.scan("gateway.api");
                beans.refresh();
                dialect = beans.getBean(Dialects.class).all().stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .orElseThrow();
            }
            asked = new Asked("/v1beta/models/m:generateContent", null, REQUESTS.get(name).getBytes());
            canonical = dialect.read(asked);
        }
    }

    @Benchmark
    public Canonical callerRequest(Caller caller) {
        return caller.dialect.read(caller.asked);
    }

    @Benchmark
    public byte[] callerReply(Caller caller) {
        return caller.canonical.wayBack().reply(Caller.REPLY);
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void callerEvent(Caller caller, Blackhole caught) {
        EventWriter writer = caller.canonical.wayBack().events();
        EventWriter.Sink sink = (bytes, offset, length) -> caught.consume(bytes);
        for (int i = 0; i < EVENTS; i++) {
            writer.chunk(Caller.CHUNK, 0, Caller.CHUNK.length, sink);
        }
        writer.end(sink);
    }
}
