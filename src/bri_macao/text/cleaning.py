"""The clean layer: text for people, with a record of every repair and the way back to the raw text.

What is repaired, and under which name:

| rule | what |
| --- | --- |
| `line-wrap` | a line break inside a sentence: nothing between Chinese, a space between Latin words |
| `space` | spaces between Chinese characters go; other runs of white space become one space |
| `ideograph` | a compatibility ideograph (U+F9xx) becomes the character that it stands for |
| `radical` | a radical that an extraction put for a character becomes that character |
| `quote` | a straight quote, ＂ or ", becomes “ or ” as the open quotes tell |
| `invisible` | control and zero-width characters go |
| `surrogate` | half of a surrogate pair becomes U+FFFD |
| `composition` | any other sequence that Unicode's NFC writes otherwise |

NFC, never NFKC: that would turn ， into a comma.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import pairwise
from operator import attrgetter

import attrs

from bri_macao.spans import Span
from bri_macao.text import folding

__all__ = ["INVISIBLE", "Passage", "Piece", "Repair", "clean"]

INVISIBLE = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
)
"""Characters without a shape of their own, as the inside of a regular expression's class."""

# Chinese characters and the punctuation that goes with them: white space between two of these means nothing.
_CHINESE = re.compile(
    "[\u2014\u2018\u2019\u201c\u201d\u2026\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)


@attrs.frozen
class Repair:
    """One change from raw to clean.

    Attributes:
        rule: the name of the rule (see the module).
        span: the raw code points that it is about.
        before: what stands there.
        after: what the clean text has for it; may be empty.
    """

    rule: str
    span: Span
    before: str
    after: str


@attrs.frozen
class Piece:
    """A stretch of raw text that the clean text keeps (`repair` is None) or has repaired."""

    span: Span
    start: int
    repair: Repair | None = None


@attrs.frozen(repr=False)
class Passage:
    """The clean text of one node, with the pieces of raw text that it was made from, in order.

    Attributes:
        text: the clean text.
        pieces: each with its raw span and its start in the clean text.

    >>> passage = clean("金融，重\\n\\n点跟进", [Span(0, 4), Span(6, 9)])
    >>> passage.text, passage.raw_span(Span(3, 5))
    ('金融，重点跟进', Span(start=3, end=7))
    """

    text: str
    pieces: tuple[Piece, ...]

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """The repairs, in raw order."""
        return tuple(piece.repair for piece in self.pieces if piece.repair is not None)

    def raw_span(self, span: Span) -> Span:
        """Where a span of the clean text stands in the raw text.

        A span that begins or ends inside a repair takes the whole of the repair with it.
        """
        if not self.pieces:
            return Span(0, 0)
        start, _ = self._place(span.start)
        if span.end <= span.start:
            return Span(start, start)
        _, end = self._place(span.end - 1)
        return Span(start, end)

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    def _place(self, offset: int) -> tuple[int, int]:
        """The raw code points, from and to, of the clean code point at `offset`."""
        if offset >= len(self.text):
            end = self.pieces[-1].span.end
            return end, end
        piece = self.pieces[bisect_right(self._starts, offset) - 1]
        if piece.repair is not None:
            return piece.span.start, piece.span.end
        raw = piece.span.start + offset - piece.start
        return raw, raw + 1

    def __repr__(self) -> str:
        return f"<Passage {self.text[:24]!r}, {len(self.repairs)} repairs>"


@cache
def _event() -> re.Pattern[str]:
    """All that is repaired inside a line but quotes, in one pass; one named group for each rule.

    One class of all that may begin a repair stands before the groups: most lines have none and are passed over.
    """
    ideographs = "\uf900-\ufa0d\ufa10\ufa12\ufa15-\ufa1e\ufa20\ufa22\ufa25\ufa26\ufa2a-\ufad9\U0002f800-\U0002fa1d"
    kangxi = "".join(folding.radicals())
    surrogates = "\ud800-\udfff"
    return re.compile(
        rf"(?=[{ideographs}{kangxi}{surrogates}{INVISIBLE}\s])(?:"
        f"(?P<ideograph>[{ideographs}])"
        f"|(?P<radical>[{kangxi}])"
        rf"|(?P<gap>(?:[^\S\n\r]|[{INVISIBLE}])+)"
        f"|(?P<surrogate>[{surrogates}]))"
    )


def clean(raw: str, lines: Sequence[Span], gaps: Sequence[int] = ()) -> Passage:
    """The clean text of the given lines of a raw text, joined.

    Args:
        raw: the whole raw text.
        lines: raw spans of the lines that make the passage, in order, without the white space around them.
        gaps: for each line, where the line break after it ends; by default at the next line. What lies between there
            and the next line, such as a page number, is not the passage's.
    """
    quotes = _quotes(raw, lines)
    edits = [*_line_edits(raw, lines, quotes), *_joins(raw, lines, gaps or [line.start for line in lines[1:]], quotes)]
    edits += (Repair("quote", Span(at, at + 1), raw[at], after) for at, after in quotes.items())
    edits.sort(key=attrgetter("span.start", "span.end"))
    passage = _assemble(raw, lines, edits)
    if unicodedata.is_normalized("NFC", passage.text):
        return passage
    return _assemble(raw, lines, _composed(raw, passage, edits))


def _joins(raw: str, lines: Sequence[Span], gaps: Sequence[int], quotes: dict[int, str]) -> Iterator[Repair]:
    """A repair for each line break that there is."""
    for (line, following), gap in zip(pairwise(lines), gaps, strict=False):
        span = Span(line.end, min(gap, following.start))
        if not len(span):
            continue
        left = _quoted(raw, max(line.start, line.end - 2), line.end, quotes)
        right = _quoted(raw, following.start, following.start + 2, quotes)
        yield Repair("line-wrap", span, span.of(raw), _joint(left, right))


def _quoted(raw: str, start: int, end: int, quotes: dict[int, str]) -> str:
    """A stretch of the raw text with its quotes mended."""
    text = raw[start:end]
    return "".join(quotes.get(at, kept) for at, kept in enumerate(text, start)) if quotes else text


# A decimal torn apart by the line break, before its point or after it.
_TORN = re.compile(r"\d[.．]\n\d|\d\n[.．]\d")


def _joint(left: str, right: str) -> str:
    """What stands between two lines once they are joined; of each, the two characters next to the break will do."""
    if left[-1] in "-‐/\u00ad" or right[0] in ",.;:!?%)" or _TORN.search(f"{left}\n{right}"):
        return ""
    return "" if _CHINESE.match(left[-1]) or _CHINESE.match(right[0]) else " "


def _quotes(raw: str, lines: Sequence[Span]) -> dict[int, str]:
    """What each straight quote becomes, by raw offset: the quotes before it tell whether it opens or closes."""
    straight = sum(line.of(raw).count(quote) for line in lines for quote in '＂"')
    found: dict[int, str] = {}
    opened = False
    for line in lines if straight else ():
        for match in re.finditer('[“”＂"]', line.of(raw)):
            if match.group() in "“”":
                opened = match.group() == "“"
                continue
            straight -= 1
            at = line.start + match.start()
            if not opened and not straight and "”" not in raw[at : lines[-1].end]:
                continue  # nothing to pair it with: a finding, not a repair
            opened = not opened
            found[at] = "“" if opened else "”"
    return found


def _line_edits(raw: str, lines: Sequence[Span], quotes: dict[int, str]) -> Iterator[Repair]:
    """Every repair inside the lines but those of quotes."""
    event = _event()
    for line in lines:
        for match in event.finditer(raw, line.start, line.end):
            before = match.group()
            rule, after = match.lastgroup or "", "\ufffd"
            if rule == "ideograph":
                after = unicodedata.normalize("NFC", before)
            elif rule == "radical":
                after = folding.radicals()[before]
            elif rule == "gap":
                blank = any(map(str.isspace, before))
                rule = "space" if blank else "invisible"
                beside = (match.start() - 1, match.end())
                chinese = all(line.start <= at < line.end and _CHINESE.match(quotes.get(at, raw[at])) for at in beside)
                after = " " if blank and not chinese else ""
            if after != before:
                yield Repair(rule, Span(match.start(), match.end()), before, after)


def _assemble(raw: str, lines: Sequence[Span], edits: Iterable[Repair]) -> Passage:
    """Lay kept text and repairs side by side."""
    pieces: list[Piece] = []
    parts: list[str] = []
    length = 0

    def add(span: Span, text: str, repair: Repair | None) -> None:
        nonlocal length
        pieces.append(Piece(span, length, repair))
        parts.append(text)
        length += len(text)

    pending = list(edits)
    pending.reverse()
    for line in lines:
        place = line.start
        while pending and pending[-1].span.start < line.end:
            edit = pending.pop()
            if edit.span.start > place:
                kept = Span(place, edit.span.start)
                add(kept, kept.of(raw), None)
            add(edit.span, edit.after, edit)
            place = edit.span.end
        if place < line.end:
            kept = Span(place, line.end)
            add(kept, kept.of(raw), None)
        if pending and pending[-1].span.start == line.end and pending[-1].rule == "line-wrap":
            edit = pending.pop()
            add(edit.span, edit.after, edit)
    return Passage("".join(parts), tuple(pieces))


# Characters that compose with the one before them although their combining class is 0: Hangul vowels and finals,
# and a few Indic vowel signs (Unicode's NFC_Quick_Check=Maybe).
_JOINING = re.compile(
    "[\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dcf\u0ddf\u102e\u1161-\u1175\u11a8-\u11c2"
    "\u1b35\U00011127\U0001133e\U00011357\U000114b0\U000114ba\U000114bd\U000115af\U00011930]"
)


# A letter with more marks than this is no letter; normalizing it would take time in the square of its length.
MARKS = 100


def _composed(raw: str, passage: Passage, edits: Sequence[Repair]) -> list[Repair]:
    """The edits, and one for each sequence that NFC writes otherwise; it takes up the edits that it covers."""
    text = passage.text
    clusters = [
        0,
        *(i for i in range(1, len(text)) if not unicodedata.combining(text[i]) and not _JOINING.match(text[i])),
    ]
    pending = list(reversed(edits))
    settled: list[Repair] = []
    for start, end in pairwise([*clusters, len(text)]):
        if end - start > MARKS:
            continue
        after = unicodedata.normalize("NFC", text[start:end])
        if after == text[start:end]:
            continue
        span = passage.raw_span(Span(start, end))
        while pending and pending[-1].span.start < span.end:
            edit = pending.pop()
            if not span.contains(edit.span):
                settled.append(edit)
        settled.append(Repair("composition", span, span.of(raw), after))
    return [*settled, *reversed(pending)]
