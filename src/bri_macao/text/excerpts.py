"""Excerpts: a line of a document with a caret under the place in question, on screens where 字 is two columns wide."""

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from bri_macao.spans import Span

if TYPE_CHECKING:  # whoever has a source has imported it; whoever asks for widths has none
    from bri_macao.text.source import Source

__all__ = ["excerpt", "width"]

MOST = 96
"""Columns that an excerpt takes at the most."""


def width(text: str) -> int:
    """Columns of a terminal that a text takes: wide characters two, combining and control characters none.

    >>> width("一路 BRI")
    8
    """
    others = _IDEOGRAPHS.sub("", text)  # most of a text is of one width, and need not be looked at one by one
    return 2 * (len(text) - len(others)) + sum(map(_columns, others))


_IDEOGRAPHS = re.compile("[\u4e00-\u9fff]+")


@lru_cache(1 << 14)  # more than all the characters that one document is likely to have
def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cc", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _shown(text: str) -> str:
    """The text as it may be printed: white space as a space, no control characters, no half of a surrogate pair."""
    printed = "".join(" " if character.isspace() else character for character in text)
    return "".join(filter(_columns, printed)).encode("utf-8", "replace").decode("utf-8")


def excerpt(source: "Source", span: Span) -> str:
    """The line on which a raw span begins, numbered, with carets under the part of the span that is on it.

    A long line is cut on both sides, at `…`.

    >>> from bri_macao.text import Source
    >>> print(excerpt(Source("一、金融\\n3.贸易"), Span(5, 7)))
    2 | 3.贸易
      | ^^
    """
    number = source.line(span.start)
    line = source.line_span(number)
    start = min(max(span.start, line.start), line.end)
    end = max(start, min(span.end, line.end))
    # Cut by code points first: a line may be megabytes long.
    before = _shown(source.text[max(line.start, start - MOST) : start])
    marked = _shown(source.text[start : min(end, start + MOST)])
    after = _shown(source.text[end : min(line.end, end + MOST)])
    if line.end - line.start > MOST or width(before + marked + after) > MOST:
        room = MOST // 3
        before, marked, after = _first(before[::-1], room)[::-1], _first(marked, room), _first(after, room)
    label = str(number)
    carets = "^" * max(1, width(marked))
    return f"{label} | {before}{marked}{after}\n{' ' * len(label)} | {' ' * width(before)}{carets}"


def _first(text: str, columns: int) -> str:
    """As much of the beginning as has room, and `…` where something was left out."""
    for place, character in enumerate(text):
        columns -= _columns(character)
        if columns < 0:
            return text[:place] + "…"
    return text
