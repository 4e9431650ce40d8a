"""Outlining: from a document to its sections and items with their text, and what was repaired or left over (floor 2).

Whom and what the items name is for `bri_macao.parsing`, which stands above the registry.
"""

from os import PathLike

import attrs

from bri_macao._building import Builder
from bri_macao._layout import lay_out
from bri_macao._noticing import notice
from bri_macao._outline import outline
from bri_macao.readings import Furniture, Reading
from bri_macao.text import LARGEST, Source, fold

__all__ = ["read_outline"]


def read_outline(
    document: str | bytes | PathLike[str] | Source, *, encoding: str | None = None, largest: int = LARGEST
) -> Reading:
    """Read a document as a plan without actions, partners or mechanisms. Never raises on text.

    Args:
        document: a `str` is text, a path-like is a file (`.pdf` with the extra `pdf`), `bytes` are undecoded.
        encoding: the encoding of a file or of bytes that are neither UTF-8 nor marked as UTF-16.
        largest: how many code points the document may have.

    Raises:
        SourceError: the file cannot be opened or decoded, or is larger than allowed.

    >>> reading = read_outline("2031年重点工作\\n一、金融\\n1.办好论\\n坛。\\n2.设立基金。")
    >>> reading.plan, [item.text for item in reading.plan.items]
    (<Plan 2031: 1 sections, 2 items>, ['办好论坛。', '设立基金。'])
    """
    source = Source.of(document, encoding=encoding, largest=largest)
    folded = fold(source.text)
    layout = lay_out(source.text, folded)
    found = outline(folded, layout)
    build = Builder(source, folded, found)
    nodes = tuple(build.nodes)
    furniture = [Furniture(span, name) for span, name in layout.furniture]
    furniture += [Furniture(line.span, name) for line, name in found.others]
    furniture.sort(key=lambda piece: piece.span)
    reading = Reading(build.plan, source, (), nodes, tuple(furniture), layout.pages or (0,))
    return attrs.evolve(reading, findings=tuple(notice(reading, found)))
