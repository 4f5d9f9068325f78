"""Charts as SVG text, without a library: rows of dots, stacked bars, lines. Whiskers show the least and the greatest round."""

import math
from dataclasses import dataclass
from html import escape

from .store import Spread

COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#555555", "#8c564b"]
FONT = "font-family=\"system-ui, 'Segoe UI', Helvetica, Arial, sans-serif\""
WIDTH, LABELS, RIGHT, ROW, TOP = 880, 340, 90, 34, 84


@dataclass(frozen=True)
class Row:
    """One line of a chart of dots or bars: a value for each series, None where there is none."""

    label: str
    values: list[Spread | None]


def number(value: float) -> str:
    """Three digits that count, thousands set apart."""
    if value == 0 or value != value:
        return "0" if value == 0 else "–"
    if abs(value) >= 100 or value == round(value):
        return f"{value:,.0f}".replace(",", "\u2009")
    return f"{value:.3g}" if abs(value) < 10 else f"{value:.1f}"


def text(x: float, y: float, words: str, size: int = 13, anchor: str = "start", fill: str = "#222", weight: str = "normal") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{fill}" font-weight="{weight}">{escape(words)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, colour: str = "#ddd", width: float = 1) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width}"/>'


def whisker(x1: float, y1: float, x2: float, y2: float, colour: str) -> str:
    """From the least to the greatest, with a cap at each end."""
    flat = abs(y1 - y2) < 0.1
    caps = [(x, y1, x, y1) for x in (x1, x2)] if flat else [(x1, y, x1, y) for y in (y1, y2)]
    across = "".join(line(x, y - 4 * flat, x, y + 4 * flat, colour, 1.4) if flat else line(x - 4, y, x + 4, y, colour, 1.4)
                     for x, y, *_ in caps)
    return line(x1, y1, x2, y2, colour, 1.4) + across


class Scale:
    """Values to places on an axis. Logarithmic where the greatest is so much more than the least that it would hide it."""

    def __init__(self, values: list[float], begin: float, end: float, log: bool | None = None):
        values = [v for v in values if v == v]
        least = min((v for v in values if v > 0), default=1)
        most = max([*values, 0]) or 1
        self.log = most / least > 30 if log is None else log
        self.begin, self.end = begin, end
        if self.log:
            self.low, self.high = 10 ** math.floor(math.log10(least)), 10 ** math.ceil(math.log10(most) + 1e-9)
        else:
            span = max([*values, 0]) - min([*values, 0]) or 1
            unit = 10 ** math.floor(math.log10(span))
            self.step = next(step for step in (unit / 5, unit / 2, unit, 2 * unit) if span / step <= 6)
            self.low, self.high = (self.step * round_(end([*values, 0]) / self.step) for round_, end in ((math.floor, min), (math.ceil, max)))
            self.high = self.high if self.high > self.low else self.low + self.step

    def __call__(self, value: float) -> float:
        if self.log:
            share = math.log(max(value, self.low) / self.low) / math.log(self.high / self.low)
        else:
            share = (value - self.low) / (self.high - self.low)
        return self.begin + share * (self.end - self.begin)

    def ticks(self) -> list[float]:
        if self.log:
            return [10.0 ** n for n in range(round(math.log10(self.low)), round(math.log10(self.high)) + 1)]
        return [self.low + n * self.step for n in range(round((self.high - self.low) / self.step) + 1)]


def page(title: str, note: str, height: float, body: list[str], legend: list[tuple[str, str]]) -> str:
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" {FONT} role="img" aria-label="{escape(title)}">',
             f'<rect width="{WIDTH}" height="{height:.0f}" fill="#fff"/>', text(20, 28, title, 17, weight="bold"),
             text(20, 48, note, 12, fill="#555")]
    x = 20.0
    for name, colour in legend:
        parts += [f'<circle cx="{x + 5:.0f}" cy="64" r="5" fill="{colour}"/>', text(x + 15, 68, name, 12)]
        x += 34 + 6.7 * len(name)
    return "\n".join([*parts, *body, "</svg>"]) + "\n"


def axis(scale: Scale, top: float, bottom: float) -> list[str]:
    """Lines across the rows, with their values below."""
    return [piece for tick in scale.ticks() for piece in
            (line(scale(tick), top, scale(tick), bottom), text(scale(tick), bottom + 16, number(tick), 11, "middle", "#555"))]


