"""Hypothesis strategies: plans and documents to test with, for this library's own tests and for yours (floor 6).

Three kinds: the parts of the model (`names` to `sections`), whole plans (`plans`: any that the model allows;
`written_plans`: such as a document of the family would give), and documents (`dirty_extractions`: the raw text of a written
plan as a bad PDF extraction has it). Nothing here is meant to look like the official documents; no sentence is theirs.

>>> find(written_plans(), lambda plan: len(plan.sections) == 2)
<Plan 2000: 2 sections, 2 items>
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import count
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
from bri_macao.parsing import fingerprint
from bri_macao.spans import Span
from bri_macao.text import width

with extra_needed("generating test data", "strategies"):
    from hypothesis import find as find  # noqa: PLC0414 - for the examples in the docstrings
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


# The parts of the model


# Building a strategy costs more than drawing from it, so each is built once: hence the caches.
@cache
def _texts(min_size: int = 1, max_size: int = 8) -> st.SearchStrategy[str]:
    """Any text that UTF-8 can hold, in NFC, which may be shorter than what it was made from but never empty."""
    characters = st.sampled_from("中葡金融。") | st.characters(codec="utf-8")
    return st.text(characters, min_size=min_size, max_size=max_size).map(
        lambda text: unicodedata.normalize("NFC", text)
    )


@cache
def _slugs() -> st.SearchStrategy[str]:
    part = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=4)
    return st.lists(part, min_size=1, max_size=3).map("-".join)


def _maybe(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.none() | strategy


def _tuples(
    strategy: st.SearchStrategy[T], *, min_size: int = 0, max_size: int = 2
) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(strategy, min_size=min_size, max_size=max_size).map(lambda values: tuple(values))


@cache
def partial_dates() -> st.SearchStrategy[PartialDate]:
    """Dates of every precision; the simplest is the year 2000.

    >>> find(partial_dates(), lambda date: date.precision == "month")
    PartialDate(2000-01)
    """

    def cut(day: date, parts: int) -> PartialDate:
        return PartialDate(*(day.year, day.month, day.day)[:parts])

    return st.builds(cut, st.dates(), st.sampled_from((1, 2, 3)))


@cache
def _terms() -> st.SearchStrategy[tuple[PartialDate | None, PartialDate | None]]:
    """A beginning and an end, each of them perhaps unknown, in this order."""

    def in_order(one: PartialDate | None, other: PartialDate | None) -> tuple[PartialDate | None, PartialDate | None]:
        if one is not None and other is not None and other.latest < one.earliest:
            return other, one
        return one, other

    return st.builds(in_order, _maybe(partial_dates()), _maybe(partial_dates()))


@cache
def periods() -> st.SearchStrategy[Period]:
    """Periods of a plan: whole years, one to six of them, or any two days in order, within 1950 to 2099.

    >>> find(periods(), lambda period: period.start.year != period.end.year)
    Period(2000 to 2001)
    """
    first = st.integers(2000, 2093) | st.integers(1950, 2093)
    whole = st.builds(lambda year, more: Period.years(year, year + more), first, st.integers(0, 5))
    days = st.dates(date(1950, 1, 1), date(2099, 12, 31))
    return whole | st.builds(lambda one, other: Period(min(one, other), max(one, other)), days, days)


def names(languages: Sequence[str] = LANGUAGES, *, min_size: int = 0) -> st.SearchStrategy[Names]:
    """Names in some of the languages, of every standing; a few were changed at some date, or hold for a time only.

    Args:
        languages: BCP 47 tags to choose from.
        min_size: in how many languages there is a name at least.

    >>> find(names(["pt"]), lambda names: len(names) > 0)
    Names(pt='中')
    """
    return _names(tuple(languages), min_size)


@cache
def _names(languages: tuple[str, ...], min_size: int) -> st.SearchStrategy[Names]:

    def named(
        texts: list[str], status: NameStatus, term: tuple[PartialDate | None, PartialDate | None], changed: PartialDate
    ) -> list[tuple[str, NameStatus, PartialDate | None, PartialDate | None]]:
        if len(texts) == 1:
            return [(texts[0], status, *term)]
        return [(texts[0], status, None, changed), (texts[1], status, changed, None)]

    statuses: st.SearchStrategy[NameStatus] = st.sampled_from(get_args(NameStatus))
    entries = st.builds(named, st.lists(_texts(), min_size=1, max_size=2), statuses, _terms(), partial_dates())
    by_language = st.lists(
        st.tuples(st.sampled_from(languages), entries), min_size=min_size, max_size=3, unique_by=lambda pair: pair[0]
    )
    return by_language.map(
        lambda pairs: Names(tuple(Name(language, *entry) for language, entries in pairs for entry in entries))
    )


@cache
def spans(within: int = 64, *, min_size: int = 0) -> st.SearchStrategy[Span]:
    """Spans of a text.

    Args:
        within: the length of the text, in code points; at least `min_size`.
        min_size: the length of the span at least.

    >>> find(spans(within=10, min_size=2), lambda span: span.start > 4)
    Span(start=5, end=7)
    """
    return st.builds(
        lambda start, size: Span(start, min(start + size, within)),
        st.integers(0, within - min_size),
        st.integers(min_size, within),
    )


@cache
def _citations() -> st.SearchStrategy[tuple[Citation, ...]]:
    confidence: st.SearchStrategy[Confidence] = st.sampled_from(get_args(Confidence))
    supports = _tuples(st.sampled_from(("names.pt", "founded", "memberships")), min_size=1)
    return _tuples(st.builds(Citation, supports, _texts(), confidence, _maybe(_texts())), max_size=1)


@cache
def _codes() -> st.SearchStrategy[Codes]:
    letters, digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
    return st.builds(
        Codes,
        _maybe(st.text(letters, min_size=2, max_size=2)),
        _maybe(st.text(letters, min_size=3, max_size=3)),
        _maybe(st.text(digits, min_size=3, max_size=3)),
    )


def partners(
    ids: st.SearchStrategy[str] | None = None, *, groups: Sequence[PartnerId] = ()
) -> st.SearchStrategy[Partner]:
    """Partners of every kind.

    Args:
        ids: their ids; any slug by default.
        groups: the ids of the groups that they may be members of; with none they are members of nothing.

    >>> find(partners(), lambda partner: partner.codes is not None)
    <Partner a '中'>
    """
    kinds: st.SearchStrategy[PartnerKind] = st.sampled_from(get_args(PartnerKind))

    def member(group: PartnerId, term: tuple[PartialDate | None, PartialDate | None]) -> Membership:
        return Membership(group, *term)

    def built(term: tuple[PartialDate | None, PartialDate | None], **values: Any) -> Partner:
        return Partner(since=term[0], until=term[1], **values)

    in_groups = st.builds(member, st.sampled_from(groups), _terms()) if groups else st.nothing()
    return st.builds(
        built,
        term=_terms(),
        id=(_slugs() if ids is None else ids).map(PartnerId),
        kind=kinds,
        names=names(min_size=1),
        aliases=_tuples(_texts()),
        citations=_citations(),
        codes=_maybe(_codes()),
        memberships=st.lists(in_groups, max_size=2, unique_by=lambda found: found.group).map(tuple)
        if groups
        else st.just(()),
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
    """
    kinds: st.SearchStrategy[MechanismKind] = st.sampled_from(get_args(MechanismKind))

    def built(term: tuple[PartialDate | None, PartialDate | None], **values: Any) -> Mechanism:
        return Mechanism(founded=term[0], ended=term[1], **values)

    return st.builds(
        built,
        term=_terms(),
        id=(_slugs() if ids is None else ids).map(MechanismId),
        kind=kinds,
        names=names(min_size=1),
        aliases=_tuples(_texts()),
        citations=_citations(),
        operators=st.lists(st.sampled_from(operators), max_size=2, unique=True).map(tuple)
        if operators
        else st.just(()),
        part_of=_maybe(st.sampled_from(wholes)) if wholes else st.none(),
    )


