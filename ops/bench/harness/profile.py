"""Where the gateway's time and memory go: a flight recording under buffered load and one under streams, and the ten largest."""

from pathlib import Path

from . import flight, mock, streams, svg
from .calls import say, warm_up
from .calls_report import table
from .peers import Peer, port_of
from .store import Spread
from .wrk import Load, measure

PEERS = ["gateway"]
SECONDS, QUICK_SECONDS = 30, 8
WARM, QUICK_WARM = 60, 15
CONNECTIONS = 64
LARGEST = 10
SHAPE = streams.Shape("profile", 1000, 20, 20 * (SECONDS + 10))
QUICK_SHAPE = streams.Shape("profile", 200, 20, 20 * (QUICK_SECONDS + 5))


def book(load: str, recording: Path, cost: float, count: float) -> list[dict]:
    """A record a group: its share, and what it comes to for one of `count` requests or events that cost so many µs each."""
    records = []
    cpu = flight.booked(recording, flight.CPU)
    kind = flight.CPU if cpu else flight.OLD_CPU
    for what, sums in [("cpu", cpu or flight.booked(recording, kind)), ("allocation", flight.booked(recording, flight.ALLOCATION))]:
        total = sum(sums.values())
        for group, weight in sums.most_common():
            records.append({"load": load, "what": what, "group": group, "share": round(weight / total, 4),
                            "each": round(cost * weight / total, 2) if what == "cpu" else round(weight / count, 1)})
    return records


def record_load(peer: Peer, load: str, work: Path, drive) -> list[dict]:
    """Records while `drive` loads it; `drive` gives back CPU µs and the number of requests or events."""
    recording = work / f"{load}.jfr"
    flight.begin(peer.process.pid)
    cost, count = drive()
    flight.end(peer.process.pid, recording)
    if not count:
        return [{"load": load, "failed": "nothing was answered while it was recorded"}]
    say(f"  {load}: {cost:.1f} µs CPU each, {count:.0f} of them, {recording.stat().st_size >> 20} MiB of recording")
    return book(load, recording, cost, count)


def calls(peer: Peer, quick: bool, work: Path) -> list[dict]:
    with mock.Mock(work):
        peer.start(work / "calls", port_of(0))
        reason = peer.await_ready()
        if reason:
            return [{"load": "calls", "failed": reason}]
        warm_up(peer, "small", QUICK_WARM if quick else WARM, work)

        def drive() -> tuple[float, float]:
            got = measure(peer, Load("profile", "small", CONNECTIONS), QUICK_SECONDS if quick else SECONDS, work)
            return got.get("cpu_us", 0), got.get("requests", 0)
        try:
            return record_load(peer, "calls", work, drive)
        finally:
            peer.stop()


def streamed(peer: Peer, way: streams.Way, quick: bool, work: Path) -> list[dict]:
    shape = QUICK_SHAPE if quick else SHAPE
    peer.start(work / way.name, port_of(1), upstream=streams.PORT, answers=[streams.MODEL])
    try:
        reason = peer.await_ready(peer.says_ready)
        if reason:
            return [{"load": way.name, "failed": reason}]
        streams.warm_up([way], {peer.name: peer}, quick, work)

        def drive() -> tuple[float, float]:
            with streams.Mock(shape, work):
                got = streams.measure(way, shape, peer)
            return got.get("cpu_us", 0), (got["report"]["events"]["received"] if "cpu_us" in got else 0)
        return record_load(peer, way.name, work, drive)
    finally:
        peer.stop()


def run(there: list[Peer], missing: dict[str, str], quick: bool, work: Path, only: list[str]) -> dict:
    records: list[dict] = []
    ways = [way for way in streams.WAYS if way.peer == "gateway"]
    for peer in there:
        records += calls(peer, quick, work)
        for way in ways:
            records += streamed(peer, way, quick, work)
    titles = {"calls": "buffered calls, 64 connections", **{way.name: f"1,000 streams: {way.title}" for way in ways}}
    return {"scenario": "profile", "quick": quick, "missing": missing, "peers": {name: {"title": t} for name, t in titles.items()},
            "records": records}


def sections(result: dict) -> dict[str, str]:
    made = {}
    for load, about in result["peers"].items():
        parts = []
        for what, unit in (("cpu", "µs"), ("allocation", "bytes")):
            largest = [r for r in result["records"] if r["load"] == load and r.get("what") == what][:LARGEST]
            if largest:
                each = f"{unit} a request" if load == "calls" else f"{unit} an event"
                parts.append(table([f"{about['title']}: {what}", "share", each],
                                   [[r["group"], f"{100 * r['share']:.1f} %", svg.number(r["each"])] for r in largest]))
        if parts:
            made[f"profile-{load}"] = "\n\n".join(parts)
    return made


def charts(result: dict) -> dict[str, str]:
    made = {}
    for load, about in result["peers"].items():
        rows = [svg.Row(r["group"], [Spread([r["each"]])]) for r in result["records"] if r["load"] == load and r.get("what") == "cpu"][:LARGEST]
        if rows:
            made[f"profile-{load}"] = svg.bars(f"Where processor time goes: {about['title']}, µs", "From one flight recording.",
                                               rows, [""], [row.values[0] for row in rows])
    return made
