"""The network: which partners and mechanisms the same items name, in an order in which few lines cross."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import attrs

from bri_macao.model import EntityId, Plan

__all__ = ["Network", "network"]

ROUNDS = 8
"""How often each side is put in order by the other; the order of the bundled plan has settled by then."""


@attrs.frozen
class Network:
    """The partners and the mechanisms, each from top to bottom, and of each link the places of the items behind it."""

    partners: tuple[str, ...]
    mechanisms: tuple[str, ...]
    links: tuple[tuple[str, str, tuple[int, ...]], ...]


def network(plan: Plan) -> Network:
    """The network of a plan, by what its items name themselves; nested names do not count.

    >>> from bri_macao.plans import load_plan
    >>> [(mechanism, items) for partner, mechanism, items in network(load_plan(2023)).links if partner == "eu"]
    [('young-tcm-base', (21,)), ('gmtcm-park', (21,))]
    """
    shared: dict[tuple[EntityId, EntityId], list[int]] = {}
    for place, item in enumerate(plan.index.items.values()):
        for partner in item.named("partner"):
            for mechanism in item.named("mechanism"):
                shared.setdefault((partner, mechanism), []).append(place)
    left: dict[str, list[str]] = {}
    right: dict[str, list[str]] = {}
    for partner, mechanism in shared:
        left.setdefault(partner, []).append(mechanism)
        right.setdefault(mechanism, []).append(partner)
    partners, mechanisms = tuple(left), tuple(right)
    for _ in range(ROUNDS):
        mechanisms = _sorted(mechanisms, right, partners)
        partners = _sorted(partners, left, mechanisms)
    links = tuple((partner, mechanism, tuple(places)) for (partner, mechanism), places in shared.items())
    return Network(partners, mechanisms, links)


def _sorted(side: Sequence[str], others: Mapping[str, Sequence[str]], order: Sequence[str]) -> tuple[str, ...]:
    """One side by the mean place of what each is linked with (Sugiyama's barycentre); exact, so the same everywhere."""
    place = {id: at for at, id in enumerate(order)}
    return tuple(sorted(side, key=lambda one: Fraction(sum(place[other] for other in others[one]), len(others[one]))))
