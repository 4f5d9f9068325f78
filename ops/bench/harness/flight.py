"""Reads a flight recording with the JDK's own `jfr` and books each sample to a step of ours or a library (`classes.json`)."""

import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from .tools import BENCH, Problem, jdk

CPU, ALLOCATION = "jdk.CPUTimeSample", "jdk.ObjectAllocationSample"
OLD_CPU = "jdk.ExecutionSample"
"""What JDKs before 25 have: only threads in Java code, so the kernel's share is missing."""
ARGUMENTS = re.compile(r"\(.*")
UNITS = {"bytes": 1, "kB": 1024, "MB": 1024**2, "GB": 1024**3}


class Booking:
    """To whom a stack is booked."""

    def __init__(self) -> None:
        spec = json.loads((BENCH / "classes.json").read_text())
        self.leaves, self.own, self.groups = spec["leaves"], tuple(spec["own"]), spec["groups"]

    def of(self, stack: list[str]) -> str:
        """`stack` begins with the innermost frame."""
        for prefix, name in self.leaves:
            if stack and stack[0].startswith(prefix):
                return name
        for frame in stack:
            if frame.startswith(self.own):
                return "ours: " + class_of(frame)
            for prefix, name in self.groups:
                if frame.startswith(prefix):
                    return name
        return "the JVM and the rest"


def class_of(frame: str) -> str:
    """`gateway.wire.SseReader$Line.read` to `wire.SseReader`: lambdas and inner classes belong to the outer one."""
    parts = frame.split("$")[0].split("/")[0].split(".")
    upper = next((n for n, part in enumerate(parts) if part[:1].isupper()), len(parts) - 1)
    return ".".join(parts[1 if parts[0] == "gateway" else 0:upper + 1])


def samples(recording: Path, event: str) -> Iterator[tuple[float, list[str]]]:
    """Weight and stack of each sample of one kind."""
    command = [str(jdk() / "bin" / "jfr"), "print", "--events", event, "--stack-depth", "128", str(recording)]
    printed = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    weight, stack, inside = 1.0, [], False
    for line in printed.stdout:
        words = line.strip()
        if words.startswith(event):
            weight, stack, inside = 1.0, [], False
        elif words.startswith("weight ="):
            amount, unit = words.split("=")[1].split()[:2]
            weight = float(amount.replace(",", "")) * UNITS.get(unit, 1)
        elif words.startswith("stackTrace ="):
            inside = True
        elif inside and words == "]":
            inside = False
        elif inside and words and words != "...":
            stack.append(ARGUMENTS.sub("", words.split(" line:")[0]))
        elif words == "}":
            yield weight, stack
    if printed.wait():
        raise Problem(f"jfr cannot read {recording}")


def booked(recording: Path, event: str) -> Counter:
    booking, sums = Booking(), Counter()
    for weight, stack in samples(recording, event):
        sums[booking.of(stack)] += weight
    return sums


def control(pid: int, *command: str) -> str:
    done = subprocess.run([str(jdk() / "bin" / "jcmd"), str(pid), *command], capture_output=True, text=True, timeout=60)
    if done.returncode or "Could not" in done.stdout:
        raise Problem(f"jcmd {command[0]} failed: {(done.stderr or done.stdout).strip()[:300]}")
    return done.stdout


def begin(pid: int) -> None:
    """Stacks deep enough for Camel; processor time sampled where the JDK can."""
    wanted = [f"{CPU}#enabled=true", f"{CPU}#throttle=5ms", f"{ALLOCATION}#enabled=true", f"{ALLOCATION}#throttle=2000/s"]
    control(pid, "JFR.start", "name=bench", "settings=profile", *wanted)


def end(pid: int, recording: Path) -> None:
    control(pid, "JFR.dump", "name=bench", f"filename={recording}")
    control(pid, "JFR.stop", "name=bench")
