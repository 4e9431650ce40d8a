"""Strategies for what a plan refers to: names, dates, partners, mechanisms, and foreign data."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any, TypeAlias, TypeVar, get_args

from hypothesis import strategies as st

from bri_macao.model import (
    JSON,
    LANGUAGES,
    Citation,
    Codes,
    Confidence,
    Extra,
    Mechanism,
    MechanismId,
    MechanismKind,
    Membership,
    Name,
    Names,
    NameStatus,
    PartialDate,
    Partner,
    PartnerId,
    PartnerKind,
    Period,
)
from bri_macao.spans import Span

__all__ = [
    "NUMERALS",
    "WORDS",
    "choices",
    "citations",
    "codes",
    "extras",
    "maybe",
    "mechanisms",
    "memberships",
    "names",
    "partial_dates",
    "partners",
    "periods",
    "slugs",
    "spans",
    "terms",
    "texts",
    "titles",
    "tuples",
    "words",
]


T = TypeVar("T")

NUMERALS = "一二三四五六七八九"

# What texts are made of. Many of the characters have a compatibility ideograph to stand for them: 茶, 老, 女, 行, 路.
WORDS = (
    *("茶叶", "海洋", "音乐", "图书", "港口", "青年", "老年", "妇女", "旅行", "道路", "医疗", "电影"),
    *("森林", "数据", "绘画", "方便", "更新", "丰富", "联络", "学习", "讨论", "参观", "利用", "流动", "北部"),
)


# The parts of the model. Building a strategy costs more than drawing from it, so each is built once: hence the caches.


@cache
def words() -> st.SearchStrategy[str]:
    """A word that texts are made of."""
    return st.sampled_from(WORDS)


@cache
def texts(min_size: int = 1, max_size: int = 8) -> st.SearchStrategy[str]:
    """A word that shows in a report what it is, or any text that UTF-8 can hold, in NFC."""
    anything = st.text(st.characters(codec="utf-8"), min_size=min_size, max_size=max_size)
    return words() | anything.map(lambda text: unicodedata.normalize("NFC", text))


@cache
def slugs() -> st.SearchStrategy[str]:
    """Ids such as `port-forum`."""
    part = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=4)
    return st.lists(part, min_size=1, max_size=3).map("-".join)


def maybe(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    """The strategy, or None."""
    return st.none() | strategy


def tuples(strategy: st.SearchStrategy[T], min_size: int = 0, max_size: int = 2) -> st.SearchStrategy[tuple[T, ...]]:
    """Tuples of what the strategy gives."""
    return st.lists(strategy, min_size=min_size, max_size=max_size).map(lambda values: (*values,))


@lru_cache(256)
def choices(values: tuple[T, ...]) -> st.SearchStrategy[tuple[T, ...]]:
    """At most two of the values."""
    if not values:
        return st.just(())
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(lambda found: (*found,))


@cache
def partial_dates() -> st.SearchStrategy[PartialDate]:
    """Dates of every precision; the simplest is the year 2000.

    >>> from hypothesis import find
    >>> find(partial_dates(), lambda date: date.precision == "month")
    PartialDate(2000-01)
    """

    def cut(day: date, parts: int) -> PartialDate:
        return PartialDate(*(day.year, day.month, day.day)[:parts])

    return st.builds(cut, st.dates(), st.sampled_from((1, 2, 3)))


_Term = tuple[PartialDate | None, PartialDate | None]


@cache
def terms() -> st.SearchStrategy[_Term]:
    """A beginning and an end, each of them perhaps unknown, in this order."""

    def in_order(one: PartialDate, other: PartialDate) -> _Term:
        return (other, one) if other.latest < one.earliest else (one, other)

    some, none = partial_dates(), st.none()
    return st.tuples(none, none) | st.tuples(some, none) | st.tuples(none, some) | st.builds(in_order, some, some)


@cache
def periods() -> st.SearchStrategy[Period]:
    """Periods of a plan: whole years, one to six of them, or any two days in order, within 1950 to 2099.

    >>> from hypothesis import find
    >>> find(periods(), lambda period: period.start.year != period.end.year)
    Period(2000 to 2001)
    """
    first = st.integers(2000, 2093) | st.integers(1950, 2093)
    whole = st.builds(lambda year, more: Period.years(year, year + more), first, st.integers(0, 5))
    days = st.dates(date(1950, 1, 1), date(2099, 12, 31))
    return whole | st.builds(lambda one, other: Period(min(one, other), max(one, other)), days, days)


def names(languages: Sequence[str] = LANGUAGES, *, min_size: int = 0) -> st.SearchStrategy[Names]:
    """Names in at most three languages, of every standing; a few were changed at some date, or hold for a time only.

    Args:
        languages: BCP 47 tags to choose from.
        min_size: in how many languages there is a name at least.

    >>> from hypothesis import find
    >>> find(names(["pt"]), lambda names: len(names) > 0)
    Names(pt='茶叶')
    """
    return _names(tuple(languages), min_size)


_Entry: TypeAlias = tuple[str, NameStatus, PartialDate | None, PartialDate | None]


@cache
def _names(languages: tuple[str, ...], min_size: int) -> st.SearchStrategy[Names]:
    def named(text: str, status: NameStatus, term: _Term) -> list[_Entry]:
        return [(text, status, *term)]

    def renamed(before: str, text: str, status: NameStatus, changed: PartialDate) -> list[_Entry]:
        return [(before, status, None, changed), (text, status, changed, None)]

    statuses: st.SearchStrategy[NameStatus] = st.sampled_from(get_args(NameStatus))
    constant = st.builds(named, texts(), statuses, terms())
    entries = constant | st.builds(renamed, texts(), texts(), statuses, partial_dates())
    by_language = st.tuples(st.sampled_from(languages), entries)
    pairs = st.lists(by_language, min_size=min_size, max_size=max(3, min_size), unique_by=lambda pair: pair[0])
    return pairs.map(
        lambda pairs: Names(tuple(Name(language, *entry) for language, entries in pairs for entry in entries))
    )


@cache
def titles() -> st.SearchStrategy[Names]:
    """Names, or none."""
    return st.just(Names()) | names()


@cache
def spans(within: int = 64, *, min_size: int = 0) -> st.SearchStrategy[Span]:
    """Spans of a text.

    Args:
        within: the length of the text, in code points; at least `min_size`.
        min_size: the length of the span at least.

    >>> from hypothesis import find
    >>> find(spans(within=10, min_size=2), lambda span: span.start > 4)
    Span(start=5, end=7)
    """
    return st.builds(
        lambda start, size: Span(start, min(start + size, within)),
        st.integers(0, within - min_size),
        st.integers(min_size, within),
    )


@cache
def citations() -> st.SearchStrategy[Citation]:
    """Citations of one or two fields."""
    confidence: st.SearchStrategy[Confidence] = st.sampled_from(get_args(Confidence))
    supports = tuples(st.sampled_from(("names.pt", "founded", "memberships")), min_size=1)
    return st.builds(Citation, supports, texts(), confidence, maybe(texts()))


@cache
def codes() -> st.SearchStrategy[Codes]:
    """Codes of the shapes that ISO has; most of them are nobody's."""
    letters, digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
    return st.builds(
        Codes,
        maybe(st.text(letters, min_size=2, max_size=2)),
        maybe(st.text(letters, min_size=3, max_size=3)),
        maybe(st.text(digits, min_size=3, max_size=3)),
    )


