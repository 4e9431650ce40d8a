"""Spans: half-open ranges of code points, the one unit in which this library points into text."""

from typing import Annotated

import attrs
from msgspec import Meta

__all__ = ["Span"]

Offset = Annotated[int, Meta(ge=0)]


@attrs.frozen(order=True)
class Span:
    """The code points from `start` up to, not including, `end`.

    A span does not know its text: which layer it points into (raw or clean) is said where it is used.

    >>> span = Span(2, 4)
    >>> span.of("建设平台"), len(span), span.shift(10)
    ('平台', 2, Span(start=12, end=14))
    """

    start: Offset
    end: Offset

    def __len__(self) -> int:
        return max(0, self.end - self.start)

    def __bool__(self) -> bool:
        """True, also when it is empty: an empty span is a place."""
        return True

    def of(self, text: str) -> str:
        """The words that the span covers in `text`."""
        return text[self.start : self.end]

    def shift(self, by: int) -> "Span":
        """The same length, `by` code points further on."""
        return Span(self.start + by, self.end + by)

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end
