"""Conditions: what an item of a plan may fit, and the evidence that it does."""

import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from typing import Literal, TypeAlias, get_args

import attrs

from bri_macao.errors import InvalidValue, UnknownId
from bri_macao.model import (
    Action,
    Aspect,
    Comparison,
    EntityKind,
    Index,
    Mechanism,
    MechanismKind,
    Mention,
    Partner,
    PartnerKind,
    PolicyArea,
    Section,
    Target,
    WorkItem,
)
from bri_macao.model.indexing import look_up
from bri_macao.spans import Span
from bri_macao.text import fold

__all__ = [
    "Condition",
    "Evidence",
    "Quote",
    "Test",
    "aspect",
    "mechanism",
    "one_of",
    "partner",
    "plain",
    "policy_area",
    "section",
    "sought",
    "target",
    "text",
]


@attrs.frozen
class Quote:
    """Words that were looked for, where they stand.

    Attributes:
        field: `names` (the title), `statement`, `target`, `surface` of a mention, or the official `text`.
        language: the BCP 47 tag of what was searched; `""` for a surface and the official text.
        text: the whole of what was searched.
        span: the words in it.
    """

    field: Literal["names", "statement", "target", "surface", "text"]
    language: str
    text: str
    span: Span


Evidence: TypeAlias = Mention | Action | Target | Quote
"""What made an item fit: a mention, an action, a target, or words."""


Proof = tuple[Evidence, ...]
Test = Callable[[WorkItem], Proof | None]
"""Of an item: the evidence that it fits, or None."""


@attrs.frozen
class Condition:
    """Something that an item of a plan fits or does not; `&`, `|` and `~` make new ones.

    Attributes:
        words: the condition as one reads it.
        bind: from the index of a plan to a test of its items; a test gives the evidence, or None. Fails with
            `UnknownId` or `InvalidValue` where the condition asks for what cannot be.
    """

    words: str
    bind: Callable[[Index], Test] = attrs.field(repr=False)

    def __and__(self, other: "Condition") -> "Condition":
        def bind(index: Index) -> Test:
            first, second = self.bind(index), other.bind(index)

            def test(item: WorkItem) -> Proof | None:
                one = first(item)
                both = None if one is None else second(item)
                return None if one is None or both is None else tuple(dict.fromkeys((*one, *both)))

            return test

        return Condition(f"{self.words} & {other.words}", bind)

    def __or__(self, other: "Condition") -> "Condition":
        def bind(index: Index) -> Test:
            first, second = self.bind(index), other.bind(index)

            def test(item: WorkItem) -> Proof | None:
                one, two = first(item), second(item)
                return None if one is None and two is None else tuple(dict.fromkeys((*(one or ()), *(two or ()))))

            return test

        return Condition(f"({self.words} | {other.words})", bind)

    def __invert__(self) -> "Condition":
        def bind(index: Index) -> Test:
            inner = self.bind(index)
            return lambda item: () if inner(item) is None else None

        return Condition(f"~({self.words})", bind)

    def __bool__(self) -> bool:
        raise TypeError("a condition is neither true nor false by itself; combine conditions with &, | and ~")


def partner(*ids: str, kind: PartnerKind | None = None, direct: bool = False, nested: bool = False) -> Condition:
    """Items that name a partner.

    Args:
        ids: the ids of partners; an item that names one of them fits. With none of them, any partner will do.
        kind: what the named partner is: `country`, `group`, `city` ...
        direct: leave out items that only name a group to which the partner belongs in the plan's period.
        nested: let a name inside a longer name count too.
    """
    return _entity("partner", ids, kind, get_args(PartnerKind), direct=direct, nested=nested)


def mechanism(
    *ids: str,
    kind: MechanismKind | None = None,
    part_of: str | None = None,
    direct: bool = False,
    nested: bool = False,
) -> Condition:
    """Items that name a mechanism.

    Args:
        ids: the ids of mechanisms; an item that names one of them fits. With none of them, any mechanism will do.
        kind: what the named mechanism is: `forum`, `fund`, `agreement` ...
        part_of: the id of a mechanism; only its editions, meetings and other parts count, at any remove.
        direct: leave out items that only name a part of the mechanism.
        nested: let a name inside a longer name count too.
    """
    return _entity("mechanism", ids, kind, get_args(MechanismKind), part_of=part_of, direct=direct, nested=nested)


