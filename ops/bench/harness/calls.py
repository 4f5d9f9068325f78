"""The calls: every peer, every workload, in turns, so that a slow minute of the machine falls on all of them alike."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from . import mock
from .peers import Peer, direct, start_all
from .store import spread
from .tools import BENCH
from .wrk import Load, measure

WARM_SLICE = 3
"""Seconds."""
STEADY = 0.97
"""Warm when the last two slices together cost the two before, but for what is missing here to the whole."""
SLOW_ROUNDS, SLOW_FACTOR = 3, 2


@dataclass(frozen=True)
class Plan:
    rounds: int
    seconds: float
    waiting_seconds: float
    """The same for loads whose answers wait."""
    warm_seconds: float
    loads: list[Load]


def plan(quick: bool) -> Plan:
    spec = json.loads((BENCH / "workloads.json").read_text())
    how = spec["quick" if quick else "full"]
    loads = [Load(**load) for load in spec["loads"]]
    return Plan(how["rounds"], how["seconds"], how["waiting-seconds"], how["warm-up-seconds"],
                [load for load in loads if load.quick or not quick])


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def warm_up(peer: Peer, answer: str, bound: float, work: Path, connections: int = 64) -> list[float]:
    """Load until the processor time of a request stops falling, at most so many seconds; the course it took."""
    load, course = Load("warm-up", answer, connections), []
    while len(course) * WARM_SLICE < bound:
        got = measure(peer, load, WARM_SLICE, work)
        if "failed" in got:
            break  # the measured rounds will say so
        course.append(got["cpu_us"])
        if len(course) >= 4 and abs(sum(course[-2:]) / sum(course[-4:-2]) - 1) <= 1 - STEADY:
            break
    say(f"  {peer.name} warm on {answer} after {len(course) * WARM_SLICE} s: {' '.join(f'{c:.0f}' for c in course)} µs CPU a request")
    return course


def warm_all(peers: list[Peer], answers: list[str], bound: float, work: Path) -> dict:
    """The first answer gets the whole time, the others what is left to learn after it: half. Slow peers are asked for no other."""
    courses: dict = {}
    for peer in peers:
        if peer.warms_up:
            courses[peer.name] = {
                a: warm_up(peer, a, bound if a == answers[0] else bound / 2, work) for a in answers[:1 if peer.slow else None]}
    return courses


def take_turns(peers: list[Peer], loads: list[Load], how: Plan, work: Path) -> list[dict]:
    records = []
    for round_number in range(1, how.rounds + 1):
        for load in loads:
            for peer in rotated(peers, round_number):
                if peer.slow and (not load.slow or round_number > SLOW_ROUNDS):
                    continue
                if peer.folder is None and not load.answer.endswith(f"-{mock.WAIT_MS}ms"):
                    continue  # without a wait, the mock by itself is as fast as wrk: that would compare two loads
                records.append(tell(round_number, measure(peer, load, seconds_for(peer, load, how), work)))
    return records


def rotated(peers: list[Peer], round_number: int) -> list[Peer]:
    """Each round begins with another peer: none always follows the same one."""
    first = (round_number - 1) % len(peers)
    return peers[first:] + peers[:first]


def seconds_for(peer: Peer, load: Load, how: Plan) -> float:
    """Slow peers answer so few requests that their figures need longer. So do loads that wait: wrk opens all connections at once,
    and that wave must be well under a hundredth of the answers, or the last percentile is nothing else."""
    if peer.slow:
        return how.seconds * SLOW_FACTOR
    return max(how.waiting_seconds, how.seconds) if load.answer.endswith(f"-{mock.WAIT_MS}ms") else how.seconds


def half_load(peers: list[Peer], records: list[dict], how: Plan, work: Path) -> list[dict]:
    """Latency at half of what each peer can do: as many connections as keep it so busy when each answer takes 60 ms.

    wrk has no fixed rate; a connection that waits 60 ms for each answer is as good as one, as long as the peer adds little.
    The mock is called directly with as many connections in the same turn, and the difference is what the peer adds.
    """
    taken = []
    for round_number in range(1, how.rounds + 1):
        for peer in peers:
            if peer.folder is None or (peer.slow and round_number > SLOW_ROUNDS):
                continue
            best = spread(records, "rps", peer=peer.name, workload="small-64")
            if not best.there:
                continue
            load = Load("half-load", f"small-{mock.WAIT_MS}ms", max(1, round(best.median / 2 * mock.WAIT_MS / 1000)))
            seconds = seconds_for(peer, load, how)
            beside = measure(direct_peer(peers), load, seconds, work)
            taken.append(tell(round_number, {**beside, "beside": peer.name}))
            taken.append(tell(round_number, measure(peer, load, seconds, work)))
    return taken


def direct_peer(peers: list[Peer]) -> Peer:
    return next(peer for peer in peers if peer.folder is None)


def tell(round_number: int, record: dict) -> dict:
    """One line a figure for whoever waits; a failed one stands out."""
    place = f"  {round_number} {record['workload']:16} {record['peer']:24}"
    if "failed" in record:
        say(f"{place} FAILED: {record['failed']}")
    else:
        say(f"{place} {record['rps']:9.1f}/s {record['cpu_us']:9.1f} µs p50 {record['p50_ms']:.2f} p99 {record['p99_ms']:.2f} ms")
    return {"round": round_number, **record}


def run(peers: list[Peer], missing: dict[str, str], quick: bool, work: Path) -> dict:
    """Starts everything, warms it up, measures in turns; all peers stay up to the end."""
    how = plan(quick)
    with mock.Mock(work):
        peers = [*peers, direct()]
        try:
            failed = start_all(peers, work)
            missing = {**missing, **failed}
            peers = [peer for peer in peers if peer.name not in failed]
            answers = ["small", "stream"] if quick else ["small", "stream", "large", f"small-{mock.WAIT_MS}ms"]
            courses = warm_all(peers, answers, how.warm_seconds, work)
            records = take_turns(peers, how.loads, how, work)
            if not quick:
                records += half_load(peers, records, how, work)
        finally:
            for peer in peers:
                peer.stop()
    return {
        "scenario": "calls", "quick": quick, "rounds": how.rounds, "seconds": how.seconds, "missing": missing,
        "peers": {peer.name: {"title": peer.title, "version": peer.version} for peer in peers},
        "warm_up": courses, "records": records,
    }
