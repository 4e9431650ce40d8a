"""The plan and its sections: a plan document is self-contained, and knows its own look-ups."""

from collections import Counter
from collections.abc import Callable
from functools import cached_property
from typing import Annotated, Literal

import attrs
from msgspec import Meta

from bri_macao.errors import AmbiguousNumber, UnknownId
from bri_macao.model._html import page, row, tagged
from bri_macao.model.dates import Period
from bri_macao.model.entities import Mechanism, Partner
from bri_macao.model.extra import Extra
from bri_macao.model.ids import MechanismId, PlanId
from bri_macao.model.indexing import Index, look_up
from bri_macao.model.items import WorkItem
from bri_macao.model.names import Names
from bri_macao.model.sections import Section

__all__ = ["SCHEMA_VERSION", "Plan", "SourceDescription"]

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
    def _index(self) -> Index:
        return Index.of(self.sections, self.partners, self.mechanisms, self.period)

    @property
    def index(self) -> Index:
        """Where to find things in this plan; made once, on first use."""
        return self._index

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
            return look_up("item", key, self._index.items)
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
            return look_up("section", key, self._index.sections)
        for section in self.sections:
            if section.number == key:
                return section
        raise UnknownId("section", key, (str(section.number) for section in self.sections))

    def partner(self, id: str) -> Partner:
        """The partner of that id.

        Raises:
            UnknownId: the plan names no such partner.
        """
        return look_up("partner", id, self._index.partners)

    def mechanism(self, id: str) -> Mechanism:
        """The mechanism of that id.

        Raises:
            UnknownId: the plan names no such mechanism.
        """
        return look_up("mechanism", id, self._index.mechanisms)

    def section_of(self, item: WorkItem) -> Section:
        """The section that the item stands in, the innermost one.

        Raises:
            UnknownId: the item is none of this plan.
        """
        return look_up("item", item.id, self._index.homes)

    def partners_of(self, item: WorkItem) -> tuple[Partner, ...]:
        """The partners that the item names, each once, in the order of first mention."""
        return tuple(self.partner(id) for id in item.named("partner"))

    def mechanisms_of(self, item: WorkItem) -> tuple[Mechanism, ...]:
        """The mechanisms that the item names, each once, in the order of first mention."""
        return tuple(self.mechanism(id) for id in item.named("mechanism"))

    def with_items(self, change: Callable[[WorkItem], WorkItem]) -> "Plan":
        """The plan with every work item replaced by what `change` makes of it.

        >>> import attrs
        >>> from bri_macao.plans import load_plan
        >>> plan = load_plan(2023).with_items(lambda item: attrs.evolve(item, actions=()))
        >>> plan.item(1).actions
        ()
        """
        return attrs.evolve(self, sections=tuple(section.with_items(change) for section in self.sections))

    def members_of(self, group: str | Partner) -> tuple[Partner, ...]:
        """The direct members of a group in the plan's period, in the order of the plan's partners.

        Raises:
            UnknownId: the plan names no such partner.
        """
        id = self.partner(group if isinstance(group, str) else group.id).id
        return self._index.members.get(id, ())

    def items_of(self, entity: str | Partner | Mechanism, *, direct: bool = False) -> tuple[WorkItem, ...]:
        """The items that name a partner or a mechanism, in document order.

        Args:
            entity: it, or its id.
            direct: count only items that name it itself; otherwise an item that names a group to which the partner
                belongs in the plan's period counts too, and one that names a part of the mechanism.

        Raises:
            UnknownId: the plan has no such entity.
        """
        found = self._index.entity(entity if isinstance(entity, str) else entity.id)
        named = {
            item.id
            for id in self._index.reach(found, direct=direct)
            for item, mention in self._index.mentions.get(id, ())
            if not mention.nested
        }
        return tuple(item for item in self._index.items.values() if item.id in named)

    def related(self, entity: str | Partner | Mechanism, *, direct: bool = False) -> tuple[Partner | Mechanism, ...]:
        """The partners and mechanisms that items name together with this one: most items first, then in document order.

        Args:
            entity: it, or its id.
            direct: as for `items_of`.

        Raises:
            UnknownId: the plan has no such entity.
        """
        found = self._index.entity(entity if isinstance(entity, str) else entity.id)
        own = self._index.reach(found, direct=direct)
        shared = Counter(id for item in self.items_of(found, direct=direct) for id in item.named() if id not in own)
        return tuple(self._index.entity(id) for id, _ in shared.most_common())

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
