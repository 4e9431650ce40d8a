"""Strategies for plans as documents have them: with a title, headings and prose, and nothing that only people add."""

from functools import cache
from itertools import count

from hypothesis import strategies as st

from bri_macao.model import (
    Fingerprint,
    ItemId,
    Name,
    Names,
    Period,
    Plan,
    Section,
    WorkItem,
)
from bri_macao.strategies._entities import WORDS, tuples, words
from bri_macao.strategies._items import outlined, section_draft
from bri_macao.strategies._plans import plan_id

__all__ = ["headings", "written_plans"]


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
def headings() -> st.SearchStrategy[str]:
    """A heading of a few words."""
    plain = st.lists(words(), min_size=1, max_size=5).map("".join)
    return plain | st.builds("“{}”{}与{}".format, words(), words(), words())


@cache
def _written_drafts() -> st.SearchStrategy[list[Section]]:
    # A text begins with a word, so that it does not begin like a number.
    clauses = st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=5)
    sentences = st.builds(lambda clauses, mark: mark.join(clauses) + "。", clauses, st.sampled_from("，；、"))
    prose = st.lists(sentences, min_size=1, max_size=2).map("".join)

    def item(text: str) -> WorkItem:
        return WorkItem(id=ItemId(""), number=0, fingerprint=Fingerprint.of(text), text=text)

    items = tuples(prose.map(item), min_size=1, max_size=4)
    names = headings().map(_attested)
    flat = st.builds(section_draft, names, items)
    deep = st.builds(section_draft, names, st.just(()) | items, tuples(flat, min_size=1))
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
    id = plan_id(period)
    years = id.replace("-", "—")
    numbers = count(1)
    return Plan(
        id=id,
        names=_attested(f"{years}年{draw(headings())}{draw(st.sampled_from(KINDS))}"),
        period=period,
        sections=tuple(outlined(draft, id, f"s{i}", numbers) for i, draft in enumerate(draw(_written_drafts()), 1)),
    )
