"""The layout of an extraction: its lines, its pages, and the furniture that pages bring with them.

Furniture is told apart here by where it stands and what repeats: page numbers, running heads, contents, page breaks.
What is furniture by its words (a signature, a note) is for `_outline`.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

from bri_macao import _grammar
from bri_macao.spans import Span
from bri_macao.text.cleaning import INVISIBLE
from bri_macao.text.excerpts import width

__all__ = ["SHORT", "Layout", "Line", "lay_out"]


class Line(NamedTuple):
    """A line of text without the white space around it, and the gap after it.

    `gap_end` is where the white space that is just a line break ends: at the next line, or before that at a page break
    or a piece of furniture. `indent` counts the characters before the line, `blanks` the empty lines before it.
    """

    start: int
    end: int
    gap_end: int
    indent: int
    blanks: int

    @property
    def span(self) -> Span:
        """The line itself."""
        return Span(self.start, self.end)


class Layout(NamedTuple):
    """A document's lines of text, its furniture, and where its pages begin.

    `furniture` maps a raw span to the name of its class; `full` is the width, in columns, of a line that was wrapped.
    """

    lines: tuple[Line, ...]
    furniture: tuple[tuple[Span, str], ...]
    pages: tuple[int, ...]
    full: int


_BREAKS = "\n\r\f\v\x1c-\x1e\x85\u2028\u2029"
_SEEN = rf"[^\s{INVISIBLE}]"
_LINE = re.compile(rf"{_SEEN}(?:[^{_BREAKS}]*{_SEEN})?")
_BREAK = re.compile(rf"\r\n|[{_BREAKS}]")

# A run of this many more empty lines than usual is a page break: the 2023 document has 9 where its lines have 1.
PAGE_GAP = 3
# The first and the last lines of a page, where page numbers and running heads stand.
EDGE = 2
# A line narrower than this share of a full one was not wrapped.
SHORT = 0.75
# Nobody sets lines so narrow, in columns.
BRIEF = 17
# A line without a page's edge to stand on must repeat this often to be a running head.
REPEATS = 3
# Characters that a running head has at least, and at the most.
SHORTEST_HEAD = 4
LONGEST_HEAD = 80
# How much of a line is measured, in characters.
WIDEST = 200


def lay_out(raw: str, folded: str) -> Layout:
    """Find the lines of a text that was folded, and which of them are furniture."""
    lines = _lines(folded)
    texts = [folded[line.start : line.end] for line in lines]
    widths = [width(text[:WIDEST]) for text in texts]
    kinds = {i: "page-number" for i, text in enumerate(texts) if _grammar.is_page_number(text)}
    tops = _page_tops(folded, lines, texts, kinds)
    kinds |= _bare_numbers(texts, kinds, tops)
    kinds |= dict.fromkeys(_contents(texts, kinds), "contents")
    marked = {i for i, line in enumerate(lines) if i not in kinds and _grammar.marker(folded, line.start, line.end)}
    continued = {i for i, line in enumerate(lines) if _continues(texts[i], raw[line.start])}
    kinds |= dict.fromkeys(
        _running_heads(texts, widths, kinds, tops, marked=marked, continued=continued), "running-head"
    )
    return _settle(folded, lines, kinds, tops, _full(widths, kinds))


def _lines(folded: str) -> list[Line]:
    found: list[Line] = []
    last = 0
    for match in _LINE.finditer(folded):
        gap = _BREAK.split(folded[last : match.start()])
        blanks = max(0, len(gap) - (2 if found else 1))
        found.append(Line(match.start(), match.end(), 0, len(gap[-1]), blanks))
        last = match.end()
    return found


def _page_tops(folded: str, lines: Sequence[Line], texts: Sequence[str], kinds: dict[int, str]) -> list[int]:
    """The indices of the lines with which a page begins, the first line among them."""
    if not lines:
        return []
    feeds = [i for i in range(1, len(lines)) if "\f" in folded[lines[i - 1].end : lines[i].start]]
    if feeds:
        return [0, *feeds]
    usual = median_low(line.blanks for line in lines)
    tops = [0]
    gap = 0
    for i, line in enumerate(lines[1:], 1):
        gap += line.blanks
        if kinds.get(i) == "page-number" or (_grammar.is_bare_number(texts[i]) and line.blanks > usual):
            continue  # the number stands in the middle of the gap, or at one end of it
        if gap >= usual + PAGE_GAP:
            tops.append(i)
        gap = 0
    return tops


def _bare_numbers(texts: Sequence[str], kinds: dict[int, str], tops: Sequence[int]) -> dict[int, str]:
    """Bare numbers that are page numbers: on the edge of a page, or counting upwards through the document."""
    bare = [i for i, text in enumerate(texts) if i not in kinds and _grammar.is_bare_number(text)]
    if not bare:
        return {}
    edges = {edge for top in [*tops, len(texts)] for edge in (top - 1, top)} if len(tops) > 1 else {len(texts) - 1}
    edges |= {i - 1 for i in edges & set(bare)} | {i + 1 for i in edges & set(bare)}
    found = [i for i in bare if i in edges]
    values = [int(texts[i]) if texts[i].isdigit() else 0 for i in bare]
    if len(bare) > 1 and all(second == first + 1 for first, second in pairwise(values)):
        found = bare
    return dict.fromkeys(found, "page-number")


_FIGURES = re.compile(r"[\d\s]+")
_TAIL = " \t.…·‥0123456789"


def _key(text: str) -> str:
    """What stays of a line from page to page: all but its figures and spaces."""
    return _FIGURES.sub("", text)


def _running_heads(
    texts: Sequence[str],
    widths: Sequence[int],
    kinds: dict[int, str],
    tops: Sequence[int],
    *,
    marked: set[int],
    continued: set[int],
) -> set[int]:
    """Lines that repeat on the edges of pages, or anywhere often enough; no sentences, no markers, none `continued`."""
    kept = [i for i in range(len(texts)) if i not in kinds]
    outline = min(marked, default=len(texts))
    opening = "".join(_key(texts[i]) for i in kept if i < outline)
    full = max(SHORT * _full(widths, kinds), BRIEF)
    edges = _edges(kinds, tops, len(texts))
    barred = marked | continued
    same: dict[str, list[int]] = {}
    for i in kept:
        if i not in barred and len(texts[i]) <= LONGEST_HEAD and _grammar.is_titular(texts[i]):
            same.setdefault(_key(texts[i]), []).append(i)
    found: set[int] = set()
    for key, places in same.items():
        if len(key) < SHORTEST_HEAD:
            continue
        on_edges = [i for i in places if i in edges]
        # What was wrapped fills its line, and the same words may well come twice; but hardly on every page.
        narrow = all(widths[i] < full for i in places)
        if len({edges[i] for i in on_edges}) >= (2 if narrow else max(2, len(tops) - 1)):
            found.update(on_edges)
        if key in opening:
            found.update(i for i in on_edges if i > outline and (edges[i] < 0 or edges.get(i - 1) != edges[i]))
        if narrow and len(places) >= REPEATS:
            found.update(places)
    # The title looks like the running heads that repeat it: the last such line before the outline stays.
    first = [i for i in found if i < min(outline, tops[1] if len(tops) > 1 else len(texts))]
    others = [texts[i] for i in kept if i < outline and i not in found]
    if first and not any(map(_grammar.ends_title, [*others, "".join(others)])):
        found.discard(max(first))
    return found


def _continues(text: str, first: str) -> bool:
    """Whether a line, folded, begins with what no heading does: a closing mark.

    Of folded quotes its first character as written tells, and where that is straight, that another is missing.
    """
    return text[0] in "、)]>" or first in "”’」』" or (first in '"＂' and text.count('"') % 2 == 1)


def _edges(kinds: dict[int, str], tops: Sequence[int], count: int) -> dict[int, int]:
    """The lines at the top and at the foot of each page, with its number; and those beside page numbers."""
    edges: dict[int, int] = {}
    for page, (top, bottom) in enumerate(pairwise([*tops, count])):
        own = [i for i in range(top, bottom) if i not in kinds]
        edges |= dict.fromkeys((*own[:EDGE], *own[-EDGE:]), page)
    numbers = (i for i, kind in kinds.items() if kind == "page-number")
    return edges | {i: -number for number in numbers for i in (number - 1, number + 1)}


def _contents(texts: Sequence[str], kinds: dict[int, str]) -> set[int]:
    """Lines of a table of contents: with leaders anywhere, or after 目录 when they come again further down."""
    found = {i for i, text in enumerate(texts) if i not in kinds and _grammar.is_leader(text)}
    if len(found) == 1 and not any(map(_grammar.is_contents_heading, texts)):
        found = set()  # one line with a wide gap and a number is no table
    stripped = [text.rstrip(_TAIL) for text in texts]
    for heading in (i for i, text in enumerate(texts) if _grammar.is_contents_heading(text)):
        if heading in found:
            continue
        found.add(heading)
        to_come = Counter(stripped[heading + 1 :])
        for i in range(heading + 1, len(texts)):
            to_come[stripped[i]] -= 1
            if i in kinds:
                continue
            if i not in found and not to_come[stripped[i]]:
                break
            found.add(i)
    return found


def _settle(folded: str, lines: Sequence[Line], kinds: dict[int, str], tops: Sequence[int], full: int) -> Layout:
    """Draw the borders: each line's gap, each piece of furniture with the white space after it."""
    furniture: list[tuple[Span, str]] = []
    content: list[Line] = []
    page_tops = set(tops[1:])
    if lines and lines[0].start:
        furniture.append((Span(0, lines[0].start), "blank"))
    elif not lines and folded:
        furniture.append((Span(0, len(folded)), "blank"))
    for i, line in enumerate(lines):
        following = lines[i + 1].start if i + 1 < len(lines) else len(folded)
        if i in kinds:
            furniture.append((Span(line.start, following), kinds[i]))
            continue
        gap_end = following
        if i + 1 in page_tops and (found := _BREAK.search(folded, line.end, following)) and found.end() < following:
            gap_end = found.end()
            furniture.append((Span(gap_end, following), "page-break"))
        content.append(line._replace(gap_end=gap_end))
    return Layout(tuple(content), tuple(furniture), tuple(lines[i].start for i in tops), full)


def _full(widths: Sequence[int], kinds: dict[int, str]) -> int:
    """The width of a full line: nine in ten are not wider."""
    found = sorted(width for i, width in enumerate(widths) if i not in kinds)
    return found[len(found) * 9 // 10] if found else 0
