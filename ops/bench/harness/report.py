"""From the JSON of a run to its charts, its summary, and the marked sections of docs/performance.md.

A section stands between `<!-- bench:NAME -->` and `<!-- /bench -->`; what is there is replaced, what is around it stays.
"""

import importlib
import re
import shutil
from pathlib import Path

from . import goals, store
from .tools import DOCS

REPORTERS = {"calls": "calls_report", "streams": "streams_report", "parts": "parts", "profile": "profile", "growth": "growth",
             "overload": "overload", "start": "start_report"}
TITLES = {
    "machine": "Machine", "goals": "Goals", "calls": "Buffered calls, 0.5 KB at once, 64 connections",
    "calls-streamed": "Streamed calls, all events at once, 64 connections", "calls-added": "Added latency",
    "calls-all": "Every workload", "streams": "Streams", "parts": "Parts", "profile": "Profile", "growth": "Growth",
    "start": "Start", "stop": "Stop", "overload": "Overload",
}


def machine_section(machine: dict) -> str:
    return "\n".join(f"- {name.replace('_', ' ')}: {value}" for name, value in machine.items())


def make(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Sections and charts of everything the folder holds. Each section ends with the file its numbers are from."""
    sections, charts = {}, {}
    results = {name: found for name in REPORTERS if (found := store.read(folder, name))}
    for name, result in results.items():
        reporter = importlib.import_module(f"harness.{REPORTERS[name]}")
        for key, body in reporter.sections(result).items():
            sections[key] = f"{body}\n\nFrom `{name}.json` of {folder.name}."
        charts.update(reporter.charts(result))
    sections["goals"] = goals.section(results)
    machine = store.read(folder, "machine")
    if machine:
        sections["machine"] = machine_section(machine)
    return sections, charts


def write(folder: Path) -> None:
    """Charts and `summary.md` beside the JSON."""
    sections, charts = make(folder)
    for name, drawn in charts.items():
        (folder / f"{name}.svg").write_text(drawn)
    order = [name for name in TITLES if name in sections] + [name for name in sections if name not in TITLES]
    parts = [f"# {folder.name}"] + [f"## {TITLES.get(name, name)}\n\n{sections[name]}" for name in order]
    (folder / "summary.md").write_text("\n\n".join(parts) + "\n")


def fill(folder: Path) -> list[str]:
    """Puts the run's sections into the document and its charts beside it; the names of sections for which there was no place."""
    sections, charts = make(folder)
    document = DOCS / "performance.md"
    content = document.read_text()
    homeless = []
    for name, body in sections.items():
        marked = re.compile(rf"(<!-- bench:{re.escape(name)} -->\n).*?(<!-- /bench -->)", re.S)
        content, count = marked.subn(lambda m: f"{m[1]}{body}\n{m[2]}", content)
        if not count:
            homeless.append(name)
    document.write_text(content)
    for name, drawn in charts.items():
        (DOCS / "images" / f"bench-{name}.svg").write_text(drawn)
    kept = DOCS / "measured" / folder.name
    kept.mkdir(parents=True, exist_ok=True)
    for file in folder.glob("*.json"):
        if file.resolve() != (kept / file.name).resolve():
            shutil.copy(file, kept)
    return homeless
