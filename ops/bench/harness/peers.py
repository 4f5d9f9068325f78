"""The peers: one folder each below `peers/`, installed and started by their own scripts.

`peer.json` says what is asked of them and how, `install.sh` brings them onto the machine, `start.sh` becomes their process.
Both scripts get `HOME_DIR` (where the peer is installed), `JAVA_HOME` and `ROOT` (this repository); `start.sh` moreover `PORT`,
`UPSTREAM_PORT`, `WORK` (an empty folder) and `ANSWERS` (the mock's answers).
"""

import http.client
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from . import mock, proc
from .tools import BENCH, FIRST_PORT, INSTALLED, ROOT, Problem, jdk

START_SECONDS = 120
INSTALL_SECONDS = 1200
QUESTION = [{"role": "system", "content": "You are helpful."}, {"role": "user", "content": "Tell me something about rivers."}]


@dataclass
class Peer:
    """One gateway or proxy; a variant is the same with other settings."""

    name: str
    title: str
    folder: Path | None
    """None for the mock itself, called without anything between."""
    paths: dict[str, str]
    model: str
    headers: dict[str, str]
    slow: bool = False
    warms_up: bool = False
    env: dict[str, str] = field(default_factory=dict)
    installed_as: str = ""
    """Of a variant: the name of the peer it is one of."""
    ready_path: str = ""
    """Answers 200 when it can serve; without one, listening has to do where no call can be tried."""
    port: int = 0
    version: str = ""
    process: subprocess.Popen | None = None

    def request(self, answer: str) -> tuple[str, dict[str, str], str]:
        """Path, headers and body of the call that brings one of the mock's answers."""
        def filled(value: str) -> str:
            return value.format(answer=answer, upstream=mock.Mock.port)
        body = {"model": filled(self.model), "temperature": 0.7, "messages": QUESTION}
        if mock.is_stream(answer):
            body["stream"] = True
        headers = {"Content-Type": "application/json", **{name: filled(value) for name, value in self.headers.items()}}
        return filled(self.paths["chat"]), headers, json.dumps(body, separators=(",", ":"))

    def install(self) -> str:
        """Empty when the peer is there, else the reason why not."""
        if self.folder is None:
            return ""
        place = self.home()
        place.mkdir(parents=True, exist_ok=True)
        print(f"installing {self.name}", file=sys.stderr, flush=True)
        try:
            done = subprocess.run([str(self.folder / "install.sh")], capture_output=True, text=True, stdin=subprocess.DEVNULL,
                                  env={**os.environ, **self.surroundings()}, timeout=INSTALL_SECONDS)
        except subprocess.TimeoutExpired:
            return f"its install.sh took longer than {INSTALL_SECONDS} s"
        if done.returncode:
            said = (done.stderr.strip() or done.stdout.strip() or "its install.sh failed and said nothing").splitlines()
            return said[-1]
        (place / "installed").touch()
        self.version = done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""
        return ""

    def installed(self) -> bool:
        return (self.home() / "installed").exists()

    def home(self) -> Path:
        return INSTALLED / (self.installed_as or self.name)

    def surroundings(self) -> dict[str, str]:
        return {"HOME_DIR": str(self.home()), "JAVA_HOME": str(jdk()), "ROOT": str(ROOT)}

    def start(self, work: Path, port: int, upstream: int = mock.Mock.port, answers: list[str] = mock.ANSWERS) -> None:
        """Only begins; `await_ready` is the end of it, so that several start side by side."""
        self.port = port
        if self.folder is None:
            self.port = upstream
            return
        proc.must_be_free(port)
        work.mkdir(parents=True, exist_ok=True)
        env = {**self.surroundings(), "PORT": str(port), "UPSTREAM_PORT": str(upstream), "WORK": str(work),
               "ANSWERS": " ".join(answers), **self.env}
        self.log = work / "log"
        self.process = proc.start([str(self.folder / "start.sh")], self.log, env, cwd=work)

    def await_ready(self, ready=None) -> str:
        """Empty when the peer answers, else the reason why it does not."""
        ready = ready or (lambda: not self.fault("small"))
        if proc.wait_until(ready, START_SECONDS, self.process):
            return ""
        if self.process is None:
            return "the mock vendor does not answer"
        last = self.log.read_text(errors="replace").strip().splitlines()[-1:]
        state = "ended" if self.process.poll() is not None else f"gave no right answer within {START_SECONDS} s"
        reason = f"{state}: {(last or ['no word in its log'])[0][:300]}"
        self.stop()
        return reason

    def says_ready(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.connect()
            if self.ready_path:
                connection.request("GET", self.ready_path)
                return connection.getresponse().status == 200
            return True
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def stop(self) -> None:
        if self.process is not None:
            proc.stop(self.process)
            self.process = None

    def usage(self) -> proc.Usage:
        return proc.usage(self.process.pid) if self.process else proc.Usage(0, 0, 0)

    def fault(self, answer: str) -> str:
        """Why one call does not bring the whole answer; empty when it does."""
        return self.call(answer)[0]

    def call(self, answer: str) -> tuple[str, int]:
        """Calls once and looks whether the whole answer came through: what is wrong, and the length of its body."""
        path, headers, body = self.request(answer)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
        try:
            connection.request("POST", path, body, headers)
            response = connection.getresponse()
            data = response.read()
        except (OSError, http.client.HTTPException) as problem:
            return f"no answer: {problem!r}", 0
        finally:
            connection.close()
        if response.status != 200:
            return f"status {response.status}: {data[:200]!r}", 0
        try:
            said = said_in_stream(data) if mock.is_stream(answer) else json.loads(data)["choices"][0]["message"]["content"]
        except (ValueError, LookupError) as problem:
            return f"an answer that cannot be read ({problem!r}): {data[:200]!r}", 0
        expected = mock.text_of(answer)
        return ("" if said == expected else f"{len(said)} characters of text instead of {len(expected)}"), len(data)


def said_in_stream(data: bytes) -> str:
    """The text of a stream's events put together; a stream without its end mark cannot be read."""
    events = [line[5:].strip() for line in data.decode().splitlines() if line.startswith("data:")]
    if not events or events[-1] != "[DONE]":
        raise ValueError("no end mark")
    choices = [choice for event in events[:-1] for choice in json.loads(event)["choices"]]
    return "".join(choice["delta"].get("content") or "" for choice in choices)


def direct() -> Peer:
    """The mock without a peer in front of it: what every peer's latency is compared with."""
    return Peer("direct", "the mock itself", None, {"chat": "/{answer}/v1/chat/completions"}, "{answer}", {})


def read(name: str) -> Peer:
    folder = BENCH / "peers" / name
    try:
        spec = json.loads((folder / "peer.json").read_text())
    except OSError:
        raise Problem(f"no such peer: {name} (there are {', '.join(names())})") from None
    return Peer(name, spec["title"], folder, spec["paths"], spec["model"], spec.get("headers", {}), spec.get("slow", False),
                spec.get("warms-up", False), ready_path=spec.get("ready", ""))


def names() -> list[str]:
    """In the order of `order` in their cards: the floor first, ours last."""
    folders = [path.parent for path in (BENCH / "peers").glob("*/peer.json")]
    return [f.name for f in sorted(folders, key=lambda f: json.loads((f / "peer.json").read_text())["order"])]


def port_of(number: int) -> int:
    """A peer may use its port and the nine after it."""
    return FIRST_PORT + 10 * (number + 1)


def start_all(peers: list[Peer], work: Path, **how) -> dict[str, str]:
    """Starts them, as many side by side as there are processors: of a dozen each would take longer than it may.

    Gives the reasons of those that could not be started, by name.
    """
    failed, together = {}, os.cpu_count() or 1
    for first in range(0, len(peers), together):
        for number, peer in enumerate(peers[first:first + together], first):
            peer.start(work / peer.name, port_of(number), **how)
        failed |= {peer.name: reason for peer in peers[first:first + together] if (reason := peer.await_ready())}
    return failed
