"""What one request costs as the gateway grows: vendors, models, keys, aliases, open streams.

Each point is the gateway started anew with that much of one thing and the least of all others, warmed up, and measured under the
same load: 64 connections, 0.5 KB at once.
"""

import dataclasses
import hashlib
import hmac
import shutil
import subprocess
import zipfile
from pathlib import Path

from . import mock, proc, streams, svg
from .calls import say, tell, warm_up
from .calls_report import shown, table
from .peers import Peer, port_of
from .store import spread
from .tools import ROOT, Problem, jdk
from .wrk import DONE, Load, burst, fault_of, measure

PEERS = ["gateway"]
AXES = {
    "vendors": ("folders of vendors, a model each", [5, 50, 500]),
    "models": ("models of one more vendor", [10, 100, 1000]),
    "keys": ("API keys, each request with another one", [100, 10_000, 1_000_000]),
    "aliases": ("aliases", [10, 100, 1000]),
    "streams": ("open streams that are idle", [0, 1000, 5000]),
}
QUICK_AXES = ["vendors", "keys"]
"""With --quick these unless others are named, and of each the two smaller points."""
ROUNDS, QUICK_ROUNDS, SECONDS = 3, 2, 3
WARM, QUICK_WARM = 45, 12
IDLE = streams.Shape("idle", 1, 0.1, 60)
LOAD = Load("small-64", "small", 64)
KEY, PEPPER = "sk-gw-bench-key-%016d", "bench-pepper-0123456789abcdef0123456789abcdef"
ROUTES = """- templatedRoute:
    routeTemplateRef: vendor-chat-openai
    routeId: vendor-{name}-chat
    parameters:
      - name: vendor
        value: {name}
"""
CARD = """title: Filler of the benchmark
currency: USD
base-url: http://127.0.0.1:{port}/{answer}/v1
limits: {{ in-flight: 10000, requests-per-second: 100000 }}
models:
"""
MODEL = """  - {{ id: {model}, features: [tools], price: {{ input: 1, output: 2 }}, context-tokens: 100000, max-output-tokens: 10000, quality: 0.5 }}
"""


def vendor(work: Path, name: str, models: list[str], env: dict[str, str], port: int = mock.Mock.port) -> None:
    folder = work / "vendors" / name
    folder.mkdir(parents=True)
    card = CARD.format(port=port, answer="small") + "".join(MODEL.format(model=model) for model in models)
    (folder / "vendor.yaml").write_text(card)
    (folder / "routes.camel.yaml").write_text(ROUTES.format(name=name))
    env[name.upper().replace("-", "_") + "_API_KEY"] = "sk-bench"


def keys(work: Path, env: dict[str, str], peer: Peer, count: int) -> None:
    """Rows straight into the database file: the gateway makes the table, H2's own tool fills it from a list of hashes."""
    env["GATEWAY_KEY_PEPPER"] = PEPPER
    peer.env = env
    peer.start(work, port_of(0), answers=["small"])
    reason = peer.await_ready()
    peer.stop()
    if reason:
        raise Problem(f"the gateway did not start to make its tables: {reason}")
    rows = work / "keys.csv"
    with rows.open("w") as out:
        out.write("KEY_ID,KEY_HASH,ACCOUNT_ID,TIER,CREATED_AT\n")
        for number in range(count):
            digest = hmac.digest(PEPPER.encode(), (KEY % number).encode(), hashlib.sha256).hex()
            out.write(f"bench-{number},{digest},bench,standard,2026-01-01 00:00:00\n")
    jar = next((ROOT / "target").glob("aigc-gateway-*.jar"))
    with zipfile.ZipFile(jar) as packed:
        inner = next(name for name in packed.namelist() if name.startswith("BOOT-INF/lib/h2-"))
        (work / "h2.jar").write_bytes(packed.read(inner))
    statement = f"INSERT INTO api_key SELECT * FROM CSVREAD('{rows}')"
    done = subprocess.run([str(jdk() / "bin" / "java"), "-cp", str(work / "h2.jar"), "org.h2.tools.Shell", "-url",
                           f"jdbc:h2:file:{work}/data/gateway", "-user", "sa", "-password", "", "-sql", statement],
                          capture_output=True, text=True)
    if done.returncode or "Exception" in done.stdout + done.stderr:
        raise Problem(f"H2 did not take the keys: {(done.stderr or done.stdout).strip()[:300]}")


def measured_with_keys(peer: Peer, count: int, work: Path, turn: int) -> dict:
    """As `measure`, but each request with a key of its own, drawn at random: in each turn others, or a cache would know them."""
    path, headers, body = peer.request("small")
    draw = f'"Bearer " .. string.format("{KEY}", math.random(0, {count - 1}))'
    lua = (f"math.randomseed({turn + 1})\nwrk.method = 'POST'\nwrk.path = {path!r}\nwrk.body = [[{body}]]\nwrk.headers['Content-Type'] = 'application/json'\n"
           f"request = function() wrk.headers['Authorization'] = {draw} return wrk.format() end\n" + DONE)
    fault, length = peer.call("small")
    if fault:
        return {"peer": "gateway", "workload": LOAD.name, "failed": fault}
    before = peer.usage()
    got = burst(peer.port, lua, LOAD.connections, SECONDS, work)
    spent, fault = peer.usage().since(before), fault_of(got, length)
    record = {"peer": "gateway", "workload": LOAD.name}
    if fault:
        return {**record, "failed": fault}
    return {**record, "cpu_us": round((spent.user + spent.system) / got["requests"] * 1e6, 1), "requests": got["requests"],
            "rps": round(got["requests"] / got["micros"] * 1e6, 1), "p50_ms": got["p50"] / 1000, "p99_ms": got["p99"] / 1000,
            "resident_mib": round(spent.resident / 2**20, 1)}


