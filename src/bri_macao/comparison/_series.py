"""A series: plans one after the other, and what became of an item or an entity over the years."""

from collections.abc import Iterable, Sequence
from functools import cached_property

import attrs

from bri_macao.comparison._changes import Changes
from bri_macao.comparison._diff import diff
from bri_macao.errors import UnknownId
from bri_macao.model import Plan, WorkItem

__all__ = ["Appearance", "Series", "series"]


@attrs.frozen
class Appearance:
    """The items of one plan that have to do with what was asked for; none where the plan has nothing of it."""

    plan: Plan = attrs.field(repr=lambda plan: plan.id)
    items: tuple[WorkItem, ...]


@attrs.frozen
class Series:
    """Plans in their order.

    Attributes:
        plans: the plans.
    """

    plans: tuple[Plan, ...] = attrs.field(repr=lambda plans: ", ".join(plan.id for plan in plans))

    @cached_property
    def changes(self) -> tuple[Changes, ...]:
        """From each plan to the next."""
        return tuple(map(diff, self.plans, self.plans[1:]))

    def entity(self, id: str) -> tuple[Appearance, ...]:
        """The items that name a partner or a mechanism itself, plan by plan.

        Raises:
            UnknownId: no plan has it.
        """
        known = [id in plan.index.partners or id in plan.index.mechanisms for plan in self.plans]
        if not any(known):
            ids = dict.fromkeys(id for plan in self.plans for id in (*plan.index.partners, *plan.index.mechanisms))
            raise UnknownId("partner or mechanism", id, ids)
        return tuple(
            Appearance(plan, plan.items_of(id, direct=True) if has else ())
            for plan, has in zip(self.plans, known, strict=True)
        )

    def item(self, id: str) -> tuple[Appearance, ...]:
        """The life of an item, plan by plan: what it came from, and what became of it.

        Args:
            id: its id, such as `2023/7`; where several plans have it, that of the first counts.

        Raises:
            UnknownId: no plan has it.
        """
        place = next((n for n, plan in enumerate(self.plans) if id in plan.index.items), None)
        if place is None:
            raise UnknownId("item", id, (known for plan in self.plans for known in plan.index.items))
        start = self.plans[place].item(id)
        before: list[tuple[WorkItem, ...]] = [(start,)]
        after = before.copy()
        for changes in reversed(self.changes[:place]):
            before.append(_partners(changes.reversed(), before[-1]))
        for changes in self.changes[place:]:
            after.append(_partners(changes, after[-1]))
        lives = (*reversed(before[1:]), *after)
        return tuple(Appearance(plan, items) for plan, items in zip(self.plans, lives, strict=True))


def _partners(changes: Changes, items: Sequence[WorkItem]) -> tuple[WorkItem, ...]:
    """What became of some items of the old plan, in the order of the new one."""
    ids = {item.id for item in items}
    return tuple(new for change in changes.items if ids & {item.id for item in change.old} for new in change.new)


def series(plans: Iterable[Plan]) -> Series:
    """The plans of several years, to be followed from one to the next.

    Args:
        plans: the plans, the earliest first.

    >>> import attrs
    >>> from bri_macao.plans import load_plan
    >>> plan = load_plan(2023)
    >>> shorter = attrs.evolve(plan, id="2024", sections=plan.sections[1:])
    >>> for life in series([plan, shorter]).entity("portuguese-speaking-countries"):
    ...     print(life.plan.id, [item.number for item in life.items])
    2023 [2, 3, 4, 5, 6, 9, 10, 12, 21, 22]
    2024 [5, 6, 9, 10, 12, 21, 22]
    """
    return Series(tuple(plans))
