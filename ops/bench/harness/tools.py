"""Where things are, what has to be on the machine, and the one way in which the benchmark gives up."""

import os
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
BENCH = ROOT / "ops" / "bench"
DOCS = ROOT / "docs"
INSTALLED = Path(os.environ.get("BENCH_PEERS", BENCH / ".peers")).absolute()
"""Peers are installed below this folder, each in one of its own name."""
FIRST_PORT = int(os.environ.get("BENCH_PORT", "21000"))
"""The mock vendor listens here, the peers above it."""
OLDEST_JDK = 21

PACKAGES = {"wrk": "wrk", "nginx": "nginx-light", "mvn": "maven", "node": "nodejs", "npm": "npm"}


class Problem(Exception):
    """Something the person at the keyboard has to mend; its text is all they get to see."""


def need(tool: str) -> str:
    """The path of a tool, or the one line that says how to get it."""
    found = shutil.which(tool)
    if not found:
        raise Problem(f"missing: {tool} (apt-get install {PACKAGES.get(tool, tool)})")
    return found


def version_of(java_home: Path) -> tuple[int, ...]:
    """The version in the file `release` that every JDK has; nothing for a folder that holds none."""
    try:
        text = (java_home / "release").read_text()
    except OSError:
        return ()
    told = re.search(r'^JAVA_VERSION="([\d.]+)', text, re.M)
    has_compiler = (java_home / "bin" / "javac").exists()
    return tuple(int(n) for n in told[1].split(".") if n) if told and has_compiler else ()


def jdk() -> Path:
    """The newest JDK on the machine; `BENCH_JAVA_HOME` goes before what is found."""
    chosen = os.environ.get("BENCH_JAVA_HOME")
    if chosen:
        places = [Path(chosen)]
    else:
        places = [Path(p) for p in [os.environ.get("JAVA_HOME", "")] if p]
        for folder in [Path("/usr/lib/jvm"), Path.home() / ".sdkman/candidates/java", Path.home() / ".jdks"]:
            places += sorted(folder.glob("*"))
    best = max(places, key=version_of, default=None)
    if best is None or version_of(best)[:1] < (OLDEST_JDK,):
        raise Problem(f"missing: a JDK of {OLDEST_JDK} or newer (install one, or say where it is in BENCH_JAVA_HOME)")
    return best.resolve()


def echo_module() -> Path:
    """The module of nginx that lets the mock vendor wait before it answers."""
    for folder in ["/usr/lib/nginx/modules", "/usr/lib64/nginx/modules", "/usr/share/nginx/modules"]:
        module = Path(folder) / "ngx_http_echo_module.so"
        if module.exists():
            return module
    raise Problem("missing: nginx's echo module (apt-get install libnginx-mod-http-echo)")