def prepare(axis: str, count: int, peer: Peer, work: Path) -> None:
    """Writes what the gateway finds when it starts."""
    env: dict[str, str] = {}
    if axis == "vendors":
        for number in range(count):
            vendor(work, f"filler-{number}", [f"filler-model-{number}"], env)
    elif axis == "models":
        vendor(work, "filler", [f"filler-model-{number}" for number in range(count)], env)
    elif axis == "aliases":
        lines = "".join(f"        filler-alias-{n}: {{ models: [small], strategy: balanced }}\n" for n in range(count))
        work.mkdir(parents=True)
        (work / "aliases.yml").write_text("gateway:\n  scoring:\n    aliases:\n" + lines.replace("        ", "      "))
        env["SPRING_CONFIG_ADDITIONAL_LOCATION"] = f"file:{work}/aliases.yml"
    elif axis == "streams":
        vendor(work, "idle", ["idle"], env, streams.PORT)
    elif axis == "keys":
        work.mkdir(parents=True)
        keys(work, env, peer, count)
    peer.env = env


def point(axis: str, count: int, peer: Peer, quick: bool, work: Path) -> list[dict]:
    """One point of one axis, all its rounds."""
    place = {"axis": axis, "count": count}
    prepare(axis, count, peer, work)
    peer.start(work, port_of(0), answers=["small"])
    held = None
    try:
        reason = peer.await_ready()
        if reason:
            return [{**place, "failed": reason}]
        if axis == "streams" and count:
            held = hold(peer, count, work)
        warm_up(peer, "small", QUICK_WARM if quick else WARM, work)
        if axis == "keys":
            measured_with_keys(peer, count, work, 0)  # the database warms up too
        records = []
        for round_number in range(1, (QUICK_ROUNDS if quick else ROUNDS) + 1):
            got = measured_with_keys(peer, count, work, round_number) if axis == "keys" else measure(peer, LOAD, SECONDS, work)
            say(f"  {axis} {count}: {got.get('cpu_us', got.get('failed'))} µs")
            records.append({"round": round_number, **place, **got})
        return records
    finally:
        if held:
            proc.stop(held)
        peer.stop()
        shutil.rmtree(work, ignore_errors=True)


def hold(peer: Peer, count: int, work: Path):
    """Opens streams that hardly send and keeps them open while the point is measured."""
    way = next(way for way in streams.WAYS if way.name == "gateway")
    shape = dataclasses.replace(IDLE, streams=count)
    command = streams.order(dataclasses.replace(way, model="idle"), shape, peer, count)
    held = proc.start(command, work / "held.log", {})
    proc.wait_until(lambda: False, count / shape.opened + 3, held)
    if held.poll() is not None:
        raise Problem("idle streams could not be opened: " + (work / "held.log").read_text()[:300])
    return held


def run(there: list[Peer], missing: dict[str, str], quick: bool, work: Path, only: list[str]) -> dict:
    wanted = only or (QUICK_AXES if quick else list(AXES))
    records: list[dict] = []
    with mock.Mock(work), streams.Mock(IDLE, work):
        for peer in there:
            for axis in wanted:
                for count in AXES[axis][1][:2 if quick else None]:
                    records += point(axis, count, peer, quick, work / f"{axis}-{count}")
    return {"scenario": "growth", "quick": quick, "missing": missing, "peers": {"gateway": {"title": "this gateway"}}, "records": records}


def sections(result: dict) -> dict[str, str]:
    records, rows = result["records"], []
    for axis, (words, counts) in AXES.items():
        for count in counts:
            here = {"axis": axis, "count": count}
            cpu, first = spread(records, "cpu_us", **here), spread(records, "cpu_us", axis=axis, count=counts[0])
            if cpu.there:
                rows.append([words, svg.number(count), shown(cpu), svg.number(cpu.median / first.median),
                             svg.number(spread(records, "p99_ms", **here).median), svg.number(spread(records, "resident_mib", **here).high)])
    return {"growth": table(["of what", "how many", "CPU µs a request", "× the least", "p99 ms", "MiB"], rows)}


def charts(result: dict) -> dict[str, str]:
    series = {words: [spread(result["records"], "cpu_us", axis=axis, count=count) for count in counts]
              for axis, (words, counts) in AXES.items() if any(r.get("axis") == axis for r in result["records"])}
    return {"growth": svg.lines("Processor time of one request as the gateway grows, µs",
                                "Each line from the least to the most of one thing; how many stand in the table.", "how many",
                                ["least", "more", "most"], series, log=False)}
