"""Charts and tables of the calls: one chart a question, and the ratios that the goals speak of."""

from . import svg
from .store import Spread, spread

MAIN = "small-64"
FLOOR, JAVA = "nginx", "spring-cloud-gateway"
NOTE = "0.5 KB answers at once, 64 connections; median of the rounds, whiskers from least to greatest."


def peers_of(result: dict) -> dict[str, str]:
    """Names and titles of the peers that were measured; the mock itself is none."""
    return {name: about["title"] for name, about in result["peers"].items() if name != "direct"}


def ratio(records: list[dict], figure: str, peer: str, to: str, workload: str) -> Spread:
    """Round by round, since both stood in the same minute of the machine; rounds that one of the two failed are left out."""
    def by_round(name):
        return {r["round"]: r[figure] for r in records if r["peer"] == name and r["workload"] == workload and r.get(figure)}
    mine, theirs = by_round(peer), by_round(to)
    return Spread(mine[n] / theirs[n] for n in mine if n in theirs)


def added(records: list[dict], figure: str, peer: str, workload: str) -> Spread:
    """What a peer adds to the mock's own latency, round by round."""
    beside = {r["round"]: r[figure] for r in records if r["workload"] == workload and r["peer"] == "direct"
              and r.get("beside", peer) == peer and figure in r}
    return Spread(r[figure] - beside[r["round"]] for r in records
                  if r["peer"] == peer and r["workload"] == workload and figure in r and r["round"] in beside)


def shown(value: Spread, unit: str = "") -> str:
    """A median with its spread, as it stands in a table."""
    if not value.there:
        return "–"
    if value.low == value.high:
        return f"{svg.number(value.median)}{unit}"
    return f"{svg.number(value.median)}{unit} ({svg.number(value.low)}–{svg.number(value.high)})"


def table(heads: list[str], rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(heads) + " |", "|" + "|".join("---" if n == 0 else "--:" for n in range(len(heads))) + "|"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def main_table(result: dict, workload: str) -> str:
    records, rows = result["records"], []
    for name, title in peers_of(result).items():
        here = {"peer": name, "workload": workload}
        cpu = spread(records, "cpu_us", **here)
        if not cpu.there:
            continue
        rows.append([title, shown(cpu), f"{svg.number(spread(records, 'cpu_user_us', **here).median)} + "
                     f"{svg.number(spread(records, 'cpu_system_us', **here).median)}",
                     svg.number(ratio(records, "cpu_us", name, FLOOR, workload).median),
                     svg.number(ratio(records, "cpu_us", name, JAVA, workload).median),
                     shown(spread(records, "rps", **here)), *(svg.number(spread(records, f"{p}_ms", **here).median) for p in ("p50", "p99", "p999")),
                     svg.number(spread(records, "resident_mib", **here).median)])
    missing = "".join(f"\n- missing: {name}: {reason}" for name, reason in result["missing"].items())
    heads = ["", "CPU µs a request", "user + system", "× nginx", "× Spring", "requests/s", "p50 ms", "p99 ms", "p99.9 ms", "MiB"]
    return table(heads, rows) + ("\n" + missing if missing else "")


def all_table(result: dict) -> str:
    """CPU per request of every workload, for every peer."""
    records, names = result["records"], peers_of(result)
    loads = list(dict.fromkeys(r["workload"] for r in records if r["workload"] != "half-load"))
    rows = [[load, *(shown(spread(records, "cpu_us", peer=name, workload=load)) for name in names)] for load in loads]
    return table(["CPU µs a request", *names.values()], rows)


def added_table(result: dict) -> str:
    records, rows = result["records"], []
    loads = [w for w in dict.fromkeys(r["workload"] for r in records) if any(r["peer"] == "direct" and r["workload"] == w for r in records)]
    for load in loads:
        for name, title in peers_of(result).items():
            values = [added(records, f"{p}_ms", name, load) for p in ("p50", "p99", "p999")]
            connections = spread(records, "connections", peer=name, workload=load)
            if values[0].there:
                rows.append([load, title, svg.number(connections.median), svg.number(spread(records, "rps", peer=name, workload=load).median),
                             *map(shown, values)])
    return table(["workload", "peer", "connections", "requests/s", "added p50 ms", "added p99 ms", "added p99.9 ms"], rows)


def sections(result: dict) -> dict[str, str]:
    loads = {record["workload"] for record in result["records"]}
    made = {"calls": main_table(result, MAIN)}
    if "stream-64" in loads:
        made["calls-streamed"] = main_table(result, "stream-64")
    return {**made, "calls-added": added_table(result), "calls-all": all_table(result)}


def charts(result: dict) -> dict[str, str]:
    records, names = result["records"], peers_of(result)

    def of(name, figure, workload=MAIN):
        return spread(records, figure, peer=name, workload=workload)

    def rows(*figures):
        return [svg.Row(title, [of(name, f) for f in figures]) for name, title in names.items() if of(name, figures[0]).there]
    near = [name for name in names if of(name, "cpu_us").median <= 50 * of(FLOOR, "cpu_us").median] if FLOOR in names else []
    made = {
        "cpu": svg.dots("Processor time of one request, µs", NOTE, rows("cpu_us"), [""]),
        "latency": svg.dots("Latency, ms", NOTE + " As fast as each can: a queue of 64.", rows("p50_ms", "p99_ms", "p999_ms"), ["p50", "p99", "p99.9"]),
        "memory": svg.dots("Resident memory, MiB", NOTE, rows("resident_mib"), [""]),
    }
    if near:
        made["cpu-split"] = svg.bars("Processor time of one request, in the program and in the kernel, µs", NOTE,
                                     [svg.Row(names[n], [of(n, "cpu_user_us"), of(n, "cpu_system_us")]) for n in near],
                                     ["user", "system"], [of(n, "cpu_us") for n in near])
    counts = sorted({r["connections"] for r in records if r["answer"] == "small" and r["workload"] != "half-load"})
    if len(counts) > 1:
        def over(figure):
            return {title: [of(name, figure, f"small-{count}") for count in counts] for name, title in names.items()}
        points = [str(count) for count in counts]
        made["throughput"] = svg.lines("Requests a second", "0.5 KB answers at once; load, mock and peer share the machine.",
                                       "connections", points, over("rps"))
        made["latency-connections"] = svg.lines("p99 latency, ms", "0.5 KB answers at once.", "connections", points, over("p99_ms"))
    else:
        made["throughput"] = svg.dots("Requests a second", NOTE, rows("rps"), [""])
    load = "half-load" if any(r["workload"] == "half-load" for r in records) else "small-60ms-64"
    made["added"] = svg.dots("Latency added to the mock's own, ms", "60 ms answers; at half of what each peer can do."
                             if load == "half-load" else "60 ms answers, 64 connections.",
                             [svg.Row(title, [added(records, f"{p}_ms", name, load) for p in ("p50", "p99")]) for name, title in names.items()
                              if added(records, "p50_ms", name, load).there], ["p50", "p99"], log=False)
    return made
