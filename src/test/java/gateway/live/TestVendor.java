package gateway.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/** A vendor folder in a running gateway, with one model. */
public final class TestVendor {

    private final Gateway gateway;
    private final String name;
    private final String model;

    TestVendor(Gateway gateway, String name) {
        this(gateway, name, name + "-model");
    }

    TestVendor(Gateway gateway, String name, String model) {
        this.gateway = gateway;
        this.name = name;
        this.model = model;
    }

    public String name() {
        return name;
    }

    /** Name of the one model; no vendor of another test has it. */
    public String model() {
        return model;
    }

    /**
     * A chat request for the model.
     *
     * @param fields more fields, for example {@code "\"n\":2"}
     */
    public String request(String... fields) {
        StringBuilder request = new StringBuilder("{\"model\":\"" + model() + "\"");
        for (String field : fields) {
            request.append(',').append(field);
        }
        return request.append(",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}")
                .toString();
    }

    public String streamRequest(String... fields) {
        String[] all = java.util.Arrays.copyOf(fields, fields.length + 1);
        all[fields.length] = "\"stream\":true";
        return request(all);
    }

    public Path folder() {
        return gateway.vendors().resolve(name);
    }

    public Path card() {
        return folder().resolve("vendor.yaml");
    }

    /**
     * Writes the folder.
     *
     * @param card lines added to the card; may replace {@code auth}
     */
    public void write(String url, String card) {
        write(url, card, 1, 0.5);
    }

    /**
     * Writes the folder of a vendor that does something else than chat, in OpenAI's dialect.
     *
     * @param capability {@code embeddings} or {@code images}
     * @param card with the {@code models}
     */
    void writeFor(String capability, String url, String card) {
        write(url, card);
        Path routes = folder().resolve("routes.camel.yaml");
        try {
            Files.writeString(routes, Files.readString(routes).replace("chat", capability));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param price of a million tokens in USD */
    public void write(String url, String card, int price, double quality) {
        String auth = card.contains("auth:") ? "" : "auth: none\n";
        String text = "title: " + name + "\ncurrency: USD\nbase-url: " + url + "\n" + auth
                + (card.isEmpty() ? "" : card + "\n")
                + (card.contains("models:") ? "" : models(price, quality));
        try {
            Files.createDirectories(folder());
            Files.writeString(
                    folder().resolve("routes.camel.yaml"),
                    "- templatedRoute:\n    routeTemplateRef: vendor-chat-openai\n    routeId: vendor-" + name
                            + "-chat\n    parameters:\n      - name: vendor\n        value: " + name + "\n");
            Files.writeString(card(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes the folder of a vendor inside the gateway.
     *
     * @param bean name of its model in Camel's registry
     */
    public void writeInProcess(String bean, String card) {
        try {
            Files.createDirectories(folder());
            Files.writeString(folder().resolve("routes.camel.yaml"), """
                    - templatedRoute:
                        routeTemplateRef: vendor-chat-langchain4j
                        routeId: vendor-%1$s-chat
                        parameters: [{name: vendor, value: %1$s}, {name: model, value: %2$s}]
                    """.formatted(name, bean));
            Files.writeString(
                    card(), "title: " + name + "\ncurrency: USD\nin-process: true\n" + card + '\n' + models(1, 0.5));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String models(int price, double quality) {
        return "models:\n  - id: " + model()
                + "\n    features: [tools, vision, audio, files, video, json-schema, logprobs, choices, reasoning]\n"
                + "    price: {input: " + price + ", output: " + price
                + "}\n    context-tokens: 100000\n    max-output-tokens: 10000\n"
                + "    quality: " + quality + "\n";
    }

    public void delete() {
        try {
            FileSystemUtils.deleteRecursively(folder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void awaitLive() {
        gateway.awaitModel(model(), 200);
    }

    public void awaitGone() {
        gateway.awaitModel(model(), 404);
    }

    /** A vendor that is live, with these mapping files. */
    static TestVendor mapped(Gateway gateway, String name, String url, String card, Map<String, String> mappings) {
        TestVendor vendor = new TestVendor(gateway, name);
        try {
            Files.createDirectories(vendor.folder());
            for (Map.Entry<String, String> mapping : mappings.entrySet()) {
                Files.writeString(vendor.folder().resolve(mapping.getKey()), mapping.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        vendor.write(url, card);
        vendor.awaitLive();
        return vendor;
    }
}
