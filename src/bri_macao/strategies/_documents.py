"""Strategies for documents: a written plan as a bad PDF extraction has it."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from hypothesis import strategies as st

from bri_macao.model import (
    Plan,
    Section,
)
from bri_macao.strategies._entities import maybe
from bri_macao.strategies._written import headings
from bri_macao.text import width

__all__ = ["dirty_extractions"]


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
    heads = st.just(title) | headings().map(lambda heading: f"{heading}简报")
    head = draw(maybe(heads)) if len(pages) > 2 else None
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
    >>> from bri_macao.strategies import written_plans
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
    columns = draw(maybe(st.integers(min_columns, max_columns)))
    lines = [line for paragraph in paragraphs for line in _wrapped(paragraph, columns)]
    blank = draw(st.sampled_from((" ", "\t", "\u3000 ")))
    for i in draw(_some(len(lines))):
        lines[i] += blank
    spacing = draw(st.sampled_from(("\n", "\n\n", "\n \n")))
    before, after = draw(st.sampled_from(("", "\ufeff", "\n\n"))), draw(st.sampled_from(("", "\n", "\n\n \n", "\f")))
    text = before + _paged(draw, lines, spacing, plan.names["zh-Hans"]) + after
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text
