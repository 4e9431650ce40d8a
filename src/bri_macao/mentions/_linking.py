"""The linker: registered names and names by their form, sorted out so that the outer name wins."""

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import Literal, NamedTuple

import attrs

from bri_macao.mentions import _lexicon
from bri_macao.mentions._beside import apart, behind, in_slogan, within
from bri_macao.mentions._candidates import Candidate, candidates, mask
from bri_macao.mentions._matching import Engine, matcher
from bri_macao.model import (
    EntityKind,
    Mechanism,
    MechanismId,
    MechanismKind,
    Mention,
    Name,
    Names,
    Partner,
    PartnerId,
    PartnerKind,
    Plan,
    WorkItem,
)
from bri_macao.model.ids import PROVISIONAL
from bri_macao.registry import Registry
from bri_macao.spans import Span
from bri_macao.text import KeyText, compact, fold, script_of

__all__ = ["Found", "Linker"]

# Of how many names it is remembered whether others stand inside.
NAMES = 4096
# Partners that are somewhere: what stands there and bears a name that is known may be another.
PLACES = frozenset({"country", "territory", "region", "city", "zone"})
# In or at which others are by their form alone.
TERRITORIES = frozenset({"country", "region", "city"})
# Before a place, what makes it say where something is done.
WHERE = frozenset("在赴到往于向")
# What is another thing, or nothing, beside a place.
SEEN_BESIDE = frozenset({"organization", "training", "college"})
# Partners that are no partners in a slogan.
NOWHERE = PLACES | {"group"}
# Mechanisms that a body holds: where its name opens theirs, it is a partner beside them.
EVENTS = frozenset({"conference", "forum", "exhibition", "festival", "competition", "training", "workshop", "campaign"})


@attrs.frozen
class Found:
    """A partner or mechanism that a text names.

    Attributes:
        mention: where, and by which words.
        entity: who or what; of the registry, or made up for a name that it does not know (`is_provisional`).
    """

    mention: Mention
    entity: Partner | Mechanism


class _Place(NamedTuple):
    """Where something is named: the `entities` that are known, or a name by its form alone where there are none."""

    start: int
    end: int
    entities: tuple[Partner | Mechanism, ...]
    guess: Candidate | None = None

    @property
    def type(self) -> PartnerKind | MechanismKind | None:
        """What is named, as far as that can be told."""
        if self.entities:
            return self.entities[0].kind
        return None if self.guess is None else self.guess.type

    def holds(self, other: "_Place") -> bool:
        return self.start <= other.start and other.end <= self.end


class _Apart:
    """Places in order, none of which shares a character with another.

    Of others the leftmost is taken, and of those that begin at one place the longest; what it overlaps is left out.
    """

    def __init__(self, places: Iterable[_Place]) -> None:
        self.places: list[_Place] = []
        reached = 0
        for place in sorted(places, key=lambda place: (place.start, -place.end, not place.entities)):
            if place.start >= reached:
                reached = place.end
                self.places.append(place)
        self._starts = [place.start for place in self.places]
        self._ends = [place.end for place in self.places]

    def touching(self, start: int, end: int) -> Sequence[_Place]:
        """Those that share a character with a stretch."""
        return self.places[bisect_right(self._ends, start) : bisect_left(self._starts, end)]


@attrs.frozen
class _Words:
    """The text that is searched, and where each character of its key stood."""

    text: str
    origin: Sequence[int]

    @cached_property
    def script(self) -> Literal["zh-Hans", "zh-Hant"]:
        """Its script, which nobody asks for where every name is known."""
        return script_of(self.text)


