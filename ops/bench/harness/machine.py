"""What the figures were measured on: processor, kernel, versions of everything that took part."""

import os
import platform
import re
import subprocess
from pathlib import Path

from .tools import ROOT, jdk


def first_line(*command: str) -> str:
    """The first line a command prints, on either stream; "missing" when there is no such command."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return "missing"
    lines = (done.stdout + done.stderr).strip().splitlines()
    return lines[0].strip() if lines else ""


def describe() -> dict:
    """For `machine.json`; the load average tells whether the machine was quiet."""
    cpu = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.M)
    memory = re.search(r"^MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text(), re.M)
    return {
        "cpu": cpu[1] if cpu else platform.processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(int(memory[1]) / 1024**2, 1) if memory else None,
        "kernel": platform.release(),
        "os": platform.freedesktop_os_release().get("PRETTY_NAME", "Linux"),
        "load_at_start": round(os.getloadavg()[0], 2),
        "commit": first_line("git", "-C", str(ROOT), "describe", "--always", "--dirty"),
        "java": first_line(str(jdk() / "bin" / "java"), "-version"),
        "nginx": first_line("nginx", "-v"),
        "wrk": first_line("wrk", "-v"),
        "node": first_line("node", "--version"),
        "python": platform.python_version(),
    }
