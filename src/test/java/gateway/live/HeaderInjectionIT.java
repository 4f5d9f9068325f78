package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import fakes.FakeVendor;
import fakes.Received;
import fakes.Script;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Callers cannot give orders to the components a request passes: whatever they name, in whatever spelling, has no effect. */
class HeaderInjectionIT {

    private static final List<String> NAMES = List.of(
            "CamelHttpUri",
            "CamelHttpPath",
            "CamelHttpQuery",
            "CamelHttpRawQuery",
            "CamelHttpMethod",
            "CamelHttpHost",
            "CamelHttpPort",
            "CamelHttpBaseUri",
            "CamelHttpUrl",
            "CamelHttpResponseCode",
            "CamelRestHttpUri",
            "CamelRestHttpQuery",
            "CamelBeanMethodName",
            "CamelFileName",
            "CamelFilePath",
            "CamelExecCommandExecutable",
            "CamelExecCommandArgs",
            "CamelToEndpoint",
            "CamelSlipEndpoint",
            "CamelSlipProducer",
            "CamelRecipientListEndpoint",
            "CamelEvaluateExpressionResult",
            "CamelTemplateUri",
            "CamelVelocityResourceUri",
            "CamelSqlQuery",
            "CamelLangChain4jChatPromptTemplate",
            "CamelAugmentedData",
            "CamelServletContextPath",
            "CamelExceptionCaught",
            "Long-Running-Action",
            "vendorEndpoint",
            "gatewayCall");

    private final Gateway gateway = Gateway.shared();

    @Test
    void noSpellingOfNoNameGivesOrders() {
        try (FakeVendor fake = FakeVendor.start();
                FakeVendor trap = FakeVendor.trap()) {
            fake.always(Script.chat("hi"));
            TestVendor vendor = gateway.vendor(fake, "limits: {in-flight: 500, requests-per-second: 100000}");
            for (String name : NAMES) {
                for (String spelling : spellings(name)) {
                    for (String value : List.of(trap.url() + "/x", "{{env:PATH}}", "${sys.java.version}")) {
                        order(vendor, spelling, value);
                    }
                }
            }

            trap.assertUntouched();
            assertThat(fake.received()).isNotEmpty().allSatisfy(HeaderInjectionIT::assertUnmoved);
            vendor.delete();
        }
    }

    @Test
    void aFormIsNotRead() {
        try (FakeVendor fake = FakeVendor.start()) {
            TestVendor vendor = gateway.vendor(fake);
            for (String name : NAMES) {
                HttpResponse<String> answer = gateway.send(
                        "/v1/chat/completions",
                        "application/x-www-form-urlencoded",
                        name + "=http%3A%2F%2F127.0.0.1%2Fx&model=" + vendor.model());

                assertThat(answer.statusCode()).as(name).isEqualTo(415);
            }
            assertThat(fake.received()).isEmpty();
            vendor.delete();
        }
    }

    private void order(TestVendor vendor, String name, String value) {
        String json = "\"" + name + "\":\"" + value + "\",\"nested\":{\"" + name + "\":\"" + value + "\"}";
        String query = "?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);

        HttpResponse<String> answer = gateway.post("/v1/chat/completions" + query, vendor.request(json), name, value);

        assertThat(answer.statusCode()).as(name + ": " + answer.body()).isEqualTo(200);
    }

    private static void assertUnmoved(Received received) {
        assertThat(received.method()).isEqualTo("POST");
        assertThat(received.path()).isEqualTo("/chat/completions");
        assertThat(received.headers().toString().toLowerCase(Locale.ROOT))
                .doesNotContain("camel", "env:path", "long-running");
        // What stands in the body is the vendor's business: it passes as it is, resolved by nobody.
        String text = received.text();
        assertThat(text.contains("{{env:PATH}}") || text.contains("${sys.java.version}") || text.contains("/x"))
                .isTrue();
    }

    private static List<String> spellings(String name) {
        StringBuilder mixed = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            mixed.append(i % 2 == 0 ? Character.toUpperCase(c) : Character.toLowerCase(c));
        }
        return List.of(name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT), mixed.toString());
    }
}
