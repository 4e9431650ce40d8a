"""Tables and their cells, as nodes of a page."""

from collections.abc import Iterable, Sequence

from docutils import nodes

__all__ = ["literals", "table"]


def table(widths: Sequence[int], rows: Iterable[Iterable[nodes.Node]], *, head: Sequence[str] = ()) -> nodes.table:
    """A table; `widths` are shares of the whole."""
    group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in widths), cols=len(widths))
    if head:
        group += nodes.thead("", _row(nodes.Text(title) for title in head))
    group += nodes.tbody("", *map(_row, rows))
    return nodes.table("", group)


def literals(texts: Iterable[str]) -> nodes.inline:
    """The texts as code, one after the other."""
    inline = nodes.inline()
    for n, text in enumerate(texts):
        inline += nodes.Text(", " if n else "")
        inline += nodes.literal(text=text)
    return inline


def _row(cells: Iterable[nodes.Node]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", cell)) for cell in cells))
