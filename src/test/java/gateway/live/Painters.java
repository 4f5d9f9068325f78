package gateway.live;

import fakes.FakeVendor;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Vendors of one model that makes images, and requests for it. */
final class Painters implements AutoCloseable {

    private static final AtomicInteger NAMES = new AtomicInteger();

    final String model = "images-" + NAMES.incrementAndGet();
    final List<TestVendor> vendors = new ArrayList<>();

    private final Gateway gateway;

    Painters(Gateway gateway) {
        this.gateway = gateway;
    }

    HttpResponse<String> ask(String... fields) {
        String more = fields.length == 0 ? "" : "," + String.join(",", fields);
        return gateway.post(
                "/v1/images/generations", "{\"model\":\"" + model + "\",\"prompt\":\"a kite\"" + more + "}");
    }

    /**
     * @param card lines added to the card
     * @param fields of the model, beside its name and quality, as a flow map without braces
     */
    void live(FakeVendor at, String card, String fields) {
        TestVendor vendor = new TestVendor(gateway, "painter" + NAMES.incrementAndGet(), model);
        vendors.add(vendor);
        vendor.writeFor(
                "images",
                at.url(),
                card + "\nmodels:\n  - {id: " + model + ", capability: images, quality: 0.5, " + fields + "}\n");
        gateway.awaitModel(vendor.name() + '/' + model, 200);
    }

    @Override
    public void close() {
        vendors.forEach(TestVendor::delete);
    }
}
