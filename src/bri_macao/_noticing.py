"""Noticing: what a reader of a freshly read document should look at, as findings."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from bri_macao._outline import Outline
from bri_macao.findings import Finding
from bri_macao.model import Plan, Section, WorkItem
from bri_macao.readings import Reading
from bri_macao.spans import Span

__all__ = ["notice"]

_FILE_NAME = re.compile(r"[^\n]{1,255}\.(?:txt|pdf|docx?|html?|md)", re.IGNORECASE)


def notice(reading: Reading, found: Outline) -> list[Finding]:
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
    for siblings in (plan.sections, *(below.sections for top in plan.sections for below in top.walk())):
        notices.numbering([(section.id, section.number) for section in siblings if section.numeral], "section")
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