@lru_cache(256)
def memberships(groups: tuple[PartnerId, ...]) -> st.SearchStrategy[tuple[Membership, ...]]:
    """At most one membership in each of the groups, with a term."""
    if not groups:
        return st.just(())
    one = st.builds(lambda group, term: Membership(group, *term), st.sampled_from(groups), terms())
    return st.lists(one, max_size=2, unique_by=lambda found: found.group).map(lambda found: (*found,))


def partners(
    ids: st.SearchStrategy[str] | None = None, *, groups: Sequence[PartnerId] = ()
) -> st.SearchStrategy[Partner]:
    """Partners of every kind.

    Args:
        ids: their ids; any slug by default.
        groups: the ids of the groups that they may be members of; with none they are members of nothing.

    >>> from hypothesis import find
    >>> find(partners(), lambda partner: True)
    <Partner a '茶叶'>
    """
    return _partners(slugs() if ids is None else ids, tuple(groups))


@lru_cache(256)
def _partners(ids: st.SearchStrategy[str], groups: tuple[PartnerId, ...]) -> st.SearchStrategy[Partner]:
    # Countries and groups oftener than the rest: only they make memberships.
    every: tuple[PartnerKind, ...] = get_args(PartnerKind)
    kinds: st.SearchStrategy[PartnerKind] = st.sampled_from(("country", "group", *every, "country", "group", "group"))

    # The other values go from `builds` to the class as they are: Any.
    def partner(term: _Term, **values: Any) -> Partner:
        return Partner(since=term[0], until=term[1], **values)

    return st.builds(
        partner,
        term=terms(),
        id=ids.map(PartnerId),
        kind=kinds,
        names=names(min_size=1),
        aliases=tuples(texts()),
        citations=tuples(citations(), max_size=1),
        codes=maybe(codes()),
        memberships=memberships(groups),
    )