def flat(values) -> list[float]:
    return [v for value in values if value is not None and value.there for v in (value.low, value.median, value.high)]


def dots(title: str, note: str, rows: list[Row], series: list[str], log: bool | None = None) -> str:
    """A row a peer, a dot a series; the value stands beside it when there is one series only."""
    scale = Scale(flat(value for row in rows for value in row.values), LABELS, WIDTH - RIGHT, log)
    bottom = TOP + ROW * len(rows)
    body = axis(scale, TOP, bottom)
    for number_of_row, row in enumerate(rows):
        y = TOP + ROW * (number_of_row + 0.5)
        body.append(text(LABELS - 12, y + 4, row.label, 13, "end"))
        for place, (colour, value) in enumerate(zip(COLOURS, row.values)):
            if value is None or not value.there:
                continue
            beside = y + 7 * (place - (len(series) - 1) / 2)
            body.append(whisker(scale(value.low), beside, scale(value.high), beside, colour))
            body.append(f'<circle cx="{scale(value.median):.1f}" cy="{beside:.1f}" r="4.5" fill="{colour}"/>')
            if len(series) == 1:
                body.append(text(scale(value.high) + 10, y + 4, number(value.median), 12))
    return page(title, note + (" Logarithmic scale." if scale.log else ""), bottom + 30, body,
                list(zip(series, COLOURS)) if len(series) > 1 else [])


def bars(title: str, note: str, rows: list[Row], series: list[str], totals: list[Spread]) -> str:
    """A row a peer, its parts one after the other; the whisker is the whole's."""
    scale = Scale(flat(totals), LABELS, WIDTH - RIGHT, log=False)
    bottom = TOP + ROW * len(rows)
    body = axis(scale, TOP, bottom)
    for number_of_row, (row, total) in enumerate(zip(rows, totals)):
        y, begin = TOP + ROW * (number_of_row + 0.5), 0.0
        body.append(text(LABELS - 12, y + 4, row.label, 13, "end"))
        for colour, value in zip(COLOURS, row.values):
            if value is None or not value.there:
                continue
            end = begin + max(value.median, 0)
            body.append(f'<rect x="{scale(begin):.1f}" y="{y - 9:.1f}" width="{scale(end) - scale(begin):.1f}" height="18" fill="{colour}"/>')
            begin = end
        if total.there:
            body.append(whisker(scale(total.low), y, scale(total.high), y, "#222"))
            body.append(text(scale(max(total.high, begin)) + 10, y + 4, number(total.median), 12))
    return page(title, note, bottom + 30, body, list(zip(series, COLOURS)) if len(series) > 1 else [])


def lines(title: str, note: str, across: str, points: list[str], series: dict[str, list[Spread | None]], log: bool | None = None) -> str:
    """A line a peer over points that stand equally far apart, such as numbers of connections."""
    bottom, left = 400.0, 80.0
    scale = Scale(flat(value for values in series.values() for value in values), bottom, TOP + 6, log)
    place = [left + 30 + (WIDTH - left - 80) * n / max(1, len(points) - 1) for n in range(len(points))]
    body = [piece for tick in scale.ticks() for piece in
            (line(left, scale(tick), WIDTH - 30, scale(tick)), text(left - 8, scale(tick) + 4, number(tick), 11, "end", "#555"))]
    body += [text(x, bottom + 18, point, 12, "middle", "#555") for x, point in zip(place, points)]
    body.append(text((left + WIDTH - 30) / 2, bottom + 38, across, 12, "middle", "#555"))
    for number_of_line, (colour, values) in enumerate(zip(COLOURS, series.values())):
        shift = 3 * (number_of_line - len(series) / 2)
        there = [(x + shift, value) for x, value in zip(place, values) if value is not None and value.there]
        path = " ".join(f"{x:.1f},{scale(value.median):.1f}" for x, value in there)
        body.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for x, value in there:
            body.append(whisker(x, scale(value.low), x, scale(value.high), colour))
            body.append(f'<circle cx="{x:.1f}" cy="{scale(value.median):.1f}" r="4" fill="{colour}"/>')
    return page(title, note + (" Logarithmic scale." if scale.log else ""), bottom + 54, body, list(zip(series, COLOURS)))
