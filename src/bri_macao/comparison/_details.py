"""What became of the actions, targets and entities of items that are one another, and of all that two plans name."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bri_macao.comparison import _facts
from bri_macao.comparison._carriers import Terms, named, of_action, of_target, wording
from bri_macao.comparison._measure import Measure, aligned
from bri_macao.comparison._parts import (
    ActionChange,
    DueKind,
    EntityChange,
    EntityChanges,
    Exchange,
    TargetChange,
    arranged,
)
from bri_macao.comparison._sides import Side
from bri_macao.model import Action, EntityId, EntityKind, Mechanism, Partner, PartnerId, Plan, Target, WorkItem
from bri_macao.text import fold

__all__ = ["action_changes", "entity_changes", "exchange", "target_changes"]


def action_changes(
    olds: Sequence[WorkItem], news: Sequence[WorkItem], terms: Terms, *, same_words: bool
) -> tuple[ActionChange, ...]:
    """The actions that are not the same; of items with the very same words, spans tell nothing."""
    sides = [[(item, action) for item in items for action in item.actions] for items in (olds, news)]
    carriers = [[of_action(item, action, n, terms) for n, (item, action) in enumerate(side)] for side in sides]
    pairs, _ = aligned(Measure(*carriers))

    def changed(i: int, j: int) -> bool:
        (item, before), (other, after) = sides[0][i], sides[1][j]
        if before.aspect != after.aspect or _facts.renamed(before.statement, after.statement):
            return True
        if before.verb is not None and after.verb is not None and fold(before.verb) != fold(after.verb):
            return True
        if same_words or before.span is None or after.span is None:
            return False
        words = wording(item, before.span, traced=terms.traced), wording(other, after.span, traced=terms.traced)
        return None not in words and words[0] != words[1]

    found = [ActionChange(sides[0][i][1], sides[1][j][1]) for i, j in pairs if changed(i, j)]
    found += [ActionChange(action, None) for action in _alone(sides[0], (i for i, _ in pairs))]
    found += [ActionChange(None, action) for action in _alone(sides[1], (j for _, j in pairs))]
    return arranged(found, *([action for _, action in side] for side in sides))


def _alone(side: Sequence[tuple[WorkItem, Action]], paired: Iterable[int]) -> Iterator[Action]:
    taken = set(paired)
    return (action for n, (_, action) in enumerate(side) if n not in taken)


def target_changes(
    old: Side, new: Side, olds: Sequence[WorkItem], news: Sequence[WorkItem]
) -> tuple[TargetChange, ...]:
    """The targets that are not the same."""
    before, after = ([target for item in items for target in item.targets] for items in (olds, news))
    carriers = (
        [of_target(target, n, side.identities, old.terms) for n, target in enumerate(targets)]
        for side, targets in ((old, before), (new, after))
    )
    pairs, _ = aligned(Measure(*carriers))

    def change(one: Target, other: Target) -> TargetChange | None:
        due = _due(one, other, old.plan, new.plan)
        counted = [
            (target.quantity, target.comparison, side.identities.get(target.mechanism or "", target.mechanism))
            for target, side in ((one, old), (other, new))
        ]
        differs = due is not None or counted[0] != counted[1] or _facts.renamed(one.names, other.names)
        return TargetChange(one, other, due) if differs else None

    found = [made for i, j in pairs if (made := change(before[i], after[j])) is not None]
    paired = {i for i, _ in pairs}, {j for _, j in pairs}
    found += [TargetChange(target, None) for i, target in enumerate(before) if i not in paired[0]]
    found += [TargetChange(None, target) for j, target in enumerate(after) if j not in paired[1]]
    return arranged(found, before, after)


def _due(before: Target, after: Target, old: Plan, new: Plan) -> DueKind | None:
    if before.due == after.due:
        return None
    if before.due is None or after.due is None:
        return "set" if before.due is None else "lifted"
    ends = [
        plan.period is not None and target.due is not None and target.due.latest == plan.period.end
        for target, plan in ((before, old), (after, new))
    ]
    if all(ends):
        return None
    dates = [(due.latest, due.earliest) for due in (before.due, after.due)]
    return "later" if dates[0] < dates[1] else "earlier"


def exchange(old: Side, new: Side, olds: Sequence[WorkItem], news: Sequence[WorkItem], kind: EntityKind) -> Exchange:
    """Who or what only one side names."""
    before, after = named(olds, old.identities, kind), named(news, new.identities, kind)
    return Exchange(
        tuple(id for key, id in after.items() if key not in before),
        tuple(id for key, id in before.items() if key not in after),
    )


def entity_changes(old: Side, new: Side, kind: EntityKind, *, provenance: bool) -> EntityChanges:
    """What became of the partners, or the mechanisms, of the two plans."""
    tables: list[Mapping[str, Partner | Mechanism]] = [
        side.plan.index.partners if kind == "partner" else side.plan.index.mechanisms for side in (old, new)
    ]
    sides = [named(side.outline.items, side.identities, kind) for side in (old, new)]

    def only(here: int, there: int) -> tuple[EntityId, ...]:
        """Who is named here alone; and who is in this table alone for no other's sake."""
        side, other = (old, new)[here], (old, new)[there]
        known = {other.identities.get(id, id) for id in tables[there]} | _referred_to(side.plan)
        alone = [entity.id for id, entity in tables[here].items() if not {id, side.identities.get(id, id)} & known]
        ids = dict.fromkeys((*sides[here].values(), *alone))
        return tuple(id for id in ids if side.identities.get(id, id) not in sides[there])

    altered = []
    both = tables[0].keys() & tables[1].keys()
    for id, before in tables[0].items():
        if id not in both:
            continue
        after = tables[1][id]
        # Who is a member is compared of those alone of whom both plans say something.
        members = [
            [member for member in side.plan.index.members.get(PartnerId(id), ()) if member.id in both]
            for side in (old, new)
        ]
        if before != after or members[0] != members[1]:
            found = _facts.of_entities(before, after, members, provenance=provenance)
            altered += [EntityChange(before.id, kind, found)] if found else []
    return EntityChanges(only(1, 0), only(0, 1), tuple(sorted(altered, key=lambda change: change.id)))


def _referred_to(plan: Plan) -> frozenset[str]:
    """Who stands in a plan's tables for the sake of others: groups and their members, operators, wholes."""
    found = {
        str(id) for mechanism in plan.mechanisms for id in (*mechanism.operators, mechanism.part_of, plan.arrangement)
    }
    members = [partner for partner in plan.partners if partner.memberships]
    groups = {held.group for partner in members for held in partner.memberships}
    return frozenset({*found, *groups, *(partner.id for partner in members)})
