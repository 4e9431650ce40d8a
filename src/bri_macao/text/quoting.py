"""Quotation marks, in clean text."""

from collections.abc import Iterator

__all__ = ["unpaired"]


def unpaired(text: str) -> Iterator[tuple[int, str]]:
    """The quotation marks of a clean text that open and never close, or close what is not open, each with its place.

    >>> list(unpaired("“海洋”与“灯塔"))
    [(5, '“')]
    """
    opened: int | None = None
    for place, character in enumerate(text):
        if character == "“":
            if opened is not None:
                yield opened, "“"
            opened = place
        elif character == "”":
            if opened is None:
                yield place, "”"
            opened = None
        elif character in '＂"':
            yield place, character
    if opened is not None:
        yield opened, "“"
