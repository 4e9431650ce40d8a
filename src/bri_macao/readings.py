"""What reading a document gives: the plan, and beside it everything that is needed to explain it (floor 2).

`bri_macao.parsing.read` and `bri_macao.anchoring.attach` make readings; here they are only described.
"""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Literal

import attrs

from bri_macao.errors import UnknownId
from bri_macao.findings import Finding
from bri_macao.model import Plan
from bri_macao.spans import Span
from bri_macao.text import Passage, Repair, Source

__all__ = ["Furniture", "Location", "Node", "Reading", "Segment"]


@attrs.frozen
class Node:
    """The text of a title, a heading or an item, where it stands.

    Attributes:
        id: the id of the plan, section or item.
        part: `title`, `heading` or `text`.
        marker: the raw span of its marker with the white space after it; None for a title.
        passage: its clean text and the way back to the raw text.
    """

    id: str
    part: Literal["title", "heading", "text"]
    marker: Span | None
    passage: Passage


@attrs.frozen
class Furniture:
    """Raw text that belongs to no node.

    Attributes:
        span: where.
        name: its class: `blank`, `page-break`, `page-number`, `running-head`, `contents`, `preamble`, `prose`,
            `closing`, `signature`, `date`, `note`, `ornament` (a bracket around a heading).
    """

    span: Span
    name: str


@attrs.frozen
class Segment:
    """A stretch of raw text and what it belongs to. The segments of a reading cover the raw text without a gap.

    Attributes:
        span: the raw code points.
        kind: `node`, `repair` or `furniture`.
        name: the part of the node (`marker`, `title`, `heading`, `text`), the repair's rule, or the class of furniture.
        owner: the id of the node; None for furniture.
    """

    span: Span
    kind: Literal["node", "repair", "furniture"]
    name: str
    owner: str | None = None


@attrs.frozen
class Location:
    """A place in the raw text.

    Attributes:
        span: the raw code points.
        line: the line on which it begins, from 1, as an editor counts.
        page: the page on which it begins, from 1.
    """

    span: Span
    line: int
    page: int


@attrs.frozen(repr=False)
class Reading:
    """What reading a document gave.

    Attributes:
        plan: the plan, with the clean text in its items.
        source: the document, with the raw text.
        findings: what was noticed, in the order of the document.
        nodes: the titles, headings and items, with the way from their clean text back to the raw text.
        furniture: what belongs to no node.
        pages: the raw offsets at which pages begin.
    """

    plan: Plan
    source: Source
    findings: tuple[Finding, ...]
    nodes: tuple[Node, ...]
    furniture: tuple[Furniture, ...]
    pages: tuple[int, ...] = (0,)

    @cached_property
    def repairs(self) -> tuple[Repair, ...]:
        """Every repair from raw to clean, in raw order."""
        found = (repair for node in self.nodes for repair in node.passage.repairs)
        return tuple(sorted(found, key=lambda repair: repair.span))

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """The whole raw text in contiguous segments, each with what it belongs to."""
        owned = [segment for node in self.nodes for segment in _node_segments(node)]
        owned += [Segment(piece.span, "furniture", piece.name) for piece in self.furniture]
        owned = sorted((segment for segment in owned if len(segment.span)), key=lambda segment: segment.span)
        found: list[Segment] = []
        place = 0
        for segment in owned:
            if segment.span.start > place:  # white space around nodes
                found.append(Segment(Span(place, segment.span.start), "furniture", "blank"))
            found.append(segment)
            place = segment.span.end
        if place < len(self.source.text):
            found.append(Segment(Span(place, len(self.source.text)), "furniture", "blank"))
        return tuple(found)

    @cached_property
    def _by_id(self) -> dict[str, Node]:
        return {node.id: node for node in self.nodes}

    def locate(self, item: int | str, span: Span | None = None) -> Location:
        """Where a span of an item's clean text (the whole, when it is left out) stands in the raw text.

        Args:
            item: the number or the id of an item; also the id of a section or of the plan, for its heading or title.
            span: code points of the clean text.

        Raises:
            UnknownId: the document has no such item.
        """
        id = item if isinstance(item, str) else self.plan.item(item).id
        node = self._by_id.get(id)
        if node is None:
            raise UnknownId("text of", id, self._by_id)
        if node.marker is not None and not node.passage.pieces:  # a number and nothing else
            return self.place(Span(node.marker.end, node.marker.end))
        return self.place(node.passage.raw_span(span or Span(0, len(node.passage.text))))

    def find(self, id: str | None, span: Span | None = None) -> Location | None:
        """Where a node stands, or a span of its clean text: without one its number, or its heading; None if nowhere."""
        node = None if id is None else self._by_id.get(id)
        if node is None:
            return self.place(Span(0, 0)) if id == self.plan.id else None
        if span is None:
            return self.place(node.marker) if node.marker is not None else self.locate(node.id)
        return self.locate(node.id, span)

    def place(self, span: Span) -> Location:
        """The line and page of a raw span."""
        page = bisect_right(self.pages, span.start) or 1
        return Location(span, self.source.line(span.start), page)

    def __repr__(self) -> str:
        return f"<Reading of {self.source.name}: {self.plan!r}, {len(self.findings)} findings>"


def _node_segments(node: Node) -> Iterator[Segment]:
    if node.marker is not None:
        yield Segment(node.marker, "node", "marker", node.id)
    for piece in node.passage.pieces:
        if piece.repair is None:
            yield Segment(piece.span, "node", node.part, node.id)
        else:
            yield Segment(piece.span, "repair", piece.repair.rule, node.id)
