"""The network: which partners and mechanisms are named in the same items, in an order in which few lines cross."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypedDict

from bri_macao.model import Plan

__all__ = ["Network", "network"]

ROUNDS = 8
"""How often each side is put in order by the other; on plans the order has settled by then."""


class Network(TypedDict):
    """The partners from top to bottom, the mechanisms too, and the places of the items that name both."""

    partners: tuple[str, ...]
    mechanisms: tuple[str, ...]
    links: tuple[tuple[str, str, tuple[int, ...]], ...]


def network(plan: Plan) -> Network:
    """The network of a plan, by what items name themselves; nested names do not count.

    >>> from bri_macao.plans import load_plan
    >>> drawn = network(load_plan(2023))
    >>> [(mechanism, items) for partner, mechanism, items in drawn["links"] if partner == "asean"]
    [('mite', (14,)), ('international-exhibitions', (14,))]
    """
    shared: dict[tuple[str, str], list[int]] = {}
    for place, item in enumerate(plan.index.items.values()):
        for partner in plan.partners_of(item):
            for mechanism in plan.mechanisms_of(item):
                shared.setdefault((partner.id, mechanism.id), []).append(place)
    left: dict[str, list[str]] = {}
    right: dict[str, list[str]] = {}
    for partner_id, mechanism_id in shared:
        left.setdefault(partner_id, []).append(mechanism_id)
        right.setdefault(mechanism_id, []).append(partner_id)
    partners, mechanisms = tuple(left), tuple(right)
    for _ in range(ROUNDS):
        mechanisms = _sorted(mechanisms, right, partners)
        partners = _sorted(partners, left, mechanisms)
    rank = {id: place for place, id in enumerate((*partners, *mechanisms))}
    links = sorted(((*pair, tuple(places)) for pair, places in shared.items()), key=lambda link: rank[link[0]])
    return Network(partners=partners, mechanisms=mechanisms, links=tuple(links))


def _sorted(side: Sequence[str], others: Mapping[str, Sequence[str]], order: Sequence[str]) -> tuple[str, ...]:
    """One side by the mean place of what each is linked with (Sugiyama's barycentre); exact, so the same everywhere."""
    place = {id: at for at, id in enumerate(order)}
    return tuple(sorted(side, key=lambda id: Fraction(sum(place[other] for other in others[id]), len(others[id]))))
