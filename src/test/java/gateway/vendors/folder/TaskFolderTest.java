package gateway.vendors.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A folder of a vendor that ends its work later: card, route and mappings go together. */
class TaskFolderTest {

    private static final String CARD = """
            title: Acme
            base-url: https://api.acme.example
            currency: USD
            task: { first-look: 2s, longest-pause: 15s, looks-per-second: 10, cancels: true }
            models:
              - { id: acme-oil, capability: images, price: { image: 0.03 }, quality: 0.6 }
            """;

    private static final String ROUTES = """
            - templatedRoute:
                routeTemplateRef: vendor-task
                routeId: vendor-acme-images
                parameters:
                  - { name: vendor, value: acme }
                  - { name: path, value: /orders }
                  - { name: poll-path, value: "/orders/{task}" }
                  - { name: cancel-path, value: "/orders/{task}/cancel" }
            """;

    @TempDir
    Path root;

    private FolderFixture folder(String card, String routes) {
        return new FolderFixture(root)
                .write("vendor.yaml", card)
                .write("routes.camel.yaml", routes)
                .write("images/response.jslt", "{\"task\": .order}")
                .write("images/poll.jslt", "{\"status\": .stage}");
    }

    @Test
    void aWholeFolderIsInOrder() {
        assertThat(folder(CARD, ROUTES).faults()).isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            longest-pause: 15s    | longest-pause: 1s     | task.longest-pause must not be shorter than first-look
            looks-per-second: 10  | looks-per-second: 0   | task.looks-per-second must be a number of questions above 0
            cancels: true         | cancels: false        | cancel-path and task.cancels of the card go together
            cancels: true         | cancel: true          | unknown field `task.cancel`; did you mean `cancels`?
            cancels: true         | `cancels: true, callback: {signature: X-Sign, job: "]"}` | task.callback.job does not compile
            """)
    void aFaultInTheCardIsReported(String good, String bad, String expected) {
        assertThat(folder(CARD.replace(good, bad), ROUTES).faults()).anyMatch(fault -> fault.contains(expected));
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "/orders/{task}" }        | "/orders/last" }       | must hold {task}
            "/orders/{task}" }        | "/{model}/{task}" }    | must not hold {model}
            value: /orders }          | value: "/orders/{task}" } | must not hold {task}
            name: cancel-path         | name: find-path        | must not hold {task}
            """)
    void aFaultInTheRouteIsReported(String good, String bad, String expected) {
        assertThat(folder(CARD, ROUTES.replace(good, bad)).faults()).anyMatch(fault -> fault.contains(expected));
    }

    @Test
    void whatTheWorkIsCalledAndHowItIsDoingMustBeFound() {
        FolderFixture bare = new FolderFixture(root).write("vendor.yaml", CARD).write("routes.camel.yaml", ROUTES);

        assertThat(bare.faults())
                .anyMatch(fault -> fault.contains("images/response.jslt: is missing"))
                .anyMatch(fault -> fault.contains("images/poll.jslt: is missing"));
    }

    @Test
    void aListIsOnlyLookedThroughWhereThereIsOne() {
        FolderFixture folder = folder(CARD, ROUTES).write("images/find.jslt", ".");

        assertThat(folder.faults()).anyMatch(fault -> fault.contains("find-path and images/find.jslt go together"));
    }

    @Test
    void aTemplateForLaterWorkNeedsATaskInTheCard() {
        String card = CARD.replaceFirst("task: .*\\n", "");

        assertThat(folder(card, ROUTES).faults())
                .anyMatch(fault -> fault.contains("say how it is asked about, with task in the card")
                        || fault.contains("poll.jslt"));
    }
}
