"""Plots: results as an SVG, the same bytes for the same figures, with nothing but text in it.

Not by matplotlib, whose bytes change with its version: a test holds the committed plot against the figures.
"""

import math
from collections.abc import Sequence
from functools import partial
from typing import Literal, TypeAlias
from xml.sax.saxutils import escape, quoteattr

import attrs

from benchmarks.results import OURS, Results, Scaling
from benchmarks.tables import number

__all__ = ["Scale", "element", "plot", "scaling_plot", "svg"]

ROW, HEAD, GAP = 18, 24, 10
LABELS, AXIS, FIGURES = 240, 480, 60
OUR_COLOUR, OTHER_COLOUR, GOAL_COLOUR, LINE_COLOUR = "#b3261e", "#5f6b7a", "#1b7f3b", "#d5d9de"

WIDTH, PANEL, MARGIN, TOP, BOTTOM = 780, 316, 60, 96, 396
# Blue, orange, violet and green that are told apart, by their lightness too, where red and green look alike.
WORK_COLOURS = ("#0b62a4", "#d9730d", "#8e44ad", "#1fa187")


@attrs.frozen
class Scale:
    """A logarithmic axis: from values above 0 to places in pixels."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Where the value stands."""
        share = math.log(value / self.low) / math.log(self.high / self.low)
        return round(self.start + share * (self.end - self.start), 1)

    @property
    def ticks(self) -> list[float]:
        """1, 2 and 5 times the powers of ten."""
        powers = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
        steps = (step * 10.0**power for power in powers for step in (1, 2, 5))
        return [step for step in steps if self.low <= step <= self.high]


def element(name: str, text: str = "", **attributes: object) -> str:
    """An element of SVG; `_` in an attribute's name stands for `-`.

    >>> element("text", "a < b", font_size=12)
    '<text font-size="12">a &lt; b</text>'
    """
    given = "".join(f" {key.replace('_', '-')}={quoteattr(str(value))}" for key, value in attributes.items())
    return f"<{name}{given}>{escape(text)}</{name}>" if text else f"<{name}{given}/>"


