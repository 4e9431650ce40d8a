"""The outline: which markers are real, what they head, and what stands before the first and after the last.

A marker counts when it fits: its number is the next one of its kind and the line before has come to an end, or, where
the number does not fit, when everything else speaks for it. A wrapped line that begins with 2021.5亿元 is no item.
Levels are not fixed beforehand: markers rank (第一章 over 一、 over （一） over 1. over (1)), and a kind of marker
heads sections where most of its texts are headings with something under them, items where they are prose.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bri_macao import _grammar
from bri_macao._grammar import Marker
from bri_macao._layout import SHORT, Layout, Line
from bri_macao.text.excerpts import width

__all__ = ["ItemNode", "Outline", "SectionNode", "outline"]

# How far numbers may jump ahead and still be a gap in the numbering rather than a number in the text.
FARTHEST = 5
# A heading is no longer than this, in columns.
HEADING = 80
# A title has no more lines than this, and begins not much further down.
TITLE = 8
# The date and the notes between a document and its annex have no more lines than this.
NOTES = 12

# Markers of these kinds also stand in prose, as in 详见第二部分（二）: they need a line before that has ended.
IN_PROSE = frozenset(("cjk-bracket", "cjk-half", "arabic-bracket", "arabic-half", "circled"))


class Block(NamedTuple):
    """A marker and the lines of text up to the next one, without the marker; the first block has none.

    `after` is what follows the marker on its own line; it may be empty.
    """

    marker: Marker | None
    after: Line | None
    lines: list[Line]


class ItemNode(NamedTuple):
    """A work item: its marker and the lines of its text."""

    marker: Marker
    lines: list[Line]


class SectionNode:
    """A section as it is built: its marker, the lines of its heading, and what stands under it."""

    def __init__(self, marker: Marker | None, heading: Sequence[Line] = (), rank: int = -1) -> None:
        self.marker = marker
        self.heading = tuple(heading)
        self.rank = marker.rank if marker else rank
        self.items: list[ItemNode] = []
        self.sections: list[SectionNode] = []


class Outline(NamedTuple):
    """What `outline` finds. `others` are the lines that belong to no node, each with its class of furniture."""

    title: tuple[Line, ...]
    sections: tuple[SectionNode, ...]
    others: tuple[tuple[Line, str], ...]


def outline(folded: str, layout: Layout) -> Outline:
    """Build the outline of a folded text from its lines."""
    reader = _Reader(folded, layout.full)
    blocks = list(reader.blocks(layout.lines))
    title, others = reader.preface(blocks[0].lines)
    for block in reader.last_blocks(blocks):
        tail = reader.tail(block.lines)
        del block.lines[len(block.lines) - len(tail) :]
        others += reader.classified(tail)
    sections, more = reader.tree(blocks[1:])
    return Outline(title, sections, (*others, *more))


_CHINESE = re.compile("[\u4e00-\u9fff]")
_BREAK = re.compile("[\n\r\f\v\x85\u2028\u2029]")
_INNER = re.compile(r"(?<=[。!?])[^\S\n\r]*(?=[(\[]?[\d〇一二三四五六七八九十]{1,3}[)\]]?[.、)\]]|[①-⒛㈠-㈩])")
_SPACED = re.compile(r"(?<=\S)[^\S\n\r]+(?=[(\[]?[\d一二三四五六七八九十]{1,3}[)\]]?[.、)\]])")


class _Reader:
    """One document being read: the folded text and the width of a full line."""

    def __init__(self, folded: str, full: int) -> None:
        self.folded = folded
        self.full = full
        self.is_chinese = _CHINESE.search(folded) is not None

    def text(self, line: Line) -> str:
        return self.folded[line.start : line.end]

    def texts(self, lines: Iterable[Line]) -> str:
        return "".join(map(self.text, lines))

    def is_short(self, line: Line) -> bool:
        return width(self.text(line)[: self.full + 1]) < SHORT * self.full

    # Markers

    def blocks(self, lines: Sequence[Line]) -> Iterator[Block]:
        """Split the lines at the markers that count. The first block has no marker."""
        numbering = _Numbering()
        block = Block(None, None, [])
        before: Line | None = None
        for line in self.split(lines):
            found = _grammar.marker(self.folded, line.start, line.end)
            rest = line
            if found is not None and self.counts(found, line, before, block, numbering):
                numbering.take(found)
                yield block
                rest = line._replace(start=found.end)
                block = Block(found, rest, [])
            if rest.start < rest.end:
                block.lines.append(rest)
            before = rest
        yield block

    def split(self, lines: Sequence[Line]) -> Iterator[Line]:
        """Also begin a line where a marker follows a full stop; in a copy without line breaks, also after a space.

        After ； and ： numbers count the points inside an item. Lines that were split for nothing are joined again.
        """
        unbroken = len(lines) <= EDGELESS
        for line in lines:
            places = [match.end() for match in _INNER.finditer(self.folded, line.start, line.end)]
            if unbroken:
                places += [match.end() for match in _SPACED.finditer(self.folded, line.start, line.end)]
            start = line.start
            for place in sorted(set(places)):
                end = start + len(self.folded[start:place].rstrip())
                yield Line(start, end, place, line.indent if start == line.start else 0, 0)
                start = place
            yield line._replace(start=start) if start > line.start else line

    def counts(self, found: Marker, line: Line, before: Line | None, block: Block, numbering: "_Numbering") -> bool:
        """Whether a marker is one, and not a number that a wrapped line happens to begin with.

        `before` is the line before, and `block` what it belongs to.
        """
        if before is None:
            return found.number <= 1 or not _grammar.joins_digits(self.folded, found)
        ending = _grammar.closes(self.text(before))
        broken = ending.ended or self.is_short(before) or (line.indent >= 2 and line.indent > before.indent)
        headed = self.heads(block, found)
        expected = numbering.expects(found) or (headed and numbering.may_follow_heading(found))
        unfinished = ending.open or (ending.hanging and not self.is_short(before))
        if unfinished and not (expected and broken and line.indent >= 2):
            return False
        if _grammar.joins_digits(self.folded, found):
            # A heading may begin with 一带一路; a wrapped line with 四季度.
            apart = found.style in ("cjk", "formal") and _grammar.is_titular(self.text(before))
            apart = apart and (block.marker is None or self.is_short(before))
            return expected and (ending.ended or (headed and self.is_short(before)) or apart)
        if not _BREAK.search(self.folded, before.end, line.start):  # see `split`
            return expected
        if expected:
            return broken or headed or found.style not in IN_PROSE
        if numbering.is_first(found):  # a page out of a longer document begins with any number
            return found.number > 0 and (broken or _grammar.is_titular(self.text(before)))
        if found.number == 1 and broken and any(self.is_last(other) for other in block.lines[-NOTES:]):
            return True  # an annex begins
        return ending.ended and numbering.may_jump_to(found)

    def is_last(self, line: Line) -> bool:
        """Whether a line stands at a document's end: a date, or a note."""
        text = self.text(line)
        return _grammar.is_date(text) or _grammar.is_note(text)

    def heads(self, block: Block, found: Marker) -> bool:
        """Whether the one line of a block reads like a heading, and the marker is one that may stand under it."""
        if block.marker is None or block.marker.rank >= found.rank or len(block.lines) > 1:
            return False
        return all(_grammar.is_titular(self.text(line)) for line in block.lines)

    # Prose or heading

    def paragraph(self, lines: Sequence[Line]) -> list[Line]:
        """The lines of the first paragraph."""
        for i, line in enumerate(lines[:-1]):
            following = lines[i + 1]
            indented = following.indent >= 2 and following.indent > line.indent
            ended = _grammar.closes(self.text(line)).ended
            if self.is_short(line) or indented or (ended and following.indent >= 2):
                return list(lines[: i + 1])
        return list(lines)

    def heading(self, lines: list[Line]) -> list[Line]:
        """The lines of a heading: all that there are when they read like one, else the first paragraph."""
        text = self.texts(lines)
        whole = _grammar.is_titular(text) and width(text[: HEADING + 1]) <= HEADING
        return list(lines) if whole else self.paragraph(lines)

    def is_heading(self, block: Block) -> bool:
        """Whether the first paragraph of a block is a heading: short, and no sentence but perhaps one."""
        first = self.texts(self.paragraph(block.lines))
        if not first:
            return True
        colon = first.endswith(":") and block.marker is not None and self.introduces(first, block.marker)
        if first[-1] == "。" and ("," in first or width(first[:HEADING]) > HEADING // 2):
            return False
        return not colon and re.search("[。;!?]", first[:-1]) is None and width(first[: HEADING + 1]) <= HEADING

    def introduces(self, text: str, found: Marker) -> bool:
        """Whether a text that ends in a colon is a sentence that a list completes, and no heading."""
        return found.rank >= _grammar.RANKS["arabic"] or re.search("[,]|下列|以下|如下", text) is not None

    def section_styles(self, blocks: Sequence[Block]) -> set[str]:
        """The kinds of marker that head sections."""
        styles: set[str] = set()
        ranked = sorted({(block.marker.rank, block.marker.style) for block in blocks if block.marker})
        for rank, style in ranked:
            heads = mixed = prose = 0
            for i, block in enumerate(blocks):
                if block.marker is None or block.marker.style != style:
                    continue
                following = blocks[i + 1].marker if i + 1 < len(blocks) else None
                if not self.is_heading(block):
                    prose += 1
                elif following is not None and following.rank > rank:
                    heads += 1
                elif len(self.paragraph(block.lines)) < len(block.lines):
                    mixed += 1
            # One chapter of three may have numbered items and the others a paragraph; below chapters, a heading with
            # a paragraph under it is an item.
            over = prose if rank <= _grammar.RANKS["cjk"] else prose + mixed
            if heads and heads >= over:
                styles.add(style)
            else:
                break
        return styles

    def tree(self, blocks: Sequence[Block]) -> tuple[tuple[SectionNode, ...], list[tuple[Line, str]]]:
        """Nest the blocks; also what stands under headings and belongs to no item."""
        styles = self.section_styles(blocks)
        root = SectionNode(None)
        path = [root]
        others: list[tuple[Line, str]] = []
        item: ItemNode | None = None
        for i, block in enumerate(blocks):
            assert block.marker is not None
            rank = block.marker.rank
            following = blocks[i + 1].marker if i + 1 < len(blocks) else None
            leaf = following is None or following.rank <= rank
            if block.marker.style in styles and (self.is_heading(block) or not leaf):
                while path[-1].rank >= rank:
                    path.pop()
                heading = self.heading(block.lines)
                others += ((line, "prose") for line in block.lines[len(heading) :])
                if heading and self.folded[block.marker.start] == "[" and self.folded[heading[-1].end - 1] == "]":
                    bracket = heading[-1]._replace(start=heading[-1].end - 1)
                    heading[-1] = heading[-1]._replace(end=bracket.start, gap_end=bracket.start)
                    others.append((bracket, "ornament"))
                section = SectionNode(block.marker, heading)
                path[-1].sections.append(section)
                path.append(section)
                item = None
            elif item is not None and rank > item.marker.rank:
                item.lines.extend(self.with_marker(block))
            else:
                while path[-1].rank >= rank:
                    path.pop()
                if len(path) == 1 and root.sections:  # after a section, under no heading
                    path.append(SectionNode(None, rank=rank))
                    root.sections.append(path[-1])
                item = ItemNode(block.marker, list(block.lines))
                path[-1].items.append(item)
        first = (root,) if root.items else ()
        sections, root.sections = tuple(root.sections), []
        return (*first, *sections), others

    def with_marker(self, block: Block) -> list[Line]:
        """The lines of a block whose marker is part of the text."""
        assert block.marker is not None
        assert block.after is not None
        end = block.marker.start + len(self.folded[block.marker.start : block.after.end].rstrip())
        first = block.after._replace(start=block.marker.start, end=end)
        return [first, *(line for line in block.lines if line.start >= end)]

    # Before the first, after the last

    def preface(self, lines: Sequence[Line]) -> tuple[tuple[Line, ...], list[tuple[Line, str]]]:
        """The title, and the rest of what stands before the first marker."""
        texts = [self.text(line) for line in lines]
        first = next((i for i, text in enumerate(texts) if "。" in text), len(texts))
        starts = [i for i, text in enumerate(texts[: min(first + 1, 4 * TITLE)]) if self.may_begin_title(text)]
        ends = [self.title_end(texts, start) for start in starts]
        complete = (i for i, end in enumerate(ends) if _grammar.ends_title("".join(texts[starts[i] : end])))
        chosen = next(complete, 0)
        start, end = (starts[chosen], ends[chosen]) if starts else (0, 0)
        title = tuple(lines[start:end])
        others = [*lines[:start], *lines[end:]]
        return title, [(line, "date" if _grammar.is_date(self.text(line)) else "preamble") for line in others]

    def may_begin_title(self, text: str) -> bool:
        if self.is_chinese and not _CHINESE.search(text) and not _grammar.is_period_only(text):
            return False  # the title in another language
        return _grammar.is_titular(text) and not _grammar.is_preliminary(text) and not _grammar.begins_prose(text)

    def title_end(self, texts: Sequence[str], start: int) -> int:
        """Where the title that begins at `start` ends: it goes on while the next line may be part of a title."""
        end = start + 1
        while end < min(len(texts), start + TITLE) and self.may_begin_title(texts[end]):
            complete = _grammar.ends_title("".join(texts[start:end]))
            if complete and not _grammar.ends_title(texts[end]) and not _grammar.is_period_only(texts[end]):
                break
            end += 1
        return end

    @staticmethod
    def last_blocks(blocks: Sequence[Block]) -> Iterator[Block]:
        """The last block, and those before an annex: there the highest kind of marker begins anew."""
        marked = [block for block in blocks if block.marker is not None]
        highest = min((block.marker.rank for block in marked if block.marker), default=0)
        for block, following in pairwise(marked):
            if following.marker and following.marker.rank == highest and following.marker.number == 1:
                yield block
        yield from marked[-1:]

    def tail(self, lines: list[Line]) -> list[Line]:
        """The lines after the last item's text: closing words, signature, date, notes."""
        for i in range(1, len(lines)):
            before, line = lines[i - 1], lines[i]
            text = self.text(line)
            if _grammar.is_date(text) or _grammar.is_note(text):
                return lines[i:]
            if not _grammar.closes(self.text(before)).ended:
                continue
            rest = [self.text(other) for other in lines[i:]]
            if _grammar.signs(text) and (len(rest) == 1 or all(map(_ends_document, rest[1:2]))):
                return lines[i:]
            if _grammar.is_closing(text):
                return lines[i:]
        return []

    def classified(self, lines: Sequence[Line]) -> list[tuple[Line, str]]:
        """What each line after the last item is."""
        found: list[tuple[Line, str]] = []
        kind = "closing"
        for i, line in enumerate(lines):
            text = self.text(line)
            following = self.text(lines[i + 1]) if i + 1 < len(lines) else ""
            if _grammar.is_date(text):
                kind = "date"
            elif _grammar.is_note(text):
                kind = "note"
            elif kind != "note":
                above_date = _grammar.is_date(following) and _grammar.is_titular(text) and self.is_short(line)
                kind = "signature" if _grammar.signs(text) or above_date else "closing"
            found.append((line, kind))
        return found


# A copy with no more lines than this has lost its line breaks.
EDGELESS = 3


def _ends_document(text: str) -> bool:
    return _grammar.is_date(text) or _grammar.is_note(text) or _grammar.signs(text)


class _Numbering:
    """Which numbers have been, kind of marker by kind of marker."""

    def __init__(self) -> None:
        self.last: dict[str, int] = {}
        self.fresh: set[str] = set()

    def expects(self, found: Marker) -> bool:
        """Whether the number is the next one, or a 1 that begins anew under another heading."""
        last = self.last.get(found.style)
        if last is None:
            return found.number == 1
        return found.number == last + 1 or (found.number == 1 and found.style in self.fresh)

    def may_follow_heading(self, found: Marker) -> bool:
        """Whether a number that is not the next one comes directly under a new heading."""
        return found.style in self.fresh

    def is_first(self, found: Marker) -> bool:
        """Whether no marker of the kind has been."""
        return found.style not in self.last

    def may_jump_to(self, found: Marker) -> bool:
        """Whether a number that is not the next one may be a gap, a repeat or a new beginning."""
        last = self.last[found.style]
        return found.number == 1 or last - FARTHEST <= found.number <= last + FARTHEST

    def take(self, found: Marker) -> None:
        """The marker counts."""
        self.last[found.style] = found.number
        self.fresh.discard(found.style)
        self.fresh |= {style for style in self.last if _grammar.RANKS[style] > found.rank}
