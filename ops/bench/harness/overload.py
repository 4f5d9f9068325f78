"""Three times the load the gateway can carry, for a minute: what still gets through, how refusals look, how soon it is over.

Twice. *In flight*: the gateway may have so many requests under way and no more, each takes 60 ms, so what it can carry is known
exactly; it refuses the rest. *Processor*: many more callers than it has processor time for; it refuses nobody, all wait longer.
"""

import dataclasses
import http.client
import json
import threading
import time
from pathlib import Path

from . import mock, svg
from .calls import say, warm_up
from .calls_report import table
from .peers import Peer, port_of
from .store import Spread
from .wrk import DONE, MIB, burst, script

PEERS = ["gateway"]
SECONDS, QUICK_SECONDS = 60, 10
WARM, QUICK_WARM = 45, 12
IN_FLIGHT = 100
PAUSE_MS = 60
TIMES = 3
CALM = 64
CROWD = 1500
PROBE_EVERY = 0.02
RECOVERY_MOST = 15
NORMAL = 1.5
"""Back to normal when ten calls in a row take at most so many times what ten took before."""

COUNTING = """
-- wrk runs this twice: in the thread that loads, which counts, and in the one that reports, which asks it.
good, refused, hinted, other = 0, 0, 0, 0
local loading
function setup(thread) loading = thread end
function delay() return %d end
function response(status, headers)
  if status == 200 then good = good + 1
  elseif status == 503 then
    refused = refused + 1
    if headers["Retry-After"] or headers["retry-after"] then hinted = hinted + 1 end
  else other = other + 1 end
end
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format('figures {"good":%%d,"refused":%%d,"hinted":%%d,"other":%%d,"micros":%%d,"socket_errors":%%d,"p50":%%.1f,"p99":%%.1f}\\n',
    loading:get("good"), loading:get("refused"), loading:get("hinted"), loading:get("other"), summary.duration,
    e.connect + e.read + e.write + e.timeout, latency:percentile(50), latency:percentile(99)))
end
"""


@dataclasses.dataclass
class Probe:
    """One more caller, who asks again and again and notes how long each answer took: wrk does not tell refusals apart."""

    peer: Peer
    answer: str
    times: list[tuple[float, int, float, str]] = dataclasses.field(default_factory=list)
    stopping: bool = False

    def once(self) -> tuple[float, int, float, str]:
        path, headers, body = self.peer.request(self.answer)
        begin = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.peer.port, timeout=30)
        try:
            connection.connect()
            sent = time.monotonic()
            connection.request("POST", path, body, headers)
            response = connection.getresponse()
            response.read()
            return begin, response.status, (time.monotonic() - sent) * 1000, response.headers.get("Retry-After", "")
        except (OSError, http.client.HTTPException):
            return begin, 0, (time.monotonic() - begin) * 1000, ""
        finally:
            connection.close()

    def keep_asking(self) -> None:
        while not self.stopping:
            self.times.append(self.once())
            time.sleep(PROBE_EVERY)

    def mean_of(self, calls: int) -> float:
        """Milliseconds; without end when one of them was not answered rightly."""
        got = [self.once() for _ in range(calls)]
        return sum(ms for _, _, ms, _ in got) / calls if all(status == 200 for _, status, _, _ in got) else float("inf")


def counted(peer: Peer, answer: str, connections: int, pause: int, seconds: int, work: Path) -> dict:
    """A burst in which a caller rests between an answer and the next call; answers counted by status, with the cost of all."""
    lua = script(peer, answer).replace(DONE, "\n") + COUNTING % pause
    before = peer.usage()
    got = burst(peer.port, lua, connections, seconds, work)
    spent = peer.usage().since(before)
    return {**got, "seconds": got["micros"] / 1e6, "cpu_s": spent.user + spent.system, "resident_mib": round(spent.resident / MIB, 1)}


def recovery(probe: Probe, usual: float) -> float:
    """Seconds from the end of the load until answers take what they took before; not a number when that did not come."""
    begin = time.monotonic()
    while time.monotonic() - begin < RECOVERY_MOST:
        if probe.mean_of(10) <= NORMAL * usual:
            return round(time.monotonic() - begin, 2)
    return float("nan")


def quantile(values: list[float], share: float) -> float:
    return round(sorted(values)[min(len(values) - 1, int(share * len(values)))], 2) if values else float("nan")


