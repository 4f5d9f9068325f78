"""The mock vendor of the calls: one nginx that answers in OpenAI's dialect, at once or after a while.

Which answer is wanted stands in the path, `/<answer>/v1/chat/completions`: proxies pass the path on, gateways have a
vendor with that base URL for each answer. So one mock serves every peer and every workload without a restart.
"""

import getpass
import json
import os
import subprocess
from pathlib import Path

from . import proc
from .tools import FIRST_PORT, Problem, echo_module, need

WAIT_MS = 60
EVENTS = 32
PIECE = 3500
"""Characters of a text in nginx's configuration, which bounds them."""


def completion(words: int) -> str:
    """A whole chat completion with an answer of so many words."""
    return json.dumps({
        "id": "chatcmpl-bench", "object": "chat.completion", "created": 1760000000, "model": "bench",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": text(words)}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 8, "completion_tokens": words, "total_tokens": 8 + words},
    }, separators=(",", ":"))


def text(words: int) -> str:
    return " ".join(["word"] * words)


def events() -> list[str]:
    """The events of a stream: the role, a word each, the reason of the end, the count of tokens."""
    def chunk(choices, **more):
        return json.dumps({"id": "chatcmpl-bench", "object": "chat.completion.chunk", "created": 1760000000,
                           "model": "bench", "choices": choices, **more}, separators=(",", ":"))

    def delta(content, reason=None):
        return chunk([{"index": 0, "delta": content, "finish_reason": reason}])
    return [delta({"role": "assistant", "content": ""}), *[delta({"content": "word "})] * EVENTS, delta({}, "stop"),
            chunk([], usage={"prompt_tokens": 8, "completion_tokens": EVENTS, "total_tokens": 8 + EVENTS}), "[DONE]"]


SMALL, LARGE = completion(50), completion(1560)
TEXTS = {"small": text(50), "large": text(1560), "stream": "word " * EVENTS}
ANSWERS = [f"{kind}{wait}" for kind in TEXTS for wait in ("", f"-{WAIT_MS}ms")]


def kind_of(answer: str) -> str:
    return answer.removesuffix(f"-{WAIT_MS}ms")


def text_of(answer: str) -> str:
    """What the model says in this answer; it has to arrive whole, through whichever peer."""
    return TEXTS[kind_of(answer)]


def is_stream(answer: str) -> bool:
    return kind_of(answer) == "stream"


def whole(body: str) -> str:
    pieces = [body[i:i + PIECE] for i in range(0, len(body), PIECE)]
    sets = "".join(f"set $p{i} '{piece}'; " for i, piece in enumerate(pieces))
    return f"default_type application/json; {sets}return 200 \"{''.join(f'$p{i}' for i in range(len(pieces)))}\";"


def locations() -> str:
    """An internal place a kind of answer, and for each a door at once and one that waits first."""
    streamed = " ".join(f"echo -n 'data: {event}\\n\\n';" for event in events())
    bodies = {"small": whole(SMALL), "large": whole(LARGE), "stream": f"default_type text/event-stream; {streamed}"}
    lines = []
    for kind, body in bodies.items():
        lines.append(f"location /body/{kind} {{ internal; {body} }}")
        lines.append(f"location /{kind}/ {{ rewrite ^ /body/{kind} last; }}")
        lines.append(f"location /{kind}-{WAIT_MS}ms/ {{ echo_sleep {WAIT_MS / 1000}; echo_exec /body/{kind}; }}")
    return "\n    ".join(lines)


def configuration(work: Path, port: int, places: str, more: str = "", modules: str = "", workers: int = 1) -> str:
    """An nginx that keeps all it writes in its own folder; the mock's and the peer's alike."""
    user = f"user {getpass.getuser()};" if os.geteuid() == 0 else ""
    temporary = " ".join(f"{kind}_temp_path {work}/{kind};" for kind in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"])
    return f"""{modules} {user} worker_processes {workers}; daemon off; pid {work}/nginx.pid; error_log {work}/error.log;
worker_rlimit_nofile 65536; events {{ worker_connections 32768; }}
http {{
  access_log off; keepalive_requests 1000000000; keepalive_timeout 600s; {temporary}
  {more}
  server {{ listen 127.0.0.1:{port} backlog=4096;
    {places} }}
}}
"""


class Mock:
    """Running between `with` and its end."""

    port = FIRST_PORT

    def __init__(self, work: Path):
        self.work = work / "mock"

    def __enter__(self) -> "Mock":
        self.work.mkdir(parents=True)
        file = self.work / "nginx.conf"
        file.write_text(configuration(self.work, self.port, locations(), modules=f"load_module {echo_module()};"))
        checked = subprocess.run([need("nginx"), "-t", "-c", str(file)], capture_output=True, text=True)
        if checked.returncode:
            raise Problem(f"nginx refuses the mock's configuration: {checked.stderr.strip().splitlines()[-1]}")
        proc.must_be_free(self.port)
        self.process = proc.start([need("nginx"), "-c", str(file)], self.work / "log", {})
        return self

    def __exit__(self, *_):
        proc.stop(self.process)
