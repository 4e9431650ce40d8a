"""Reading: from a document to a plan, with everything that was repaired, left over or doubtful beside it (floor 6).

`read` never raises on text: what does not fit is a finding. `parse` is for callers who want a plan or an error.
"""

from functools import cache
from operator import attrgetter
from os import PathLike

import attrs

from bri_macao.actions import with_actions
from bri_macao.findings import ParseError
from bri_macao.mentions import Linker
from bri_macao.model import Plan
from bri_macao.outlining import read_outline
from bri_macao.plans import load_registry
from bri_macao.readings import Reading
from bri_macao.registry import Registry
from bri_macao.text import LARGEST, Source
from bri_macao.validation import OF_DOCUMENTS, Subject
from bri_macao.validation._engine import run
from bri_macao.validation._shape import shape

__all__ = ["parse", "read"]


def read(
    document: str | bytes | PathLike[str] | Source,
    *,
    encoding: str | None = None,
    registry: Registry | None = None,
    largest: int = LARGEST,
) -> Reading:
    """Read a document as a plan. Never raises on text: what does not fit is a finding.

    Args:
        document: a `str` is text, a path-like is a file (`.pdf` with the extra `pdf`), `bytes` are undecoded.
        encoding: the encoding of a file or of bytes that are neither UTF-8 nor marked as UTF-16.
        registry: the partners and mechanisms that are known; by default those of `load_registry()`. A name by its form
            that is not among them becomes a provisional entity with a finding (`BRI501`).
        largest: how many code points the document may have. Time and memory grow with it in proportion: reading takes
            150 to 300 bytes of memory for each, and at most about 550 where every character wants a repair.

    Raises:
        SourceError: the file cannot be opened or decoded, or is larger than allowed.

    >>> reading = read("2031年重点工作\\n一、金融\\n1.与葡语国家办好论\\n坛。\\n2.设立“蓝色基金”。")
    >>> reading.plan, [item.text for item in reading.plan.items]
    (<Plan 2031: 1 sections, 2 items>, ['与葡语国家办好论坛。', '设立“蓝色基金”。'])
    >>> reading.plan.item(1).mentions
    (<Mention partner:portuguese-speaking-countries '葡语国家' 1:5>,)
    >>> reading.plan.item(2).actions[0].aspect
    'start'
    >>> print(reading.findings[0])
    warning BRI501 at 2031/2, line 5, page 1: '蓝色基金' is not in the registry (add it, or correct the text)
    >>> from bri_macao.spans import Span
    >>> reading.locate(1, Span(6, 9))
    Location(span=Span(start=23, end=27), line=3, page=1)
    """
    outlined = read_outline(document, encoding=encoding, largest=largest)
    linker = _bundled() if registry is None else Linker(registry)
    reading = attrs.evolve(outlined, plan=with_actions(linker.link(outlined.plan)))
    # What is made here has the shape of a plan; a caller's registry may bring anything.
    misshapen = () if registry is None else shape(reading.plan)
    found = misshapen or run(Subject(reading.plan, reading, linker.registry), OF_DOCUMENTS)
    findings = [*outlined.findings, *found]
    findings.sort(key=attrgetter("span", "code"))
    return attrs.evolve(reading, findings=tuple(findings))


def parse(
    document: str | bytes | PathLike[str] | Source,
    *,
    encoding: str | None = None,
    registry: Registry | None = None,
    largest: int = LARGEST,
) -> Plan:
    """Read a document as a plan, or fail. The arguments are those of `read`.

    Raises:
        ParseError: the document cannot be read as a plan; it says where, with an excerpt.
        SourceError: the file cannot be opened or decoded, or is larger than allowed.
    """
    reading = read(document, encoding=encoding, registry=registry, largest=largest)
    if any(finding.severity == "error" for finding in reading.findings):
        raise ParseError(reading.findings, reading.source)
    return reading.plan


@cache
def _bundled() -> Linker:
    return Linker(load_registry())
