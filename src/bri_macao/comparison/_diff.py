"""`diff`: two plans in, their changes out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import attrs

from bri_macao.comparison import _facts
from bri_macao.comparison._carriers import (
    Carriers,
    Measure,
    Terms,
    aligned,
    key_of,
    named,
    of_action,
    of_item,
    of_target,
    wording,
)
from bri_macao.comparison._changes import (
    ActionChange,
    Changes,
    DueKind,
    EntityChange,
    EntityChanges,
    Exchange,
    ItemChange,
    SectionChange,
    TargetChange,
    arranged,
    in_order,
    sections_in_order,
)
from bri_macao.comparison._links import Link, Outline, SectionLink, link, link_sections, moved
from bri_macao.model import (
    Action,
    EntityId,
    EntityKind,
    Mechanism,
    Partner,
    PartnerId,
    Plan,
    Target,
    WorkItem,
    is_provisional,
)
from bri_macao.text import fold

__all__ = ["diff"]


def diff(old: Plan, new: Plan, *, provenance: bool = False) -> Changes:
    """What changed from one plan to another.

    Items are paired by what carries their meaning: official words, our words, entities, actions. Numbers, ids and
    places do not count, nor does the script. Plans with attached texts, plans without, and one of either kind can be
    compared: then the traces in the fingerprints stand for the words.

    Args:
        old: the plan to compare from.
        new: the plan to compare with.
        provenance: compare as well where things are known from: source, extra, citations, the standing of names,
            fingerprints, and the places of mentions.

    >>> from bri_macao.plans import load_plan
    >>> plan = load_plan(2023)
    >>> bool(diff(plan, plan))
    False
    >>> shorter = attrs.evolve(plan, sections=plan.sections[:4])
    >>> diff(plan, shorter)
    <Changes 2023 to 2023: 22 kept, 1 dropped>
    >>> [str(change) for change in diff(plan, shorter).changed]
    ['dropped 23: Joint conference under the Arrangement and its regular yearly meeting']
    """
    sides = _sides(old, new)
    # One of the two plans goes first, whichever is asked about first: so each choice among equals mirrors itself.
    if repr([one.key for one in sides[1].carriers]) < repr([one.key for one in sides[0].carriers]):
        return _changes(sides[1], sides[0], provenance=provenance).reversed()
    return _changes(*sides, provenance=provenance)


@attrs.frozen(eq=False)
class _Side:
    """A plan as it is compared.

    Attributes:
        plan: the plan.
        outline: its items and sections in order.
        carriers: what carries the meaning of each item.
        identities: the ids that its provisional entities have in the other plan.
        terms: what the two plans can be compared by.
        judged: whether people have looked at it; reading a document finds no targets, areas and arrangement.
    """

    plan: Plan
    outline: Outline
    carriers: tuple[Carriers, ...]
    identities: Mapping[str, str]
    terms: Terms
    judged: bool

    def items(self, places: Iterable[int]) -> tuple[WorkItem, ...]:
        return tuple(self.outline.items[place] for place in places)


def _sides(old: Plan, new: Plan) -> tuple[_Side, _Side]:
    outlines = Outline.of(old), Outline.of(new)
    terms = Terms.of(old, new)

    def side(plan: Plan, outline: Outline, identities: Mapping[str, str]) -> _Side:
        carriers = tuple(of_item(item, identities, terms) for item in outline.items)
        return _Side(plan, outline, carriers, identities, terms, _judged(outline.items))

    return side(old, outlines[0], _identities(old, new)), side(new, outlines[1], _identities(new, old))


def _judged(items: Sequence[WorkItem]) -> bool:
    """Whether people have looked at the items: where there are actions, somebody has stated what they are."""
    actions = [action for item in items for action in item.actions]
    return not actions or any(action.statement for action in actions) or any(item.targets for item in items)


def _identities(plan: Plan, other: Plan) -> dict[str, str]:
    """The ids in the other plan of those that have none but a provisional one here: the same names, the same thing."""
    found: dict[str, str] = {}
    tables: tuple[tuple[Sequence[Partner | Mechanism], Sequence[Partner | Mechanism]], ...] = (
        (plan.partners, other.partners),
        (plan.mechanisms, other.mechanisms),
    )
    for own, others in tables:
        known = {name: entity.id for entity in others if not is_provisional(entity.id) for name in _surfaces(entity)}
        for entity in own:
            if is_provisional(entity.id):
                found.update((entity.id, known[name]) for name in _surfaces(entity) if name in known)
    return found


def _surfaces(entity: Partner | Mechanism) -> Iterator[str]:
    for name in (*(name.text for name in entity.names.entries), *entity.aliases):
        yield key_of(name)


def _changes(old: _Side, new: _Side, *, provenance: bool) -> Changes:
    links = link(old.carriers, new.carriers)
    sections = link_sections(old.outline, new.outline, links, old.terms)
    away = moved(old.outline, new.outline, links, sections)
    items = (_item_change(old, new, one, moved=one in away, provenance=provenance) for one in links)
    return Changes(
        old=old.plan,
        new=new.plan,
        items=in_order(items, old.plan, new.plan),
        sections=sections_in_order(_section_changes(old.outline, new.outline, sections), old.plan, new.plan),
        partners=_entity_changes(old, new, "partner", provenance=provenance),
        mechanisms=_entity_changes(old, new, "mechanism", provenance=provenance),
        alterations=_facts.of_plans(old.plan, new.plan, judged=old.judged and new.judged, provenance=provenance),
    )


def _section_changes(old: Outline, new: Outline, links: Sequence[SectionLink]) -> Iterator[SectionChange]:
    for one in links:
        before, after = old.sections[one.old], new.sections[one.new]
        yield SectionChange(before, after, one.moved, _facts.renamed(before.names, after.names))
    taken = {one.old for one in links}, {one.new for one in links}
    yield from (SectionChange(section, None) for n, section in enumerate(old.sections) if n not in taken[0])
    yield from (SectionChange(None, section) for n, section in enumerate(new.sections) if n not in taken[1])


def _item_change(old: _Side, new: _Side, one: Link, *, moved: bool, provenance: bool) -> ItemChange:
    olds, news = old.items(one.old), new.items(one.new)
    both = bool(olds and news)
    judged = old.judged and new.judged
    alterations = _facts.of_items(olds, news, judged=judged, provenance=provenance) if both else ()
    same = len(olds) == len(news) == 1 and old.carriers[one.old[0]].key == new.carriers[one.new[0]].key
    words = None if same else _same_words(olds, news, traced=old.terms.traced)
    if same or (words and _stated(olds) != _stated(news)):
        # The very same words commit to the same, however somebody or some rule has annotated them.
        return ItemChange(olds, news, 1.0, moved=moved, alterations=alterations)
    actions = _action_changes(olds, news, old.terms, same_words=words is True)
    targets = _target_changes(old, new, olds, news) if judged else ()
    partners, mechanisms = (_exchange(old, new, olds, news, kind) for kind in ("partner", "mechanism"))
    other = (
        actions,
        targets,
        partners,
        mechanisms,
        _facts.of_items(olds, news, judged=judged, provenance=False) if both else (),
    )
    reworded = both and (words is False or any(other))
    similarity = one.similarity if reworded else float(both)
    return ItemChange(olds, news, similarity, reworded, moved, actions, partners, mechanisms, targets, alterations)


def _stated(items: Iterable[WorkItem]) -> bool:
    return any(action.statement for item in items for action in item.actions)


def _same_words(olds: Sequence[WorkItem], news: Sequence[WorkItem], *, traced: bool) -> bool | None:
    """Whether the official words are the same; None where they are not known."""
    sides = [[wording(item, traced=traced) for item in items] for items in (olds, news)]
    if None in chain(*sides) or not all(sides):
        return None
    return sides[0] == sides[1]


def _action_changes(
    olds: Sequence[WorkItem], news: Sequence[WorkItem], terms: Terms, *, same_words: bool
) -> tuple[ActionChange, ...]:
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


def _target_changes(
    old: _Side, new: _Side, olds: Sequence[WorkItem], news: Sequence[WorkItem]
) -> tuple[TargetChange, ...]:
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


def _exchange(old: _Side, new: _Side, olds: Sequence[WorkItem], news: Sequence[WorkItem], kind: EntityKind) -> Exchange:
    before, after = named(olds, old.identities, kind), named(news, new.identities, kind)
    return Exchange(
        tuple(id for key, id in after.items() if key not in before),
        tuple(id for key, id in before.items() if key not in after),
    )


def _entity_changes(old: _Side, new: _Side, kind: EntityKind, *, provenance: bool) -> EntityChanges:
    tables: list[Mapping[str, Partner | Mechanism]] = [
        side.plan.index.partners if kind == "partner" else side.plan.index.mechanisms for side in (old, new)
    ]
    sides = [named(side.outline.items, side.identities, kind) for side in (old, new)]

    def only(here: int, there: int) -> tuple[EntityId, ...]:
        """Who is named here alone; and who is in this table alone for no other's sake."""
        side = (old, new)[here]
        known = {(old, new)[there].identities.get(id, id) for id in tables[there]}
        alone = [
            entity.id
            for id, entity in tables[here].items()
            if side.identities.get(id, id) not in known and id not in _referred_to(side.plan)
        ]
        ids = dict.fromkeys((*sides[here].values(), *alone))
        return tuple(id for id in ids if side.identities.get(id, id) not in sides[there])

    altered = []
    for id, before in tables[0].items():
        after = tables[1].get(id)
        if after is not None and after is not before:
            members = [side.plan.index.members.get(PartnerId(id), ()) for side in (old, new)]
            found = _facts.of_entities(before, after, members, provenance=provenance)
            altered += [EntityChange(before.id, kind, found)] if found else []
    return EntityChanges(only(1, 0), only(0, 1), tuple(sorted(altered, key=lambda change: change.id)))


def _referred_to(plan: Plan) -> frozenset[str]:
    """Who stands in a plan's tables for the sake of others: groups and their members, operators, wholes."""
    found = {
        str(id) for mechanism in plan.mechanisms for id in (*mechanism.operators, mechanism.part_of, plan.arrangement)
    }
    for partner in plan.partners:
        found |= {partner.id, *(held.group for held in partner.memberships)} if partner.memberships else set()
    return frozenset(found)
