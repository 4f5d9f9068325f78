"""Processes: started in groups of their own, ended by their id, their processor time and memory read from /proc."""

import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from .tools import Problem

TICK = 1 / os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
STOP_SECONDS = 15


@dataclass(frozen=True)
class Usage:
    """Processor time of a process and all that descend from it, in seconds, and their resident memory, in bytes."""

    user: float
    system: float
    resident: int

    def since(self, before: "Usage") -> "Usage":
        return Usage(self.user - before.user, self.system - before.system, self.resident)


def stat(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat from the third on: behind the name, which may hold anything."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def family(root: int) -> list[int]:
    """A process and its descendants."""
    children: dict[int, list[int]] = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                children.setdefault(int(stat(int(entry))[1]), []).append(int(entry))
            except OSError:
                continue
    found, open_ends = [], [root]
    while open_ends:
        pid = open_ends.pop()
        found.append(pid)
        open_ends += children.get(pid, [])
    return found


def usage(root: int) -> Usage:
    """Children that have ended are counted with the parent that waited for them."""
    user = system = resident = 0
    for pid in family(root):
        try:
            fields = stat(pid)
            user += int(fields[11]) + int(fields[13])
            system += int(fields[12]) + int(fields[14])
            resident += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        except OSError:
            continue
    return Usage(user * TICK, system * TICK, resident * PAGE)


def start(command: list[str], log: Path, env: dict[str, str], cwd: Path | None = None) -> subprocess.Popen:
    """A process in a group of its own, so that all it starts can be ended with it."""
    with log.open("ab") as out:
        return subprocess.Popen(command, stdout=out, stderr=out, stdin=subprocess.DEVNULL, cwd=cwd,
                                env={**os.environ, **env}, start_new_session=True)


def stop(process: subprocess.Popen) -> None:
    """Asks, waits, then insists."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is not None:
            break
        try:
            os.killpg(process.pid, sign)
            process.wait(STOP_SECONDS)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def must_be_free(port: int) -> None:
    """Else what answers there would be measured in place of what was to be started."""
    if listens(port):
        raise Problem(f"port {port} is in use: end what listens there, or choose others with BENCH_PORT")


def wait_until(condition, seconds: float, process: subprocess.Popen | None = None) -> bool:
    """Whether the condition came true in time; gives up early when the process it depends on has ended."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process is not None and process.poll() is not None:
            return False
        if condition():
            return True
        time.sleep(0.1)
    return False
