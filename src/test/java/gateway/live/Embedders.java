package gateway.live;

import fakes.FakeVendor;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Vendors of one embedding model, and requests for it. */
final class Embedders implements AutoCloseable {

    private static final AtomicInteger NAMES = new AtomicInteger();

    final String model = "vectors-" + NAMES.incrementAndGet();
    final List<TestVendor> vendors = new ArrayList<>();

    private final Gateway gateway;

    Embedders(Gateway gateway) {
        this.gateway = gateway;
    }

    HttpResponse<String> ask(String input, String... fields) {
        String more = fields.length == 0 ? "" : "," + String.join(",", fields);
        return gateway.post("/v1/embeddings", "{\"model\":\"" + model + "\",\"input\":" + input + more + "}");
    }

    /**
     * @param card lines added to the card
     * @param batch texts in one call
     */
    void live(FakeVendor at, String card, int batch, int price) {
        TestVendor vendor = new TestVendor(gateway, "embedder" + NAMES.incrementAndGet(), model);
        vendors.add(vendor);
        vendor.writeFor("embeddings", at.url(), card + """

                        models:
                          - id: %s
                            capability: embeddings
                            features: [dimensions, token-input]
                            price: {input: %d}
                            context-tokens: 1000
                            batch: %d
                            quality: 0.5""".formatted(model, price, batch));
        gateway.awaitModel(vendor.name() + '/' + model, 200);
    }

    @Override
    public void close() {
        vendors.forEach(TestVendor::delete);
    }
}
