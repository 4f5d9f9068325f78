"""The folder of one run: what was measured, a file a scenario, one record a line; nothing in it is ever rounded up into a claim."""

import json
import statistics
import time
from pathlib import Path

from .tools import BENCH


def new_folder(chosen: str | None) -> Path:
    folder = Path(chosen).absolute() if chosen else BENCH / "results" / time.strftime("%Y-%m-%d-%H%M%S")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def write(folder: Path, name: str, content: dict) -> None:
    """`records` go a line each, so that two runs can be compared with the usual tools."""
    head = {key: value for key, value in content.items() if key != "records"}
    lines = json.dumps(head, indent=1, ensure_ascii=False)
    if "records" in content:
        records = ",\n".join("  " + json.dumps(record) for record in content["records"])
        lines = f'{lines[:-2]},\n "records": [\n{records}\n ]\n}}'
    (folder / f"{name}.json").write_text(lines + "\n")


def read(folder: Path, name: str) -> dict | None:
    file = folder / f"{name}.json"
    return json.loads(file.read_text()) if file.exists() else None


class Spread:
    """The median of a figure over the rounds, with the least and the greatest."""

    def __init__(self, values):
        kept = sorted(value for value in values if value is not None)
        self.there = bool(kept)
        self.median = statistics.median(kept) if kept else float("nan")
        self.low, self.high = (kept[0], kept[-1]) if kept else (float("nan"),) * 2


def spread(records: list[dict], figure: str, **where) -> Spread:
    """Of all records whose fields are as said; those that failed have no figures."""
    return Spread(record.get(figure) for record in records if all(record.get(k) == v for k, v in where.items()))
