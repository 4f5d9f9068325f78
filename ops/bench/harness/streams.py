"""The streams: many open at once, each event with a number and a clock, so that a lost, late or misplaced one shows.

Mock and load are one small Java program (`ops/bench/streams`). One way through the gateway passes a vendor's events on as they
came; two are mapped, each from one dialect into the other.
"""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from . import proc
from .calls import say
from .peers import Peer, port_of
from .tools import BENCH, FIRST_PORT, INSTALLED, Problem, jdk, need

PORT = FIRST_PORT + 1
MODEL = "small"
CLAUDE = "claude-haiku-4-5"
"""A model of the folder vendors/claude, whose mappings the mapped streams go through."""
PATIENCE = 90
"""Seconds that a run may take beyond its plan."""


@dataclass(frozen=True)
class Way:
    """Through which peer, in which dialect of the caller, to which dialect of the vendor."""

    name: str
    title: str
    peer: str
    dialect: str = "openai"
    model: str = MODEL
    most: int = 1_000_000
    """Streams it is asked to carry at most."""
    shapes: tuple[str, ...] = ()
    """The only shapes it is measured with; all, when none is named."""


WAYS = [
    Way("nginx", "nginx, bare proxy", "nginx"),
    Way("spring-cloud-gateway", "Spring Cloud Gateway, bare proxy", "spring-cloud-gateway"),
    Way("litellm", "LiteLLM proxy, 200 streams only", "litellm", most=200, shapes=("1000x20",)),
    Way("gateway", "this gateway, same dialect", "gateway"),
    Way("gateway-from-anthropic", "this gateway, Anthropic caller, OpenAI vendor", "gateway", dialect="anthropic"),
    Way("gateway-to-anthropic", "this gateway, OpenAI caller, Anthropic vendor", "gateway", model=CLAUDE),
]


@dataclass(frozen=True)
class Shape:
    """How many streams of which pace; `behaviour` are options of the load for clients that do not just read."""

    name: str
    streams: int
    rate: float
    events: int
    behaviour: tuple[str, ...] = ()
    opened: int = 333
    """Streams opened a second."""
    fresh: bool = False
    """In peers started anew, so that what the streams take is not hidden in memory that was taken before."""

    def seconds(self) -> float:
        return self.events / self.rate + self.streams / self.opened


FULL = [
    Shape("100x20", 100, 20, 200), Shape("1000x20", 1000, 20, 240), Shape("5000x5", 5000, 5, 125),
    Shape("trouble", 1000, 20, 240, ("--leave", "0.1", "--slow", "0.1", "--stall", "0.05", "--linger", "5")),
]
QUICK = [Shape("100x20", 100, 20, 60), Shape("1000x20", 1000, 20, 100)]
MEMORY = Shape("memory", 1000, 20, 100, fresh=True)
OPENINGS = Shape("openings", 4000, 20, 4, opened=1000)
WARM = Shape("warm-up", 400, 20, 80)
ROUNDS, QUICK_ROUNDS = 3, 1
MOST_BROKEN = 0.05
STEADY, WARM_MOST, WARM_LEAST = 0.95, 6, 2


def jar() -> Path:
    """Built from the tree when it is older than what it is made of."""
    project, built = BENCH / "streams", INSTALLED / "streams" / "streams.jar"
    sources = [project / "pom.xml", *project.glob("src/main/**/*.java")]
    if not built.exists() or any(source.stat().st_mtime > built.stat().st_mtime for source in sources):
        done = subprocess.run([need("mvn"), "-q", "-B", "-ntp", "-DskipTests", "package"], cwd=project, capture_output=True, text=True)
        if done.returncode:
            raise Problem("the build of ops/bench/streams failed: " + (done.stdout.strip().splitlines() or ["it said nothing"])[0])
        built.parent.mkdir(parents=True, exist_ok=True)
        built.write_bytes((project / "target" / "streams.jar").read_bytes())
    return built


