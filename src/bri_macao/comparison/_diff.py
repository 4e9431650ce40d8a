"""`diff`: two plans in, their changes out."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from bri_macao.comparison import _facts
from bri_macao.comparison._carriers import identity
from bri_macao.comparison._changes import Changes, ItemChange, in_order, sections_in_order
from bri_macao.comparison._details import action_changes, entity_changes, exchange, target_changes
from bri_macao.comparison._links import Link, Outline, SectionLink, link, link_sections, moved
from bri_macao.comparison._parts import SectionChange
from bri_macao.comparison._sides import Side, sides
from bri_macao.model import Plan, WorkItem

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

    >>> import attrs
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
    both = sides(old, new)
    # One of the two plans goes first, whichever is asked about first: so each choice among equals mirrors itself.
    if repr([one.key for one in both[1].carriers]) < repr([one.key for one in both[0].carriers]):
        return _changes(both[1], both[0], provenance=provenance).reversed()
    return _changes(*both, provenance=provenance)


def _changes(old: Side, new: Side, *, provenance: bool) -> Changes:
    links = link(old.carriers, new.carriers)
    sections = link_sections(old.outline, new.outline, links, old.terms)
    away = moved(old.outline, new.outline, links, sections)
    items = (_item_change(old, new, one, moved=one in away, provenance=provenance) for one in links)
    return Changes(
        old=old.plan,
        new=new.plan,
        items=in_order(items, old.plan, new.plan),
        sections=sections_in_order(_section_changes(old.outline, new.outline, sections), old.plan, new.plan),
        partners=entity_changes(old, new, "partner", provenance=provenance),
        mechanisms=entity_changes(old, new, "mechanism", provenance=provenance),
        alterations=_facts.of_plans(old.plan, new.plan, judged=old.judged and new.judged, provenance=provenance),
    )


def _section_changes(old: Outline, new: Outline, links: Sequence[SectionLink]) -> Iterator[SectionChange]:
    for one in links:
        before, after = old.sections[one.old], new.sections[one.new]
        yield SectionChange(before, after, one.moved, _facts.renamed(before.names, after.names))
    taken = {one.old for one in links}, {one.new for one in links}
    yield from (SectionChange(section, None) for n, section in enumerate(old.sections) if n not in taken[0])
    yield from (SectionChange(None, section) for n, section in enumerate(new.sections) if n not in taken[1])


def _item_change(old: Side, new: Side, one: Link, *, moved: bool, provenance: bool) -> ItemChange:
    olds, news = old.items(one.old), new.items(one.new)
    both = bool(olds and news)
    judged = old.judged and new.judged
    alterations = _facts.of_items(olds, news, judged=judged, provenance=provenance) if both else ()
    same = len(olds) == len(news) == 1 and old.carriers[one.old[0]].key == new.carriers[one.new[0]].key
    words = None if same else _same_words(olds, news, traced=old.terms.traced)
    if same or (words and _stated(olds) != _stated(news)):
        # The very same words commit to the same, however somebody or some rule has annotated them.
        return ItemChange(olds, news, 1.0, moved=moved, alterations=alterations)
    actions = action_changes(olds, news, old.terms, same_words=words is True)
    targets = target_changes(old, new, olds, news) if judged else ()
    partners, mechanisms = (exchange(old, new, olds, news, kind) for kind in ("partner", "mechanism"))
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
    sides = [[identity(item, traced=traced) for item in items] for items in (olds, news)]
    if None in chain(*sides) or not all(sides):
        return None
    return sides[0] == sides[1]
