"""The query: a plan, a condition, and what to do with the items that fit."""

from collections.abc import Iterable, Iterator
from itertools import islice

import attrs

from bri_macao.model import (
    Action,
    Aspect,
    Comparison,
    Mechanism,
    MechanismKind,
    Mention,
    Partner,
    PartnerKind,
    Plan,
    PolicyArea,
    Section,
    Target,
    WorkItem,
)
from bri_macao.querying import _conditions
from bri_macao.querying._conditions import Condition, Evidence, Test
from bri_macao.querying._tables import Table

__all__ = ["Hit", "Query", "query"]


@attrs.frozen
class Hit:
    """An item that fits.

    Attributes:
        item: the item.
        section: the section that it stands in, the innermost one.
        evidence: what made it fit, condition by condition, each thing once. Where a partner fits through a group, or a
            mechanism through its part, the evidence is the mention of that group or part.
    """

    item: WorkItem
    section: Section
    evidence: tuple[Evidence, ...]


@attrs.frozen
class Query:
    """A question about a plan's items; iterate over it for the hits, in document order.

    >>> from bri_macao.plans import load_plan
    >>> found = query(load_plan(2023)).partner("br").section(4)
    >>> [(hit.item.number, [part.surface for part in hit.evidence]) for hit in found]
    [(21, ['巴葡', '葡语国家/地区']), (22, ['葡语国家'])]
    >>> found.partner("br", direct=True).count()
    1
    """

    plan: Plan = attrs.field(repr=lambda plan: plan.id)
    condition: Condition | None = attrs.field(
        default=None, repr=lambda condition: "" if condition is None else condition.words
    )

    def where(self, condition: Condition) -> "Query":
        """The query narrowed by a condition.

        Raises:
            UnknownId: the condition asks for an entity or a section that the plan has not.
            InvalidValue: it asks for a kind, an aspect or an area that does not exist.
        """
        condition.bind(self.plan.index)  # what is wrong shows where it was written
        return Query(self.plan, condition if self.condition is None else self.condition & condition)

    def partner(
        self, *ids: str, kind: PartnerKind | None = None, direct: bool = False, nested: bool = False
    ) -> "Query":
        """Narrowed to items that name a partner; see `partner`."""
        return self.where(_conditions.partner(*ids, kind=kind, direct=direct, nested=nested))

    def mechanism(
        self,
        *ids: str,
        kind: MechanismKind | None = None,
        part_of: str | None = None,
        direct: bool = False,
        nested: bool = False,
    ) -> "Query":
        """Narrowed to items that name a mechanism; see `mechanism`."""
        return self.where(_conditions.mechanism(*ids, kind=kind, part_of=part_of, direct=direct, nested=nested))

    def section(self, key: int | str) -> "Query":
        """Narrowed to items of a section; see `section`."""
        return self.where(_conditions.section(key))

    def aspect(self, *aspects: Aspect) -> "Query":
        """Narrowed to items with such an action; see `aspect`."""
        return self.where(_conditions.aspect(*aspects))

    def policy_area(self, *areas: PolicyArea) -> "Query":
        """Narrowed to items of a policy area; see `policy_area`."""
        return self.where(_conditions.policy_area(*areas))

    def target(self, *, mechanism: str | None = None, comparison: Comparison | None = None) -> "Query":
        """Narrowed to items with a target; see `target`."""
        return self.where(_conditions.target(mechanism=mechanism, comparison=comparison))

    def text(self, words: str) -> "Query":
        """Narrowed to items in which the words stand; see `text`."""
        return self.where(_conditions.text(words))

    def __iter__(self) -> Iterator[Hit]:
        index = self.plan.index
        test: Test = (lambda _: ()) if self.condition is None else self.condition.bind(index)
        for item in index.items.values():
            proof = test(item)
            if proof is not None:
                yield Hit(item, index.homes[item.id], proof)

    def count(self) -> int:
        """How many items fit."""
        return sum(1 for _ in self)

    def first(self) -> Hit | None:
        """The first hit in document order, or None."""
        return next(islice(self, 1), None)

    def items(self) -> tuple[WorkItem, ...]:
        """The items that fit, in document order."""
        return tuple(hit.item for hit in self)

    def partners(self) -> tuple[Partner, ...]:
        """The partners that the items name, each once, in the order of first mention."""
        return tuple(dict.fromkeys(found for hit in self for found in self.plan.partners_of(hit.item)))

    def mechanisms(self) -> tuple[Mechanism, ...]:
        """The mechanisms that the items name, each once, in the order of first mention."""
        return tuple(dict.fromkeys(found for hit in self for found in self.plan.mechanisms_of(hit.item)))

    def table(self, language: str = "en") -> "Table":
        """The hits as a table, a row each.

        Args:
            language: BCP 47 tag of titles and names; where one is missing, another language stands in.
        """

        def named(entities: Iterable[Partner | Mechanism]) -> str:
            return "; ".join(entity.names.best(language, "zh") for entity in entities)

        return Table(
            ("item", "section", "title", "partners", "mechanisms", "evidence"),
            tuple(
                (
                    str(hit.item.number),
                    hit.section.numeral,
                    hit.item.label(language, "zh"),
                    named(self.plan.partners_of(hit.item)),
                    named(self.plan.mechanisms_of(hit.item)),
                    "; ".join(dict.fromkeys(_shown(part, language) for part in hit.evidence)),
                )
                for hit in self
            ),
        )


def _shown(part: Evidence, language: str) -> str:
    """Evidence as it stands in a table."""
    match part:
        case Mention():
            return part.surface
        case Action():
            return part.statement.best(language, "zh") or f"{part.aspect} {part.verb or ''}".strip()
        case Target():
            return part.names.best(language, "zh")
        case _:
            return part.text


def query(plan: Plan) -> Query:
    """A query over all items of a plan, to be narrowed.

    >>> from bri_macao.plans import load_plan
    >>> query(load_plan(2023)).text("人民幣").items()
    (<WorkItem 2023/3 'Offshore renminbi business, clearing and use in Portuguese-speaking countries'>,)
    """
    return Query(plan)
