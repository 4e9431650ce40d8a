"""Strategies for work items and sections, with spans that lie in their texts."""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import count
from typing import get_args

import attrs
from hypothesis import strategies as st

from bri_macao.model import (
    Action,
    ActionId,
    Aspect,
    Comparison,
    EntityKind,
    Fingerprint,
    ItemId,
    MechanismId,
    Mention,
    Names,
    PartnerId,
    PolicyArea,
    Section,
    SectionId,
    Target,
    WorkItem,
)
from bri_macao.spans import Span
from bri_macao.strategies._entities import (
    NUMERALS,
    choices,
    maybe,
    names,
    partial_dates,
    spans,
    texts,
    titles,
    tuples,
    words,
)

__all__ = [
    "mention_places",
    "mentions_at",
    "outlined",
    "section_draft",
    "section_drafts",
    "sections",
    "targets",
    "work_items",
]


@lru_cache(256)
def targets(length: int | None, mechanisms: tuple[MechanismId, ...]) -> st.SearchStrategy[Target]:
    """Targets of an item whose text has that length; None where it has no text."""
    comparison: st.SearchStrategy[Comparison] = st.sampled_from(get_args(Comparison))
    return st.builds(
        Target,
        names(min_size=1),
        st.integers(1, 2**53),
        comparison,
        maybe(partial_dates()),
        maybe(st.sampled_from(mechanisms)) if mechanisms else st.none(),
        st.none() if length is None else maybe(spans(length)),
    )


@cache
def _actions(length: int | None) -> st.SearchStrategy[Action]:
    """Actions without an id."""
    aspects: st.SearchStrategy[Aspect] = st.sampled_from(get_args(Aspect))
    places = st.none() if length is None else spans(length)
    return st.builds(Action, st.just(ActionId("")), aspects, titles(), places, maybe(words()))


@cache
def _areas() -> st.SearchStrategy[tuple[PolicyArea, ...]]:
    return choices(get_args(PolicyArea))


_Place = tuple[Span, tuple[PartnerId | MechanismId, EntityKind], bool]


@lru_cache(256)
def mention_places(
    length: int, partners: tuple[PartnerId, ...], mechanisms: tuple[MechanismId, ...]
) -> st.SearchStrategy[list[_Place]]:
    """Where an item mentions what."""
    known: list[tuple[PartnerId | MechanismId, EntityKind]] = [
        *((id, "partner") for id in partners),
        *((id, "mechanism") for id in mechanisms),
    ]
    if not known or not length:
        return st.builds(list)
    place = st.tuples(spans(length, min_size=1), st.sampled_from(known), st.booleans())
    return st.lists(place, max_size=3, unique_by=lambda place: place[0])


def mentions_at(text: str, places: Sequence[_Place]) -> Iterator[Mention]:
    """Mentions in the order of the text; one that stands inside another is nested."""
    reached = 0
    for span, (entity, kind), inferred in sorted(places, key=lambda place: (place[0].start, -place[0].end)):
        yield Mention(entity, kind, span, span.of(text), inferred=inferred, nested=span.end <= reached)
        reached = max(reached, span.end)


@st.composite
def work_items(
    draw: st.DrawFn,
    *,
    plan: str = "2023",
    number: int = 1,
    partners: Sequence[PartnerId] = (),
    mechanisms: Sequence[MechanismId] = (),
) -> WorkItem:
    """A work item: with its text, detached from it (a fingerprint is left), or never seen in one.

    Args:
        draw: given by Hypothesis.
        plan: the id of its plan.
        number: its number.
        partners: the ids of partners that it may mention.
        mechanisms: the ids of mechanisms that it may mention or count.

    >>> from hypothesis import find
    >>> find(work_items(plan="2031", number=7), lambda item: item.text is not None)
    <WorkItem 2031/7 '茶叶'>
    """
    people, tools = tuple(partners), tuple(mechanisms)
    text = draw(maybe(texts(0, 24)))
    length = None if text is None else len(text)
    item = WorkItem(
        id=ItemId(""),
        number=number,
        names=draw(titles()),
        actions=draw(tuples(_actions(length))),
        fingerprint=None if text is None else Fingerprint.of(text),
        mentions=() if text is None else tuple(mentions_at(text, draw(mention_places(len(text), people, tools)))),
        policy_areas=draw(_areas()),
        targets=draw(tuples(targets(length, tools), max_size=1)),
        text=text if draw(st.booleans()) else None,
    )
    return _renumbered(item, ItemId(f"{plan}/{number}"), number)


def _renumbered(item: WorkItem, id: ItemId, number: int) -> WorkItem:
    actions = (attrs.evolve(action, id=ActionId(f"{id}.{i}")) for i, action in enumerate(item.actions, 1))
    return attrs.evolve(item, id=id, number=number, numeral=str(number), actions=tuple(actions))


def outlined(section: Section, plan: str, path: str, numbers: Iterator[int] | None) -> Section:
    """The section with its number and ids, and all below it with theirs; without `numbers` each counts its own items.

    Numbers are given afterwards, so that Hypothesis may leave out a section or an item without redrawing what follows.
    """
    stem, own = (f"{plan}/{path}", count(1)) if numbers is None else (plan, numbers)
    number = int(path.rpartition(".")[2].removeprefix("s"))
    items = (_renumbered(item, ItemId(f"{stem}/{n}"), n) for item, n in zip(section.items, own, strict=False))
    below = enumerate(section.sections, 1)
    return attrs.evolve(
        section,
        id=SectionId(f"{plan}/{path}"),
        number=number,
        numeral=NUMERALS[number - 1] if number else "",
        items=tuple(items),
        sections=tuple(outlined(inner, plan, f"{path}.{i}", numbers) for i, inner in below),
    )


def section_draft(names: Names, items: tuple[WorkItem, ...], sections: tuple[Section, ...] = ()) -> Section:
    """A section that has no number yet."""
    return Section(id=SectionId(""), number=0, names=names, items=items, sections=sections)


@lru_cache(256)
def section_drafts(
    partners: tuple[PartnerId, ...], mechanisms: tuple[MechanismId, ...], depth: int
) -> st.SearchStrategy[Section]:
    """Sections that have no number yet, nor have the sections and items below them."""
    items = tuples(work_items(partners=partners, mechanisms=mechanisms))
    below = tuples(section_drafts(partners, mechanisms, depth - 1)) if depth else st.just(())
    return st.builds(section_draft, titles(), items, below)


def sections(
    *,
    plan: str = "2023",
    number: int = 1,
    first: int = 1,
    depth: int = 3,
    partners: Sequence[PartnerId] = (),
    mechanisms: Sequence[MechanismId] = (),
) -> st.SearchStrategy[Section]:
    """Sections with items and sub-sections, both perhaps none; the item numbers run on through all of it.

    Args:
        plan: the id of the plan.
        number: the number of the section, 1 to 9.
        first: the number of the first item.
        depth: how many levels of sub-sections there are at the most.
        partners: the ids of partners that items may mention.
        mechanisms: the ids of mechanisms that items may mention or count.

    >>> from hypothesis import given, settings
    >>> @given(sections(plan="2031", number=2))
    ... @settings(max_examples=5, deadline=None, database=None)
    ... def test_ids_tell_the_way(section):
    ...     assert all(below.id.startswith("2031/s2") for below in section.walk())
    >>> test_ids_tell_the_way()
    """
    drafts = section_drafts(tuple(partners), tuple(mechanisms), depth)
    return drafts.map(lambda draft: outlined(draft, plan, f"s{number}", count(first)))
