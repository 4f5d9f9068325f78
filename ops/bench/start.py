#!/usr/bin/env python3
"""Start and stop of the gateway: time to ready, memory at rest, and what a SIGTERM does to open streams.

    ops/bench/start.py [--runs 5] [--streams 500] [--idle 10] [--gateway target/gateway] [--port 23180] [--also "FLAGS"]...

Needs Linux, what `mvn verify` leaves in target/, and Python 3; JAVA_HOME and JAVA_OPTS as `start` takes them. Ready is when
GET /readyz answers 200. The ways to start take turns, run by run, so that a busy minute of the machine meets all of them:

    jar       the runnable jar as it is
    unpacked  target/gateway without its cache
    cached    target/gateway with its cache
    evicted   the same, its files and the JDK's put out of the page cache first, as far as nobody else has them open
    --also    the same as cached with further flags, for instance "-XX:+UseParallelGC"

Prints JSON; progress goes to standard error. Fields:

    machine   cores, memory_mib, load (of the last minute, before and after), system
    jdk       version that `start` chose
    runs, idle_s
    starts    by way: flags, and for ready_s (seconds from exec to the first 200), cpu_s (of the process up to then), rss_mib
              and pss_mib (resident, and resident less what it shares with others, idle_s after ready, nothing asked),
              stop_s (SIGTERM to the end of the process): median, min, max, all
    drain     streams, open (had their first event when SIGTERM came), whole (all words in order, then [DONE]), cut, refused
              (what a new request got meanwhile: a status, or "closed"), stop_s, limit_s, exit
"""
import argparse
import asyncio
import glob
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

KEY = "sk-gw-bench-0123456789abcdef0123456789abcdef"
ROOT = pathlib.Path(__file__).resolve().parents[2]
WORDS, WORDS_PER_SECOND, DRAIN_SECONDS = 100, 10, 30
READY_WITHIN = 180


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--streams", type=int, default=500)
    parser.add_argument("--idle", type=float, default=10)
    parser.add_argument("--gateway", type=pathlib.Path, default=ROOT / "target/gateway")
    parser.add_argument("--port", type=int, default=23180)
    parser.add_argument("--also", action="append", default=[])
    options = parser.parse_args()
    jars = glob.glob(str(ROOT / "target/aigc-gateway-*.jar"))
    if not (options.gateway / "start").exists() or not list(options.gateway.glob("cache-*")) or not jars:
        sys.exit(f"no gateway with a cache in {options.gateway}: run mvn verify first, or {options.gateway}/start prepare")
    with tempfile.TemporaryDirectory() as work:
        print(json.dumps(measure(options, jars[0], pathlib.Path(work)), indent=2))


def measure(options, jar, work):
    load = os.getloadavg()[0]
    start = str(options.gateway.resolve() / "start")
    bare = work / "bare"
    shutil.copytree(options.gateway, bare, copy_function=os.link, ignore=shutil.ignore_patterns("cache-*"))
    with Gateway([start], options.port, work) as first:
        java = os.readlink(f"/proc/{first.process.pid}/exe")
    jdk = pathlib.Path(java).parents[1]
    ways = {
        "jar": Way([java, f"@{options.gateway}/jvm.options", *os.environ.get("JAVA_OPTS", "").split(), "-jar", jar]),
        "unpacked": Way([str(bare / "start")]),
        "cached": Way([start]),
        "evicted": Way([start], evicted=[options.gateway, jdk / "lib"]),
        **{f"cached {flags}": Way([start], flags) for flags in options.also},
    }
    for run in range(options.runs):
        for name, way in ways.items():
            way.measure(options, work)
            print(f"run {run + 1}: {name} ready after {way.figures['ready_s'][-1]:.2f} s", file=sys.stderr)
    return {
        "machine": {
            "cores": os.cpu_count(),
            "memory_mib": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20,
            "load": [round(load, 2), round(os.getloadavg()[0], 2)],
            "system": platform.platform(),
        },
        "jdk": next(line.split('"')[1] for line in open(jdk / "release") if line.startswith("JAVA_VERSION=")),
        "runs": options.runs,
        "idle_s": options.idle,
        "starts": {name: way.summary() for name, way in ways.items()},
        "drain": asyncio.run(drain(options, start, work)),
    }


