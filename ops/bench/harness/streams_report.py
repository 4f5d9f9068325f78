"""Charts and tables of the streams."""

from . import svg
from .calls_report import shown, table
from .store import Spread, spread

MAIN = "1000x20"
SHAPES = {"100x20": "100 streams × 20 events/s", MAIN: "1,000 streams × 20 events/s", "5000x5": "5,000 streams × 5 events/s",
          "trouble": "1,000 × 20, a tenth leaves, a tenth reads slowly, a twentieth stalls", "memory": "1,000 × 20, fresh process"}
NOTE = "1,000 streams, 20 events a second each; median of the rounds, whiskers from least to greatest."


def shape_table(result: dict, shape: str) -> str:
    records, rows = result["records"], []
    for name, about in result["peers"].items():
        mine = [r for r in records if r["peer"] == name and r["workload"] == shape]

        def of(figure):
            return spread(mine, figure)
        if not mine:
            continue
        failed = sum("failed" in r for r in mine)
        rows.append([about["title"], str(mine[0]["streams"]), shown(of("cpu_us")),
                     f"{svg.number(of('cpu_user_us').median)} + {svg.number(of('cpu_system_us').median)}",
                     svg.number(of("delay_p50_ms").median), shown(of("delay_p99_ms")), svg.number(of("delay_max_ms").high), shown(late(mine)),
                     shown(of("first_p99_ms")), f"{svg.number(of('gaps_250').high)} / {svg.number(of('gaps_1000').high)}",
                     svg.number(of("resident_mib").high), shown(of("kib_per_stream")),
                     svg.number(of("broken").high) + (f" ({failed} of {len(mine)} rounds)" if failed else "")])
    heads = ["", "streams", "CPU µs an event", "user + system", "delay p50 ms", "delay p99 ms", "delay max ms", "load late p99 ms", "first event p99 ms",
             "gaps > 250 ms / > 1 s", "MiB", "KiB a stream", "not whole"]
    return table(heads, rows)


def late(records: list[dict]) -> Spread:
    """How late the load itself looked at what had come, in its slowest hundredth: delays near it are perhaps not the peer's."""
    return Spread(((r.get("report") or {}).get("client_late_ms") or {}).get("p99") for r in records)


def sections(result: dict) -> dict[str, str]:
    shapes = [shape for shape in SHAPES if any(r["workload"] == shape for r in result["records"])]
    body = "\n\n".join(f"{SHAPES[shape]}:\n\n{shape_table(result, shape)}" for shape in shapes)
    missing = "\n".join(f"- missing: {name}: {why}" for name, why in result["missing"].items()
                        if name in {r["peer"] for r in result["records"]} | set(result["peers"]))
    return {"streams": body + (f"\n\n{missing}" if missing else "")}


def charts(result: dict) -> dict[str, str]:
    records = result["records"]

    def rows(*figures, shape=MAIN):
        made = []
        for name, about in result["peers"].items():
            values = [spread(records, figure, peer=name, workload=shape) for figure in figures]
            if values[0].there:
                made.append(svg.Row(about["title"], values))
        return made
    return {
        "streams-cpu": svg.dots("Processor time of one event of a stream, µs", NOTE, rows("cpu_us"), [""]),
        "streams-delay": svg.dots("Delay of an event, ms", NOTE, rows("delay_p50_ms", "delay_p99_ms", "first_p99_ms"),
                                  ["p50", "p99", "first event p99"]),
        "streams-memory": svg.dots("Memory one open stream takes, KiB", "What the process grew by while 1,000 streams opened, a thousandth of it.",
                                   rows("kib_per_stream", shape="memory"), [""]),
    }
