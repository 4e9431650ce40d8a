"""Building: from an outline to a plan and the nodes that tie it to the raw text."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bri_macao import _grammar
from bri_macao._layout import Line
from bri_macao._outline import ItemNode, Outline, SectionNode
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
from bri_macao.readings import Node
from bri_macao.spans import Span
from bri_macao.text import KeyText, Passage, Source, clean, fold, script_of

__all__ = ["Builder"]


class Builder:
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
        """The clean text of some lines, and the way back."""
        return clean(self.raw, [line.span for line in lines], [line.gap_end for line in lines])

    def names(self, text: str) -> Names:
        """A name as the document writes it, or none."""
        return Names((Name(self.language, text, "attested"),)) if text else Names()

    def period(self, title: str, found: Outline) -> Period | None:
        """The years of the plan: those of its title, else those that stand before the first heading."""
        last = found.sections[0].marker.start if found.sections and found.sections[0].marker else len(self.folded)
        before = (
            self.folded[line.start : line.end]
            for line, name in found.others
            if name in ("preamble", "date") and line.start < last
        )
        named = (_grammar.period_of(text, bare=False) for text in before)
        return _grammar.period_of(fold(title)) or next(filter(None, named), None)

    def unique(self, id: str) -> str:
        """The id, with a count behind it where it was given before: `s1`, `s1-2`."""
        self.taken[id] += 1
        return id if self.taken[id] == 1 else f"{id}-{self.taken[id]}"

    def section(self, node: SectionNode, parent: str) -> Section:
        """A section with all that is in it; `parent` is the path of the section around it."""
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
        """An item; where numbers begin anew its id names the section."""
        marker = node.marker
        stem = f"{self.id}/{path}" if self.restarts else self.id
        id = ItemId(self.unique(f"{stem}/{marker.number}"))
        passage = self.clean(node.lines)
        self.nodes.append(Node(id, "text", Span(marker.start, marker.end), passage))
        return WorkItem(
            id=id,
            number=marker.number,
            numeral=self.raw[marker.numeral_start : marker.numeral_end],
            fingerprint=Fingerprint.of(passage.text),
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
