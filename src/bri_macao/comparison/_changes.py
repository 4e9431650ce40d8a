"""What `diff` gives: what became of each item, and of a plan as a whole."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal, get_args

import attrs

from bri_macao.comparison._facts import Alteration
from bri_macao.comparison._parts import (
    ActionChange,
    EntityChanges,
    Exchange,
    SectionChange,
    TargetChange,
    arranged,
    ordered,
)
from bri_macao.comparison._words import Stretch, words
from bri_macao.model import Action, Plan, Target, WorkItem

__all__ = ["Changes", "ItemChange", "ItemKind", "in_order", "sections_in_order"]

ItemKind = Literal["kept", "reworded", "moved", "split", "merged", "added", "dropped"]
"""What became of an item, the most telling first when several hold: a reworded item may have moved as well."""


def _actions(items: Iterable[WorkItem]) -> Iterable[Action]:
    return (action for item in items for action in item.actions)


def _targets(items: Iterable[WorkItem]) -> Iterable[Target]:
    return (target for item in items for target in item.targets)


@attrs.frozen(repr=False)
class ItemChange:
    """What became of an item, or of several that were one or became one.

    Attributes:
        old: the items in the old plan: none where it was added, several where they were merged.
        new: the items in the new plan: none where it was dropped, several where one was split.
        similarity: how much of what carries the meaning both have, from 0 to 1; rare things count more. 0 of what one
            plan has alone.
        reworded: whether it says something else, or says it otherwise. Numbers and ids are no part of what it says.
        moved: whether it stands in another section, or before or behind others of its section than it did. That its
            number changed because something before it was added is no move.
        actions: the actions that are not the same.
        partners: the partners that one side alone names.
        mechanisms: the mechanisms that one side alone names.
        targets: the targets that are not the same.
        alterations: what else is other: the title, the policy areas.
    """

    old: tuple[WorkItem, ...]
    new: tuple[WorkItem, ...]
    similarity: float = 0.0
    reworded: bool = False
    moved: bool = False
    actions: tuple[ActionChange, ...] = ()
    partners: Exchange = Exchange()
    mechanisms: Exchange = Exchange()
    targets: tuple[TargetChange, ...] = ()
    alterations: tuple[Alteration, ...] = ()

    @property
    def kind(self) -> ItemKind:
        """What became of it (see `ItemKind`)."""
        if not self.old or not self.new:
            return "dropped" if self.old else "added"
        if len(self.old) > 1 or len(self.new) > 1:
            return "merged" if len(self.old) > 1 else "split"
        return "reworded" if self.reworded else "moved" if self.moved else "kept"

    @property
    def changed(self) -> bool:
        """Whether anything is to be told of it."""
        return self.kind != "kept" or bool(self.alterations)

    @property
    def words(self) -> tuple[Stretch, ...]:
        """The official texts word by word; nothing where one side has no item, or one whose text is not attached."""
        before, after = ([item.text for item in items] for items in (self.old, self.new))
        if not before or not after or None in (*before, *after):
            return ()
        names = (mention.surface for item in (*self.old, *self.new) for mention in item.mentions)
        return words("".join(filter(None, before)), "".join(filter(None, after)), names)

    def reversed(self) -> "ItemChange":
        """The same seen from the new plan."""
        return attrs.evolve(
            self,
            old=self.new,
            new=self.old,
            actions=arranged((change.reversed() for change in self.actions), _actions(self.new), _actions(self.old)),
            partners=self.partners.reversed(),
            mechanisms=self.mechanisms.reversed(),
            targets=arranged((change.reversed() for change in self.targets), _targets(self.new), _targets(self.old)),
            alterations=tuple(found.reversed() for found in self.alterations),
        )

    def __str__(self) -> str:
        """The kind, the numbers and the title: `reworded 2 to 3: Financial institutions`."""
        sides = (", ".join(str(item.number) for item in items) for items in (self.old, self.new))
        numbers = " to ".join(dict.fromkeys(filter(None, sides)))
        return f"{self.kind} {numbers}: {(self.new or self.old)[0].label('en', 'zh')}"

    def __repr__(self) -> str:
        return f"<ItemChange {self}>"


@attrs.frozen(repr=False)
class Changes:
    """What changed from one plan to another; false where nothing did.

    Attributes:
        old: the old plan.
        new: the new plan.
        items: every item with what became of it, kept ones too, in the order of the new plan; dropped items stand
            behind the one that they stood behind.
        sections: every section with what became of it, likewise.
        partners: the partners that came, went, or are said to be otherwise.
        mechanisms: the mechanisms, likewise.
        alterations: what is other of the plan as a whole: its title, period and arrangement.
    """

    old: Plan
    new: Plan
    items: tuple[ItemChange, ...] = ()
    sections: tuple[SectionChange, ...] = ()
    partners: EntityChanges = EntityChanges()
    mechanisms: EntityChanges = EntityChanges()
    alterations: tuple[Alteration, ...] = ()

    @property
    def changed(self) -> tuple[ItemChange, ...]:
        """The items of which something is to be told, without those that were kept."""
        return tuple(change for change in self.items if change.changed)

    @property
    def actions(self) -> tuple[ActionChange, ...]:
        """The actions of all items that are not the same."""
        return tuple(change for item in self.items for change in item.actions)

    @property
    def targets(self) -> tuple[TargetChange, ...]:
        """The targets of all items that are not the same."""
        return tuple(change for item in self.items for change in item.targets)

    @property
    def counts(self) -> Mapping[ItemKind, int]:
        """How many items were kept, reworded, moved and so on; kinds that do not occur are left out."""
        found = Counter(change.kind for change in self.items)
        return {kind: found[kind] for kind in get_args(ItemKind) if found[kind]}

    def reversed(self) -> "Changes":
        """The changes from the new plan to the old one: what `diff(new, old)` gives."""
        items = (change.reversed() for change in self.items)
        sections = (change.reversed() for change in self.sections)
        return Changes(
            old=self.new,
            new=self.old,
            items=in_order(items, self.new, self.old),
            sections=sections_in_order(sections, self.new, self.old),
            partners=self.partners.reversed(),
            mechanisms=self.mechanisms.reversed(),
            alterations=tuple(found.reversed() for found in self.alterations),
        )

    def __repr__(self) -> str:
        return f"<Changes {self}>"

    def __str__(self) -> str:
        """One line: `2023 to 2024: 20 kept, 2 reworded, 1 added`."""
        counted = ", ".join(f"{count} {kind}" for kind, count in self.counts.items()) or "no items"
        return f"{self.old.id} to {self.new.id}: {counted}"

    def __bool__(self) -> bool:
        sections = any(change.kind != "kept" for change in self.sections)
        return bool(self.changed or sections or self.partners or self.mechanisms or self.alterations)


def in_order(changes: Iterable[ItemChange], old: Plan, new: Plan) -> tuple[ItemChange, ...]:
    """Changes of items in the order of the plans."""
    before, after = ({item.id: place for place, item in enumerate(plan.items)} for plan in (old, new))
    return ordered(
        (change, before[change.old[0].id] if change.old else None, after[change.new[0].id] if change.new else None)
        for change in changes
    )


def sections_in_order(changes: Iterable[SectionChange], old: Plan, new: Plan) -> tuple[SectionChange, ...]:
    """Changes of sections in the order of the plans."""
    before, after = ({id: place for place, id in enumerate(plan.index.sections)} for plan in (old, new))
    return ordered(
        (change, before[change.old.id] if change.old else None, after[change.new.id] if change.new else None)
        for change in changes
    )
