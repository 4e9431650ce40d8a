"""Plots: results as an SVG, the same bytes for the same figures, with nothing but text in it.

Not by matplotlib, whose bytes change with its version: a test holds the committed plot against the figures.
"""

import math
from xml.sax.saxutils import escape, quoteattr

import attrs

from benchmarks.results import OURS, Results
from benchmarks.tables import number

__all__ = ["Scale", "element", "plot", "svg"]

ROW, HEAD, GAP = 18, 24, 10
LABELS, AXIS, FIGURES = 240, 480, 60
OUR_COLOUR, OTHER_COLOUR, GOAL_COLOUR, LINE_COLOUR = "#b3261e", "#5f6b7a", "#1b7f3b", "#d5d9de"


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
