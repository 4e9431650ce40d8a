"""Reading: from a document to a plan, with everything that was repaired, left over or doubtful beside it.

`read` never raises on text: what does not fit is a finding. `parse` is for callers who want a plan or an error.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from os import PathLike
from typing import Literal

import attrs

from bri_macao import _grammar
from bri_macao._layout import Line, lay_out
from bri_macao._outline import ItemNode, Outline, SectionNode, outline
from bri_macao.errors import UnknownId
from bri_macao.findings import Finding, ParseError
from bri_macao.model import (
    Fingerprint,
    ItemId,
    Name,
    Names,
    Period,
    Plan,
    PlanId,
    Section,
    SectionId,
    SourceDescription,
    WorkItem,
)
from bri_macao.spans import Span
from bri_macao.text import KeyText, Passage, Repair, Source, clean, fold, script_of
from bri_macao.text.folding import sha256, trace

__all__ = ["Furniture", "Location", "Node", "Reading", "Segment", "fingerprint", "parse", "read"]


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


def fingerprint(text: str) -> Fingerprint:
    """What is kept of a clean text: length, digest and trace of its key."""
    key = fold(text)
    return Fingerprint(len(key), sha256(key), trace(key))


def read(document: str | bytes | PathLike[str] | Source, *, encoding: str | None = None) -> Reading:
    """Read a document as a plan. Never raises on text: what does not fit is a finding.

    Args:
        document: a `str` is text, a path-like is a file (`.pdf` with the extra `pdf`), `bytes` are undecoded.
        encoding: the encoding of a file or of bytes that are neither UTF-8 nor marked as UTF-16.

    Raises:
        SourceError: the file cannot be opened or decoded.

    >>> reading = read("2031年重点工作\\n一、金融\\n1.办好论\\n坛。\\n2.设立基金。")
    >>> reading.plan, [item.text for item in reading.plan.items]
    (<Plan 2031: 1 sections, 2 items>, ['办好论坛。', '设立基金。'])
    >>> reading.locate(1, Span(2, 4))
    Location(span=Span(start=19, end=22), line=3, page=1)
    """
    source = Source.of(document, encoding=encoding)
    folded = fold(source.text)
    layout = lay_out(folded)
    found = outline(folded, layout)
    build = _Builder(source, folded, found)
    nodes = tuple(build.nodes)
    furniture = [Furniture(span, name) for span, name in layout.furniture]
    furniture += [Furniture(line.span, name) for line, name in found.others]
    furniture.sort(key=lambda piece: piece.span)
    reading = Reading(build.plan, source, (), nodes, tuple(furniture), layout.pages or (0,))
    return attrs.evolve(reading, findings=tuple(_findings(reading, found)))


def parse(document: str | bytes | PathLike[str] | Source, *, encoding: str | None = None) -> Plan:
    """Read a document as a plan, or fail.

    Raises:
        ParseError: the document cannot be read as a plan; it says where, with an excerpt.
        SourceError: the file cannot be opened or decoded.
    """
    reading = read(document, encoding=encoding)
    if any(finding.severity == "error" for finding in reading.findings):
        raise ParseError(reading.findings, reading.source)
    return reading.plan


class _Builder:
    """Makes the plan and its nodes from an outline."""

    def __init__(self, source: Source, folded: KeyText, found: Outline) -> None:
        self.raw = source.text
        self.folded = folded
        self.language = script_of(source.text)
        self.nodes: list[Node] = []
        title = self.clean(found.title)
        period = self.period(title.text, found)
        self.id = _plan_id(period)
        self.taken: Counter[str] = Counter()
        if title.text:
            self.nodes.append(Node(self.id, "title", None, title))
        # Where numbers begin anew, an id must name the section too.
        numbers = [item.marker.number for section in _walk(found.sections) for item in section.items]
        firsts = [section.items[0].marker.number for section in _walk(found.sections) if section.items]
        self.restarts = len(numbers) != len(set(numbers)) and any(number == 1 for number in firsts[1:])
        self.plan = Plan(
            id=self.id,
            names=self.names(title.text),
            period=period,
            sections=tuple(self.section(node, "") for node in found.sections),
            source=SourceDescription(
                title=title.text or None, language=self.language, length=len(source.text), sha256=source.sha256
            ),
        )

    def clean(self, lines: Sequence[Line]) -> Passage:
        return clean(self.raw, [line.span for line in lines], [line.gap_end for line in lines])

    def names(self, text: str) -> Names:
        return Names((Name(self.language, text, "attested"),)) if text else Names()

    def period(self, title: str, found: Outline) -> Period | None:
        preamble = (self.folded[line.start : line.end] for line, name in found.others if name in ("preamble", "date"))
        last = found.sections[0].marker.start if found.sections and found.sections[0].marker else len(self.folded)
        before = [text for text in preamble if self.folded.find(text) < last]
        found = (_grammar.period_of(text, bare=False) for text in before)
        return _grammar.period_of(fold(title)) or next(filter(None, found), None)

    def unique(self, id: str) -> str:
        self.taken[id] += 1
        return id if self.taken[id] == 1 else f"{id}-{self.taken[id]}"

    def section(self, node: SectionNode, parent: str) -> Section:
        number = node.marker.number if node.marker else 0
        path = self.unique(f"{parent}.{number}" if parent else f"s{number}")
        id = SectionId(f"{self.id}/{path}")
        heading = self.clean(node.heading)
        if node.marker is not None:
            self.nodes.append(Node(id, "heading", Span(node.marker.start, node.marker.end), heading))
        return Section(
            id=id,
            number=number,
            numeral=self.raw[node.marker.numeral_start : node.marker.numeral_end] if node.marker else "",
            names=self.names(heading.text),
            items=tuple(self.item(item, path) for item in node.items),
            sections=tuple(self.section(below, path) for below in node.sections),
        )

    def item(self, node: ItemNode, path: str) -> WorkItem:
        marker = node.marker
        stem = f"{self.id}/{path}" if self.restarts else self.id
        id = ItemId(self.unique(f"{stem}/{marker.number}"))
        passage = self.clean(node.lines)
        self.nodes.append(Node(id, "text", Span(marker.start, marker.end), passage))
        return WorkItem(
            id=id,
            number=marker.number,
            numeral=self.raw[marker.numeral_start : marker.numeral_end],
            fingerprint=fingerprint(passage.text),
            text=passage.text,
        )


def _walk(sections: Iterable[SectionNode]) -> Iterator[SectionNode]:
    for section in sections:
        yield section
        yield from _walk(section.sections)


def _plan_id(period: Period | None) -> PlanId:
    if period is None:
        return PlanId("undated")
    first, last = period.start.year, period.end.year
    return PlanId(f"{first}" if first == last else f"{first}-{last}")


# What was noticed

_FILE_NAME = re.compile(r"[^\n]{1,255}\.(?:txt|pdf|docx?|html?|md)", re.IGNORECASE)


def _findings(reading: Reading, found: Outline) -> list[Finding]:
    """Everything that the reader should look at, in the order of the document."""
    plan = reading.plan
    notices = _Notices(reading)
    if not plan.names:
        notices.add("BRI201", "no title before the first section", Span(0, 0), hint="pass the whole document")
    if plan.period is None:
        notices.add("BRI202", "neither the title nor the words before the first section name a year", Span(0, 0))
    if not plan.items:
        hint = "items begin a line with a number, such as 1."
        if _FILE_NAME.fullmatch(reading.source.text):
            hint = "this looks like the name of a file: a str is text, a pathlib.Path is a file"
        notices.add("BRI203", "no numbered work item was found", Span(0, 0), hint=hint)
    for section in (below for top in plan.sections for below in top.walk()):
        _section_findings(notices, section)
    notices.numbering([(section.id, section.number) for section in plan.sections if section.numeral], "section")
    notices.numbering([(item.id, item.number) for item in plan.items], "item", restarts=_first_ids(plan))
    for item in plan.items:
        _text_findings(notices, item)
    for line, name in found.others:
        if name == "prose":
            text = line.span.of(reading.source.text)
            notices.add("BRI205", f"{_short(text)} stands under a heading, in no item", line.span)
    lost = reading.source.text.find("\ufffd")
    if lost >= 0:
        count = reading.source.text.count("\ufffd")
        notices.add(
            "BRI209", f"{count} × U+FFFD stands for lost characters", Span(lost, lost + 1), hint="get a better copy"
        )
    return sorted(notices.found, key=lambda finding: (finding.span or Span(0, 0), finding.code))


def _first_ids(plan: Plan) -> set[str]:
    """The ids of the items with which a section begins."""
    sections = (below for top in plan.sections for below in top.walk())
    return {section.items[0].id for section in sections if section.items}


def _section_findings(notices: "_Notices", section: Section) -> None:
    if not section.all_items():
        notices.about("BRI204", section.id, f"no items under {section.names.best()!r}")
    if not section.numeral:
        notices.about("BRI207", section.items[0].id, f"{len(section.items)} items stand under no heading")


def _text_findings(notices: "_Notices", item: WorkItem) -> None:
    text = item.text or ""
    if not text:
        notices.about("BRI208", item.id, f"item {item.number} has a number and nothing else")
    for place, quote in unpaired(text):
        notices.about("BRI206", item.id, f"{quote} has no partner", Span(place, place + 1))


def unpaired(text: str) -> Iterator[tuple[int, str]]:
    """The quotation marks of a clean text that open and never close, or close what is not open."""
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


def _short(text: str, most: int = 20) -> str:
    return text if len(text) <= most else text[:most] + "…"


class _Notices:
    """Findings as they are made, each with its place."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.markers = {node.id: node.marker for node in reading.nodes}
        self.found: list[Finding] = []

    def add(self, code: str, message: str, span: Span, *, path: str | None = None, hint: str | None = None) -> None:
        """A finding about a raw span."""
        where = self.reading.place(span)
        self.found.append(
            Finding(code=code, message=message, path=path, span=span, line=where.line, page=where.page, hint=hint)
        )

    def about(self, code: str, id: str, message: str, span: Span | None = None) -> None:
        """A finding about a node, or a span of its clean text."""
        if span is None:
            self.add(code, message, self.markers[id] or Span(0, 0), path=id)
        else:
            self.add(code, message, self.reading.locate(id, span).span, path=id)

    def numbering(self, numbered: Sequence[tuple[str, int]], kind: str, restarts: Iterable[str] = ()) -> None:
        """Gaps, repeats and turns in a run of numbers."""
        may_restart = set(restarts)
        for (_, before), (id, number) in pairwise([("", 0), *numbered]):
            if number == before + 1:
                continue
            if number == 1 and id in may_restart:
                self.about("BRI103", id, f"the {kind} numbers begin anew after {before}")
            elif number == before:
                self.about("BRI102", id, f"{kind} {number} follows {kind} {before}")
            elif number < before:
                self.about("BRI104", id, f"{kind} {number} follows {kind} {before}")
            else:
                missing = f"{before + 1}" if number == before + 2 else f"{before + 1} to {number - 1}"
                self.about("BRI101", id, f"{kind} {missing} missing before {kind} {number}")
