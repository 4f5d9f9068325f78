package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import fakes.FakeVendor;
import fakes.Script;
import gateway.admin.UnmappedMessages;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Mappings that fail, or return what is no answer: their engineer is told which, where and what. */
class MappingFaultsIT {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String SAID =
            "{\"choices\":[{\"index\":0,\"delta\":{\"content\":.t},\"finish_reason\":.end}]}";

    private static Gateway gateway;

    private final FakeVendor fake = FakeVendor.start();

    @BeforeAll
    static void start() {
        gateway = Gateway.start(Map.of());
    }

    @AfterAll
    static void end() {
        gateway.close();
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    /** Its folder is at fault: that is another thing than a vendor that answers nonsense. */
    @Test
    void aMappingThatCannotTakeAnAnswerIsNamedInTheDecisionsTerms() {
        TestVendor vendor = vendor(
                "auth: none\nstream: {end: close}",
                "if (.bad) [for (.bad) .] else " + SAID,
                Map.of("response.jslt", "error(\"no such field\")"));
        fake.next(
                Script.json(200, "{}"),
                Script.rawStream("data: {\"t\":\"x\"}\n\ndata: {\"bad\":true}\n\n"),
                Script.rawStream("data: {\"bad\":true}\n\n"));

        HttpResponse<String> whole = gateway.chat(vendor.request());
        HttpResponse<String> midst = gateway.chat(vendor.streamRequest());
        HttpResponse<String> first = gateway.chat(vendor.streamRequest());

        assertThat(whole.statusCode()).isEqualTo(502);
        assertThat(whole.body())
                .contains("vendor_reply_unmappable", vendor.name() + "/response.jslt cannot take the answer");
        assertThat(midst.body())
                .contains("event: error", "vendor_reply_unmappable", vendor.name() + "/event.jslt:1, at .bad")
                .doesNotContain("[DONE]", "/vendors/");
        assertThat(first.statusCode()).isEqualTo(502);
        List<UnmappedMessages.Unmapped> kept = kept(vendor);
        assertThat(kept).hasSize(3);
        assertThat(kept.getFirst().mapping()).isEqualTo(vendor.name() + "/event.jslt:1, at .bad");
        assertThat(kept.getFirst().message().toString()).isEqualTo("{\"bad\":true}");
        vendor.delete();
    }

    /** What no client could read is not passed on for an answer: it is told where the mapping is to be mended. */
    @Test
    void aMappingThatMakesNoAnswerIsNamedWithItsPlace() {
        TestVendor vendor = vendor(
                "auth: none\nstream: {end: close}",
                "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"nme\":.t,\"arguments\":\"{}\"}}]}}]}",
                Map.of("response.jslt", "{\"choices\":[{\"message\":{\"content\":.t},\"finish_reason\":.why}]}"));
        fake.next(Script.json(200, "{\"t\":\"secret\",\"why\":\"done\"}"), Script.rawStream("data: {\"t\":\"f\"}\n\n"));

        HttpResponse<String> whole = gateway.chat(vendor.request());
        HttpResponse<String> stream = gateway.chat(vendor.streamRequest());

        assertThat(whole.statusCode()).isEqualTo(502);
        assertThat(whole.body())
                .contains("vendor_reply_unmappable", vendor.name() + "/response.jslt gives no answer")
                .contains("choices[0].finish_reason is none of stop, length")
                .doesNotContain("secret");
        assertThat(stream.statusCode()).isEqualTo(502);
        assertThat(stream.body())
                .contains("vendor_reply_unmappable", "choices[0].delta.tool_calls[0].function.name is no name");
        assertThat(kept(vendor)).hasSize(2);
        vendor.delete();
    }

    /** Else a vendor that is only busy would be called broken, and nobody would learn why. */
    @Test
    void aMappingOfErrorsThatSaysNothingIsTold() {
        TestVendor vendor = vendor("auth: none", ".", Map.of("error.jslt", "{\"mesage\": .why, \"cod\": .no}"));
        fake.always(Script.json(503, "{\"no\":7,\"why\":\"x\"}"));

        assertThat(gateway.chat(vendor.request()).body()).contains("\"overloaded\"");
        assertThat(kept(vendor))
                .extracting(UnmappedMessages.Unmapped::mapping)
                .contains(vendor.name() + "/error.jslt: neither message nor code");
        vendor.delete();
    }

    /** Clients read these without looking whether they are there. */
    @Test
    void whatStandsAboutAChoiceIsFilledIn() {
        TestVendor vendor = vendor(
                "auth: none\nstream: {end: close}",
                "{\"choices\":[if (.end) {\"finish_reason\":.end} else {\"delta\":{\"content\":.t}}]}",
                Map.of());
        fake.next(Script.rawStream("data: {\"t\":\"hi\"}\n\ndata: {\"end\":\"stop\"}\n\n"));

        assertThat(gateway.chat(vendor.streamRequest()).body())
                .contains("{\"delta\":{\"content\":\"hi\",\"role\":\"assistant\"},\"index\":0,\"finish_reason\":null}")
                .contains("{\"finish_reason\":\"stop\",\"index\":0,\"delta\":{}}");
        vendor.delete();
    }

    private static List<UnmappedMessages.Unmapped> kept(TestVendor vendor) {
        return gateway.bean(UnmappedMessages.class).all().stream()
                .filter(each -> each.offer().equals(vendor.name() + "/" + vendor.model()))
                .toList();
    }

    private TestVendor vendor(String card, String event, Map<String, String> more) {
        Map<String, String> mappings = new HashMap<>(more);
        mappings.put("event.jslt", event);
        return TestVendor.mapped(gateway, "fault" + NAMES.incrementAndGet(), fake.url(), card, mappings);
    }
}