@cache
def extras() -> st.SearchStrategy[Extra]:
    """Foreign data: JSON of every type under a few namespaces; empty more often than not.

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


def _targets(length: int | None, mechanisms: Sequence[MechanismId]) -> st.SearchStrategy[Target]:
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


def _mentions(
    text: str, partners: Sequence[PartnerId], mechanisms: Sequence[MechanismId]
) -> st.SearchStrategy[tuple[Mention, ...]]:
    """Mentions in the order of the text; one that stands inside another is nested."""
    known = [*((id, "partner") for id in partners), *((id, "mechanism") for id in mechanisms)]
    if not known or not text:
        return st.just(())

    def mentioned(places: list[tuple[Span, tuple[Any, Any], bool]]) -> tuple[Mention, ...]:
        places.sort(key=lambda place: (place[0].start, -place[0].end))
        found: list[Mention] = []
        for span, (entity, kind), inferred in places:
            nested = any(other.span.contains(span) for other in found)
            found.append(Mention(entity, kind, span, span.of(text), inferred=inferred, nested=nested))
        return tuple(found)

    place = st.tuples(spans(len(text), min_size=1), st.sampled_from(known), st.booleans())
    return st.lists(place, max_size=3, unique_by=lambda place: place[0]).map(mentioned)


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

    >>> item = find(work_items(number=7), lambda item: len(item.actions) > 1)
    >>> [action.id for action in item.actions]
    ['2023/7.1', '2023/7.2']
    """
    text = draw(_maybe(_texts(0, 24)))
    length = None if text is None else len(text)
    aspects: st.SearchStrategy[Aspect] = st.sampled_from(get_args(Aspect))
    places = st.none() if length is None else spans(length)
    actions = draw(st.lists(st.tuples(aspects, names(), places), max_size=2))
    areas: st.SearchStrategy[PolicyArea] = st.sampled_from(get_args(PolicyArea))
    item = WorkItem(
        id=ItemId(""),
        number=number,
        names=draw(names()),
        actions=tuple(Action(ActionId(""), *values) for values in actions),
        fingerprint=None if text is None else fingerprint(text),
        mentions=() if text is None else draw(_mentions(text, partners, mechanisms)),
        policy_areas=tuple(draw(st.lists(areas, max_size=2, unique=True))),
        targets=draw(_tuples(_targets(length, mechanisms), max_size=1)),
        text=draw(st.sampled_from((text, None))),
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
        sections=tuple(_outlined(one, plan, f"{path}.{i}", numbers) for i, one in below),
    )


