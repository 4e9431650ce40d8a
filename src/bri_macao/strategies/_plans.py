"""Strategies for whole plans: any that the model allows."""

from functools import cache
from itertools import count

import attrs
from hypothesis import strategies as st

from bri_macao.model import (
    LANGUAGES,
    Mechanism,
    MechanismId,
    Names,
    Partner,
    PartnerId,
    Period,
    Plan,
    PlanId,
    SourceDescription,
)
from bri_macao.strategies._entities import (
    choices,
    extras,
    maybe,
    mechanisms,
    memberships,
    partners,
    periods,
    slugs,
    texts,
    titles,
)
from bri_macao.strategies._items import outlined, section_drafts

__all__ = ["descriptions", "plan_id", "plans"]


def plan_id(period: Period | None) -> PlanId:
    """The id that a plan of that period has."""
    if period is None:
        return PlanId("undated")
    first, last = period.start.year, period.end.year
    return PlanId(f"{first}" if first == last else f"{first}-{last}")


@cache
def descriptions() -> st.SearchStrategy[SourceDescription]:
    """Descriptions of a source, with every field perhaps unknown."""
    return st.builds(
        SourceDescription,
        maybe(texts()),
        maybe(texts()),
        maybe(st.sampled_from(LANGUAGES)),
        maybe(st.integers(0, 2**53)),
        maybe(st.binary(min_size=32, max_size=32).map(bytes.hex)),
        maybe(texts()),
    )


@cache
def _ids() -> st.SearchStrategy[list[str]]:
    usual = ("acm", "br", "pt")  # known strategies are cached by what they may refer to: these make the cache hit
    return st.integers(0, 3).map(lambda count: [*usual[:count]]) | st.lists(slugs(), max_size=3, unique=True)


@st.composite
def plans(draw: st.DrawFn, *, max_sections: int = 3, depth: int = 3) -> Plan:
    """Any valid plan: ids are unique and of the documented shapes, references resolve, spans lie within their texts.

    Item numbers run on through the sections, or begin anew in each (`2025/s2/1`); the first section may be without a
    heading.

    Args:
        draw: given by Hypothesis.
        max_sections: how many sections there are at the most, up to 9.
        depth: how many levels of sub-sections there are at the most.

    >>> from hypothesis import given, settings
    >>> @given(plans())
    ... @settings(max_examples=5, deadline=None, database=None)
    ... def test_what_is_mentioned_is_there(plan):
    ...     assert all(partner in plan.partners for item in plan.items for partner in plan.partners_of(item))
    >>> test_what_is_mentioned_is_there()
    """
    members: list[Partner] = []
    for id in draw(_ids()):
        groups = tuple(partner.id for partner in members if partner.kind == "group")
        members.append(attrs.evolve(draw(partners()), id=PartnerId(id), memberships=draw(memberships(groups))))
    people = tuple(partner.id for partner in members)
    instruments: list[Mechanism] = []
    for id in (f"{id}-forum" for id in draw(_ids()) if f"{id}-forum" not in people):
        wholes = [None, *(mechanism.id for mechanism in instruments)]
        whole, operators = draw(st.sampled_from(wholes)), draw(choices(people))
        made = attrs.evolve(draw(mechanisms()), id=MechanismId(id), operators=operators, part_of=whole)
        instruments.append(made)
    tools = tuple(mechanism.id for mechanism in instruments)
    period = draw(maybe(periods()))
    drafts = draw(st.lists(section_drafts(people, tools, depth), max_size=max_sections))
    # A section of number 0: items that no heading precedes.
    headless = bool(drafts) and bool(drafts[0].items) and not drafts[0].sections and draw(st.booleans())
    if headless:
        drafts[0] = attrs.evolve(drafts[0], names=Names())
    numbers = None if draw(st.booleans()) else count(1)
    id = plan_id(period)
    return Plan(
        id=id,
        names=draw(titles()),
        arrangement=draw(st.sampled_from((None, *tools))),
        extra=draw(extras()),
        mechanisms=tuple(instruments),
        partners=tuple(members),
        period=period,
        sections=tuple(outlined(draft, id, f"s{i}", numbers) for i, draft in enumerate(drafts, 0 if headless else 1)),
        source=draw(maybe(descriptions())),
    )
