"""Aspects: how the actions of each section commit."""

from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import get_args

from bri_macao.model import Aspect, Plan
from bri_macao.pages import Language
from bri_macao.plot._marks import INK, PAPER, Box, Line, Mark, Text
from bri_macao.plot._pictures import Picture
from bri_macao.plot._sheets import Sheet

__all__ = ["aspects"]

_LABEL, _BARS, _ROW, _BAR = 190, 330, 38, 22

# One for each aspect in every plan, so that years can be compared; after CARTO's scheme "Safe", which the colour-blind
# can tell apart. The second is that of text on it.
_COLORS: Mapping[Aspect, tuple[str, str]] = MappingProxyType(
    {
        "continue": ("#332288", PAPER),
        "deepen": ("#88ccee", INK),
        "start": ("#117733", PAPER),
        "hold": ("#ddcc77", INK),
        "complete": ("#44aa99", INK),
        "strive": ("#882255", PAPER),
        "support": ("#999933", INK),
        "encourage": ("#aa4499", PAPER),
        "explore": ("#6699cc", INK),
        "prepare": ("#661100", PAPER),
        "promote": ("#cc6677", INK),
        "other": ("#dddddd", INK),
    }
)


def aspects(plan: Plan, *, language: Language = "en") -> Picture:
    """Draw how many actions of each section continue, deepen, start, hold something, and so on.

    Args:
        plan: the plan.
        language: the language of the picture.

    Raises:
        UnknownId: pictures are not drawn in that language.
        MissingFont: Chinese is to be written, and no font for it is installed.

    >>> from bri_macao.plans import load_plan
    >>> aspects(load_plan(2023), language="pt").texts[0]
    'Natureza das acções por secção'
    """
    sheet = Sheet.of(plan, language)
    counts: list[Counter[Aspect]] = [
        Counter(action.aspect for item in section.all_items() for action in item.actions) for section in plan.sections
    ]
    present = tuple(aspect for aspect in get_args(Aspect) if any(count[aspect] for count in counts))
    if not present:
        return sheet.nothing("aspects")
    key, deep = _key(sheet, present)
    body = _body(sheet, counts, present, deep)
    return sheet.picture("aspects", (*key, *body), _LABEL + _BARS + 30, deep + _ROW * len(counts))


def _key(sheet: Sheet, present: tuple[Aspect, ...]) -> tuple[tuple[Mark, ...], float]:
    """What the colours mean, in as many rows as it takes, and how deep they are."""
    marks: list[Mark] = []
    x, y = float(_LABEL), 8.0
    for aspect in present:
        word = sheet.word(f"aspect.{aspect}")
        width = 14 + sheet.typeface.width(word, 8) + 14
        if x + width > _LABEL + _BARS + 30:
            x, y = float(_LABEL), y + 14
        marks += (Box(x, y - 4.5, 10, 9, _COLORS[aspect][0]), Text(x + 14, y + 2.8, word))
        x += width
    return tuple(marks), y + 12


def _body(sheet: Sheet, counts: list[Counter[Aspect]], present: tuple[Aspect, ...], top: float) -> Iterator[Mark]:
    scale = _BARS / max(count.total() for count in counts)
    for n, (section, count) in enumerate(zip(sheet.plan.sections, counts, strict=True)):
        middle = top + (n + 0.5) * _ROW
        lines = sheet.typeface.wrapped(sheet.heading(section), _LABEL - 12, 3, 8.5)
        yield from sheet.lines(0, middle, lines, size=8.5)
        x = float(_LABEL)
        for aspect in present:
            if count[aspect]:
                width = count[aspect] * scale
                yield Box(x, middle - _BAR / 2, width, _BAR, _COLORS[aspect][0], edge=PAPER)
                figure = str(count[aspect])
                if sheet.typeface.width(figure, 8) + 3 < width:
                    middle_of_it = x + width / 2
                    yield Text(middle_of_it, middle + 2.8, figure, align="center", color=_COLORS[aspect][1])
                x += width
        yield Text(x + 5, middle + 2.8, str(count.total()), bold=True)
    yield Line(_LABEL, top, _LABEL, top + len(counts) * _ROW, color=INK)
