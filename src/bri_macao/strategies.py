"""Hypothesis strategies: plans and documents to test with, for this library's own tests and for yours (floor 6).

Three kinds: the parts of the model (`names` to `sections`); whole plans (`plans`: any that the model allows;
`written_plans`: such as reading a document gives); and documents (`dirty_extractions`: the raw text of a written plan
as a bad PDF extraction has it). Nothing here is meant to read like the official documents; no sentence is theirs.

>>> from hypothesis import given, settings
>>> from bri_macao.formats import json
>>> @given(plans())
... @settings(max_examples=5, deadline=None, database=None)
... def test_round_trip(plan):
...     assert json.loads(json.dumps(plan)) == plan
>>> test_round_trip()
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import count, pairwise
from typing import Any, NamedTuple, TypeVar, get_args

import attrs

from bri_macao.errors import extra_needed
from bri_macao.model import (
    JSON,
    LANGUAGES,
    Action,
    ActionId,
    Aspect,
    Citation,
    Codes,
    Comparison,
    Confidence,
    EntityKind,
    Extra,
    Fingerprint,
    ItemId,
    Mechanism,
    MechanismId,
    MechanismKind,
    Membership,
    Mention,
    Name,
    Names,
    NameStatus,
    PartialDate,
    Partner,
    PartnerId,
    PartnerKind,
    Period,
    Plan,
    PlanId,
    PolicyArea,
    Section,
    SectionId,
    SourceDescription,
    Target,
    WorkItem,
)
from bri_macao.spans import Span
from bri_macao.text import width

with extra_needed("generating test data", "strategies"):
    from hypothesis import strategies as st

__all__ = [
    "dirty_extractions",
    "extras",
    "mechanisms",
    "names",
    "partial_dates",
    "partners",
    "periods",
    "plans",
    "register",
    "sections",
    "spans",
    "work_items",
    "written_plans",
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
def _words() -> st.SearchStrategy[str]:
    return st.sampled_from(WORDS)


@cache
def _texts(min_size: int = 1, max_size: int = 8) -> st.SearchStrategy[str]:
    """A word that shows in a report what it is, or any text that UTF-8 can hold, in NFC."""
    anything = st.text(st.characters(codec="utf-8"), min_size=min_size, max_size=max_size)
    return _words() | anything.map(lambda text: unicodedata.normalize("NFC", text))


@cache
def _slugs() -> st.SearchStrategy[str]:
    part = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=4)
    return st.lists(part, min_size=1, max_size=3).map("-".join)


def _maybe(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.none() | strategy


def _tuples(strategy: st.SearchStrategy[T], min_size: int = 0, max_size: int = 2) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(strategy, min_size=min_size, max_size=max_size).map(lambda values: (*values,))


@lru_cache(256)
def _choices(values: tuple[T, ...]) -> st.SearchStrategy[tuple[T, ...]]:
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
def _terms() -> st.SearchStrategy[_Term]:
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


@cache
def _names(languages: tuple[str, ...], min_size: int) -> st.SearchStrategy[Names]:
    entry = tuple[str, NameStatus, PartialDate | None, PartialDate | None]

    def named(text: str, status: NameStatus, term: _Term) -> list[entry]:
        return [(text, status, *term)]

    def renamed(before: str, text: str, status: NameStatus, changed: PartialDate) -> list[entry]:
        return [(before, status, None, changed), (text, status, changed, None)]

    statuses: st.SearchStrategy[NameStatus] = st.sampled_from(get_args(NameStatus))
    constant = st.builds(named, _texts(), statuses, _terms())
    entries = constant | st.builds(renamed, _texts(), _texts(), statuses, partial_dates())
    by_language = st.tuples(st.sampled_from(languages), entries)
    pairs = st.lists(by_language, min_size=min_size, max_size=max(3, min_size), unique_by=lambda pair: pair[0])
    return pairs.map(
        lambda pairs: Names(tuple(Name(language, *entry) for language, entries in pairs for entry in entries))
    )


@cache
def _titles() -> st.SearchStrategy[Names]:
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
def _citations() -> st.SearchStrategy[Citation]:
    confidence: st.SearchStrategy[Confidence] = st.sampled_from(get_args(Confidence))
    supports = _tuples(st.sampled_from(("names.pt", "founded", "memberships")), min_size=1)
    return st.builds(Citation, supports, _texts(), confidence, _maybe(_texts()))


@cache
def _codes() -> st.SearchStrategy[Codes]:
    letters, digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
    return st.builds(
        Codes,
        _maybe(st.text(letters, min_size=2, max_size=2)),
        _maybe(st.text(letters, min_size=3, max_size=3)),
        _maybe(st.text(digits, min_size=3, max_size=3)),
    )


@lru_cache(256)
def _memberships(groups: tuple[PartnerId, ...]) -> st.SearchStrategy[tuple[Membership, ...]]:
    if not groups:
        return st.just(())
    one = st.builds(lambda group, term: Membership(group, *term), st.sampled_from(groups), _terms())
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
    return _partners(_slugs() if ids is None else ids, tuple(groups))


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
        term=_terms(),
        id=ids.map(PartnerId),
        kind=kinds,
        names=names(min_size=1),
        aliases=_tuples(_texts()),
        citations=_tuples(_citations(), max_size=1),
        codes=_maybe(_codes()),
        memberships=_memberships(groups),
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
    return _mechanisms(_slugs() if ids is None else ids, tuple(operators), tuple(wholes))


@lru_cache(256)
def _mechanisms(
    ids: st.SearchStrategy[str], operators: tuple[PartnerId, ...], wholes: tuple[MechanismId, ...]
) -> st.SearchStrategy[Mechanism]:
    kinds: st.SearchStrategy[MechanismKind] = st.sampled_from(get_args(MechanismKind))

    def mechanism(term: _Term, **values: Any) -> Mechanism:
        return Mechanism(founded=term[0], ended=term[1], **values)

    return st.builds(
        mechanism,
        term=_terms(),
        id=ids.map(MechanismId),
        kind=kinds,
        names=names(min_size=1),
        aliases=_tuples(_texts()),
        citations=_tuples(_citations(), max_size=1),
        operators=_choices(operators),
        part_of=_maybe(st.sampled_from(wholes)) if wholes else st.none(),
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
    leaves: st.SearchStrategy[JSON] = st.none() | st.booleans() | whole | real | _texts(0)

    def nested(inner: st.SearchStrategy[JSON]) -> st.SearchStrategy[JSON]:
        return st.lists(inner, max_size=2) | st.dictionaries(_texts(0), inner, max_size=2)

    namespaces = st.sampled_from(("org.example.budget", "org.example.desk")) | _slugs().map("org.{}".format)
    filled = st.dictionaries(namespaces, st.recursive(leaves, nested, max_leaves=4), min_size=1, max_size=2)
    return st.just(Extra()) | filled.map(Extra)


# Items and sections


@lru_cache(256)
def _targets(length: int | None, mechanisms: tuple[MechanismId, ...]) -> st.SearchStrategy[Target]:
    comparison: st.SearchStrategy[Comparison] = st.sampled_from(get_args(Comparison))
    return st.builds(
        Target,
        names(min_size=1),
        st.integers(1, 2**53),
        comparison,
        _maybe(partial_dates()),
        _maybe(st.sampled_from(mechanisms)) if mechanisms else st.none(),
        st.none() if length is None else _maybe(spans(length)),
    )


@cache
def _actions(length: int | None) -> st.SearchStrategy[Action]:
    """Actions without an id."""
    aspects: st.SearchStrategy[Aspect] = st.sampled_from(get_args(Aspect))
    places = st.none() if length is None else spans(length)
    return st.builds(Action, st.just(ActionId("")), aspects, _titles(), places)


@cache
def _areas() -> st.SearchStrategy[tuple[PolicyArea, ...]]:
    return _choices(get_args(PolicyArea))


_Place = tuple[Span, tuple[PartnerId | MechanismId, EntityKind], bool]


@lru_cache(256)
def _places(
    length: int, partners: tuple[PartnerId, ...], mechanisms: tuple[MechanismId, ...]
) -> st.SearchStrategy[list[_Place]]:
    """Where an item mentions what."""
    known: list[tuple[PartnerId | MechanismId, EntityKind]] = [(id, "partner") for id in partners]
    known += [(id, "mechanism") for id in mechanisms]
    if not known or not length:
        return st.builds(list)
    place = st.tuples(spans(length, min_size=1), st.sampled_from(known), st.booleans())
    return st.lists(place, max_size=3, unique_by=lambda place: place[0])


def _mentions(text: str, places: Sequence[_Place]) -> Iterator[Mention]:
    """Mentions in the order of the text; one that stands inside another is nested."""
    reached = 0
    for span, (entity, kind), inferred in sorted(places, key=lambda place: (place[0].start, -place[0].end)):
        yield Mention(entity, kind, span, span.of(text), inferred=inferred, nested=span.end <= reached)
        reached = max(reached, span.end)


@st.composite
def work_items(
    draw: st.DrawFn,
    *,
    plan: str = "2023",
    number: int = 1,
    partners: Sequence[PartnerId] = (),
    mechanisms: Sequence[MechanismId] = (),
) -> WorkItem:
    """A work item: with its text, detached from it (a fingerprint is left), or never seen in one.

    Args:
        draw: given by Hypothesis.
        plan: the id of its plan.
        number: its number.
        partners: the ids of partners that it may mention.
        mechanisms: the ids of mechanisms that it may mention or count.

    >>> from hypothesis import find
    >>> find(work_items(plan="2031", number=7), lambda item: item.text is not None)
    <WorkItem 2031/7 '茶叶'>
    """
    people, tools = tuple(partners), tuple(mechanisms)
    text = draw(_maybe(_texts(0, 24)))
    length = None if text is None else len(text)
    item = WorkItem(
        id=ItemId(""),
        number=number,
        names=draw(_titles()),
        actions=draw(_tuples(_actions(length))),
        fingerprint=None if text is None else Fingerprint.of(text),
        mentions=() if text is None else tuple(_mentions(text, draw(_places(len(text), people, tools)))),
        policy_areas=draw(_areas()),
        targets=draw(_tuples(_targets(length, tools), max_size=1)),
        text=text if draw(st.booleans()) else None,
    )
    return _renumbered(item, ItemId(f"{plan}/{number}"), number)


def _renumbered(item: WorkItem, id: ItemId, number: int) -> WorkItem:
    actions = (attrs.evolve(action, id=ActionId(f"{id}.{i}")) for i, action in enumerate(item.actions, 1))
    return attrs.evolve(item, id=id, number=number, numeral=str(number), actions=tuple(actions))


def _outlined(section: Section, plan: str, path: str, numbers: Iterator[int] | None) -> Section:
    """The section with its number and ids, and all below it with theirs; without `numbers` each counts its own items.

    Numbers are given afterwards, so that Hypothesis may leave out a section or an item without redrawing what follows.
    """
    stem, own = (f"{plan}/{path}", count(1)) if numbers is None else (plan, numbers)
    number = int(path.rpartition(".")[2].removeprefix("s"))
    items = (_renumbered(item, ItemId(f"{stem}/{n}"), n) for item, n in zip(section.items, own, strict=False))
    below = enumerate(section.sections, 1)
    return attrs.evolve(
        section,
        id=SectionId(f"{plan}/{path}"),
        number=number,
        numeral=NUMERALS[number - 1] if number else "",
        items=tuple(items),
        sections=tuple(_outlined(inner, plan, f"{path}.{i}", numbers) for i, inner in below),
    )


def _draft(names: Names, items: tuple[WorkItem, ...], sections: tuple[Section, ...] = ()) -> Section:
    """A section that has no number yet."""
    return Section(id=SectionId(""), number=0, names=names, items=items, sections=sections)


@lru_cache(256)
def _drafts(
    partners: tuple[PartnerId, ...], mechanisms: tuple[MechanismId, ...], depth: int
) -> st.SearchStrategy[Section]:
    items = _tuples(work_items(partners=partners, mechanisms=mechanisms))
    below = _tuples(_drafts(partners, mechanisms, depth - 1)) if depth else st.just(())
    return st.builds(_draft, _titles(), items, below)


def sections(
    *,
    plan: str = "2023",
    number: int = 1,
    first: int = 1,
    depth: int = 3,
    partners: Sequence[PartnerId] = (),
    mechanisms: Sequence[MechanismId] = (),
) -> st.SearchStrategy[Section]:
    """Sections with items and sub-sections, both perhaps none; the item numbers run on through all of it.

    Args:
        plan: the id of the plan.
        number: the number of the section, 1 to 9.
        first: the number of the first item.
        depth: how many levels of sub-sections there are at the most.
        partners: the ids of partners that items may mention.
        mechanisms: the ids of mechanisms that items may mention or count.

    >>> from hypothesis import given, settings
    >>> @given(sections(plan="2031", number=2))
    ... @settings(max_examples=5, deadline=None, database=None)
    ... def test_ids_tell_the_way(section):
    ...     assert all(below.id.startswith("2031/s2") for below in section.walk())
    >>> test_ids_tell_the_way()
    """
    drafts = _drafts(tuple(partners), tuple(mechanisms), depth)
    return drafts.map(lambda draft: _outlined(draft, plan, f"s{number}", count(first)))


# Plans


def _plan_id(period: Period | None) -> PlanId:
    if period is None:
        return PlanId("undated")
    first, last = period.start.year, period.end.year
    return PlanId(f"{first}" if first == last else f"{first}-{last}")


@cache
def _descriptions() -> st.SearchStrategy[SourceDescription]:
    return st.builds(
        SourceDescription,
        _maybe(_texts()),
        _maybe(_texts()),
        _maybe(st.sampled_from(LANGUAGES)),
        _maybe(st.integers(0, 2**53)),
        _maybe(st.binary(min_size=32, max_size=32).map(bytes.hex)),
        _maybe(_texts()),
    )


@cache
def _ids() -> st.SearchStrategy[list[str]]:
    usual = ("acm", "br", "pt")  # known strategies are cached by what they may refer to: these make the cache hit
    return st.integers(0, 3).map(lambda count: [*usual[:count]]) | st.lists(_slugs(), max_size=3, unique=True)


@st.composite
def plans(draw: st.DrawFn, *, max_sections: int = 3, depth: int = 3) -> Plan:
    """Any valid plan: ids are unique and of the documented shapes, references resolve, spans lie within their texts.

    Item numbers run on through the sections, or begin anew in each (`2025/s2/1`); the first section may be without a
    heading.

    Args:
        draw: given by Hypothesis.
        max_sections: how many sections there are at the most, up to 9.
        depth: how many levels of sub-sections there are at the most.

    >>> from hypothesis import given, settings
    >>> @given(plans())
    ... @settings(max_examples=5, deadline=None, database=None)
    ... def test_what_is_mentioned_is_there(plan):
    ...     assert all(partner in plan.partners for item in plan.items for partner in plan.partners_of(item))
    >>> test_what_is_mentioned_is_there()
    """
    members: list[Partner] = []
    for id in draw(_ids()):
        groups = tuple(partner.id for partner in members if partner.kind == "group")
        members.append(attrs.evolve(draw(partners()), id=PartnerId(id), memberships=draw(_memberships(groups))))
    people = tuple(partner.id for partner in members)
    instruments: list[Mechanism] = []
    for id in draw(_ids()):
        wholes = [None, *(mechanism.id for mechanism in instruments)]
        whole, operators = draw(st.sampled_from(wholes)), draw(_choices(people))
        made = attrs.evolve(draw(mechanisms()), id=MechanismId(id), operators=operators, part_of=whole)
        instruments.append(made)
    tools = tuple(mechanism.id for mechanism in instruments)
    period = draw(_maybe(periods()))
    drafts = draw(st.lists(_drafts(people, tools, depth), max_size=max_sections))
    # A section of number 0: items that no heading precedes.
    headless = bool(drafts) and bool(drafts[0].items) and not drafts[0].sections and draw(st.booleans())
    if headless:
        drafts[0] = attrs.evolve(drafts[0], names=Names())
    numbers = None if draw(st.booleans()) else count(1)
    id = _plan_id(period)
    return Plan(
        id=id,
        names=draw(_titles()),
        arrangement=draw(st.sampled_from((None, *tools))),
        extra=draw(extras()),
        mechanisms=tuple(instruments),
        partners=tuple(members),
        period=period,
        sections=tuple(_outlined(draft, id, f"s{i}", numbers) for i, draft in enumerate(drafts, 0 if headless else 1)),
        source=draw(_maybe(_descriptions())),
    )


# Plans as documents have them

ORNAMENTS = (
    *("“海洋日历”", "“绘画”与“音乐”", "《茶叶手册》", "（“海洋”部分）", "东—西", "海洋——森林"),
    *("3个", "第6届", "2028年", "2.5亿元", "15%", "BRI", "Lusofonia", "Porto Azul", "Casa do Mar", "e-Chá"),
)

# Drawn whole: a draw for each word would make a plan several times as slow.
CLAUSES = (
    *WORDS,
    *(
        word + ornament + WORDS[(3 * i + j) % len(WORDS)]
        for i, word in enumerate(WORDS)
        for j, ornament in enumerate(ORNAMENTS)
    ),
)

KINDS = ("工作计划", "重点工作", "工作清单")


def _attested(text: str) -> Names:
    return Names((Name("zh-Hans", text, "attested"),))


@cache
def _headings() -> st.SearchStrategy[str]:
    plain = st.lists(_words(), min_size=1, max_size=5).map("".join)
    return plain | st.builds("“{}”{}与{}".format, _words(), _words(), _words())


@cache
def _written_drafts() -> st.SearchStrategy[list[Section]]:
    # A text begins with a word, so that it does not begin like a number.
    clauses = st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=5)
    sentences = st.builds(lambda clauses, mark: mark.join(clauses) + "。", clauses, st.sampled_from("，；、"))
    prose = st.lists(sentences, min_size=1, max_size=2).map("".join)

    def item(text: str) -> WorkItem:
        return WorkItem(id=ItemId(""), number=0, fingerprint=Fingerprint.of(text), text=text)

    items = _tuples(prose.map(item), min_size=1, max_size=4)
    names = _headings().map(_attested)
    flat = st.builds(_draft, names, items)
    deep = st.builds(_draft, names, st.just(()) | items, _tuples(flat, min_size=1))
    return st.lists(flat | deep, min_size=1, max_size=3)


@st.composite
def written_plans(draw: st.DrawFn) -> Plan:
    """A plan such as reading a document of the family gives: title, period, sections, sub-sections, items with a text.

    Items run on from 1; sections count 一, 二, ...; a section has items, or sub-sections, or first items and then
    sub-sections. The prose is Chinese of a small vocabulary with “quotes”, 《titles》, dashes, digits and Latin words,
    and ends in 。.

    >>> from hypothesis import given, settings
    >>> @given(written_plans())
    ... @settings(max_examples=5, deadline=None, database=None)
    ... def test_items_count_from_one(plan):
    ...     assert [item.number for item in plan.items] == list(range(1, len(plan.items) + 1))
    >>> test_items_count_from_one()
    """
    first = draw(st.integers(2000, 2093))
    period = Period.years(first, first + draw(st.sampled_from((0, 4))))
    id = _plan_id(period)
    years = id.replace("-", "—")
    numbers = count(1)
    return Plan(
        id=id,
        names=_attested(f"{years}年{draw(_headings())}{draw(st.sampled_from(KINDS))}"),
        period=period,
        sections=tuple(_outlined(draft, id, f"s{i}", numbers) for i, draft in enumerate(draw(_written_drafts()), 1)),
    )


# Documents

MARKERS = ("{}.", "{}. ", "{}．", "{}、", "（{}）", "({})")
FULLWIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
FOLIOS = ("— {} —", "- {} -", "第{}页")
# Lines that a page has at least.
PAGE = 4


class _Paragraph(NamedTuple):
    """A marker, the clean text behind it, and that text as dirty cells, one for each character."""

    marker: str
    text: str
    cells: list[str]


def _paragraphs(plan: Plan, indent: str, marked: str, digits: dict[int, int]) -> Iterator[_Paragraph]:
    """Title, headings and items of a written plan, in order."""

    def of(marker: str, text: str) -> _Paragraph:
        return _Paragraph(marker, text, list(text))

    def below(section: Section, heading: str) -> Iterator[_Paragraph]:
        yield of(indent + heading.format(section.numeral), section.names["zh-Hans"])
        for item in section.items:
            yield of(indent + marked.format(item.numeral.translate(digits)), item.text or "")
        for inner in section.sections:
            yield from below(inner, "（{}）")

    yield of("", plan.names["zh-Hans"])
    for section in plan.sections:
        yield from below(section, "{}、")


def _is_chinese(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" or character in tuple("，。、；：“”《》（）—·")


def _may_break(text: str, place: int) -> bool:
    """Whether a line may end before the character at `place`, so that joining the lines gives the same text."""
    left, right = text[place - 1], text[place]
    if right == " ":
        return not _is_chinese(left) and not _is_chinese(text[place + 1])
    return left != " " and (_is_chinese(left) or _is_chinese(right))


def _wrapped(paragraph: _Paragraph, columns: int | None) -> Iterator[str]:
    """The lines of a paragraph, none wider than `columns` but where a Latin word is."""
    text, cells = paragraph.text, paragraph.cells
    places = [0, *(place for place in range(1, len(text)) if columns and _may_break(text, place)), len(text)]
    line = paragraph.marker
    for start, end in pairwise(places):
        chunk = "".join(cells[start:end])
        if columns and start and width(line) + width(chunk) > columns:
            yield line
            line = chunk.lstrip(" ")
        else:
            line += chunk
    yield line


@cache
def _compatible() -> Mapping[str, str]:
    """The compatibility ideograph for each character that has one: the inverse of NFC over U+F900 to U+FAFF."""
    found = {unicodedata.normalize("NFC", chr(code)): chr(code) for code in range(0xFAFF, 0xF8FF, -1)}
    return {plain: twin for plain, twin in found.items() if plain != twin}


def _some(count: int) -> st.SearchStrategy[Sequence[int]]:
    """Of so many things none, a few, or all, as indices."""
    if not count:
        return st.just(())
    return st.just(()) | st.lists(st.integers(0, count - 1), max_size=6, unique=True) | st.just(range(count))


def _soil(draw: st.DrawFn, paragraphs: Sequence[_Paragraph]) -> None:
    """Put dirt into the cells: what an extraction does to single characters."""
    twins = _compatible()
    every = [(paragraph, i) for paragraph in paragraphs for i in range(len(paragraph.text))]

    def some(fits: Callable[[str, str], bool]) -> Iterator[tuple[_Paragraph, int]]:
        """A few of the characters that fit; `fits` is told the next one too."""
        fitting = [(found, i) for found, i in every if fits(found.text[i], found.text[i + 1 : i + 2])]
        return (fitting[n] for n in draw(_some(len(fitting))))

    for paragraph, i in some(lambda character, _: character in twins):
        paragraph.cells[i] = twins[paragraph.text[i]]
    for paragraph, i in some(lambda character, _: character == "”"):
        paragraph.cells[i] = "\uff02"
    blank = draw(st.sampled_from((" ", "\u3000", "  ")))
    for paragraph, i in some(lambda character, after: _is_chinese(character) and _is_chinese(after)):
        paragraph.cells[i] += blank


def _paged(draw: st.DrawFn, lines: Sequence[str], spacing: str, title: str) -> str:
    """The lines set on pages, with what stands at the top and the foot of a page."""
    ends = [0]
    for end in sorted(draw(st.lists(st.integers(PAGE, max(PAGE, len(lines) - 1)), max_size=4, unique=True))):
        ends += [end] if ends[-1] + PAGE <= end < len(lines) else []
    pages = [list(lines[start:end]) for start, end in pairwise([*ends, len(lines)])]
    feed = draw(st.sampled_from(("\f", "\n\f", "\n" * 7, "\n" * 10)))
    folio = draw(st.sampled_from((None, *FOLIOS)))
    # A running head shows itself by coming again, so it needs two pages to stand on; and no reader could tell one that
    # has the words of a line of text.
    heads = st.just(title) | _headings().map(lambda heading: f"{heading}简报")
    head = draw(_maybe(heads)) if len(pages) > 2 else None
    on_first = head != title and draw(st.booleans())
    for number, page in enumerate(pages, 1):
        if head is not None and (number > 1 or on_first):
            page.insert(0, head)
        if folio is not None:
            page.append(folio.format(number))
    return (feed if "\f" in feed else feed + spacing).join(spacing.join(page) for page in pages)


@st.composite
def dirty_extractions(draw: st.DrawFn, plan: Plan, *, min_columns: int = 32, max_columns: int = 96) -> str:
    """The raw text of a written plan as a bad PDF extraction has it; reading it should give the plan back.

    Lines are wrapped (only where joining them gives the same text), single or double spaced, with blanks after them,
    items indented; pages end in form feeds or in a gap, with page numbers and running heads; there are compatibility
    ideographs, ＂ for ”, spaces between Chinese characters, LF or CRLF, a byte order mark, and one of many ways to
    write markers, the same throughout.

    Args:
        draw: given by Hypothesis.
        plan: a plan of `written_plans`.
        min_columns: the least width of a line, in columns (a Chinese character takes two).
        max_columns: the greatest width of a line.

    >>> from hypothesis import given, settings
    >>> from bri_macao.parsing import read
    >>> @given(written_plans().flatmap(lambda plan: st.tuples(st.just(plan), dirty_extractions(plan))))
    ... @settings(max_examples=5, deadline=None, database=None)
    ... def test_every_item_is_found(pair):
    ...     plan, raw = pair
    ...     assert len(read(raw).plan.items) == len(plan.items)
    >>> test_every_item_is_found()
    """
    indent = draw(st.sampled_from(("", "\u3000\u3000", "  ", "    ")))
    digits = draw(st.sampled_from(({}, FULLWIDTH)))
    paragraphs = tuple(_paragraphs(plan, indent, draw(st.sampled_from(MARKERS)), digits))
    _soil(draw, paragraphs)
    columns = draw(_maybe(st.integers(min_columns, max_columns)))
    lines = [line for paragraph in paragraphs for line in _wrapped(paragraph, columns)]
    blank = draw(st.sampled_from((" ", "\t", "\u3000 ")))
    for i in draw(_some(len(lines))):
        lines[i] += blank
    spacing = draw(st.sampled_from(("\n", "\n\n", "\n \n")))
    before, after = draw(st.sampled_from(("", "\ufeff", "\n\n"))), draw(st.sampled_from(("", "\n", "\n\n \n", "\f")))
    text = before + _paged(draw, lines, spacing, plan.names["zh-Hans"]) + after
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


# Hypothesis' own look-up


def register() -> None:
    """Make `st.from_type` know the model. Hypothesis calls it by its entry point; nobody else needs to.

    >>> register()
    >>> from hypothesis import find
    >>> find(st.from_type(Period), lambda period: True)
    Period(2000)
    """
    place = _places(4, (PartnerId("pt"),), (MechanismId("forum-macao"),))
    mentions = place.filter(bool).map(lambda places: next(_mentions("海洋音乐", places)))
    members = st.builds(lambda group, term: Membership(PartnerId(group), *term), _slugs(), _terms())
    actions = work_items().filter(lambda item: bool(item.actions)).map(lambda item: item.actions[0])
    known: tuple[tuple[type, st.SearchStrategy[Any]], ...] = (
        (Action, actions),
        (Citation, _citations()),
        (Codes, _codes()),
        (Extra, extras()),
        (Fingerprint, _texts(0).map(Fingerprint.of)),
        (Mechanism, mechanisms()),
        (Membership, members),
        (Mention, mentions),
        (Name, names(min_size=1).map(lambda names: names.entries[0])),
        (Names, names()),
        (PartialDate, partial_dates()),
        (Partner, partners()),
        (Period, periods()),
        (Plan, plans()),
        (Section, sections()),
        (SourceDescription, _descriptions()),
        (Span, spans()),
        (Target, _targets(64, ())),
        (WorkItem, work_items()),
    )
    for kind, strategy in known:
        st.register_type_strategy(kind, strategy)
