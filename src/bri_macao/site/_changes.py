"""What the page is told of the changes from one plan to the next, as `diff` finds them; items and actions by place."""

from collections.abc import Iterable
from typing import TypeAlias

import attrs

from bri_macao.comparison import ItemKind, diff
from bri_macao.model import Action, Plan, WorkItem

__all__ = ["Change", "changes"]

Place: TypeAlias = tuple[int, int]
"""The place of an item in its plan, and that of an action in the item."""


@attrs.frozen
class Change:
    """What became of an item, or of several.

    Attributes:
        old: the places of the items in the old plan.
        new: the places of the items in the new plan.
        actions: the old and the new form of each action that is not the same; None where there is none.
        gained: the ids of the partners and mechanisms that only the new side names.
        lost: the ids of those that only the old side names.
    """

    kind: ItemKind
    moved: bool
    old: tuple[int, ...]
    new: tuple[int, ...]
    actions: tuple[tuple[Place | None, Place | None], ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]


def changes(old: Plan, new: Plan) -> tuple[Change, ...]:
    """What became of every item, in the order of the new plan."""
    before, after = ({id: place for place, id in enumerate(plan.index.items)} for plan in (old, new))

    def place(action: Action | None, items: Iterable[WorkItem], places: dict[str, int]) -> Place | None:
        found = (item for item in items if action is not None and action in item.actions)
        return next(((places[item.id], item.actions.index(action)) for item in found if action is not None), None)

    return tuple(
        Change(
            kind=change.kind,
            moved=change.moved,
            old=tuple(before[item.id] for item in change.old),
            new=tuple(after[item.id] for item in change.new),
            actions=tuple(
                (place(one.old, change.old, before), place(one.new, change.new, after)) for one in change.actions
            ),
            gained=(*change.partners.gained, *change.mechanisms.gained),
            lost=(*change.partners.lost, *change.mechanisms.lost),
        )
        for change in diff(old, new).items
    )
