"""This gateway with parts off one by one, as far as a setting can do that (`variants.json`); what is left tells the profile.

All variants run side by side and are measured in turns, as peers are.
"""

import dataclasses
import json
from pathlib import Path

from . import mock, svg
from .calls import Plan, plan, take_turns, warm_all
from .calls_report import ratio, shown, table
from .peers import Peer, start_all
from .store import spread
from .tools import BENCH, Problem
from .wrk import Load

PEERS = ["gateway"]
BASE = "everything"


def variants(gateway: Peer, only: list[str]) -> list[Peer]:
    """The first, which has everything on, is always among them."""
    listed = json.loads((BENCH / "variants.json").read_text())["variants"]
    unknown = set(only) - {variant["name"] for variant in listed}
    if unknown:
        raise Problem(f"no such variant: {', '.join(sorted(unknown))} (see ops/bench/variants.json)")
    return [dataclasses.replace(gateway, name=variant["name"], title=variant["title"], env=variant["env"],
                                installed_as=gateway.name)
            for variant in listed if not only or variant["name"] in only or variant["name"] == BASE]


def run(there: list[Peer], missing: dict[str, str], quick: bool, work: Path, only: list[str]) -> dict:
    spec = json.loads((BENCH / "variants.json").read_text())
    loads = [Load(**load) for load in spec["loads"]]
    usual = plan(quick)
    how = Plan(usual.rounds if quick else spec["rounds"], usual.seconds if quick else spec["seconds"], 0,
               usual.warm_seconds, loads)
    peers = [variant for gateway in there for variant in variants(gateway, only)]
    with mock.Mock(work):
        try:
            failed = start_all(peers, work)
            peers = [peer for peer in peers if peer.name not in failed]
            courses = warm_all(peers, [load.answer for load in loads], how.warm_seconds, work)
            records = take_turns(peers, loads, how, work)
        finally:
            for peer in peers:
                peer.stop()
    return {"scenario": "parts", "quick": quick, "rounds": how.rounds, "missing": {**missing, **failed}, "warm_up": courses,
            "peers": {peer.name: {"title": peer.title, "env": peer.env} for peer in peers}, "records": records}


def sections(result: dict) -> dict[str, str]:
    records, rows = result["records"], []
    for name, about in result["peers"].items():
        row = [about["title"]]
        for load in ("small-64", "stream-64"):
            row += [shown(spread(records, "cpu_us", peer=name, workload=load)),
                    shown(ratio(records, "cpu_us", name, BASE, load))]
        rows.append([*row, svg.number(spread(records, "rps", peer=name, workload="small-64").median),
                     svg.number(spread(records, "resident_mib", peer=name).high)])
    heads = ["variant", "CPU µs a buffered call", "× everything on", "CPU µs a streamed call", "× everything on", "requests/s", "MiB"]
    missing = "".join(f"\n- did not start: {name}: {why}" for name, why in result["missing"].items())
    return {"parts": table(heads, rows) + ("\n" + missing if missing else "")}


def charts(result: dict) -> dict[str, str]:
    rows = [svg.Row(about["title"], [spread(result["records"], "cpu_us", peer=name, workload="small-64")])
            for name, about in result["peers"].items()]
    return {"parts": svg.bars("Processor time of one buffered call, with parts off or other, µs",
                              "64 connections, 0.5 KB; median of the rounds, whiskers from least to greatest.", rows, [""],
                              [row.values[0] for row in rows])}