class Way:
    """A way to start the gateway, and what was measured of it so far."""

    def __init__(self, command, flags="", evicted=()):
        self.command, self.flags, self.evicted = command, flags, evicted
        self.figures = {"ready_s": [], "cpu_s": [], "rss_mib": [], "pss_mib": [], "stop_s": []}

    def measure(self, options, work):
        for folder in self.evicted:
            evict(folder)
        flags = f"{os.environ.get('JAVA_OPTS', '')} {self.flags}"
        gateway = Gateway(self.command, options.port, work, JAVA_OPTS=flags)
        with gateway:
            time.sleep(options.idle)
            rss, pss = gateway.memory_mib()
        found = {"ready_s": gateway.ready_s, "cpu_s": gateway.cpu_s, "rss_mib": rss, "pss_mib": pss, "stop_s": gateway.stop_s}
        for name, value in found.items():
            self.figures[name].append(round(value, 2))

    def summary(self):
        return {"flags": self.flags} | {
            name: {"median": round(statistics.median(all_), 2), "min": min(all_), "max": max(all_), "all": all_}
            for name, all_ in self.figures.items()
        }


class Gateway:
    """A gateway of its own: ready when the block begins, stopped by SIGTERM when it ends."""

    def __init__(self, command, port, work, **settings):
        self.url = f"http://127.0.0.1:{port}"
        self.data = tempfile.mkdtemp(dir=work)
        self.log = pathlib.Path(self.data) / "log"
        environment = os.environ | {
            "GATEWAY_PORT": str(port), "GATEWAY_CONSOLE_PORT": str(port + 1), "GATEWAY_DEV_KEY": KEY,
            "GATEWAY_DATA": self.data, "GATEWAY_DRAIN": f"{DRAIN_SECONDS}s", **settings,
        }
        begin = time.monotonic()
        with open(self.log, "w", encoding="utf-8") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            while self.status("/readyz") != 200:
                if self.process.poll() is not None or time.monotonic() - begin > READY_WITHIN:
                    raise SystemExit(f"{command[0]} is not ready:\n{self.log.read_text(encoding='utf-8')}")
                time.sleep(0.01)
        except BaseException:
            self.process.kill()
            self.process.wait()
            raise
        self.ready_s = time.monotonic() - begin
        self.stop_s = self.exit = None
        ticks = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        self.cpu_s = (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK")

    def status(self, path):
        try:
            with urllib.request.urlopen(self.url + path, timeout=5) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return "closed"

    def memory_mib(self):
        lines = pathlib.Path(f"/proc/{self.process.pid}/smaps_rollup").read_text().splitlines()
        return [int(line.split()[1]) / 1024 for line in lines if line.startswith(("Rss:", "Pss:"))]

    def stop(self):
        if self.exit is not None:
            return
        begin = time.monotonic()
        self.process.terminate()
        self.exit = self.process.wait(DRAIN_SECONDS + 60)
        self.stop_s = time.monotonic() - begin

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.stop()
        finally:
            self.process.kill()
            shutil.rmtree(self.data)


def evict(folder):
    for file in folder.rglob("*"):
        if file.is_file():
            descriptor = os.open(file, os.O_RDONLY)
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(descriptor)


async def drain(options, start, work):
    gateway = Gateway([start], options.port, work, GATEWAY_SANDBOX_WORDS_PER_SECOND=str(WORDS_PER_SECOND))
    refused = None
    with gateway:
        begun = [asyncio.Event() for _ in range(options.streams)]
        streams = [asyncio.create_task(stream(options.port, event)) for event in begun]
        await asyncio.gather(*(event.wait() for event in begun))
        opened = sum(not task.done() for task in streams)
        stop = asyncio.create_task(asyncio.to_thread(gateway.stop))
        while refused in (None, 200) and not stop.done():
            refused = await asyncio.to_thread(gateway.status, "/readyz")
        whole = sum(await asyncio.gather(*streams))
        await stop
    return {
        "streams": options.streams, "open": opened, "whole": whole, "cut": options.streams - whole, "refused": refused,
        "stop_s": round(gateway.stop_s, 2), "limit_s": DRAIN_SECONDS, "exit": gateway.exit,
    }


async def stream(port, begun):
    """Whether it came whole."""
    body = json.dumps({"model": "sandbox", "stream": True, "messages": [{"role": "user", "content": f"stream {WORDS} words"}]})
    words, last = [], None
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(
            f"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {KEY}\r\nConnection: close\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode())
        async for line in reader:
            if line.startswith(b"data: "):
                begun.set()
                last = line[6:].strip()
                if last != b"[DONE]":
                    words += [choice["delta"].get("content", "") for choice in json.loads(last).get("choices", [])]
        writer.close()
    except (OSError, ValueError, KeyError):
        pass
    begun.set()
    return last == b"[DONE]" and "".join(words).split() == [f"word{i}" for i in range(1, WORDS + 1)]


if __name__ == "__main__":
    main()
