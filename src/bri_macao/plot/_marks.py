"""Marks: what a picture is made of, as frozen data. Lengths are in points, 72 to the inch; y grows downwards.

So a picture can be compared, counted in and tested without drawing it.
"""

from typing import Literal, TypeAlias

import attrs

__all__ = ["FAINT", "INK", "PAPER", "RULE", "Align", "Box", "Curve", "Dot", "Line", "Mark", "Text"]

Align = Literal["left", "center", "right"]

PAPER, INK, FAINT, RULE = "#ffffff", "#151d27", "#5f6b7a", "#d5dae1"
"""The paper; text (17:1 against it); remarks (5.4:1, above the 4.5:1 of WCAG AA); thin lines."""


@attrs.frozen
class Text:
    """One line of text; `y` is its baseline, and `align` says which point of it `x` is."""

    x: float
    y: float
    text: str
    align: Align = attrs.field(default="left", kw_only=True)
    size: float = attrs.field(default=8, kw_only=True)
    color: str = attrs.field(default=INK, kw_only=True)
    bold: bool = attrs.field(default=False, kw_only=True)


@attrs.frozen
class Box:
    """A filled rectangle, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    edge: str = attrs.field(default="none", kw_only=True)


@attrs.frozen
class Dot:
    """A filled circle, from its middle."""

    x: float
    y: float
    radius: float
    fill: str
    edge: str = attrs.field(default="none", kw_only=True)


@attrs.frozen
class Line:
    """A straight line."""

    x: float
    y: float
    to_x: float
    to_y: float
    color: str = attrs.field(default=RULE, kw_only=True)
    width: float = attrs.field(default=0.6, kw_only=True)


@attrs.frozen
class Curve:
    """A line that leaves and arrives level; how far it is led to the right of its ends, or to the left of them."""

    x: float
    y: float
    to_x: float
    to_y: float
    color: str = attrs.field(kw_only=True)
    leave: float = attrs.field(kw_only=True)
    arrive: float = attrs.field(kw_only=True)
    width: float = attrs.field(default=0.9, kw_only=True)
    dashed: bool = attrs.field(default=False, kw_only=True)


Mark: TypeAlias = Text | Box | Dot | Line | Curve
"""What a picture is made of."""