class Linker:
    """Finds what a registry knows in texts, and what it does not know by its form.

    Args:
        registry: the partners and mechanisms that are known.
        engine: how names are found: `python`, or `automaton` (the extra `fast`). The results are the same; by default
            the automaton where it is installed.

    Raises:
        MissingExtra: `automaton` is asked for and not installed.

    >>> from bri_macao.model import MechanismId
    >>> forum = Mechanism(id=MechanismId("port-forum"), kind="forum", names=Names.of(zh_Hans="港口论坛"))
    >>> linker = Linker(Registry().with_mechanism(forum))
    >>> for found in linker.find("办好港口論壇，筹建“蓝色海洋基金”。"):
    ...     print(found.mention.surface, found.mention.span.start, found.entity.kind, found.entity.id)
    港口論壇 2 forum port-forum
    蓝色海洋基金 10 fund new-efb7f5674639
    """

    def __init__(self, registry: Registry, *, engine: Engine | None = None) -> None:
        self.registry = registry
        self._named = {name: tuple(registry[id] for id in ids) for name, ids in registry.surfaces.items()}
        self._match = matcher(self._named, engine)
        self._longest = max(map(len, self._named), default=0)
        # Documents name the same again and again, and most names hold no other.
        self._is_compound = lru_cache(NAMES)(lambda name: bool(self._match(name[:-1]) or self._match(name[1:])))

    def find(self, text: str) -> tuple[Found, ...]:
        """Everything that a clean text names, in its order; a name inside another is nested.

        Args:
            text: clean text, in either script; spans count its code points.
        """
        key, origin = compact(fold(text))
        words = _Words(text, origin)
        masked = mask(key, text if len(key) == len(text) else "".join(text[place] for place in origin))
        guesses = list(candidates(masked))
        roads = _Apart(self._road(guess) for guess in guesses if guess.entity is not None)
        firm = _Apart([*self._registered(key, 0, len(key)), *roads.places])
        for place in firm.places:
            if masked[place.end : place.end + 1] >= "一" and (kind := place.type) in TERRITORIES:
                guesses += within(masked, place[:2], kind)
        fitted = (
            _fitted(guess, firm, masked)
            if guess.type in SEEN_BESIDE or masked[guess.start - 1 : guess.start] in WHERE
            else guess
            for guess in guesses
            if guess.entity is None
        )
        free = (guess for guess in fitted if guess is not None and _has_room(guess, firm, masked))
        soft = _Apart(_Place(guess.start, guess.end, (), guess) for guess in free)
        bodies = {guess.start: guess for guess in guesses if guess.type == "organization"}
        outer = (place for place in firm.places if not any(other.holds(place) for other in soft.touching(*place[:2])))
        found: list[Found] = []
        for place in sorted([*outer, *soft.places], key=itemgetter(0)):
            if "“" in masked and place.type in NOWHERE and in_slogan(masked, *place[:2]):
                continue
            inside = list(self._inside(place, key, roads, bodies))
            whole = next((inner for inner, _ in inside if inner.entities and _is_whole(inner, place)), None)
            found += _of(place, words, whole=whole)
            for inner, beside in inside:
                found += _of(inner, words, nested=not beside)
        return tuple(sorted(found, key=lambda one: (one.mention.span.start, -one.mention.span.end)))

    def link(self, plan: Plan) -> Plan:
        """Search every item of a plan that has a text; what its items mentioned before is replaced.

        The plan gets every partner and mechanism that the mentions need, known or provisional, in place of its own.
        """
        entities: dict[str, Partner | Mechanism] = {}

        def item(old: WorkItem) -> WorkItem:
            if old.text is None:
                return old
            found = self.find(old.text)
            for one in found:
                entities.setdefault(one.entity.id, one.entity)
            return attrs.evolve(old, mentions=tuple(one.mention for one in found))

        searched = plan.with_items(item)
        known = self.registry.needed(id for id in entities if id in self.registry)
        new = [entity for id, entity in entities.items() if id not in self.registry]
        return attrs.evolve(
            searched,
            partners=(*known.partners, *(entity for entity in new if isinstance(entity, Partner))),
            mechanisms=(*known.mechanisms, *(entity for entity in new if isinstance(entity, Mechanism))),
        )

    def _road(self, guess: Candidate) -> _Place:
        """The place of a candidate that says by its form alone who it is."""
        known = (self.registry[guess.entity],) if guess.entity is not None and guess.entity in self.registry else ()
        return _Place(guess.start, guess.end, known, guess)

    def _registered(self, key: str, start: int, end: int) -> Iterator[_Place]:
        """What the registry knows between two offsets."""
        places = [(start + first, start + last) for first, last in self._match(key[start:end])]
        for (first, last), (following, _) in pairwise([*places, (end, end)]):
            if _stands(key, first, last):
                named = self._named[KeyText(key[first:last])]
                more = _MORE.match(key, last, end) if key[last : last + 1] in MORE else None
                whole = more is not None and any(one.kind == more.lastgroup for one in named)
                yield _Place(*_inner(key, first, more.end() if more and whole else last), named)
            elif key.startswith("市场", last - 1) and (town := self._named.get(KeyText(key[first : last - 1]))):
                yield _Place(first, last - 1, town)
            else:  # another name may begin inside: 推广东盟
                yield from self._registered(key, first + 1, min(following, last + self._longest))

    def _inside(
        self, outer: _Place, key: str, roads: _Apart, bodies: Mapping[int, Candidate]
    ) -> Iterator[tuple[_Place, bool]]:
        """The names inside a name, each with whether it counts beside it: a body in the name of its own event does."""
        event = outer.type in EVENTS
        seen = {outer[:2]}
        pending = [] if outer.type == "country" else [outer]  # 白俄罗斯 holds no 俄罗斯
        while pending:
            holder = pending.pop()
            inner: list[_Place] = []
            if self._is_compound(key[holder.start : holder.end]):
                inner += self._registered(key, holder.start, holder.end - 1)
                inner += self._registered(key, holder.start + 1, holder.end)
            inner += (road for road in roads.touching(*holder[:2]) if holder.holds(road))
            for place in inner:
                if place[:2] in seen or any(one is other for one in place.entities for other in holder.entities):
                    continue
                seen.add(place[:2])
                pending.append(place)
                beside = event and place.start == outer.start and place.type == "organization"
                event = event and not beside  # one body holds it
                yield place, beside
        body = bodies.get(outer.start)
        if event and not outer.entities and body is not None and body.end < outer.end and body[:2] not in seen:
            yield _Place(body.start, body.end, (), body), True


