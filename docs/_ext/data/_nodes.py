"""Lines and blocks of documents as nodes of Sphinx; a link leads to the page of what it names."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from docutils import nodes
from sphinx.addnodes import pending_xref

from _ext.data._subjects import by_anchor
from bri_macao.pages import Line, Points, Run

__all__ = ["Group", "facts", "paragraph", "points", "table", "title"]

Group: TypeAlias = tuple[Line, Iterable[Iterable[Line]]]
"""The name of some rows, empty where they need none, and the cells of each."""


def title(line: Line, language: str) -> nodes.title:
    """A title; here as below, what is in another language than the page says so."""
    return nodes.title("", "", *_runs(line, language))


def paragraph(line: Line, language: str) -> nodes.paragraph:
    """A paragraph."""
    return nodes.paragraph("", "", *_runs(line, language))


def _runs(line: Line, language: str) -> list[nodes.Node]:
    return [_run(run, language) for run in line]


def _run(run: Run, language: str) -> nodes.Node:
    classes = ["faint"] * run.faint
    if run.language not in ("", language):
        classes.append(f"language-{run.language}")  # docutils writes it as the attribute `lang`
    text = nodes.inline(text=run.text, classes=classes) if classes or run.to else nodes.Text(run.text)
    if run.to is None:
        return text
    subject = by_anchor()[run.to]
    target = {"refdomain": "bri", "reftype": subject.kind, "reftarget": subject.id}
    return pending_xref("", text, **target, refexplicit=True, refwarn=True)


def facts(pairs: Iterable[tuple[Line, nodes.paragraph]], language: str) -> nodes.table:
    """Labels, and what is to be said under each: a table whose first column heads its rows."""
    rows = ([paragraph(label, language), body] for label, body in pairs)
    return _table((20, 80), (), map(_row, rows), stub=True)


def points(points: Points, language: str) -> nodes.bullet_list:
    """A list; the marker of each point comes first."""
    lines = ((Run(f"{marker} ", faint=True), *line) for marker, line in points.points)
    return nodes.bullet_list("", *(nodes.list_item("", paragraph(line, language)) for line in lines))


def table(widths: Sequence[int], head: Iterable[Line], groups: Iterable[Group], language: str) -> nodes.table:
    """A table; `widths` are hundredths of the whole. The name of a group stands in a row above its rows."""

    def row(cells: Iterable[Line]) -> nodes.row:
        return _row(paragraph(cell, language) for cell in cells)

    def rows() -> Iterator[nodes.row]:
        for name, members in groups:
            if name:
                text = nodes.paragraph("", "", nodes.strong("", "", *_runs(name, language)))
                yield nodes.row("", nodes.entry("", text, morecols=len(widths) - 1))
            yield from map(row, members)

    return _table(widths, (row(head),), rows())


def _table(
    widths: Sequence[int], head: Iterable[nodes.row], rows: Iterable[nodes.row], *, stub: bool = False
) -> nodes.table:
    columns = [nodes.colspec(colwidth=width) for width in widths]
    if stub:
        columns[0]["stub"] = 1
    group = nodes.tgroup("", *columns, cols=len(widths))
    if heads := list(head):
        group += nodes.thead("", *heads)
    group += nodes.tbody("", *rows)
    # Names are shown as they are, with the quotation marks that they have.
    return nodes.table("", group, classes=["colwidths-given"], width="100%", support_smartquotes=False)


def _row(cells: Iterable[nodes.paragraph]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", cell) for cell in cells))
