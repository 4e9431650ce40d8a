"""What a plan can look up: made once for each plan, on first use, and never again."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Literal, NamedTuple, TypeVar

import attrs

from bri_macao.errors import UnknownId
from bri_macao.model.dates import Period
from bri_macao.model.entities import Mechanism, Partner
from bri_macao.model.items import Mention, WorkItem
from bri_macao.model.names import Names
from bri_macao.model.sections import Section

__all__ = ["Index", "Words"]

T = TypeVar("T")


class Words(NamedTuple):
    """A text that an item has, and where: a title, a statement, a target, a surface, or the official text.

    `language` is a BCP 47 tag; `""` for a surface and for the official text, which are as the document has them.
    """

    field: Literal["names", "statement", "target", "surface", "text"]
    language: str
    text: str


def look_up(kind: str, wanted: str, table: Mapping[str, T]) -> T:
    """The entry of that id.

    Raises:
        UnknownId: there is none.
    """
    found = table.get(wanted)
    if found is None:
        raise UnknownId(kind, wanted, table)
    return found


@attrs.frozen(eq=False)
class Index:
    """Where to find things in a plan.

    Attributes:
        sections: every section by id.
        partners: every partner by id.
        mechanisms: every mechanism by id.
        period: the plan's period, in which memberships are looked at.
    """

    sections: Mapping[str, Section]
    partners: Mapping[str, Partner]
    mechanisms: Mapping[str, Mechanism]
    period: Period | None

    @classmethod
    def of(
        cls,
        sections: Iterable[Section],
        partners: Iterable[Partner],
        mechanisms: Iterable[Mechanism],
        period: Period | None,
    ) -> "Index":
        """The index over what a plan holds."""
        return cls(
            {section.id: section for top in sections for section in top.walk()},
            {partner.id: partner for partner in partners},
            {mechanism.id: mechanism for mechanism in mechanisms},
            period,
        )

    @cached_property
    def items(self) -> Mapping[str, WorkItem]:
        """Every item by id, in document order."""
        return {item.id: item for section in self.sections.values() for item in section.items}

    @cached_property
    def numbers(self) -> Mapping[int, tuple[WorkItem, ...]]:
        """The items that carry each number; several where numbering begins anew."""
        found: dict[int, list[WorkItem]] = {}
        for item in self.items.values():
            found.setdefault(item.number, []).append(item)
        return {number: tuple(items) for number, items in found.items()}

    @cached_property
    def homes(self) -> Mapping[str, Section]:
        """The innermost section of each item, by the item's id."""
        return {item.id: section for section in self.sections.values() for item in section.items}

    @cached_property
    def mentions(self) -> Mapping[str, tuple[tuple[WorkItem, Mention], ...]]:
        """Who or what is mentioned where, by the entity's id, nested mentions among them."""
        found: dict[str, list[tuple[WorkItem, Mention]]] = {}
        for item in self.items.values():
            for mention in item.mentions:
                found.setdefault(mention.entity, []).append((item, mention))
        return {id: tuple(places) for id, places in found.items()}

    @cached_property
    def members(self) -> Mapping[str, tuple[Partner, ...]]:
        """The direct members of each group in the plan's period, by the group's id."""
        found: dict[str, dict[str, Partner]] = {}  # by id too: who left and joined again is one member
        for partner in self.partners.values():
            for membership in partner.memberships:
                if membership.holds_in(self.period):
                    found.setdefault(membership.group, {})[partner.id] = partner
        return {group: tuple(members.values()) for group, members in found.items()}

    @cached_property
    def parts(self) -> Mapping[str, tuple[Mechanism, ...]]:
        """The editions, meetings and other direct parts of each mechanism, by its id."""
        found: dict[str, list[Mechanism]] = {}
        for mechanism in self.mechanisms.values():
            if mechanism.part_of is not None:
                found.setdefault(mechanism.part_of, []).append(mechanism)
        return {whole: tuple(parts) for whole, parts in found.items()}

    @cached_property
    def words(self) -> Mapping[str, tuple[Words, ...]]:
        """Everything that can be read of each item, by the item's id."""
        return {item.id: tuple(_words(item)) for item in self.items.values()}

    def __repr__(self) -> str:
        counts = (
            (len(self.sections), "sections"),
            (len(self.partners), "partners"),
            (len(self.mechanisms), "mechanisms"),
        )
        return f"<Index: {', '.join(f'{count} {what}' for count, what in counts)}>"

    def entity(self, id: str) -> Partner | Mechanism:
        """The partner or mechanism of that id.

        Raises:
            UnknownId: the plan has neither.
        """
        found = self.partners.get(id) or self.mechanisms.get(id)
        if found is None:
            raise UnknownId("partner or mechanism", id, (*self.partners, *self.mechanisms))
        return found

    def reach(self, entity: Partner | Mechanism, *, direct: bool = False) -> frozenset[str]:
        """The ids by which an item can name the entity.

        Its own; unless `direct`, also those of the groups to which a partner belongs in the plan's period, and of the
        parts that a mechanism has, both at any remove.
        """
        reached = {str(entity.id)}
        pending = [] if direct else [entity]
        while pending:
            last = pending.pop()
            more: list[Partner | Mechanism | None]
            if isinstance(last, Partner):
                held = (found for found in last.memberships if found.holds_in(self.period))
                more = [self.partners.get(membership.group) for membership in held]
            else:
                more = [*self.parts.get(last.id, ())]
            for found in more:
                if found is not None and found.id not in reached:
                    reached.add(found.id)
                    pending.append(found)
        return frozenset(reached)


def _words(item: WorkItem) -> Iterator[Words]:
    def of(field: Literal["names", "statement", "target"], names: Names) -> Iterator[Words]:
        return (Words(field, name.language, name.text) for name in names.entries)

    yield from of("names", item.names)
    for action in item.actions:
        yield from of("statement", action.statement)
    for target in item.targets:
        yield from of("target", target.names)
    if item.text is not None:
        yield Words("text", "", item.text)
    else:  # all that is known of the official wording
        for surface in dict.fromkeys(mention.surface for mention in item.mentions):
            yield Words("surface", "", surface)
