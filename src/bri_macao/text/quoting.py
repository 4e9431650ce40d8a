"""Quotation marks, in clean text."""

import re
from collections.abc import Iterator

__all__ = ["unpaired"]

_QUOTE = re.compile('[“”＂"]')


def unpaired(text: str) -> Iterator[tuple[int, str]]:
    """The quotation marks of a clean text that open and never close, or close what is not open, each with its place.

    >>> list(unpaired("“海洋”与“灯塔"))
    [(5, '“')]
    """
    opened: int | None = None
    for found in _QUOTE.finditer(text):
        place, quote = found.start(), found[0]
        if quote == "“":
            if opened is not None:
                yield opened, "“"
            opened = place
        elif quote == "”":
            if opened is None:
                yield place, "”"
            opened = None
        else:
            yield place, quote
    if opened is not None:
        yield opened, "“"