class Mock:
    """The mock vendor of streams, at one pace, between `with` and its end."""

    def __init__(self, shape: Shape, work: Path, port: int = PORT):
        options = ["--port", str(port), "--rate", str(shape.rate), "--events", str(shape.events)]
        self.command = [str(jdk() / "bin" / "java"), "-Xmx1g", "-jar", str(jar()), "mock", *options]
        self.log, self.port = work / "streams-mock.log", port

    def __enter__(self) -> "Mock":
        proc.must_be_free(self.port)
        self.process = proc.start(self.command, self.log, {})
        self.pid = self.process.pid
        if not proc.wait_until(lambda: proc.listens(self.port), 20, self.process):
            raise Problem("the mock of streams does not start: " + self.log.read_text().strip()[-300:])
        return self

    def __exit__(self, *_):
        proc.stop(self.process)


def order(way: Way, shape: Shape, peer: Peer, streams: int) -> list[str]:
    """The load's command line, without what it measures."""
    path = peer.paths["messages" if way.dialect == "anthropic" else "chat"].format(answer=way.model)
    headers = [part for name, value in peer.headers.items() for part in ("--header", f"{name}: {value}")]
    seconds = shape.seconds() + PATIENCE
    return [str(jdk() / "bin" / "java"), "-Xmx2g", "-jar", str(jar()), "load", "--url", f"http://127.0.0.1:{peer.port}{path}",
            "--dialect", way.dialect, "--model", way.model, "--streams", str(streams), "--events", str(shape.events),
            "--ramp", str(shape.opened), "--duration", f"{seconds:.0f}", *headers, *shape.behaviour]


def measure(way: Way, shape: Shape, peer: Peer, mock_pid: int | None = None) -> dict:
    """One figure, flat, with the load's whole report beside it."""
    streams = min(shape.streams, way.most)
    record = {"peer": way.name, "workload": shape.name, "streams": streams, "rate": shape.rate}
    command = [*order(way, shape, peer, streams), "--pid", str(peer.process.pid)]
    command += ["--mock-pid", str(mock_pid)] if mock_pid else []
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=shape.seconds() + 2 * PATIENCE)
    except subprocess.TimeoutExpired:
        return {**record, "failed": "the load did not end"}
    if done.returncode or not done.stdout.strip():
        return {**record, "failed": (done.stderr.strip().splitlines() or ["the load said nothing"])[0][:300]}
    return {**record, **flat(json.loads(done.stdout), shape)}


def flat(report: dict, shape: Shape) -> dict:
    """What charts and tables need. `report` is what the load wrote; what it could not measure is null there."""
    said, memory = report["streams"], report["rss_mb"] or {}
    cpu = (report["cpu_us_per_event"] or {}).get("steady") or report["cpu_us_per_event"]["total"]
    delay = report["delay_steady_ms"] if (report["delay_steady_ms"] or {}).get("count") else report["delay_ms"]
    per_stream = report["bytes_per_stream"]
    got = {
        "cpu_us": cpu["all"], "cpu_user_us": cpu["user"], "cpu_system_us": cpu["system"],
        "delay_p50_ms": delay["p50"], "delay_p99_ms": delay["p99"], "delay_max_ms": delay["max"],
        "first_p50_ms": report["first_event_ms"]["p50"], "first_p99_ms": report["first_event_ms"]["p99"],
        "gaps_250": report["gaps"]["over_250_ms"], "gaps_1000": report["gaps"]["over_1_s"],
        "completed": said["completed"], "broken": said["broken"], "events_per_second": report["events"]["per_second"],
        "resident_mib": max((value for value in memory.values() if isinstance(value, (int, float))), default=None),
        "kib_per_stream": round(per_stream / 1024, 1) if isinstance(per_stream, (int, float)) else None,
        "report": report,
    }
    if said["broken"]:
        failed = f"{said['broken']} of {said['planned']} streams broken: {json.dumps(said['reasons'])}"
        telling = said["broken"] <= MOST_BROKEN * said["planned"]  # else the figures are those of errors
        return {**(got if telling else {"broken": said["broken"], "report": report}), "failed": failed}
    return got