# Of whom these are, stands before them: 菲律宾福州商会 is in the Philippines.
COMPATRIOTS = ("商会", "会馆", "总会", "乡会", "合会", "谊会")


def _fitted(guess: Candidate, firm: _Apart, masked: str) -> Candidate | None:
    """A name by its form, seen together with the known place that it begins with; None where it is none then.

    The name of a body is without its country where it has a city of its own, or is whole without: 巴西|圣保罗大学.
    """
    said_where = guess.kind == "mechanism" and masked[guess.start - 1 : guess.start] in WHERE
    first, *more = firm.touching(guess.start, guess.end)[:2] or (None,)
    if first is None or first.start != guess.start or first.type not in PLACES or first.end >= guess.end:
        return None if guess.placed else guess
    if guess.type == "training" and first.end == guess.end - 2:
        return None  # 为海角培训青年: there 培训 is what is done
    if guess.type == "college" and first.type == "country":  # of another country
        guess = guess._replace(kind="partner", type="organization")
    if guess.kind == "mechanism":
        return behind(masked, guess, first.end) if said_where else guess
    if guess.type != "organization" or first.type != "country" or masked.startswith(COMPATRIOTS, guess.end - 2):
        return guess
    city = bool(more) and more[0].start == first.end and more[0].type == "city" and more[0].end < guess.end
    return guess._replace(start=first.end) if city or apart(masked, first.end, guess.end) else guess


def _has_room(guess: Candidate, firm: _Apart, masked: str) -> bool:
    """Whether what is known leaves room for a name by its form: it must hold all known names that it touches.

    A known name that ends it is all of it, unless that is a bare head (奖学金) or the form is sure of itself.
    """
    touched = firm.touching(guess.start, guess.end)
    if not touched:
        return True
    if touched[0].start < guess.start or touched[-1].end > guess.end or touched[0][:2] == guess[:2]:
        return False
    if guess.strong or touched[-1].end != guess.end:
        return True
    # Somebody's own: 广东丝路基金 is not 丝路基金.
    owned = touched[0].start == guess.start and len(touched) > 1 and touched[0].type in PLACES
    return owned or masked[touched[-1].start : touched[-1].end] in _lexicon.MECHANISM_HEADS


