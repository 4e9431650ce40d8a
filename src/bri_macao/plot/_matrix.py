"""The matrix: how many items of each section name each partner, itself or through a group."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

import attrs

from bri_macao.model import Partner, PartnerKind, Plan
from bri_macao.pages import Language
from bri_macao.plot._marks import FAINT, Box, Line, Mark, Text
from bri_macao.plot._pictures import Picture
from bri_macao.plot._sheets import LEADING, Sheet

__all__ = ["matrix"]

_CELL, _BAR, _ROW, _KIND = 84, 96, 16, 20
_SHADES = ("#eef4fa", "#dbe8f4", "#c3d9ec", "#a9c8e3", "#8fb6d9")
"""Of cells, from few items to many; dark text stands on all of them."""

_DIRECT, _THROUGH = "#0b5394", "#a9c8e3"


@attrs.frozen
class _Row:
    """A partner, or several of which the same is true.

    Attributes:
        label: what it is called.
        kind: what it is.
        partners: how many they are.
        cells: for each section, how many items name them themselves, and how many only a group.
    """

    label: str
    kind: PartnerKind
    partners: int
    cells: tuple[tuple[int, int], ...]

    @property
    def direct(self) -> int:
        return sum(direct for direct, _ in self.cells)

    @property
    def total(self) -> int:
        return sum(map(sum, self.cells))


def matrix(plan: Plan, *, language: Language = "en", members: bool = False) -> Picture:
    """Draw how many items of each section name each partner.

    Items that name the partner itself and those that only name a group or region to which it belongs in the plan's
    period are told apart. Sections stand in the order of the plan, partners by kind and the most named first. Macao and
    its bodies are left out: a text that names them mentions no partner.

    Args:
        plan: the plan.
        language: the language of the picture.
        members: give every partner a row of its own; otherwise those that are named through the same groups alone
            share one.

    Raises:
        UnknownId: pictures are not drawn in that language.
        MissingFont: Chinese is to be written, and no font for it is installed.

    >>> from bri_macao.plans import load_plan
    >>> picture = matrix(load_plan(2023))
    >>> "26 members: European Union" in picture.texts
    True
    """
    sheet = Sheet.of(plan, language)
    rows = tuple(_rows(sheet, fold=not members))
    return _Table(sheet, rows).picture() if rows else sheet.nothing("matrix")


def _rows(sheet: Sheet, *, fold: bool) -> Iterator[_Row]:
    """A row for each partner, or for those that the same groups alone bring in."""
    plan = sheet.plan
    sections = [[item.id for item in section.all_items()] for section in plan.sections]
    named = {id for item in plan.items for id in item.named()}
    shared: dict[tuple[object, ...], list[Partner]] = {}
    for partner in plan.partners:
        groups = plan.index.reach(partner) & named - {partner.id}
        if partner.kind != "host" and (groups or partner.id in named):
            alone = not fold or partner.id in named
            shared.setdefault((partner.id,) if alone else (partner.kind, groups), []).append(partner)
    for partners in shared.values():
        own, all = ({item.id for item in plan.items_of(partners[0], direct=direct)} for direct in (True, False))
        cells = tuple((sum(id in own for id in ids), sum(id in all - own for id in ids)) for ids in sections)
        yield _Row(_label(sheet, partners, named), partners[0].kind, len(partners), cells)


def _label(sheet: Sheet, partners: Sequence[Partner], named: AbstractSet[str]) -> str:
    if len(partners) == 1:
        return sheet.name(partners[0].names, partners[0].id)
    through = sheet.plan.index.reach(partners[0]) & named
    groups = (sheet.name(group.names, group.id) for group in sheet.plan.partners if group.id in through)
    return sheet.word("members", ("、" if sheet.voice.chinese else ", ").join(groups), len(partners))


@attrs.frozen
class _Table:
    """The rows, laid out."""

    sheet: Sheet
    rows: tuple[_Row, ...]

    def picture(self) -> Picture:
        notes = (self.sheet.word("matrix.folded"),) if any(row.partners > 1 for row in self.rows) else ()
        height = self.top + len(self.rows) * _ROW + len(self.kinds) * _KIND
        return self.sheet.picture("matrix", self.marks(), self.end, height, *notes)

    @cached_property
    def kinds(self) -> Mapping[PartnerKind, Sequence[_Row]]:
        """The rows by kind, the most named first, and kinds by who is named most among them."""
        kinds: dict[PartnerKind, list[_Row]] = {}
        for row in sorted(self.rows, key=lambda row: (-row.total, -row.direct)):
            kinds.setdefault(row.kind, []).append(row)
        return kinds

    @cached_property
    def peak(self) -> int:
        """The largest number in a cell."""
        return max(sum(cell) for row in self.rows for cell in row.cells)

    @cached_property
    def scale(self) -> float:
        """Of the bars of totals, in points for an item."""
        return (_BAR - 26) / max(row.total for row in self.rows)

    @cached_property
    def heads(self) -> Sequence[tuple[str, ...]]:
        wrap = self.sheet.typeface.wrapped
        return [wrap(self.sheet.heading(section), _CELL - 8, 6, 7.5) for section in self.sheet.plan.sections]

    @cached_property
    def top(self) -> float:
        """Where the first row begins."""
        return max(30, *(len(head) * 7.5 * LEADING for head in self.heads)) + 6

    @cached_property
    def left(self) -> float:
        """Where the first section begins."""
        return self.sheet.typeface.column((row.label for row in self.rows), 8)

    @property
    def right(self) -> float:
        """Where the totals begin."""
        return self.left + _CELL * len(self.heads) + 10

    @property
    def end(self) -> float:
        return self.right + _BAR

    def marks(self) -> Iterator[Mark]:
        yield from self._head()
        y = self.top
        yield Line(0, y, self.end, y, color=FAINT)
        for kind, rows in self.kinds.items():
            y += _KIND
            word = self.sheet.word(f"partner.{kind}")
            yield Text(0, y - 5, word[:1].upper() + word[1:], size=7.5, bold=True, color=FAINT)
            for row in rows:
                yield from self._row(row, y)
                y += _ROW
                yield Line(0, y, self.end, y)

    def _head(self) -> Iterator[Mark]:
        """The sections, and what the colours of the bars mean."""
        for n, head in enumerate(self.heads):
            middle = self.top - 6 - len(head) * 7.5 * LEADING / 2
            yield from self.sheet.lines(self.left + (n + 0.5) * _CELL, middle, head, size=7.5, align="center")
        for y, color, key in ((self.top - 20, _DIRECT, "direct"), (self.top - 8, _THROUGH, "through")):
            yield Box(0, y - 6.5, 8, 8, color)
            yield Text(13, y, self.sheet.word(key), size=7.5)
        yield Text(self.right, self.top - 8, self.sheet.word("total"), size=7.5)

    def _row(self, row: _Row, y: float) -> Iterator[Mark]:
        base = y + _ROW / 2 + 8 * 0.35
        yield Text(0, base, self.sheet.typeface.cut(row.label, self.left - 8, 8))
        for n, (direct, through) in enumerate(row.cells):
            if direct or through:
                left = self.left + n * _CELL
                shade = _SHADES[(direct + through) * len(_SHADES) // (self.peak + 1)]
                yield Box(left + 1, y + 1, _CELL - 2, _ROW - 2, shade)
                yield from _figures(left + _CELL / 2, base, direct, through)
        bar, whole = row.direct * self.scale, row.total * self.scale
        yield Box(self.right, y + 4, bar, _ROW - 8, _DIRECT)
        yield Box(self.right + bar, y + 4, whole - bar, _ROW - 8, _THROUGH)
        yield Text(self.right + whole + 4, base, str(row.total), size=7.5)


def _figures(x: float, base: float, direct: int, through: int) -> Iterator[Mark]:
    """The two figures of a cell, each in a column of its own."""
    if direct:
        yield Text(x - 1.5, base, str(direct), align="right", bold=True)
    if through:
        yield Text(x + 1.5, base, f"+{through}", size=7.5)
