package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import fakes.Broken;
import fakes.FakeVendor;
import fakes.Script;
import gateway.vendors.VendorReports;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Secrets and prompts are planted, everything is made to happen, and then they are looked for. */
class CanaryIT {

    private static final String KEY = "canary-vendorkey-7391";
    private static final String CALLER = "sk-canary-callerkey-5520";
    private static final String PROMPT = "canary-prompt-1184";
    private static final String ANSWER = "canary-answer-9027";
    private static final String VENDOR_TEXT = "canary-vendortext-3316";

    @Test
    void noSecretAndNoPromptIsFoundWhereItDoesNotBelong() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger ours = (Logger) LoggerFactory.getLogger("gateway");
        Level before = ours.getLevel();
        log.start();
        List<String> told = new ArrayList<>();
        try (FakeVendor fake = FakeVendor.start();
                Gateway gateway = Gateway.start(Map.of("CANARY_API_KEY", KEY))) {
            // Only now: a start sets up logging anew.
            ours.setLevel(Level.DEBUG);
            root.addAppender(log);
            told.addAll(makeEverythingHappen(gateway, fake));

            assertThat(fake.received()).isNotEmpty();
            String metrics = gateway.bean(PrometheusMeterRegistry.class).scrape();
            assertThat(metrics)
                    .contains("ai_model_response_time")
                    .doesNotContain(KEY, CALLER, PROMPT, ANSWER, VENDOR_TEXT);
        } finally {
            root.detachAppender(log);
            ours.setLevel(before);
        }

        assertThat(String.join("\n", told)).doesNotContain(KEY, CALLER, VENDOR_TEXT);
        assertThat(log.list)
                .isNotEmpty()
                .as("no library tells of a vendor's failure on its own")
                .noneMatch(event -> event.getLoggerName().startsWith("org.apache"));
        assertThat(log.list.toString() + log.list.stream().map(CanaryIT::thrown).toList())
                .doesNotContain(KEY, CALLER, PROMPT, ANSWER, VENDOR_TEXT);
    }

    private static List<String> makeEverythingHappen(Gateway gateway, FakeVendor fake) {
        List<String> told = new ArrayList<>();
        TestVendor vendor = new TestVendor(gateway, "canary");
        vendor.write(fake.url(), "auth: bearer\ntimeouts: {first-event: 300ms, reply: 300ms, stall: 300ms}");
        vendor.awaitLive();
        for (Script script : scripts()) {
            fake.next(script, script);
            told.add(told(gateway, gateway.chat(asking(vendor.request(field())), "X-Private", PROMPT)));
            told.add(told(gateway, gateway.chat(asking(vendor.streamRequest(field())))));
        }
        sandboxRefuses(gateway);
        told.add(reportOfABrokenCard(gateway, vendor));
        told.add(refused(gateway.chat("{\"model\":\"" + PROMPT, "Authorization", "Bearer " + CALLER)));
        told.add(refused(gateway.get("/v1/models", "Authorization", "Bearer " + CALLER)));
        return told;
    }

    private static String refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        return answer.body();
    }

    /** A model inside the process reads the request itself: what it refuses is the caller's text too. */
    private static void sandboxRefuses(Gateway gateway) {
        gateway.copyVendor("sandbox");
        for (String message : List.of(
                "{\"role\":\"" + PROMPT + "\",\"content\":\"" + PROMPT + "\"}",
                "{\"role\":\"user\",\"content\":[{\"type\":\"" + PROMPT + "\",\"x\":\"" + PROMPT + "\"}]}")) {
            String request = "{\"model\":\"sandbox\",\"messages\":[" + message + "]}";
            HttpResponse<String> answer = gateway.chat(request);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(gateway.decision(answer).toString()).doesNotContain(PROMPT);
        }
    }

    /** Planted where a prompt stands. */
    private static String asking(String request) {
        assertThat(request).contains("hello");
        return request.replace("hello", "hello " + PROMPT);
    }

    /** What the console and the log say of a card in which somebody wrote a login. */
    private static String reportOfABrokenCard(Gateway gateway, TestVendor vendor) {
        vendor.write("https://user:" + KEY + "@127.0.0.1", "auth: bearer");
        VendorReports reports = gateway.bean(VendorReports.class);
        await().until(() -> reports.broken() > 0);
        return reports.all().toString();
    }

    /** The answer but for what the caller asked for, and the decision. */
    private static String told(Gateway gateway, HttpResponse<String> answer) {
        String decision = gateway.decision(answer).toString();
        assertThat(decision).doesNotContain(KEY, CALLER, PROMPT, ANSWER, VENDOR_TEXT);
        return answer.body() + answer.headers().map();
    }

    private static String thrown(ILoggingEvent event) {
        StringBuilder all = new StringBuilder();
        for (IThrowableProxy thrown = event.getThrowableProxy(); thrown != null; thrown = thrown.getCause()) {
            all.append(thrown.getMessage()).append(' ');
        }
        return all.toString();
    }

    private static String field() {
        return "\"user\":\"" + PROMPT + "\"";
    }

    private static List<Script> scripts() {
        String text = VENDOR_TEXT + " " + KEY;
        return List.of(
                Script.chat(ANSWER),
                Script.stream(ANSWER),
                Script.error(500, "boom", text),
                Script.error(503, "busy", text),
                Script.error(429, "slow", text),
                Script.error(400, "bad", text),
                Broken.errorIn200("x", text),
                Broken.errorEvent("x", text, ANSWER),
                Script.json(200, "{\"broken\": \"" + text),
                Broken.html(200),
                Broken.hang(),
                Broken.cutAfter(ANSWER),
                Broken.resetBeforeHeaders(),
                Broken.redirect("http://127.0.0.1:1/" + KEY),
                Script.error(404, "none", text));
    }
}