def overload(kind: str, peer: Peer, answer: str, calm: int, crowd: int, pause: int, seconds: int, work: Path) -> dict:
    """What the peer does at its best, then under the crowd, then after it."""
    probe = Probe(peer, answer)
    usual = probe.mean_of(30)
    best = counted(peer, answer, calm, 0, max(3, seconds // 4), work)
    probe.mean_of(10)
    asking = threading.Thread(target=probe.keep_asking)
    asking.start()
    try:
        got = counted(peer, answer, crowd, pause, seconds, work)
    finally:
        probe.stopping = True
    back = recovery(Probe(peer, answer), usual)
    asking.join()
    refusals = [ms for _, status, ms, _ in probe.times if status == 503]
    best_rate, rate = best["good"] / best["seconds"], got["good"] / got["seconds"]
    for_good = got["good"] * best["cpu_s"] / max(1, best["good"])
    record = {
        "peer": "gateway", "workload": kind, "seconds": seconds, "connections": crowd, "best_rps": round(best_rate, 1),
        "offered_rps": round((got["good"] + got["refused"]) / got["seconds"], 1), "goodput_rps": round(rate, 1),
        "goodput_share": round(rate / best_rate, 3) if best_rate else None, "refused": got["refused"], "with_retry_after": got["hinted"],
        "other": got["other"], "socket_errors": got["socket_errors"], "p99_ms": round(got["p99"] / 1000, 1),
        "refusal_p50_ms": quantile(refusals, 0.5) if refusals else None, "refusal_p99_ms": quantile(refusals, 0.99) if refusals else None,
        "refusal_cpu_us": round((got["cpu_s"] - for_good) / got["refused"] * 1e6, 1) if got["refused"] else None,
        "calm_mib": best["resident_mib"], "resident_mib": got["resident_mib"], "usual_ms": round(usual, 2),
        "recovery_s": back if back == back else None,
    }
    say("  " + json.dumps(record))
    if got["other"] or got["hinted"] < got["refused"] or back != back:
        record["failed"] = f"{got['other']} answers neither 200 nor 503, {got['refused'] - got['hinted']} refusals without Retry-After, " \
                           f"back to normal {'never' if back != back else f'after {back} s'}"
    return record


def run(there: list[Peer], missing: dict[str, str], quick: bool, work: Path, only: list[str]) -> dict:
    seconds, warm = (QUICK_SECONDS, QUICK_WARM) if quick else (SECONDS, WARM)
    slow = f"small-{mock.WAIT_MS}ms"
    # A refused caller comes back after PAUSE_MS, a served one after that and the wait: so many make TIMES the load.
    crowd = IN_FLIGHT * (mock.WAIT_MS + PAUSE_MS + (TIMES - 1) * PAUSE_MS) // mock.WAIT_MS
    cases = [("in flight", {"GATEWAY_MAX_IN_FLIGHT": str(IN_FLIGHT)}, slow, IN_FLIGHT, crowd, PAUSE_MS),
             ("processor", {}, "small", CALM, CROWD, 0)]
    records: list[dict] = []
    with mock.Mock(work):
        for peer in there:
            for number, (kind, env, answer, calm, many, pause) in enumerate(cases):
                if only and kind not in only:
                    continue
                peer.env = env
                peer.start(work / f"case-{number}", port_of(number))
                try:
                    reason = peer.await_ready()
                    if reason:
                        records.append({"workload": kind, "failed": reason})
                        continue
                    warm_up(peer, "small", warm, work)
                    records.append(overload(kind, peer, answer, calm, many, pause, seconds, work))
                finally:
                    peer.stop()
    return {"scenario": "overload", "quick": quick, "missing": missing, "peers": {"gateway": {"title": "this gateway"}}, "records": records}


def sections(result: dict) -> dict[str, str]:
    rows = []
    for r in result["records"]:
        if "goodput_rps" in r:
            def told(name, r=r):
                return svg.number(r[name]) if r[name] is not None else "–"
            rows.append([f"{r['workload']}, {r['connections']} callers, {r['seconds']} s", *map(told, (
                "best_rps", "offered_rps", "goodput_rps", "goodput_share", "refused", "with_retry_after", "refusal_p50_ms", "refusal_p99_ms",
                "refusal_cpu_us", "p99_ms", "calm_mib", "resident_mib", "recovery_s"))])
    heads = ["", "best/s", "offered/s", "answered/s", "share of best", "refused", "with Retry-After", "refusal p50 ms", "refusal p99 ms",
             "CPU µs a refusal", "p99 ms", "MiB before", "MiB under it", "normal after s"]
    return {"overload": table(heads, rows)}


def charts(result: dict) -> dict[str, str]:
    rows = [svg.Row(r["workload"], [Spread([r["best_rps"]]), Spread([r["goodput_rps"]])]) for r in result["records"] if "goodput_rps" in r]
    return {"overload": svg.dots("Requests answered a second, at its best and under three times the load", "One run.", rows,
                                 ["at its best", "under overload"], log=False)}
