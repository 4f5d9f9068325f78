"""The goals of the design, each with the figure it is about: met, missed, or not measured in this run."""

from collections.abc import Callable

from .calls_report import JAVA, MAIN, added, ratio, table
from .store import spread
from .svg import number

OURS = "gateway"


def calls(compute: Callable[[list[dict]], float]) -> Callable[[dict], float]:
    return lambda results: compute(results["calls"]["records"])


def record(scenario: str, figure: str, **where) -> Callable[[dict], float]:
    return lambda results: spread(results[scenario]["records"], figure, **where).median


def best_throughput(records: list[dict]) -> float:
    return ratio(records, "rps", OURS, JAVA, MAIN).median


GOALS: list[tuple[str, str, float, Callable[[dict], float]]] = [
    ("CPU of a buffered request, × Spring Cloud Gateway bare", "≤", 1.2, calls(lambda r: ratio(r, "cpu_us", OURS, JAVA, MAIN).median)),
    ("the same, × Portkey", "≤", 1 / 8, calls(lambda r: ratio(r, "cpu_us", OURS, "portkey", MAIN).median)),
    ("the same, × LiteLLM", "≤", 1 / 80, calls(lambda r: ratio(r, "cpu_us", OURS, "litellm", MAIN).median)),
    ("throughput, × Spring Cloud Gateway bare", "≥", 1, calls(best_throughput)),
    ("added latency at half load, p50, ms", "≤", 1, calls(lambda r: added(r, "p50_ms", OURS, "half-load").median)),
    ("added latency at half load, p99, ms", "≤", 5, calls(lambda r: added(r, "p99_ms", OURS, "half-load").median)),
]


def section(results: dict) -> str:
    rows = []
    for words, sign, bound, compute in GOALS:
        try:
            value = compute(results)
        except KeyError:
            value = float("nan")
        if value != value:
            verdict = "not measured"
        else:
            verdict = "met" if (value <= bound if sign == "≤" else value >= bound) else "**missed**"
        rows.append([words, f"{sign} {number(bound)}", number(value), verdict])
    return table(["goal", "bound", "measured", ""], rows)
