"""Reading: from a document to a plan, with everything that was repaired, left over or doubtful beside it.

`read` never raises on text: what does not fit is a finding. `parse` is for callers who want a plan or an error.
"""

from os import PathLike

import attrs

from bri_macao._building import Builder
from bri_macao._layout import lay_out
from bri_macao._noticing import notice
from bri_macao._outline import outline
from bri_macao.findings import ParseError
from bri_macao.model import Plan
from bri_macao.readings import Furniture, Reading
from bri_macao.text import Source, fold

__all__ = ["parse", "read"]


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
    >>> from bri_macao.spans import Span
    >>> reading.locate(1, Span(2, 4))
    Location(span=Span(start=19, end=22), line=3, page=1)
    """
    source = Source.of(document, encoding=encoding)
    folded = fold(source.text)
    layout = lay_out(folded)
    found = outline(folded, layout)
    build = Builder(source, folded, found)
    nodes = tuple(build.nodes)
    furniture = [Furniture(span, name) for span, name in layout.furniture]
    furniture += [Furniture(line.span, name) for line, name in found.others]
    furniture.sort(key=lambda piece: piece.span)
    reading = Reading(build.plan, source, (), nodes, tuple(furniture), layout.pages or (0,))
    return attrs.evolve(reading, findings=tuple(notice(reading, found)))


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
