"""What became of the parts of a plan that hold no items: actions, targets, sections, partners and mechanisms."""

from bisect import bisect_left
from collections.abc import Hashable, Iterable
from typing import Literal, TypeVar

import attrs

from bri_macao.comparison._facts import Alteration
from bri_macao.comparison._strength import Strength, strength
from bri_macao.model import Action, EntityId, EntityKind, Section, Target

__all__ = [
    "ActionChange",
    "DueKind",
    "EntityChange",
    "EntityChanges",
    "Exchange",
    "PartKind",
    "SectionChange",
    "SectionKind",
    "TargetChange",
    "arranged",
    "ordered",
]

PartKind = Literal["changed", "added", "dropped"]
"""What became of an action or a target."""

DueKind = Literal["earlier", "later", "set", "lifted"]
"""What became of the date by which a target is due."""

SectionKind = Literal["kept", "renamed", "moved", "added", "dropped"]
"""What became of a section."""

T = TypeVar("T")


def ordered(entries: Iterable[tuple[T, int | None, int | None]]) -> tuple[T, ...]:
    """Changes in the order of the new side; what that has not stands behind what it stood behind on the old side.

    Args:
        entries: each change with its places on the old and on the new side.
    """
    entries = tuple(entries)
    stays = sorted((old, new) for _, old, new in entries if old is not None and new is not None)

    def place(entry: tuple[T, int | None, int | None]) -> tuple[int, int]:
        _, old, new = entry
        if new is not None or old is None:
            return (-1 if new is None else new, -1)
        before = bisect_left(stays, (old, -1))
        return (stays[before - 1][1] if before else -1, old)

    return tuple(change for change, _, _ in sorted(entries, key=place))


@attrs.frozen
class Exchange:
    """Ids that only one side names.

    Attributes:
        gained: named by the new side alone, in the order of the new plan.
        lost: named by the old side alone, in the order of the old plan.
    """

    gained: tuple[EntityId, ...] = ()
    lost: tuple[EntityId, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.gained or self.lost)

    def reversed(self) -> "Exchange":
        """The same seen from the new plan."""
        return Exchange(self.lost, self.gained)


@attrs.frozen
class EntityChange:
    """A partner or a mechanism that both plans know, and of which they say other things."""

    id: EntityId
    kind: EntityKind
    alterations: tuple[Alteration, ...]

    def reversed(self) -> "EntityChange":
        """The same seen from the new plan."""
        return attrs.evolve(self, alterations=tuple(found.reversed() for found in self.alterations))


@attrs.frozen
class EntityChanges:
    """What became of the partners of a plan, or of its mechanisms.

    Attributes:
        gained: ids that the new plan names and the old does not, in the order of the new plan. Who only stands in the
            plan's table as a member of a group, or to run a mechanism, is not named.
        lost: ids that the old plan names and the new does not, in the order of the old plan.
        altered: those in both plans of which other things are said: names, memberships, dates; by id.
    """

    gained: tuple[EntityId, ...] = ()
    lost: tuple[EntityId, ...] = ()
    altered: tuple[EntityChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.gained or self.lost or self.altered)

    def reversed(self) -> "EntityChanges":
        """The same seen from the new plan."""
        return EntityChanges(self.lost, self.gained, tuple(change.reversed() for change in self.altered))


@attrs.frozen
class ActionChange:
    """An action that one plan has alone, or that says something else in the other.

    Attributes:
        old: the action in the old plan; None where it was added.
        new: the action in the new plan; None where it was dropped.
    """

    old: Action | None
    new: Action | None

    @property
    def kind(self) -> PartKind:
        """`added`, `dropped`, or `changed`: in aspect, verb or words."""
        return "added" if self.old is None else "dropped" if self.new is None else "changed"

    @property
    def strength(self) -> Strength | None:
        """What became of the commitment by `STRENGTH`; None where that cannot be told."""
        return None if self.old is None or self.new is None else strength(self.old.aspect, self.new.aspect)

    def reversed(self) -> "ActionChange":
        """The same seen from the new plan."""
        return ActionChange(self.new, self.old)


@attrs.frozen
class TargetChange:
    """A target that one plan has alone, or that is another in the other.

    Attributes:
        old: the target in the old plan; None where it was gained.
        new: the target in the new plan; None where it was lost.
        due: what became of the date: moved, set where there was none, or lifted; None where nothing did. From the end
            of the one plan's period to the end of the other's is no move.
    """

    old: Target | None
    new: Target | None
    due: DueKind | None = None

    @property
    def kind(self) -> PartKind:
        """`added`, `dropped` or `changed`."""
        return "added" if self.old is None else "dropped" if self.new is None else "changed"

    @property
    def quantity(self) -> Literal["raised", "lowered"] | None:
        """Whether more or less is to be reached; None where it is as much, or where the number only counts editions."""
        if self.old is None or self.new is None or "ordinal" in (self.old.comparison, self.new.comparison):
            return None
        before, after = self.old.quantity, self.new.quantity
        return "raised" if before < after else "lowered" if before > after else None

    def reversed(self) -> "TargetChange":
        """The same seen from the new plan."""
        mirrored: dict[DueKind, DueKind] = {"earlier": "later", "later": "earlier", "set": "lifted", "lifted": "set"}
        return TargetChange(self.new, self.old, None if self.due is None else mirrored[self.due])


_Part = TypeVar("_Part", ActionChange, TargetChange)


def arranged(changes: Iterable[_Part], old: Iterable[Hashable], new: Iterable[Hashable]) -> tuple[_Part, ...]:
    """Changes of parts of an item, in their order."""
    before, after = ({part: place for place, part in enumerate(side)} for side in (old, new))
    return ordered((change, before.get(change.old), after.get(change.new)) for change in changes)


@attrs.frozen
class SectionChange:
    """A section, and what became of it.

    Attributes:
        old: the section in the old plan; None where it was added.
        new: the section in the new plan; None where it was dropped.
        moved: whether it stands elsewhere among the sections.
        alterations: what its heading says otherwise.
    """

    old: Section | None
    new: Section | None
    moved: bool = False
    alterations: tuple[Alteration, ...] = ()

    @property
    def kind(self) -> SectionKind:
        """What became of it; of a section that was renamed and moved, `renamed`."""
        if self.old is None or self.new is None:
            return "added" if self.old is None else "dropped"
        return "renamed" if self.alterations else "moved" if self.moved else "kept"

    def reversed(self) -> "SectionChange":
        """The same seen from the new plan."""
        return attrs.evolve(
            self, old=self.new, new=self.old, alterations=tuple(found.reversed() for found in self.alterations)
        )