def _drafts(
    items: st.SearchStrategy[WorkItem], headings: st.SearchStrategy[Names], depth: int
) -> st.SearchStrategy[Section]:
    """Sections that have no numbers yet."""
    return st.builds(
        Section,
        id=st.just(SectionId("")),
        number=st.just(0),
        names=headings,
        items=_tuples(items),
        sections=_tuples(_drafts(items, headings, depth - 1)) if depth else st.just(()),
    )


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

    >>> section = find(sections(number=2), lambda section: len(section.sections) > 1)
    >>> [below.id for below in section.walk()]
    ['2023/s2', '2023/s2.1', '2023/s2.2']
    """
    items = work_items(plan=plan, partners=partners, mechanisms=mechanisms)
    return _drafts(items, names(), depth).map(lambda draft: _outlined(draft, plan, f"s{number}", count(first)))


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


@st.composite
def plans(draw: st.DrawFn, *, max_sections: int = 3, depth: int = 3) -> Plan:
    """Any valid plan: ids are unique and of the documented shapes, references resolve, spans lie within their texts.

    Item numbers run on through the sections, or begin anew in each (`2025/s2/1`); the first section may have no heading.

    Args:
        draw: given by Hypothesis.
        max_sections: how many sections there are at the most, up to 9.
        depth: how many levels of sub-sections there are at the most.

    >>> find(plans(), lambda plan: len(plan.items) == 1)
    <Plan undated: 1 sections, 1 items>
    """
    members: list[Partner] = []
    for id in draw(st.lists(_slugs(), max_size=3, unique=True)):
        groups = [partner.id for partner in members if partner.kind == "group"]
        members.append(draw(partners(st.just(id), groups=groups)))
    people = [partner.id for partner in members]
    instruments: list[Mechanism] = []
    for id in draw(st.lists(_slugs(), max_size=3, unique=True)):
        wholes = [mechanism.id for mechanism in instruments]
        instruments.append(draw(mechanisms(st.just(id), operators=people, wholes=wholes)))
    tools = [mechanism.id for mechanism in instruments]
    period = draw(_maybe(periods()))
    plan = _plan_id(period)
    items = work_items(plan=plan, partners=people, mechanisms=tools)
    drafts = draw(st.lists(_drafts(items, names(), depth), max_size=max_sections))
    headless = bool(drafts) and bool(drafts[0].items) and not drafts[0].sections and draw(st.booleans())
    if headless:
        drafts[0] = attrs.evolve(drafts[0], names=Names())
    numbers = None if draw(st.booleans()) else count(1)
    return Plan(
        id=plan,
        names=draw(names()),
        arrangement=draw(_maybe(st.sampled_from(tools))) if tools else None,
        extra=draw(extras()),
        mechanisms=tuple(instruments),
        partners=tuple(members),
        period=period,
        sections=tuple(_outlined(one, plan, f"s{i}", numbers) for i, one in enumerate(drafts, not headless)),
        source=draw(_maybe(_descriptions())),
    )


# Plans as documents have them

WORDS = (
    *("茶叶", "海洋", "音乐", "图书", "港口", "青年", "老年", "妇女", "旅行", "道路", "医疗", "电影", "森林", "数据"),
    *("绘画", "方便", "更新", "丰富", "联络", "学习", "讨论", "参观", "利用", "流动", "良好", "北部", "精神", "成都"),
)
"""What the prose is made of; many characters have a compatibility ideograph to stand for them (老, 女, 行, 路, 林, ...)."""

ORNAMENTS = (
    *("“海洋日历”", "“绘画”与“音乐”", "《茶叶手册》", "（“海洋”部分）", "东—西", "海洋——森林", "南·北", "3个", "第6届"),
    *("2028年", "2.5亿元", "15%", "BRI", "Lusofonia", "Porto Azul", "Casa do Mar Alto", "e-Chá", "Wi-Fi"),
)


@cache
def _prose() -> st.SearchStrategy[str]:
    """One to three sentences that begin with a word, so that no text begins like a number."""
    words = st.sampled_from(WORDS)
    phrases = st.lists(words | st.sampled_from(ORNAMENTS), max_size=6).map("".join)
    clauses = st.builds(lambda first, rest, last: first + rest + last, words, phrases, words)
    sentences = st.builds(
        lambda clauses, mark: mark.join(clauses) + "。",
        st.lists(clauses, min_size=1, max_size=4),
        st.sampled_from("，；、"),
    )
    return st.lists(sentences, min_size=1, max_size=3).map("".join)


@cache
def _headings() -> st.SearchStrategy[str]:
    words = st.sampled_from(WORDS)
    return st.lists(words, min_size=1, max_size=5).map("".join) | st.builds("“{}”{}与{}".format, words, words, words)


def _titles(period: Period) -> st.SearchStrategy[str]:
    first, last = period.start.year, period.end.year
    years = f"{first}年" if first == last else f"{first}—{last}年"
    kinds = st.sampled_from(("工作计划", "重点工作", "工作清单"))
    return st.builds("{}{}{}".format, st.just(years), _headings(), kinds)


@st.composite
def written_plans(draw: st.DrawFn) -> Plan:
    """A plan such as reading a document of the family gives: title, period, sections, sub-sections, items with a text.

    Items run on from 1; sections count 一, 二, ...; a section has items, or sub-sections, or first these and then those.
    The prose is Chinese of a small vocabulary with “quotes”, 《titles》, dashes, digits and Latin words, and ends in 。.

    >>> plan = find(written_plans(), lambda plan: True)
    >>> plan.names["zh-Hans"], plan.sections[0].names["zh-Hans"], plan.item(1).text
    ('2000年茶叶工作计划', '茶叶', '茶叶茶叶。')
    """
    years = st.builds(
        lambda year, more: Period.years(year, year + more), st.integers(2000, 2093), st.sampled_from((0, 4))
    )
    period = draw(years)
    plan = _plan_id(period)

    def attested(text: str) -> Names:
        return Names((Name("zh-Hans", text, "attested"),))

    def item(text: str) -> WorkItem:
        return WorkItem(id=ItemId(""), number=0, fingerprint=fingerprint(text), text=text)

    def section(names: Names, items: tuple[WorkItem, ...], sections: tuple[Section, ...] = ()) -> Section:
        return Section(id=SectionId(""), number=0, names=names, items=items, sections=sections)

    headings = _headings().map(attested)
    some = _tuples(_prose().map(item), min_size=1, max_size=4)
    flat = st.builds(section, headings, some)
    deep = st.builds(section, headings, st.just(()) | some, _tuples(flat, min_size=1, max_size=2))
    drafts = draw(st.lists(flat | deep, min_size=1, max_size=3))
    numbers = count(1)
    return Plan(
        id=plan,
        names=draw(_titles(period).map(attested)),
        period=period,
        sections=tuple(_outlined(one, plan, f"s{i}", numbers) for i, one in enumerate(drafts, 1)),
    )


# Documents

MARKERS = ("{}.", "{}. ", "{}．", "{}、", "（{}）", "({})")
FULLWIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
FOLIOS = ("— {} —", "- {} -", "第{}页")


class _Paragraph(NamedTuple):
    """A marker, the clean text behind it, and that text as dirty cells, one for each character."""

    marker: str
    text: str
    cells: list[str]


@cache
def _compatible() -> Mapping[str, str]:
    """The compatibility ideograph for each character that has one: the inverse of NFC over U+F900 to U+FAFF."""
    found = {unicodedata.normalize("NFC", chr(code)): chr(code) for code in range(0xFAFF, 0xF8FF, -1)}
    return {plain: twin for plain, twin in found.items() if plain != twin}


def _is_chinese(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" or character in "，。、；：“”《》（）—·"


def _may_break(text: str, place: int) -> bool:
    """Whether a line may end before the character at `place`, so that joining the lines gives the same text."""
    left, right = text[place - 1], text[place]
    if right == " ":
        return not _is_chinese(left) and not _is_chinese(text[place + 1])
    return left != " " and (_is_chinese(left) or _is_chinese(right))


def _wrapped(paragraph: _Paragraph, columns: int | None) -> Iterator[str]:
    """The lines of a paragraph, none wider than `columns` but for the sake of a word that is."""
    text, cells = paragraph.text, paragraph.cells
    if columns is None:
        yield paragraph.marker + "".join(cells)
        return
    places = [0, *(place for place in range(1, len(text)) if _may_break(text, place)), len(text)]
    line = paragraph.marker + "".join(cells[: places[1]])
    for start, end in zip(places[1:], places[2:], strict=False):
        chunk = "".join(cells[start:end])
        if width(line) + width(chunk) > columns:
            yield line
            line = chunk.lstrip(" ")
        else:
            line += chunk
    yield line


def _some(items: Sequence[T]) -> st.SearchStrategy[Sequence[T]]:
    """None of them, a few, or all."""
    if not items:
        return st.just(())
    return st.just(()) | st.lists(st.sampled_from(items), max_size=6, unique=True) | st.just(items)


def _paragraphs(plan: Plan, indent: str, marked: str, wide: bool) -> Iterator[_Paragraph]:
    """Title, headings and items of a written plan, in order."""

    def of(marker: str, text: str) -> _Paragraph:
        return _Paragraph(marker, text, list(text))

    def below(section: Section, heading: str) -> Iterator[_Paragraph]:
        yield of(indent + heading.format(section.numeral), section.names["zh-Hans"])
        for item in section.items:
            numeral = item.numeral.translate(FULLWIDTH) if wide else item.numeral
            yield of(indent + marked.format(numeral), item.text or "")
        for inner in section.sections:
            yield from below(inner, "（{}）")

    yield of("", plan.names["zh-Hans"])
    for section in plan.sections:
        yield from below(section, "{}、")


def _soiled(draw: st.DrawFn, paragraphs: Sequence[_Paragraph]) -> None:
    """Put dirt into the cells: what an extraction does to single characters."""
    twins = _compatible()
    every = [(paragraph, i, character) for paragraph in paragraphs for i, character in enumerate(paragraph.text)]
    for paragraph, i, character in draw(_some([place for place in every if place[2] in twins])):
        paragraph.cells[i] = twins[character]
    for paragraph, i, _ in draw(_some([place for place in every if place[2] == "”"])):
        paragraph.cells[i] = "\uff02"
    between = [
        (paragraph, i)
        for paragraph, i, character in every
        if _is_chinese(character) and i + 1 < len(paragraph.text) and _is_chinese(paragraph.text[i + 1])
    ]
    for paragraph, i in draw(_some(between)):
        paragraph.cells[i] += draw(st.sampled_from((" ", "\u3000", "  ")))


def _paged(draw: st.DrawFn, lines: list[str], spacing: str, title: str) -> str:
    """The lines set on pages of four lines and more, with what stands at the top and the foot of a page."""
    breaks = sorted(draw(st.lists(st.integers(4, max(4, len(lines) - 1)), max_size=4, unique=True)))
    ends = [end for end, before in zip(breaks, [0, *breaks], strict=False) if end - before >= 4 and end < len(lines)]
    pages = [lines[start:end] for start, end in zip([0, *ends], [*ends, len(lines)], strict=True)]
    gap = draw(st.sampled_from(("\f", "\n\f", "\n" * 7, "\n" * 10)))
    gap = gap if "\f" in gap else gap + spacing
    folio = draw(st.sampled_from((None, *FOLIOS)))
    # One running head on its own is a line like any other: it shows itself by coming again.
    head = draw(st.none() | st.just(title) | _headings()) if len(pages) > 2 else None
    on_first = head is not None and head != title and draw(st.booleans())
    parts = []
    for number, page in enumerate(pages, 1):
        top = [head] if head is not None and (number > 1 or on_first) else []
        foot = [] if folio is None else [folio.format(number)]
        parts.append(spacing.join([*top, *page, *foot]))
    return gap.join(parts)


@st.composite
def dirty_extractions(draw: st.DrawFn, plan: Plan, *, min_columns: int = 32, max_columns: int = 96) -> str:
    """The raw text of a written plan as a bad PDF extraction has it; reading it should give the plan back.

    Lines are wrapped (only where joining them gives the same text), single or double spaced, with blanks after them,
    items indented; pages end in form feeds or in a gap, with page numbers and running heads; compatibility ideographs,
    ＂ for ”, spaces between Chinese characters; LF or CRLF, a byte order mark, and one way of writing markers throughout.

    Args:
        draw: given by Hypothesis.
        plan: a plan of `written_plans`.
        min_columns: the least width of a line, in columns (a Chinese character takes two).
        max_columns: the greatest width of a line.

    >>> plan = find(written_plans(), lambda plan: len(plan.items) == 2)
    >>> print(find(dirty_extractions(plan), lambda raw: "（" in raw))
    2000年茶叶工作计划
    一、茶叶
    （1）茶叶茶叶。
    （2）茶叶茶叶。
    """
    indent = draw(st.sampled_from(("", "\u3000\u3000", "  ", "    ")))
    marked = draw(st.sampled_from(MARKERS))
    wide = draw(st.booleans())
    paragraphs = tuple(_paragraphs(plan, indent, marked, wide))
    _soiled(draw, paragraphs)
    columns = draw(_maybe(st.integers(min_columns, max_columns)))
    lines = [line for paragraph in paragraphs for line in _wrapped(paragraph, columns)]
    for i in draw(_some(range(len(lines)))):
        lines[i] += draw(st.sampled_from((" ", "\t", "\u3000 ")))
    spacing = draw(st.sampled_from(("\n", "\n\n", "\n \n")))
    text = _paged(draw, lines, spacing, plan.names["zh-Hans"])
    text = (
        draw(st.sampled_from(("", "\ufeff", "\n", "\n\n"))) + text + draw(st.sampled_from(("", "\n", "\n\n \n", "\f")))
    )
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


# Hypothesis' own look-up


def register() -> None:
    """Make `st.from_type` know the model. The target of Hypothesis' entry point, so users need not call it.

    In `pyproject.toml`: `hypothesis = { bri_macao = "bri_macao.strategies:register" }` under the project's entry points.
    """
    st.register_type_strategy(PartialDate, partial_dates())
    st.register_type_strategy(Period, periods())
    st.register_type_strategy(Name, names(min_size=1).map(lambda names: names.entries[0]))
    st.register_type_strategy(Names, names())
    st.register_type_strategy(Span, spans())
    st.register_type_strategy(Codes, _codes())
    st.register_type_strategy(Citation, _citations().filter(bool).map(lambda citations: citations[0]))
    st.register_type_strategy(
        Membership, st.builds(lambda group, term: Membership(PartnerId(group), *term), _slugs(), _terms())
    )
    st.register_type_strategy(Partner, partners())
    st.register_type_strategy(Mechanism, mechanisms())
    st.register_type_strategy(Extra, extras())
    st.register_type_strategy(Fingerprint, _texts(0).map(fingerprint))
    st.register_type_strategy(Target, _targets(64, ()))
    st.register_type_strategy(
        Action, work_items().filter(lambda item: bool(item.actions)).map(lambda item: item.actions[0])
    )
    st.register_type_strategy(
        Mention,
        _mentions("中葡金融", (PartnerId("pt"),), (MechanismId("forum-macao"),))
        .filter(bool)
        .map(lambda found: found[0]),
    )
    st.register_type_strategy(SourceDescription, _descriptions())
    st.register_type_strategy(WorkItem, work_items())
    st.register_type_strategy(Section, sections())
    st.register_type_strategy(Plan, plans())
