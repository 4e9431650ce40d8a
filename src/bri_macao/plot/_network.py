"""The network: which partners and mechanisms are named together, and who belongs to whom.

Three columns, partners, items and mechanisms, and not a cloud: what is named together is tied to the same item, labels
cannot run into each other, and the same plan is always the same picture.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from statistics import fmean

import attrs

from bri_macao.model import Mechanism, Partner, Plan, WorkItem
from bri_macao.pages import Language
from bri_macao.plot._fonts import WIDEST
from bri_macao.plot._marks import FAINT, INK, PAPER, Align, Box, Curve, Dot, Mark, Text
from bri_macao.plot._pictures import Picture
from bri_macao.plot._sheets import SECTIONS, Sheet

__all__ = ["network"]

_BETWEEN, _ROW, _SECTION, _TOP = 140, 15, 10, 18
_TIE = "#8793a1"


@attrs.frozen
class _Named:
    """An item and what it names: ids of partners and mechanisms, each once."""

    item: WorkItem
    section: int
    partners: tuple[str, ...]
    mechanisms: tuple[str, ...]


def network(plan: Plan, *, language: Language = "en") -> Picture:
    """Draw which partners and mechanisms the same items name, and which of them belong together.

    Only what an item names itself is tied to it; members that no item names are counted behind their group. Items and
    mechanisms stand in the order of the plan, partners near to the items that name them, members below their group.

    Args:
        plan: the plan.
        language: the language of the picture.

    Raises:
        UnknownId: pictures are not drawn in that language.
        MissingFont: Chinese is to be written, and no font for it is installed.

    >>> from bri_macao.plans import load_plan
    >>> "European Union (members: 27)" in network(load_plan(2023)).texts
    True
    """
    sheet = Sheet.of(plan, language)
    named = tuple(_named(plan))
    return _Web(sheet, named).picture() if named else sheet.nothing("network")


def _named(plan: Plan) -> Iterator[_Named]:
    for place, section in enumerate(plan.sections):
        for item in section.all_items():
            named = _Named(item, place, item.named("partner"), item.named("mechanism"))
            if named.partners or named.mechanisms:
                yield named


@attrs.frozen
class _Web:
    """What is named, laid out in three columns."""

    sheet: Sheet
    named: tuple[_Named, ...]

    def picture(self) -> Picture:
        bottom = _TOP + self.height
        marks = (*self._heads(), *self._ties(), *self._edges(), *self._nodes(), *self._key(bottom + 16))
        return self.sheet.picture("network", marks, self.xs[2] + self.widths[1], bottom + 8 + 14 * len(self.sections))

    @cached_property
    def sections(self) -> Sequence[int]:
        """The sections that something is named in, by their places in the plan."""
        return [*dict.fromkeys(entry.section for entry in self.named)]

    @cached_property
    def _right(self) -> tuple[Mapping[str, float], Mapping[str, float], float]:
        """Where items and mechanisms stand, an item beside those that it is the first to name; and the depth of all."""
        items: dict[str, float] = {}
        mechanisms: dict[str, float] = {}
        y, section = 0.0, self.named[0].section
        for entry in self.named:
            y += _SECTION * (entry.section != section)
            section = entry.section
            new = [id for id in entry.mechanisms if id not in mechanisms]
            mechanisms.update({id: y + (n + 0.5) * _ROW for n, id in enumerate(new)})
            depth = max(1, len(new)) * _ROW
            items[entry.item.id] = y + depth / 2
            y += depth
        return items, mechanisms, y

    @cached_property
    def order(self) -> Sequence[str]:
        """The partners from top to bottom: near to their items, and members below the first group that is named too."""
        items, _, _ = self._right
        pulls: dict[str, list[float]] = {}
        for entry in self.named:
            for id in entry.partners:
                pulls.setdefault(id, []).append(items[entry.item.id])
        means = {id: fmean(pull) for id, pull in pulls.items()}
        near = sorted(means, key=means.__getitem__)
        above = {id: next((group for group in _groups(self.sheet.plan, id) if group in pulls), None) for id in near}
        ordered: dict[str, None] = {}
        pending = [*(id for id in near if above[id] is None), *near][::-1]  # those in a circle of groups come last
        while pending:
            id = pending.pop()
            if id not in ordered:
                ordered[id] = None
                pending += [member for member in reversed(near) if above[member] == id]
        return [*ordered]

    @cached_property
    def height(self) -> float:
        return max(self._right[2], len(self.order) * _ROW)

    @cached_property
    def items(self) -> Mapping[str, float]:
        return {id: y + self._shift for id, y in self._right[0].items()}

    @cached_property
    def mechanisms(self) -> Mapping[str, float]:
        return {id: y + self._shift for id, y in self._right[1].items()}

    @property
    def _shift(self) -> float:
        return _TOP + (self.height - self._right[2]) / 2

    @cached_property
    def partners(self) -> Mapping[str, float]:
        return {id: _TOP + (n + 0.5) * self.height / len(self.order) for n, id in enumerate(self.order)}

    @cached_property
    def labels(self) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """Of partners and of mechanisms, by id."""
        index = self.sheet.plan.index
        partners = {id: self._label(index.partners.get(id), id) for id in self.partners}
        for id in partners.keys() & index.members.keys():  # the name is cut, and not how many they are
            size = self.sheet.word("size", len(index.members[id]))
            room = WIDEST - self.sheet.typeface.width(size, 8)
            partners[id] = self.sheet.typeface.cut(partners[id], room, 8) + size
        return partners, {id: self._label(index.mechanisms.get(id), id) for id in self.mechanisms}

    def _label(self, entity: Partner | Mechanism | None, id: str) -> str:
        return self.sheet.typeface.written(id) if entity is None else self.sheet.name(entity.names, id)

    @cached_property
    def widths(self) -> tuple[float, float]:
        """Of the labels on either side."""
        column = self.sheet.typeface.column
        left, right = (
            column((self.sheet.word(key), *labels.values()), 8.5)
            for key, labels in zip(("partners", "mechanisms"), self.labels, strict=True)
        )
        return left, right

    @cached_property
    def xs(self) -> tuple[float, float, float]:
        """Where partners, items and mechanisms stand."""
        left = self.widths[0]
        return left, left + _BETWEEN, left + 2 * _BETWEEN

    def _heads(self) -> Iterator[Mark]:
        aligns: tuple[Align, ...] = ("right", "center", "left")
        for x, key, align in zip(self.xs, ("partners", "items", "mechanisms"), aligns, strict=True):
            yield Text(x, 8, self.sheet.word(key), align=align, size=8.5, bold=True, color=FAINT)

    def _ties(self) -> Iterator[Mark]:
        """Who belongs to whom."""
        plan = self.sheet.plan
        for id, y in self.partners.items():
            for group in _groups(plan, id):
                if group in self.partners:
                    yield _tie(self.xs[0], y, self.partners[group], 1)
        for id, y in self.mechanisms.items():
            mechanism = plan.index.mechanisms.get(id)
            whole = None if mechanism is None else mechanism.part_of
            if whole is not None and whole in self.mechanisms:
                yield _tie(self.xs[2], y, self.mechanisms[whole], -1)

    def _edges(self) -> Iterator[Mark]:
        left, middle, right = self.xs
        half = _BETWEEN / 2
        for entry in self.named:
            color, y = _color(entry.section), self.items[entry.item.id]
            for id in entry.partners:
                yield Curve(left, self.partners[id], middle, y, color=color, leave=half, arrive=-half)
            for id in entry.mechanisms:
                yield Curve(middle, y, right, self.mechanisms[id], color=color, leave=half, arrive=-half)

    def _nodes(self) -> Iterator[Mark]:
        left, middle, right = self.xs
        cut = self.sheet.typeface.cut
        for id, y in self.partners.items():
            yield Dot(left, y, 2.6, INK)
            yield Text(left - 7, y + 2.8, cut(self.labels[0][id], self.widths[0] - 7, 8), align="right")
        for id, y in self.mechanisms.items():
            yield Dot(right, y, 2.6, INK)
            yield Text(right + 7, y + 2.8, cut(self.labels[1][id], self.widths[1] - 7, 8))
        for entry in self.named:
            y = self.items[entry.item.id]
            yield Dot(middle, y, 8, _color(entry.section), edge=PAPER)
            number = cut(str(entry.item.number), 15, 7)
            yield Text(middle, y + 2.5, number, align="center", size=7, bold=True, color=PAPER)

    def _key(self, y: float) -> Iterator[Mark]:
        """Which colour is of which section."""
        for n, section in enumerate(self.sections):
            yield Box(0, y + 14 * n - 7, 10, 8, _color(section))
            heading = self.sheet.heading(self.sheet.plan.sections[section])
            yield Text(15, y + 14 * n, self.sheet.typeface.cut(heading, self.xs[2], 8))


def _groups(plan: Plan, id: str) -> Sequence[str]:
    """The groups to which a partner belongs in the plan's period."""
    partner = plan.index.partners.get(id)
    held = () if partner is None else partner.memberships
    return [*dict.fromkeys(membership.group for membership in held if membership.holds_in(plan.period))]


def _tie(x: float, y: float, to_y: float, side: int) -> Curve:
    swing = side * min(60.0, 10 + abs(y - to_y) * 0.35)
    return Curve(x, y, x, to_y, color=_TIE, leave=swing, arrive=swing, width=1.1, dashed=True)


def _color(section: int) -> str:
    return SECTIONS[section % len(SECTIONS)]
