"""One burst of load by wrk: a single thread, any number of connections, each sending its next request when it has its answer."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .peers import Peer
from .tools import Problem, need

MIB = 1024**2
ROOM = 2500
"""Bytes that headers may add to an answer before it counts as another one."""

DONE = """
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format(
    'figures {"requests":%d,"micros":%d,"bytes":%d,"bad_status":%d,"socket_errors":%d,"timeouts":%d,' ..
    '"p50":%.1f,"p90":%.1f,"p99":%.1f,"p999":%.1f,"max":%.1f}\\n',
    summary.requests, summary.duration, summary.bytes, e.status, e.connect + e.read + e.write, e.timeout,
    latency:percentile(50), latency:percentile(90), latency:percentile(99), latency:percentile(99.9), latency.max))
end
"""


@dataclass(frozen=True)
class Load:
    """One workload: which answer, over how many connections at once."""

    name: str
    answer: str
    connections: int
    slow: bool = False
    """Whether slow peers are measured with it too."""
    quick: bool = False


def quoted(text: str) -> str:
    return json.dumps(text)  # a JSON string of printable ASCII is a Lua string too


def script(peer: Peer, answer: str) -> str:
    path, headers, body = peer.request(answer)
    lines = [f"wrk.headers[{quoted(name)}] = {quoted(value)}" for name, value in headers.items()]
    return f"wrk.method = 'POST'\nwrk.path = {quoted(path)}\nwrk.body = {quoted(body)}\n" + "\n".join(lines) + DONE


def burst(port: int, lua: str, connections: int, seconds: float, work: Path) -> dict:
    """Runs wrk and gives back what its script wrote."""
    file = work / "request.lua"
    file.write_text(lua)
    command = [need("wrk"), "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--timeout", "20s", "-s", str(file),
               f"http://127.0.0.1:{port}"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 60)
    for line in done.stdout.splitlines():
        if line.startswith("figures "):
            return json.loads(line[8:])
    raise Problem(f"wrk failed: {(done.stderr or done.stdout).strip()[:300]}")


def fault_of(got: dict, length: int) -> str:
    """Why these figures count for nothing; empty when they are good. `length` is that of one answer looked at closely."""
    if not got["requests"]:
        return "no answer at all"
    if got["bad_status"] or got["socket_errors"] or got["timeouts"]:
        return f"{got['bad_status']} bad statuses, {got['socket_errors']} socket errors, {got['timeouts']} timeouts"
    mean = got["bytes"] / got["requests"]
    if not 0.98 * length <= mean <= 1.1 * length + ROOM:
        return f"{mean:.0f} bytes an answer, where a right one has {length} and its headers"
    return ""


def measure(peer: Peer, load: Load, seconds: float, work: Path) -> dict:
    """One figure: load for so many seconds, with the peer's processor time before and after."""
    fault, length = peer.call(load.answer)
    record = {"peer": peer.name, "workload": load.name, "answer": load.answer, "connections": load.connections}
    if fault:
        return {**record, "failed": fault}
    before = peer.usage()
    got = burst(peer.port, script(peer, load.answer), load.connections, seconds, work)
    spent = peer.usage().since(before)
    fault = fault_of(got, length)
    if fault:
        return {**record, "failed": fault}
    each = 1e6 / got["requests"]
    return {
        **record, "seconds": round(got["micros"] / 1e6, 2), "requests": got["requests"],
        "rps": round(got["requests"] / got["micros"] * 1e6, 1),
        "cpu_user_us": round(spent.user * each, 2), "cpu_system_us": round(spent.system * each, 2),
        "cpu_us": round((spent.user + spent.system) * each, 2), "resident_mib": round(spent.resident / MIB, 1),
        **{f"{name}_ms": round(got[name] / 1000, 3) for name in ("p50", "p90", "p99", "p999", "max")},
    }