def _is_whole(inner: _Place, outer: _Place) -> bool:
    """Whether a name by its form is a part of the known one that opens it, or an edition of what ends it."""
    edition = outer.guess is not None and outer.guess.strong
    return inner.start == outer.start or (edition and inner.end >= outer.end - 1)


def _of(place: _Place, words: _Words, *, nested: bool = False, whole: _Place | None = None) -> Iterator[Found]:
    """The mentions at a place: several where a name means several, none where it means the host."""
    span = Span(words.origin[place.start], words.origin[place.end - 1] + 1)
    surface = span.of(words.text)
    guess = place.guess
    inferred = guess is not None and guess.inferred
    for entity in place.entities:
        if entity.kind != "host":
            kind: EntityKind = "partner" if isinstance(entity, Partner) else "mechanism"
            yield Found(Mention(entity.id, kind, span, surface, inferred, nested), entity)
    if not place.entities and guess is not None:
        held = whole and whole.entities[0]
        part_of = held.id if isinstance(held, Mechanism) else None
        entity = _made_up(guess, Name(words.script, surface, "attested"), part_of)
        yield Found(Mention(entity.id, guess.kind, span, surface, inferred, nested), entity)


_LATIN = frozenset(map(chr, (*range(0x30, 0x3A), *range(0x61, 0x7B), *range(0xC0, 0x250))))
_NOT_BEFORE = {name: re.compile(words) for name, words in _lexicon.NOT_BEFORE.items()}
# 里斯本市 is 里斯本, and 东盟十国 东盟; in 里斯本市政府 and 里斯本市场 it says something else. Each by its kind.
MORE = frozenset("市二三四五六七八九十123456789")
_MORE = re.compile(r"(?P<city>市(?![场民值容政区面况长]))|(?P<group>[二三四五六七八九十\d]{1,2}国(?!际|家))")
# Names of places that are this short, or shorter, may be the end of one word and the beginning of another.
SHORT = 2


def _stands(key: str, start: int, end: int) -> bool:
    """Whether a registered name that was found there is a name there, and no part of other words."""
    before, after = key[max(0, start - 1) : start], key[end : end + 1]
    if (before in _LATIN and key[start] in _LATIN) or (after in _LATIN and key[end - 1] in _LATIN):
        return False  # Latin words are whole words
    # 葡萄牙语 is a language; in 司法国际合作 and 国泰国际 stand no countries.
    if after == "语" or (key[end - 1] == "国" and after in ("际", "家")):
        return False
    if key.startswith("市场", end - 1):  # 海口市场 is a market
        return False
    if end - start <= SHORT and before and before in _lexicon.NOT_AFTER.get(key[start], ""):
        return False
    other = _NOT_BEFORE.get(key[start:end])
    return other is None or other.match(key, end) is None


def _inner(key: str, start: int, end: int) -> tuple[int, int]:
    """The name without the quotes or the title marks around the whole of it: 《安排》 is 安排."""
    return (start + 1, end - 1) if key[start] + key[end - 1] in ('""', "<>") and end - start > 2 else (start, end)


def _made_up(guess: Candidate, name: Name, part_of: MechanismId | None) -> Partner | Mechanism:
    """The provisional entity for a name; the same name gives the same id."""
    digest = hashlib.sha256(compact(fold(name.text))[0].encode("utf-8", "surrogatepass")).hexdigest()
    id = guess.entity or f"{PROVISIONAL}{digest[:12]}"
    names = Names((name,))
    # The candidate's kind says whose type it has.
    if guess.kind == "partner":
        return Partner(id=PartnerId(id), kind=guess.type, names=names)  # type: ignore[arg-type]
    return Mechanism(id=MechanismId(id), kind=guess.type, names=names, part_of=part_of)  # type: ignore[arg-type]