def mechanisms(
    ids: st.SearchStrategy[str] | None = None,
    *,
    operators: Sequence[PartnerId] = (),
    wholes: Sequence[MechanismId] = (),
) -> st.SearchStrategy[Mechanism]:
    """Mechanisms of every kind.

    Args:
        ids: their ids; any slug by default.
        operators: the ids of the partners that may run them.
        wholes: the ids of the mechanisms that they may be a part of.

    >>> from hypothesis import find
    >>> find(mechanisms(), lambda mechanism: True)
    <Mechanism a '茶叶'>
    """
    return _mechanisms(slugs() if ids is None else ids, tuple(operators), tuple(wholes))


@lru_cache(256)
def _mechanisms(
    ids: st.SearchStrategy[str], operators: tuple[PartnerId, ...], wholes: tuple[MechanismId, ...]
) -> st.SearchStrategy[Mechanism]:
    kinds: st.SearchStrategy[MechanismKind] = st.sampled_from(get_args(MechanismKind))

    def mechanism(term: _Term, **values: Any) -> Mechanism:
        return Mechanism(founded=term[0], ended=term[1], **values)

    return st.builds(
        mechanism,
        term=terms(),
        id=ids.map(MechanismId),
        kind=kinds,
        names=names(min_size=1),
        aliases=tuples(texts()),
        citations=tuples(citations(), max_size=1),
        operators=choices(operators),
        part_of=maybe(st.sampled_from(wholes)) if wholes else st.none(),
    )


@cache
def extras() -> st.SearchStrategy[Extra]:
    """Foreign data: nothing, or JSON of every type under one or two namespaces.

    >>> from hypothesis import find
    >>> find(extras(), lambda extra: len(extra) > 0)
    Extra({'org.example.budget': None})
    """
    # What JSON holds and this library keeps: 64-bit integers, finite numbers, no half of a surrogate pair.
    whole = st.integers(-(2**63), 2**64 - 1)
    real = st.floats(allow_nan=False, allow_infinity=False)
    leaves: st.SearchStrategy[JSON] = st.none() | st.booleans() | whole | real | texts(0)

    def nested(inner: st.SearchStrategy[JSON]) -> st.SearchStrategy[JSON]:
        return st.lists(inner, max_size=2) | st.dictionaries(texts(0), inner, max_size=2)

    namespaces = st.sampled_from(("org.example.budget", "org.example.desk")) | slugs().map("org.{}".format)
    filled = st.dictionaries(namespaces, st.recursive(leaves, nested, max_leaves=4), min_size=1, max_size=2)
    return st.just(Extra()) | filled.map(Extra)