def svg(width: float, height: float, title: str, parts: list[str]) -> str:
    """A whole picture, on white, with a title for those who hear it."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img" '
        'font-family="sans-serif" font-size="12">'
    )
    ground = element("rect", width="100%", height="100%", fill="white")
    return "\n".join([head, element("title", title), ground, *parts, "</svg>\n"])


def plot(results: Results) -> str:
    """Every ratio as a dot with its middle half, each task with its goal."""
    shown = [value for task in results.tasks for row in task.rows for value in (row.ratio.low, row.ratio.high)]
    shown += [task.goal for task in results.tasks if task.goal]
    scale = Scale(min([*shown, 1]) / 1.2, max([*shown, 1]) * 1.2, LABELS, LABELS + AXIS)
    parts: list[str] = []
    y = HEAD
    for task in results.tasks:
        parts.append(element("text", task.name, x=8, y=y + 12, font_weight="bold"))
        floor = f"1 = {task.floor}"
        parts.append(
            element("text", floor, x=LABELS + AXIS + FIGURES - 8, y=y + 12, fill=OTHER_COLOUR, text_anchor="end")
        )
        top = y = y + HEAD
        for row in task.rows:
            colour = OUR_COLOUR if row.by == OURS else OTHER_COLOUR
            low, middle, high = scale(row.ratio.low), scale(row.ratio.median), scale(row.ratio.high)
            parts += [
                element("text", row.by, x=LABELS - 10, y=y + 12, text_anchor="end", fill=colour),
                element("line", x1=low, x2=high, y1=y + 8, y2=y + 8, stroke=colour, stroke_width=3),
                element("circle", cx=middle, cy=y + 8, r=4.5, fill=colour),
                element("text", number(row.ratio.median), x=LABELS + AXIS + 8, y=y + 12, fill=colour),
            ]
            y += ROW
        marks = {1.0: LINE_COLOUR} | ({task.goal: GOAL_COLOUR} if task.goal else {})
        parts += [
            element("line", x1=scale(at), x2=scale(at), y1=top, y2=y, stroke=colour, stroke_width=1.5)
            for at, colour in marks.items()
        ]
        y += GAP
    for tick in scale.ticks:
        parts.append(element("text", f"{tick:g}", x=scale(tick), y=y + 12, text_anchor="middle", fill=OTHER_COLOUR))
        parts.append(element("line", x1=scale(tick), x2=scale(tick), y1=y - 4, y2=y, stroke=OTHER_COLOUR))
    title = "Ratio to the floor, on a logarithmic scale; the green line is the goal"
    parts.append(element("text", title, x=LABELS, y=y + 32, fill=OTHER_COLOUR))
    return svg(LABELS + AXIS + FIGURES, y + 44, title, parts)


@attrs.frozen
class Pen:
    """How a line is drawn: with dots, with rings, which leave room for a dot, or dashed and with neither."""

    colour: str
    kind: Literal["dots", "rings", "dashes"] = "dots"

    def draw(self, places: Sequence[tuple[float, float]]) -> list[str]:
        """A line through these places, in pixels."""
        points = " ".join(f"{x:g},{y:g}" for x, y in places)
        line = partial(element, "polyline", points=points, fill="none", stroke=self.colour)
        ring = partial(element, "circle", r=6, fill="white", stroke=self.colour, stroke_width=1.5)
        dot = partial(element, "circle", r=4, fill=self.colour)
        match self.kind:
            case "dots":
                return [line(stroke_width=2), *(dot(cx=x, cy=y) for x, y in places)]
            case "rings":
                return [line(stroke_width=1.5), *(ring(cx=x, cy=y) for x, y in places)]
            case "dashes":
                return [line(stroke_width=1.5, stroke_dasharray="5 5")]


Lines: TypeAlias = list[tuple[Pen, Sequence[tuple[int, float]]]]
"""Each with its values at sizes."""

WORKER = Pen(OTHER_COLOUR, "rings")
PROPORTION = Pen(OTHER_COLOUR, "dashes")


def scaling_plot(scaling: Scaling) -> str:
    """Time and memory of every work at every size, both logarithmic, with a line for what grows in proportion."""
    pens = {work: Pen(colour) for work, colour in zip(scaling.works, WORK_COLOURS, strict=False)}
    time: Lines = [
        (pen, [(size.documents, cost.wall) for size, cost in scaling.of(work)]) for work, pen in pens.items()
    ]
    memory: Lines = [
        (pen, [(size.documents, cost.memory) for size, cost in scaling.of(work)]) for work, pen in pens.items()
    ]
    workers: Lines = [(WORKER, [(size.documents, size.largest_worker) for size in scaling.sizes])]
    legend = {**pens, "the largest worker": WORKER, "in proportion": PROPORTION}
    parts = []
    for n, (name, pen) in enumerate(legend.items()):
        x, y = MARGIN + n % 3 * (WIDTH - MARGIN) / 3, 24 + n // 3 * 22
        parts += [*pen.draw([(x, y), (x + 26, y)]), element("text", name, x=x + 38, y=y + 4)]
    parts += _panel("Seconds, by the clock on the wall", MARGIN, time)
    parts += _panel("MB of memory, at most", WIDTH - PANEL - 16, [*workers, *memory])
    title = "Time and memory against the number of documents, on logarithmic scales"
    return svg(WIDTH, BOTTOM + 52, title, parts)


def _panel(title: str, left: float, lines: Lines) -> list[str]:
    """Lines over sizes, and one for proportion, which begins where the first of them does."""
    sizes = sorted({size for _, points in lines for size, _ in points})
    fewest, least = lines[0][1][0]
    lines = [(PROPORTION, [(size, least * size / fewest) for size in (sizes[0], sizes[-1])]), *lines]
    values = [value for _, points in lines for _, value in points]
    right = left + PANEL
    x = Scale(sizes[0] / 1.2, sizes[-1] * 1.2, left, right)
    y = Scale(min(values) / 1.2, max(values) * 1.2, BOTTOM, TOP)
    parts = [element("text", title, x=left, y=TOP - 12, font_weight="bold")]
    note = {"fill": OTHER_COLOUR, "text_anchor": "middle"}
    for tick in y.ticks:
        parts.append(element("line", x1=left, x2=right, y1=y(tick), y2=y(tick), stroke=LINE_COLOUR))
        parts.append(element("text", f"{tick:,g}", x=left - 8, y=y(tick) + 4, fill=OTHER_COLOUR, text_anchor="end"))
    parts += [element("text", f"{size:,}", x=x(size), y=BOTTOM + 18, **note) for size in sizes]
    parts.append(element("text", "documents", x=(left + right) / 2, y=BOTTOM + 38, **note))
    for pen, points in lines:
        parts += pen.draw([(x(size), y(value)) for size, value in points])
    return parts
