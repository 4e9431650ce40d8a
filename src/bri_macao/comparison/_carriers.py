"""What carries the meaning of an item, an action, a target or a heading.

Carriers come in channels: the official wording, our own words, the entities that are named, the aspects and verbs of
actions. Two things are compared in the channels that both have, so that a plan with texts can be compared with
one that has none. All of it is folded: scripts, widths and case do not matter, and neither do numbers and ids of items.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

import attrs

from bri_macao.model import Action, EntityId, EntityKind, Fingerprint, Names, Plan, Target, WorkItem
from bri_macao.spans import Span
from bri_macao.text import compact, fold

__all__ = [
    "Bags",
    "Carriers",
    "Terms",
    "identity",
    "key_of",
    "language_of",
    "named",
    "of_action",
    "of_heading",
    "of_item",
    "of_target",
    "wording",
]

Bags = Mapping[str, Counter[Hashable]]
"""The carriers of one thing by channel, each with how often it is there."""

_WORD = re.compile(r"\w+")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


@attrs.frozen
class Terms:
    """What two plans can be compared by.

    Attributes:
        spoken: the language in which both say most of their items.
        headed: the language in which both have most of their headings.
        traced: the official words are compared by their traces, since a text is missing on one side.
    """

    spoken: str
    headed: str
    traced: bool

    @classmethod
    def of(cls, old: Plan, new: Plan) -> "Terms":
        """The terms for two plans."""
        items = [[name for item in plan.items for name in _names(item)] for plan in (old, new)]
        headings = [[section.names for top in plan.sections for section in top.walk()] for plan in (old, new)]
        traced = any(item.text is None for plan in (old, new) for item in plan.items)
        return cls(_common(*items), _common(*headings), traced)


def _names(item: WorkItem) -> Iterator[Names]:
    yield item.names
    yield from (action.statement for action in item.actions)


def _common(old: Iterable[Names], new: Iterable[Names]) -> str:
    """The language that both use most; Chinese before English before others where several are as common."""
    spoken = [Counter(tag for names in side for tag in {language_of(name) for name in names}) for side in (old, new)]
    both = spoken[0] & spoken[1]
    return max(both, key=lambda tag: (both[tag], tag == "zh", tag == "en", tag), default="")


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
    if span is not None:
        return span.of(text)
    return text if traced else key_of(text)


def identity(item: WorkItem, *, traced: bool) -> str | None:
    """What is the same for the same official words, and for no others; None where they are not known."""
    if not traced:
        return wording(item, traced=False)
    fingerprint = item.fingerprint if item.text is None else Fingerprint.of(item.text)
    return None if fingerprint is None else fingerprint.sha256


def grams(text: str, size: int) -> Counter[Hashable]:
    """The runs of so many characters; of a shorter text itself."""
    return Counter(text[i : i + size] for i in range(max(1, len(text) - size + 1)) if text)


def said(names: Iterable[Names], language: str) -> dict[str, Counter[Hashable]]:
    """Our words in one language: pairs of Chinese characters, and words as spaces part them."""
    # One script is enough: the other says the same.
    texts = [{language_of(name.language): name.text for name in entries.entries} for entries in names]
    texts = [found for found in texts if language in found]
    words: Counter[Hashable] = Counter()
    for found in texts:
        for word in _WORD.findall(fold(found[language])):
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
    bags = said(_names(item), terms.spoken)
    if words is not None:
        bags["wording"] = grams(words, 4 if terms.traced else 2)
    bags["entities"] = Counter([*named((item,), identities)])
    bags["actions"] = Counter(map(_committed, item.actions))
    key = (
        identity(item, traced=terms.traced),
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
    bags = said((action.statement,), terms.spoken)
    if words is not None:
        bags["wording"] = grams(words, 3 if terms.traced else 2)
    bags |= {"actions": Counter((action.aspect, fold(action.verb or ""))), "place": Counter((place,))}
    return Carriers((words, _committed(action), _spoken(action.statement)), bags)


def of_target(target: Target, place: int, identities: Mapping[str, str], terms: Terms) -> Carriers:
    """The carriers of a target: above all what is counted."""
    bags = said((target.names,), terms.spoken)
    if target.mechanism is not None:
        bags["entities"] = Counter((identities.get(target.mechanism, target.mechanism),))
    bags |= {"actions": Counter((target.comparison,)), "place": Counter((place,))}
    return Carriers(_meant(target), bags)


def of_heading(names: Names, links: Sequence[int], terms: Terms) -> Carriers:
    """The carriers of a section: its heading, and which links of items lead into it."""
    items: Counter[Hashable] = Counter(links)
    return Carriers((_spoken(names), tuple(sorted(links))), {**said((names,), terms.headed), "items": items})