def tell(round_number: int, record: dict) -> dict:
    place = f"  {round_number} {record['workload']:10} {record['peer']:24}"
    if "cpu_us" in record:
        say(f"{place} {record['cpu_us']:7.1f} µs an event, delay p99 {record['delay_p99_ms']:.1f} ms, first p99 "
            f"{record['first_p99_ms']:.1f} ms, gaps {record['gaps_250']}/{record['gaps_1000']}, {record['kib_per_stream']} KiB a stream")
    if "failed" in record:
        say(f"{place} FAILED: {record['failed']}")
    return {"round": round_number, **record}


def warm_up(ways: list[Way], peers: dict[str, Peer], quick: bool, work: Path) -> dict[str, list[float]]:
    """Opening a stream is other code than passing its events on, and by far the longer: both are warmed up."""
    courses = {}
    for shape in (OPENINGS, WARM):
        with Mock(shape, work):
            for way in ways:
                if way.peer in peers and peers[way.peer].warms_up and (shape is WARM or way.most > shape.streams):
                    least_only = quick or way.most < WARM.streams
                    courses[f"{way.name} {shape.name}"] = until_steady(way, shape, peers[way.peer], WARM_LEAST if least_only else WARM_MOST)
    return courses


def until_steady(way: Way, shape: Shape, peer: Peer, most: int) -> list[float]:
    """Until an event stops getting cheaper."""
    course: list[float] = []
    while len(course) < most:
        got = measure(way, shape, peer)
        if "failed" in got:
            say(f"  {way.name} FAILED to warm up with {shape.name}: {got['failed']}")
            break
        course.append(got["cpu_us"])
        if len(course) > WARM_LEAST and abs(course[-1] / course[-2] - 1) <= 1 - STEADY:
            break
    say(f"  {way.name} after {shape.name}: {' '.join(f'{c:.0f}' for c in course)} µs CPU an event")
    return course


def start(peers: list[Peer], work: Path) -> dict[str, str]:
    """The mock here only streams, so no call is tried: whether they answer rightly, the load will tell."""
    for number, peer in enumerate(peers):
        peer.start(work / peer.name, port_of(number), upstream=PORT, answers=[MODEL])
    return {p.name: why for p in peers if (why := p.await_ready(p.says_ready))}


def in_turns(ways: list[Way], shape: Shape, peers: dict[str, Peer], work: Path, round_number: int) -> list[dict]:
    """One shape, every way. Fresh ones are measured in a peer that is started for it and carried a few streams before."""
    records = []
    with Mock(shape, work) as mock:
        for way in ways:
            if way.peer not in peers or (way.shapes and shape.name not in way.shapes):
                continue
            peer = peers[way.peer]
            if shape.fresh:
                port = peer.port
                peer.stop()
                peer.start(work / peer.name, port, upstream=PORT, answers=[MODEL])
                reason = peer.await_ready(peer.says_ready)
                if reason:
                    records.append({"round": round_number, "peer": way.name, "workload": shape.name, "failed": reason})
                    continue
                measure(way, Shape("few", 20, shape.rate, shape.events), peer)
            records.append(tell(round_number, measure(way, shape, peer, mock.pid)))
    return records


def run(peers: list[Peer], missing: dict[str, str], quick: bool, work: Path) -> dict:
    shapes, rounds = (QUICK, QUICK_ROUNDS) if quick else (FULL, ROUNDS)
    wanted = [peer for peer in peers if peer.name in {way.peer for way in WAYS}]
    records: list[dict] = []
    courses: dict[str, list[float]] = {}
    os.makedirs(work, exist_ok=True)
    try:
        failed = start(wanted, work)
        there = {peer.name: peer for peer in wanted if peer.name not in failed}
        courses = warm_up(WAYS, there, quick, work)
        for round_number in range(1, rounds + 1):
            for shape in shapes:
                if shape.behaviour and round_number > 1:
                    continue
                records += in_turns(WAYS, shape, there, work, round_number)
        records += in_turns(WAYS, MEMORY, there, work, 1)
    finally:
        for peer in wanted:
            peer.stop()
    return {"scenario": "streams", "quick": quick, "rounds": rounds, "missing": {**missing, **failed}, "warm_up": courses,
            "peers": {way.name: {"title": way.title} for way in WAYS}, "records": records}
