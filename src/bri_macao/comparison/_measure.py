"""How much of what carries their meaning two things share, and so which thing of one plan is which of the other."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from math import log
from operator import add

from bri_macao.comparison._assignment import assign
from bri_macao.comparison._carriers import Bags, Carriers

__all__ = ["Measure", "Pairs", "aligned", "union"]

# What each channel says for or against two things being one.
WEIGHTS = {"wording": 4.0, "said": 3.0, "entities": 1.0, "items": 2.0, "actions": 0.5, "place": 0.5}

# Below this nobody would call two things the same. Two items of the 2023 plan are alike by 0.10 at the most.
LEAST = 0.3


def union(several: Sequence[Bags]) -> Bags:
    """What several things carry together."""
    channels = dict.fromkeys(channel for bags in several for channel in bags)
    return {
        channel: reduce(add, (bags[channel] for bags in several if channel in bags), Counter()) for channel in channels
    }


Pairs = dict[tuple[int, int], float]
"""Places on either side, and how alike the two are."""


def _holders(side: Iterable[Carriers]) -> dict[str, Counter[Hashable]]:
    """In how many things of a side each carrier is."""
    found: dict[str, Counter[Hashable]] = {}
    for thing in side:
        for channel, bag in thing.bags.items():
            found.setdefault(channel, Counter()).update(bag.keys())
    return found


def _most(one: Bags, other: Bags) -> Bags:
    none: Counter[Hashable] = Counter()
    return {channel: one.get(channel, none) | other.get(channel, none) for channel in {**one, **other}}


class Measure:
    """How much things of two sides share; what few of them have counts more than what all have."""

    def __init__(self, old: Sequence[Carriers], new: Sequence[Carriers]) -> None:
        self.old, self.new = old, new
        count = max(len(old), len(new), 1)
        # In whole numbers, whose sums do not depend on their order; squared, so that set phrases weigh next to nothing.
        rarities = [round(1000 * log(1 + count / max(1, holding)) ** 2) for holding in range(count + 1)]
        # What one thing of either side has is as rare as what one thing has at all.
        holders = _most(_holders(old), _holders(new))
        self._rarity = {
            channel: {token: rarities[holding] for token, holding in held.items()} for channel, held in holders.items()
        }

    def _mass(self, channel: str, bag: Mapping[Hashable, int]) -> int:
        rarity = self._rarity[channel]
        return sum(rarity[token] * count for token, count in bag.items())

    def _masses(self, bags: Bags) -> dict[str, int]:
        return {channel: self._mass(channel, bag) for channel, bag in bags.items()}

    def scores(self, old: Sequence[int], new: Sequence[int]) -> Pairs:
        """The likeness of every two of these things, from 0 to 1, where it is more than 0.

        It is 1 of those that say the same, and only of those.
        """
        holders: dict[str, dict[Hashable, list[tuple[int, int]]]] = {channel: {} for channel in self._rarity}
        same: dict[Hashable, list[int]] = {}
        for j in new:
            same.setdefault(self.new[j].key, []).append(j)
            for channel, bag in self.new[j].bags.items():
                for token, count in bag.items():
                    holders[channel].setdefault(token, []).append((j, count))
        masses = {j: self._masses(self.new[j].bags) for j in new}
        scores: Pairs = {}
        for i in old:
            shared: dict[int, dict[str, int]] = {}
            for channel, bag in self.old[i].bags.items():
                held, rarity = holders[channel], self._rarity[channel]
                found: Counter[int] = Counter()
                for token, own in bag.items():
                    for j, count in held.get(token, ()):
                        found[j] += rarity[token] * min(own, count)
                for j, mass in found.items():
                    shared.setdefault(j, {})[channel] = mass
            own_masses = self._masses(self.old[i].bags)
            for j, by_channel in shared.items():
                scores[i, j] = min(0.9999, _likeness(by_channel, own_masses, masses[j]))
            scores |= {(i, j): 1.0 for j in same.get(self.old[i].key, ())}
        return scores

    def likeness(self, old: Bags, new: Bags) -> float:
        """The likeness of two things that need not be one of either side."""
        shared = {channel: self._mass(channel, old[channel] & new[channel]) for channel in old.keys() & new.keys()}
        return _likeness(shared, self._masses(old), self._masses(new))

    def contained(self, part: Bags, whole: Bags, other: Bags) -> float:
        """How much of a part is in a whole and not in its other part already, from 0 to 1.

        The official words alone decide where they are known.
        """
        channels = {"wording"} if "wording" in part and "wording" in whole else part.keys() & whole.keys()
        inside = mass = 0.0
        for channel in sorted(channels - {"actions"}):
            rarity, held, taken = self._rarity[channel], whole[channel], other.get(channel, Counter())
            shared = sum(
                rarity[token] * max(0, min(count, held[token] - taken[token])) for token, count in part[channel].items()
            )
            inside += WEIGHTS[channel] * shared
            mass += WEIGHTS[channel] * self._mass(channel, part[channel])
        return inside / mass if mass else 0.0


def _likeness(shared: Mapping[str, int], old: Mapping[str, int], new: Mapping[str, int]) -> float:
    likeness = weights = 0.0
    for channel in sorted(old.keys() & new.keys()):
        mass = old[channel] + new[channel]
        if mass:
            weight = WEIGHTS[channel]
            likeness += weight * 2 * shared.get(channel, 0) / mass
            weights += weight
    return likeness / weights if weights else 0.0


def aligned(measure: Measure) -> tuple[Pairs, Pairs]:
    """Which thing of the one side is which of the other: the best choice in all; and every pair that was weighed.

    What says the same on either side is paired before all else. Among choices equally good the one that keeps things
    nearest to their places is taken.
    """
    same = dict.fromkeys(_same(measure), 1.0)
    rest = [
        sorted(set(range(len(side))) - {pair[end] for pair in same})
        for end, side in enumerate((measure.old, measure.new))
    ]
    scores = measure.scores(*rest)
    most = len(measure.old) + len(measure.new)
    gains = {
        (i, j): round((score - LEAST + 0.001) * 10_000) * most**3 + most**2 - (i - j) ** 2
        for (i, j), score in scores.items()
        if score >= LEAST
    }
    return same | {pair: scores[pair] for pair in assign(gains)}, scores


def _same(measure: Measure) -> Iterator[tuple[int, int]]:
    """Pairs that say the same; where one side has more of them than the other, which is which is not so plain."""
    places: tuple[dict[Hashable, list[int]], ...] = ({}, {})
    for found, side in zip(places, (measure.old, measure.new), strict=True):
        for place, thing in enumerate(side):
            found.setdefault(thing.key, []).append(place)
    for key, olds in places[0].items():
        news = places[1].get(key, ())
        if len(olds) == len(news):
            yield from zip(olds, news, strict=True)
