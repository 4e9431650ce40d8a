"""What the page filters by: each choice with the items that fit it and the evidence, as `query` finds them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias, TypedDict, get_args

from bri_macao.model import Action, Aspect, Mechanism, MechanismKind, Mention, Partner, Plan, PolicyArea
from bri_macao.querying import Condition, aspect, mechanism, partner, policy_area, query, section

__all__ = ["Choice", "Facet", "chains", "facets"]

Fit: TypeAlias = tuple[int, tuple[int, ...]]
"""The place of an item in the plan, and the places of the mentions or actions in it that made it fit."""


class Choice(TypedDict):
    """One thing that can be chosen: its value in a link, and the items that fit it, in document order."""

    value: str
    fits: tuple[Fit, ...]


class Facet(TypedDict):
    """One filter; `evidence` says of what the places are: mentions, actions, or of nothing."""

    key: str
    evidence: str
    choices: tuple[Choice, ...]


def facets(plan: Plan) -> tuple[Facet, ...]:
    """The filters of a plan, without the choices that no item fits."""
    index = plan.index
    return (
        _facet(plan, "section", "", ((id, section(id)) for id in index.sections)),
        _facet(plan, "partner", "mentions", ((id, partner(id)) for id in index.partners)),
        _facet(plan, "mechanism", "mentions", ((id, mechanism(id)) for id in index.mechanisms)),
        _facet(plan, "kind", "mentions", ((kind, mechanism(kind=kind)) for kind in get_args(MechanismKind))),
        _facet(plan, "aspect", "actions", ((one, aspect(one)) for one in get_args(Aspect))),
        _facet(plan, "area", "", ((area, policy_area(area)) for area in get_args(PolicyArea))),
    )


def _facet(plan: Plan, key: str, evidence: str, asked: Iterable[tuple[str, Condition]]) -> Facet:
    found = (Choice(value=value, fits=tuple(_fits(plan, condition))) for value, condition in asked)
    return Facet(key=key, evidence=evidence, choices=tuple(choice for choice in found if choice["fits"]))


def _fits(plan: Plan, condition: Condition) -> Iterator[Fit]:
    places = {id: place for place, id in enumerate(plan.index.items)}
    for hit in query(plan).where(condition):
        proof = (
            hit.item.mentions.index(part) if isinstance(part, Mention) else hit.item.actions.index(part)
            for part in hit.evidence
            if isinstance(part, Mention | Action)
        )
        yield places[hit.item.id], tuple(dict.fromkeys(proof))


def chains(plan: Plan, entity: Partner | Mechanism) -> Mapping[str, tuple[str, ...]]:
    """By each id that `Index.reach` gives of an entity, the shortest way to it, both ends included.

    From a partner it leads through the groups that it belongs to, from a mechanism through the parts that it has.

    >>> from bri_macao.plans import load_plan
    >>> plan = load_plan(2023)
    >>> chains(plan, plan.partner("br"))["portuguese-speaking-countries"]
    ('br', 'portuguese-speaking-countries')
    """
    reached = plan.index.reach(entity)
    ways: dict[str, tuple[str, ...]] = {entity.id: (entity.id,)}
    pending = [entity.id]
    for last in pending:
        for further in _steps(plan, last):
            if further in reached and further not in ways:
                ways[further] = (*ways[last], further)
                pending.append(further)
    return ways


def _steps(plan: Plan, id: str) -> Iterator[str]:
    """The groups of a partner, or the parts of a mechanism, one step away."""
    index = plan.index
    yield from (part.id for part in index.parts.get(id, ()))
    if (found := index.partners.get(id)) is not None:
        yield from (held.group for held in found.memberships if held.holds_in(index.period))
