"""Noticing: what only the reader of a document can see; the rest is for rules, which look at any plan."""

from collections.abc import Iterator

from bri_macao._outline import Outline
from bri_macao.findings import Finding
from bri_macao.readings import Reading
from bri_macao.spans import Span

__all__ = ["notice"]


def notice(reading: Reading, found: Outline) -> Iterator[Finding]:
    """Prose that belongs to no item, and characters that were lost before."""
    raw = reading.source.text
    for line, name in found.others:
        if name == "prose":
            yield _at(reading, "BRI205", f"{_short(line.span.of(raw))} stands under a heading, in no item", line.span)
    lost = raw.find("\ufffd")
    if lost >= 0:
        message = f"{raw.count(chr(0xFFFD))} × U+FFFD stands for lost characters"
        yield _at(reading, "BRI209", message, Span(lost, lost + 1), "get a better copy")


def _at(reading: Reading, code: str, message: str, span: Span, hint: str | None = None) -> Finding:
    where = reading.place(span)
    return Finding(code=code, message=message, span=span, line=where.line, page=where.page, hint=hint)


def _short(text: str, most: int = 20) -> str:
    return text if len(text) <= most else text[:most] + "…"
