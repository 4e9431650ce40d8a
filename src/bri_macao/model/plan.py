"""The plan and its sections: a plan document is self-contained, and knows its own look-ups."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Annotated, Literal, TypeVar

import attrs
from msgspec import Meta

from bri_macao.errors import AmbiguousNumber, UnknownId
from bri_macao.model._html import page, row, tagged
from bri_macao.model.dates import Period
from bri_macao.model.entities import Mechanism, Partner
from bri_macao.model.extra import Extra
from bri_macao.model.ids import MechanismId, PlanId, SectionId
from bri_macao.model.items import EntityKind, WorkItem
from bri_macao.model.names import Names

__all__ = ["SCHEMA_VERSION", "Plan", "Section", "SourceDescription"]

SCHEMA_VERSION: Literal[1] = 1
"""The version of the data model that this library reads and writes."""


@attrs.frozen
class SourceDescription:
    """The document that a plan was made from, described, not held.

    Attributes:
        title: what the document calls itself.
        publisher: who issued it, where that is known.
        language: BCP 47 tag of its text.
        length: code points of the raw text.
        sha256: SHA-256 of the raw text in UTF-8.
        note: what a reader should know of this copy.
    """

    title: str | None = None
    publisher: str | None = None
    language: str | None = None
    length: Annotated[int, Meta(ge=0, le=2**53)] | None = None
    sha256: Annotated[str, Meta(min_length=64, max_length=64)] | None = None
    note: str | None = None


@attrs.frozen(kw_only=True, repr=False)
class Section:
    """A section of a plan (部分): 一、 to 五、 in 2023, with sub-sections （一） in some documents.

    Attributes:
        id: `2023/s2`, a sub-section of it `2023/s2.1`.
        number: 1 for the first among its siblings; 0 where a document has items that no heading precedes.
        numeral: the number as written: `一`.
        names: the heading, and its translations.
        items: the items that stand directly under the heading.
        sections: the sub-sections, after the items.
    """

    id: SectionId
    number: Annotated[int, Meta(ge=0, le=2**53)]
    numeral: str = ""
    names: Names = Names()
    items: tuple[WorkItem, ...] = ()
    sections: "tuple[Section, ...]" = ()

    def walk(self) -> "Iterator[Section]":
        """This section and all below it, in document order."""
        pending = [self]
        while pending:
            section = pending.pop()
            yield section
            pending.extend(reversed(section.sections))

    def all_items(self) -> tuple[WorkItem, ...]:
        """The items of this section and of all below it, in document order."""
        return tuple(item for section in self.walk() for item in section.items)

    def __repr__(self) -> str:
        return f"<Section {self.id} {self.numeral} {self.names.best('en', 'zh')!r}: {len(self.all_items())} items>"

    def _repr_html_(self) -> str:
        rows = (row(str(item.number), tagged(item.label("zh"))) for item in self.all_items())
        return page("table", page("caption", tagged(self.names.best("zh"))), *rows)


@attrs.frozen
class _Index:
    """Where to find things by id, made once for each plan on first use."""

    sections: dict[str, Section]
    items: dict[str, WorkItem]
    numbers: dict[int, tuple[WorkItem, ...]]
    partners: dict[str, Partner]
    mechanisms: dict[str, Mechanism]


T = TypeVar("T")


def _look_up(kind: str, wanted: str, table: dict[str, T]) -> T:
    found = table.get(wanted)
    if found is None:
        raise UnknownId(kind, wanted, table)
    return found


@attrs.frozen(kw_only=True, repr=False)
class Plan:
    """One plan (工作计划): everything that one document commits to, with its own partners and mechanisms.

    Attributes:
        id: the year, or the years: `2023`, `2024-2028`; `undated` where the document names none.
        names: the title.
        period: the days that it covers; None where the document does not say.
        arrangement: the mechanism that the plan implements.
        sections: the top-level sections.
        partners, mechanisms: every entity that the plan refers to.
        source: the document, described.
        extra: foreign data, kept on every round trip.
        schema_version: the version of this data model.
    """

    id: PlanId
    names: Names = Names()
    arrangement: MechanismId | None = None
    extra: Extra = attrs.field(factory=Extra)
    mechanisms: tuple[Mechanism, ...] = ()
    partners: tuple[Partner, ...] = ()
    period: Period | None = None
    schema_version: Literal[1] = SCHEMA_VERSION
    sections: tuple[Section, ...] = ()
    source: SourceDescription | None = None

    # The underscore keeps it out of what msgspec encodes (a cached property of a slotted class is a slot).
    @cached_property
    def _index(self) -> _Index:
        sections: dict[str, Section] = {section.id: section for top in self.sections for section in top.walk()}
        items: dict[str, WorkItem] = {item.id: item for section in sections.values() for item in section.items}
        numbers: dict[int, tuple[WorkItem, ...]] = {}
        for item in items.values():
            numbers[item.number] = (*numbers.get(item.number, ()), item)
        return _Index(
            sections=sections,
            items=items,
            numbers=numbers,
            partners={partner.id: partner for partner in self.partners},
            mechanisms={mechanism.id: mechanism for mechanism in self.mechanisms},
        )

    @property
    def items(self) -> tuple[WorkItem, ...]:
        """All work items, in document order."""
        return tuple(item for section in self.sections for item in section.all_items())

    def item(self, key: int | str) -> WorkItem:
        """The item of that number, or of that id.

        Raises:
            UnknownId: there is none.
            AmbiguousNumber: several items carry the number.
        """
        if isinstance(key, str):
            return _look_up("item", key, self._index.items)
        found = self._index.numbers.get(key, ())
        if len(found) > 1:
            raise AmbiguousNumber(key, tuple(item.id for item in found))
        if not found:
            raise UnknownId("item", key, map(str, self._index.numbers))
        return found[0]

    def section(self, key: int | str) -> Section:
        """The top-level section of that number, or any section by its id.

        Raises:
            UnknownId: there is none.
        """
        if isinstance(key, str):
            return _look_up("section", key, self._index.sections)
        for section in self.sections:
            if section.number == key:
                return section
        raise UnknownId("section", key, (str(section.number) for section in self.sections))

    def partner(self, id: str) -> Partner:
        """The partner of that id.

        Raises:
            UnknownId: the plan names no such partner.
        """
        return _look_up("partner", id, self._index.partners)

    def mechanism(self, id: str) -> Mechanism:
        """The mechanism of that id.

        Raises:
            UnknownId: the plan names no such mechanism.
        """
        return _look_up("mechanism", id, self._index.mechanisms)

    def section_of(self, item: WorkItem) -> Section:
        """The section that the item stands in, the innermost one.

        Raises:
            UnknownId: the item is none of this plan.
        """
        for section in self._index.sections.values():
            if any(own.id == item.id for own in section.items):
                return section
        raise UnknownId("item", item.id, self._index.items)

    def partners_of(self, item: WorkItem) -> tuple[Partner, ...]:
        """The partners that the item names, each once, in the order of first mention."""
        return tuple(self.partner(id) for id in _entities(item, "partner"))

    def mechanisms_of(self, item: WorkItem) -> tuple[Mechanism, ...]:
        """The mechanisms that the item names, each once, in the order of first mention."""
        return tuple(self.mechanism(id) for id in _entities(item, "mechanism"))

    def __repr__(self) -> str:
        return f"<Plan {self.id}: {len(self.sections)} sections, {len(self.items)} items>"

    def _repr_html_(self) -> str:
        title = page("caption", tagged(self.names.best("zh")))
        body = "".join(
            page("tr", f'<th colspan="2">{tagged(section.numeral)} {tagged(section.names.best("zh"))}</th>')
            + "".join(row(str(item.number), tagged(item.label("zh"))) for item in section.all_items())
            for section in self.sections
        )
        return page("table", title, body)


def _entities(item: WorkItem, kind: EntityKind) -> Iterable[str]:
    return dict.fromkeys(mention.entity for mention in item.mentions if mention.kind == kind and not mention.nested)
