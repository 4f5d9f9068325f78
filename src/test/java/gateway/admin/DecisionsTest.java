package gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.fault.ErrorCode;
import gateway.scoring.Exclusion;
import gateway.scoring.Fleet;
import gateway.scoring.Plan;
import gateway.vendors.Catalog;
import gateway.wire.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A request can be explained as long as it is among the last, to its own account only. */
class DecisionsTest {

    private final Decisions decisions = new Decisions(new DecisionSettings(100));

    @Test
    void aRequestIsExplainedInFull() throws Exception {
        decisions.record(served("req-1"));

        JsonNode json = decisions.find("acct-1", "req-1").orElseThrow();

        // As text: a number made in Java and one read from text are nodes of different classes.
        assertThat(new ObjectMapper().readTree(json.toString())).isEqualTo(new ObjectMapper().readTree("""
                {"id": "req-1", "object": "request", "created_at": "2025-06-01T12:00:00Z",
                 "endpoint": "/v1/chat/completions", "account": "acct-1", "models": ["m"], "stream": true,
                 "status": 200, "error": null,
                 "served_by": {"vendor": "acme", "model": "m", "region": "default"}, "duration_ms": 1234,
                 "usage": {"prompt_tokens": 10, "completion_tokens": 20, "total_tokens": 30, "estimated": false,
                           "anomaly": null, "parts": {"input": 10, "output": 20}},
                 "cost": {"amount": "0.00000018", "currency": "CNY"},
                 "plan": {"strategy": "balanced",
                          "candidates": [{"offer": "acme/m", "region": "default",
                                          "score": {"total": 1, "cost": 1, "performance": 1, "quality": 1}}],
                          "excluded": [{"offer": "globex/m", "region": "east", "reason": "breaker open",
                                        "retry_after_ms": 9000},
                                       {"offer": "initech/m", "region": "east", "reason": "cannot do vision",
                                        "retry_after_ms": null}]},
                 "attempts": [{"offer": "globex/m", "region": "east", "key": null, "outcome": "upstream_timeout",
                               "vendor_status": null, "started_ms": 1, "first_event_ms": null, "total_ms": 900, "calls": 1},
                              {"offer": "acme/m", "region": "default", "key": "acme-1", "outcome": "ok",
                               "vendor_status": 200, "started_ms": 901, "first_event_ms": 40, "total_ms": 333,
                               "calls": 1}]}
                """));
        assertThat(json.toString()).doesNotContain("canary-secret");
    }

    @Test
    void aRequestThatEndedBeforeItWasPlannedHasNoPlan() {
        decisions.record(refused("req-2", "acct-1"));

        JsonNode json = decisions.find("acct-1", "req-2").orElseThrow();

        assertThat(json.get("plan").isNull()).isTrue();
        assertThat(json.get("error").textValue()).isEqualTo("rate_limited");
        assertThat(json.get("usage").isNull()).isTrue();
        assertThat(json.get("attempts")).isEmpty();
    }

    @Test
    void anotherAccountsRequestIsAsUnknownAsNone() {
        decisions.record(refused("req-3", "acct-1"));

        assertThat(decisions.find("acct-2", "req-3")).isEmpty();
        assertThat(decisions.find("acct-1", "req-0")).isEmpty();
    }

    @Test
    void onlyTheLastAreKept() {
        for (int i = 0; i < 250; i++) {
            decisions.record(refused("req-" + i, "acct-1"));
        }

        assertThat(decisions.find("acct-1", "req-149")).isEmpty();
        assertThat(decisions.find("acct-1", "req-150")).isPresent();
    }

    @Test
    void aRepeatedIdFindsTheLaterAndIsNotLostWithTheEarlier() {
        decisions.record(refused("again", "acct-1"));
        for (int i = 0; i < 99; i++) {
            decisions.record(refused("req-" + i, "acct-1"));
        }
        decisions.record(refused("again", "acct-2"));

        assertThat(decisions.find("acct-1", "again")).isEmpty();
        assertThat(decisions.find("acct-2", "again")).isPresent();
    }

    @Test
    void asManyAreKeptWhenManyThreadsRecord() throws Exception {
        int threads = 8;
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> workers = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int worker = 0; worker < threads; worker++) {
                String prefix = "w" + worker + "-";
                workers.add(pool.submit(() -> {
                    start.await();
                    for (int i = 0; i < 5_000; i++) {
                        decisions.record(refused(prefix + i, "acct-1"));
                        decisions.find("acct-1", prefix + i / 2);
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> each : workers) {
                each.get();
            }
        }

        long kept = IntStream.range(0, threads * 5_000)
                .filter(i -> decisions
                        .find("acct-1", "w" + i % threads + '-' + i / threads)
                        .isPresent())
                .count();
        assertThat(kept).isEqualTo(100);
    }

    private static Decision served(String id) {
        Fleet fleet = new Fleet();
        Catalog catalog = Fleet.catalog(fleet.vendor("acme").model("m").live());
        Plan alone = fleet.plan(catalog, "m");
        Plan plan = new Plan(
                alone.strategy(),
                alone.candidates(),
                List.of(
                        new Exclusion("globex/m", "east", "breaker open", Duration.ofSeconds(9)),
                        new Exclusion("initech/m", "east", "cannot do vision", null)));
        return new Decision(
                id,
                Fleet.NOON,
                "/v1/chat/completions",
                "acct-1",
                List.of("m"),
                true,
                plan,
                List.of(
                        new AttemptRecord(
                                "globex/m",
                                "east",
                                null,
                                ErrorCode.UPSTREAM_TIMEOUT.wire(),
                                0,
                                1,
                                AttemptRecord.NEVER,
                                900,
                                1),
                        new AttemptRecord("acme/m", "default", "acme-1", AttemptRecord.OK, 200, 901, 40, 333, 1)),
                200,
                null,
                Fleet.offer(catalog, "acme/m"),
                new Usage(10, 0, 0, 0, 0, 20, 0, 0, null, null),
                new Decision.Cost(new BigDecimal("1.8E-7"), "CNY"),
                1234);
    }

    private static Decision refused(String id, String account) {
        return new Decision(
                id,
                Fleet.NOON,
                "/v1/chat/completions",
                account,
                List.of("m"),
                false,
                null,
                List.of(),
                429,
                ErrorCode.RATE_LIMITED,
                null,
                null,
                null,
                3);
    }
}
