"""What the page filters by: each choice with the items that fit it and the evidence, as `query` finds them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias, get_args

import attrs

from bri_macao.model import Action, Aspect, Mechanism, MechanismKind, Mention, Partner, Plan, PolicyArea
from bri_macao.querying import Condition, aspect, mechanism, partner, policy_area, query, section

__all__ = ["Choice", "Facet", "Fit", "facets", "ways"]

Fit: TypeAlias = tuple[int, tuple[int, ...]]
"""The place of an item in the plan, and the places of the mentions or actions in it that made it fit."""


@attrs.frozen
class Choice:
    """One thing that can be chosen.

    Attributes:
        value: how a link says it.
        fits: the items that fit, in document order.
        ways: of a partner or mechanism, how it is reached where an item names another for it (see `ways`).
    """

    value: str
    fits: tuple[Fit, ...]
    ways: tuple[tuple[str, ...], ...] = ()


@attrs.frozen
class Facet:
    """One filter: what it is about, and what can be chosen."""

    key: str
    choices: tuple[Choice, ...]


def facets(plan: Plan) -> tuple[Facet, ...]:
    """The filters of a plan, without the choices that no item fits."""
    index = plan.index
    entities: tuple[Partner | Mechanism, ...] = (*index.partners.values(), *index.mechanisms.values())
    places = {id: place for place, id in enumerate(index.items)}
    reached: dict[str, tuple[tuple[str, ...], ...]] = {entity.id: tuple(ways(plan, entity)) for entity in entities}

    def facet(key: str, asked: Iterable[tuple[str, Condition]]) -> Facet:
        found = (
            Choice(value, tuple(_fits(plan, condition, places)), reached.get(value, ())) for value, condition in asked
        )
        return Facet(key, tuple(choice for choice in found if choice.fits))

    return (
        facet("section", ((id, section(id)) for id in index.sections)),
        facet("partner", ((id, partner(id)) for id in index.partners)),
        facet("mechanism", ((id, mechanism(id)) for id in index.mechanisms)),
        facet("kind", ((kind, mechanism(kind=kind)) for kind in get_args(MechanismKind))),
        facet("aspect", ((one, aspect(one)) for one in get_args(Aspect))),
        facet("area", ((area, policy_area(area)) for area in get_args(PolicyArea))),
    )


def _fits(plan: Plan, condition: Condition, places: Mapping[str, int]) -> Iterator[Fit]:
    """What fits; `places` are those of the items in the plan, by id."""
    for hit in query(plan).where(condition):
        proof = (
            hit.item.mentions.index(part) if isinstance(part, Mention) else hit.item.actions.index(part)
            for part in hit.evidence
            if isinstance(part, Mention | Action)
        )
        yield places[hit.item.id], tuple(dict.fromkeys(proof))


def ways(plan: Plan, entity: Partner | Mechanism) -> Iterator[tuple[str, ...]]:
    """The shortest way from an entity to each other one that counts as it, both ends included.

    From a partner it leads through the groups that it belongs to in the plan's period, from a mechanism through its
    parts; the ends are those of `Index.reach`.

    >>> from bri_macao.plans import load_plan
    >>> plan = load_plan(2023)
    >>> list(ways(plan, plan.mechanism("forum-macao")))
    [('forum-macao', 'forum-macao-20th-anniversary'), ('forum-macao', 'forum-macao-6th-conference')]
    """
    pending: list[tuple[str, ...]] = [(entity.id,)]
    seen: set[str] = {entity.id}
    for way in pending:
        for further in _steps(plan, entity, way[-1]):
            if further not in seen:
                seen.add(further)
                pending.append((*way, further))
    yield from pending[1:]


def _steps(plan: Plan, entity: Partner | Mechanism, id: str) -> Iterator[str]:
    """What is one step away: the groups that a partner belongs to, or the parts of a mechanism."""
    index = plan.index
    if isinstance(entity, Mechanism):
        yield from (part.id for part in index.parts.get(id, ()))
    else:
        held = (found for found in index.partners[id].memberships if found.holds_in(index.period))
        yield from (found.group for found in held if found.group in index.partners)
