"""From what `ops/bench/start.py` printed, as `start.json` beside the other results, to its tables."""

from . import svg
from .calls_report import table

FIGURES = [("ready_s", "ready after s"), ("cpu_s", "CPU s up to then"), ("rss_mib", "MiB at rest"), ("stop_s", "stopped after s")]


def shown(figure: dict) -> str:
    return f"{svg.number(figure['median'])} ({svg.number(figure['min'])}–{svg.number(figure['max'])})"


def sections(result: dict) -> dict[str, str]:
    starts = [[name, *(shown(way[figure]) for figure, _ in FIGURES)] for name, way in result["starts"].items()]
    drain = result["drain"]
    stopped = [[str(drain[figure]) for figure in ("streams", "whole", "cut", "refused", "stop_s", "limit_s")]]
    return {
        "start": table(["start", *(words for _, words in FIGURES)], starts),
        "stop": table(["streams at the SIGTERM", "whole", "cut", "readyz said meanwhile", "stopped after s", "of s it may take"], stopped),
    }


def charts(result: dict) -> dict[str, str]:
    return {}
