package gateway.vendors.folder;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.delivery.OfflineReplay;
import gateway.vendors.Fault;
import gateway.vendors.VendorLimits;
import gateway.vendors.VendorTimeouts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** A good vendor folder named acme, to be spoiled by a test. */
final class FolderFixture {

    static final String CARD = """
            title: Acme
            reference: https://acme.example/docs
            base-url: https://api.acme.example/v1
            currency: USD
            limits: { in-flight: 5, requests-per-second: 7 }
            timeouts: { first-event: 2s, reply: 1m, stall: 500ms }
            stream-usage: false
            defaults: { temperature: 0.5, stop: [a, b] }
            models:
              - id: acme-1
                vendor-model: acme-one
                features: [tools, json-schema]
                price: { input: 1.25, cached-input: 0.1, output: 10 }
                context-tokens: 1000
                max-output-tokens: 100
                quality: 0.7
            """;

    static final String ROUTES = """
            - templatedRoute:
                routeTemplateRef: vendor-chat-openai
                routeId: vendor-acme-chat
                parameters:
                  - name: vendor
                    value: acme
            """;

    static final String WRITTEN = """
            - route:
                id: vendor-acme-chat
                description: Calls Acme
                from:
                  uri: direct:vendor-acme-chat
                  steps:
                    - to:
                        id: acme-enrich
                        uri: direct:enrich-vendor-call
                    - setHeader:
                        name: x-acme-team
                        constant: gateway
                    - removeHeader:
                        name: x-trace
                    - to:
                        id: acme-call
                        uri: "{{base-url}}/chat"
                        parameters:
                          api-version: 2026-01
            """;

    private static final CardDefaults DEFAULTS = new CardDefaults(
            new VendorLimits(100, 50),
            new VendorTimeouts(Duration.ofSeconds(60), Duration.ofSeconds(180), Duration.ofSeconds(30)));

    private final Path folder;

    FolderFixture(Path root) {
        this.folder = root.resolve("acme");
        write("vendor.yaml", CARD);
        write("routes.camel.yaml", ROUTES);
    }

    FolderFixture write(String name, String text) {
        try {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    VendorFolder read() {
        return read(folder);
    }

    static VendorFolder read(Path folder) {
        return new FolderReader(DEFAULTS, new TemplateFiles(), OfflineReplay.create()).read(folder);
    }

    /** Faults with paths relative to the parent of the folder. */
    List<String> faults() {
        return read().faults().stream()
                .map(Fault::toString)
                .map(text -> text.replace(folder.getParent() + "/", ""))
                .toList();
    }

    /** What a folder without faults holds. */
    static VendorFolder.Content content(FolderFixture folder) {
        VendorFolder read = folder.read();
        assertThat(read.faults()).isEmpty();
        assertThat(read.content()).isNotNull();
        return Objects.requireNonNull(read.content());
    }
}