def _entity(
    what: EntityKind,
    ids: Sequence[str],
    kind: str | None,
    kinds: Sequence[str],
    *,
    direct: bool,
    nested: bool,
    part_of: str | None = None,
) -> Condition:
    given = [*map(repr, ids), *(f"{key}={value!r}" for key, value in (("kind", kind), ("part_of", part_of)) if value)]
    given += [f"{key}=True" for key, value in (("direct", direct), ("nested", nested)) if value]

    def bind(index: Index) -> Test:
        table: dict[str, Partner | Mechanism] = {**(index.partners if what == "partner" else index.mechanisms)}
        if kind is not None:
            one_of("kind", kind, kinds)
        wanted: frozenset[str] | None = None
        if ids:
            wanted = frozenset().union(*(index.reach(look_up(what, id, table), direct=direct) for id in ids))
        if part_of is not None:
            whole = look_up(what, part_of, table)
            parts = index.reach(whole) - {whole.id}
            wanted = parts if wanted is None else wanted & parts

        def fits(mention: Mention) -> bool:
            if mention.kind != what or (mention.nested and not nested):
                return False
            if wanted is not None and mention.entity not in wanted:
                return False
            return kind is None or (mention.entity in table and table[mention.entity].kind == kind)

        return lambda item: tuple(filter(fits, item.mentions)) or None

    return Condition(f"{what}({', '.join(given)})", bind)


def section(key: int | str) -> Condition:
    """Items of a section and of its sub-sections.

    Args:
        key: the number of a top-level section, or the id of any.
    """

    def bind(index: Index) -> Test:
        if isinstance(key, str):
            found = look_up("section", key, index.sections)
        else:
            tops: dict[int, Section] = {}
            for top in index.sections.values():
                if "." not in top.id:
                    tops.setdefault(top.number, top)
            if key not in tops:
                raise UnknownId("section", key, map(str, tops))
            found = tops[key]
        inside = frozenset(item.id for item in found.all_items())
        return lambda item: () if item.id in inside else None

    return Condition(f"section({key!r})", bind)


def aspect(*aspects: Aspect) -> Condition:
    """Items with an action that commits in one of these ways; the actions are the evidence."""

    def bind(_: Index) -> Test:
        for one in aspects:
            one_of("aspect", one, get_args(Aspect))
        return lambda item: tuple(action for action in item.actions if action.aspect in aspects) or None

    return Condition(f"aspect({', '.join(map(repr, aspects))})", bind)


def policy_area(*areas: PolicyArea) -> Condition:
    """Items in one of these policy areas, the Belt and Road's five connectivities."""

    def bind(_: Index) -> Test:
        for area in areas:
            one_of("policy area", area, get_args(PolicyArea))
        return lambda item: None if set(areas).isdisjoint(item.policy_areas) else ()

    return Condition(f"policy_area({', '.join(map(repr, areas))})", bind)


def target(*, mechanism: str | None = None, comparison: Comparison | None = None) -> Condition:
    """Items with a target; the targets are the evidence.

    Args:
        mechanism: the id of the mechanism that is counted, or of one that it is a part of.
        comparison: how it counts: `at-least`, `exactly`, `ordinal`.
    """
    given = (("mechanism", mechanism), ("comparison", comparison))

    def bind(index: Index) -> Test:
        if comparison is not None:
            one_of("comparison", comparison, get_args(Comparison))
        reach = None if mechanism is None else index.reach(look_up("mechanism", mechanism, index.mechanisms))

        def fits(found: Target) -> bool:
            counted = reach is None or found.mechanism in reach
            return counted and (comparison is None or found.comparison == comparison)

        return lambda item: tuple(filter(fits, item.targets)) or None

    return Condition(f"target({', '.join(f'{key}={value!r}' for key, value in given if value)})", bind)


def text(words: str) -> Condition:
    """Items in which the words stand: in the title, a statement or a target, in any language, or in the official text.

    Script, case, accents, width and the forms of quotes and dashes do not matter: 人民幣 finds 人民币, and accao finds
    acção. Where no copy of the document is attached, the surfaces of mentions are all that is searched of its wording.
    """
    wanted = sought(words)

    def bind(index: Index) -> Test:
        if not wanted:
            raise InvalidValue("no words to look for; pass some, or leave text() out")

        def test(item: WorkItem) -> Proof | None:
            found = (
                Quote(place.field, place.language, place.text, Span(start, start + len(wanted)))
                for place in index.words[item.id]
                if (start := plain(place.text).find(wanted)) >= 0
            )
            return tuple(dict.fromkeys(found)) or None

        return test

    return Condition(f"text({words!r})", bind)


@cache
def _accents() -> dict[int, str]:
    """Latin letters with an accent, to those without."""
    letters = map(chr, range(0xC0, 0x250))
    bare = {letter: unicodedata.normalize("NFD", letter)[0] for letter in letters}
    return {ord(letter): base for letter, base in bare.items() if base != letter}


def sought(words: str) -> str:
    """Words as `plain` texts have them."""
    return plain(unicodedata.normalize("NFC", words.strip()))


def plain(text: str) -> str:
    """What words are looked for in: folded, and without accents; one code point to one, so as long as the text."""
    return fold(text.translate(_accents()))


def one_of(what: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise InvalidValue(f"no {what} {value!r}; those that there are: {', '.join(allowed)}")
