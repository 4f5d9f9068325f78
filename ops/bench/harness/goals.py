"""The goals of the design, each with the figure it is about: met, missed, or not measured in this run."""

from collections.abc import Callable

from .calls_report import JAVA, MAIN, added, ratio, table
from .store import spread
from .svg import number

OURS = "gateway"


def calls(compute: Callable[[list[dict]], float]) -> Callable[[dict], float]:
    return lambda results: compute(results["calls"]["records"])


def record(scenario: str, figure: str, worst: str = "median", **where) -> Callable[[dict], float]:
    """Of the rounds the median, or where a single lapse counts, the worst."""
    return lambda results: getattr(spread(results[scenario]["records"], figure, **where), worst)


def streams(figure: str, shape: str = "1000x20", way: str = OURS, worst: bool = False) -> Callable[[dict], float]:
    return record("streams", figure, "high" if worst else "median", peer=way, workload=shape)


GOALS: list[tuple[str, str, float, Callable[[dict], float]]] = [
    ("CPU of a buffered request, × Spring Cloud Gateway bare", "≤", 1.2, calls(lambda r: ratio(r, "cpu_us", OURS, JAVA, MAIN).median)),
    ("the same, × Portkey", "≤", 1 / 8, calls(lambda r: ratio(r, "cpu_us", OURS, "portkey", MAIN).median)),
    ("the same, × LiteLLM", "≤", 1 / 80, calls(lambda r: ratio(r, "cpu_us", OURS, "litellm", MAIN).median)),
    ("throughput, × Spring Cloud Gateway bare", "≥", 1, calls(lambda r: ratio(r, "rps", OURS, JAVA, MAIN).median)),
    ("added latency at half load, p50, ms", "≤", 1, calls(lambda r: added(r, "p50_ms", OURS, "half-load").median)),
    ("added latency at half load, p99, ms", "≤", 5, calls(lambda r: added(r, "p99_ms", OURS, "half-load").median)),
    ("1,000 streams × 20 events/s: CPU µs an event", "≤", 40, streams("cpu_us")),
    ("the same: event delay p99, ms", "≤", 15, streams("delay_p99_ms")),
    ("the same: first event p99, ms", "≤", 25, streams("first_p99_ms")),
    ("1,000 streams in a fresh process: KiB a stream", "≤", 100, streams("kib_per_stream", shape="memory")),
    ("mapped, Anthropic caller: CPU µs an event", "≤", 55, streams("cpu_us", way="gateway-from-anthropic")),
    ("mapped, Anthropic vendor: CPU µs an event", "≤", 55, streams("cpu_us", way="gateway-to-anthropic")),
    ("5,000 streams × 5 events/s: streams not whole", "≤", 0, streams("broken", shape="5000x5", worst=True)),
    ("the same: gaps over 1 s", "≤", 0, streams("gaps_1000", shape="5000x5", worst=True)),
    ("the same: resident MiB", "≤", 1024, streams("resident_mib", shape="5000x5", worst=True)),
    ("ready with the cache, s", "≤", 6, lambda results: results["start"]["starts"]["cached"]["ready_s"]["median"]),
    ("streams cut by a SIGTERM", "≤", 0, lambda results: results["start"]["drain"]["cut"]),
    ("overload: goodput, share of the best", "≥", 0.8, record("overload", "goodput_share", worst="low")),
    ("overload: p99 of a refusal, ms", "≤", 5, record("overload", "refusal_p99_ms", worst="high")),
    ("overload: back to normal after, s", "≤", 5, record("overload", "recovery_s", worst="high")),
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
