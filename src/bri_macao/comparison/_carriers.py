"""What carries the meaning of an item, an action or a heading, and how much of it two of them share (floor 3).

Carriers come in channels: the official wording, our own words, the entities that are named, the aspects and verbs of
actions. Two things are compared in the channels that both have, so that a plan with texts can be compared with
one that has none. All of it is folded: scripts, widths and case do not matter, and neither do numbers and ids of items.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from math import log
from operator import add

import attrs

from bri_macao.comparison._assignment import assign
from bri_macao.model import Action, EntityId, EntityKind, Fingerprint, Names, Plan, Target, WorkItem
from bri_macao.spans import Span
from bri_macao.text import compact, fold

__all__ = [
    "Bags",
    "Carriers",
    "Measure",
    "Pairs",
    "Terms",
    "aligned",
    "key_of",
    "language_of",
    "named",
    "of_action",
    "of_heading",
    "of_item",
    "of_target",
    "union",
    "wording",
]

Bags = Mapping[str, Counter[Hashable]]
"""The carriers of one thing by channel, each with how often it is there."""

# What each channel says for or against two things being one.
WEIGHTS = {"wording": 4.0, "said": 3.0, "entities": 1.0, "items": 2.0, "actions": 0.5, "place": 0.5}

# Below this nobody would call two things the same. Two items of the 2023 plan are alike by 0.23 at the most.
LEAST = 0.3

_WORD = re.compile(r"\w+")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


@attrs.frozen
class Terms:
    """What two plans can be compared by.

    Attributes:
        language: the language in which both say most.
        traced: the official words are compared by their traces, since a text is missing on one side.
    """

    language: str
    traced: bool

    @classmethod
    def of(cls, old: Plan, new: Plan) -> "Terms":
        """The terms for two plans."""
        spoken = [
            Counter(language for names in _names(plan) for language in map(language_of, names)) for plan in (old, new)
        ]
        both = (spoken[0] & spoken[1]).most_common()
        best = [language for language, count in both if count == both[0][1]]
        language = next((language for language in ("zh", "en", *sorted(best)) if language in best), "")
        return cls(language, traced=any(item.text is None for plan in (old, new) for item in plan.items))


def _names(plan: Plan) -> Iterator[Names]:
    for top in plan.sections:
        for section in top.walk():
            yield section.names
            for item in section.items:
                yield item.names
                yield from (action.statement for action in item.actions)


@attrs.frozen
class Carriers:
    """One thing as it is compared: `key` is all that it says, `bags` the same in pieces."""

    key: Hashable
    bags: Bags


def language_of(tag: str) -> str:
    """The language of a BCP 47 tag without script and region: a Traditional copy says the same."""
    return tag.lower().partition("-")[0]


def key_of(text: str) -> str:
    """A text as it is compared: folded, and without the spaces about which copies differ."""
    key = fold(text)
    return compact(key)[0] if " " in key and _CHINESE.search(key) else key


def wording(item: WorkItem, span: Span | None = None, *, traced: bool) -> str | None:
    """The official words of an item, or of a part of it: folded, or as a trace; None where they are not known.

    A text goes before a fingerprint: whoever edits a text need not have thought of the other.
    """
    text: str | None = None
    if item.text is not None:
        text = Fingerprint.of(item.text).trace if traced else fold(item.text)
    elif item.fingerprint is not None and traced and len(item.fingerprint.trace) == item.fingerprint.length:
        text = item.fingerprint.trace
    if text is None:
        return None
    return (text if traced else key_of(text)) if span is None else span.of(text)


def grams(text: str, size: int) -> Counter[Hashable]:
    """The runs of so many characters; of a shorter text itself."""
    return Counter(text[i : i + size] for i in range(max(1, len(text) - size + 1)) if text)


def said(names: Iterable[Names], terms: Terms) -> dict[str, Counter[Hashable]]:
    """Our words in the language of the comparison: pairs of Chinese characters, and words as spaces part them."""
    # One script is enough: the other says the same.
    texts = [{language_of(name.language): name.text for name in entries.entries} for entries in names]
    texts = [found for found in texts if terms.language in found]
    words: Counter[Hashable] = Counter()
    for found in texts:
        for word in _WORD.findall(fold(found[terms.language])):
            words.update(grams(word, 2) if _CHINESE.search(word) else (word,))
    return {"said": words} if texts else {}


def _spoken(names: Names) -> Hashable:
    return tuple(sorted({(language_of(name.language), key_of(name.text)) for name in names.entries}))


def _committed(action: Action) -> Hashable:
    return action.aspect, fold(action.verb or "")


def _meant(target: Target) -> Hashable:
    return _spoken(target.names), target.quantity, target.comparison, target.due, target.mechanism


def named(items: Iterable[WorkItem], identities: Mapping[str, str], *kinds: EntityKind) -> dict[str, EntityId]:
    """Whom and what items name, nested names left out: the id by which each is compared, and its own."""
    mentions = (mention for item in items for mention in item.mentions if not mention.nested)
    return {identities.get(m.entity, m.entity): m.entity for m in mentions if not kinds or m.kind in kinds}


def of_item(item: WorkItem, identities: Mapping[str, str], terms: Terms) -> Carriers:
    """The carriers of an item.

    Args:
        item: the item.
        identities: the ids that an entity of one plan has in the other, where they differ.
        terms: what the two plans can be compared by.
    """
    words = wording(item, traced=terms.traced)
    bags = said((item.names, *(action.statement for action in item.actions)), terms)
    if words is not None:
        bags["wording"] = grams(words, 4 if terms.traced else 2)
    bags["entities"] = Counter([*named((item,), identities)])
    bags["actions"] = Counter(map(_committed, item.actions))
    key = (
        words,
        _spoken(item.names),
        tuple((_committed(action), _spoken(action.statement)) for action in item.actions),
        tuple(named((item,), identities)),
        tuple(map(_meant, item.targets)),
        item.policy_areas,
    )
    return Carriers(key, bags)


def of_action(item: WorkItem, action: Action, place: int, terms: Terms) -> Carriers:
    """The carriers of an action; its place counts a little, for actions of which little else is known."""
    words = None if action.span is None else wording(item, action.span, traced=terms.traced)
    bags = said((action.statement,), terms)
    if words is not None:
        bags["wording"] = grams(words, 3 if terms.traced else 2)
    bags |= {"actions": Counter((action.aspect, fold(action.verb or ""))), "place": Counter((place,))}
    return Carriers((words, _committed(action), _spoken(action.statement)), bags)


def of_target(target: Target, place: int, identities: Mapping[str, str], terms: Terms) -> Carriers:
    """The carriers of a target: above all what is counted."""
    bags = said((target.names,), terms)
    if target.mechanism is not None:
        bags["entities"] = Counter((identities.get(target.mechanism, target.mechanism),))
    bags |= {"actions": Counter((target.comparison,)), "place": Counter((place,))}
    return Carriers(_meant(target), bags)


def of_heading(names: Names, links: Sequence[int], terms: Terms) -> Carriers:
    """The carriers of a section: its heading, and which links of items lead into it."""
    items: Counter[Hashable] = Counter(links)
    return Carriers((_spoken(names), tuple(sorted(links))), {**said((names,), terms), "items": items})


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
