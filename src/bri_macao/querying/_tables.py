"""Tables: rows of text that a query gives."""

import attrs

from bri_macao.model._html import page, row, tagged
from bri_macao.text import width

__all__ = ["Table"]


@attrs.frozen
class Table:
    """Rows of text under columns: print it, show it in a notebook, or hand `records()` to a data frame.

    Attributes:
        columns: the names of the columns.
        rows: the rows; each has as many cells as there are columns.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def records(self) -> list[dict[str, str]]:
        """A dictionary for each row."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def __len__(self) -> int:
        return len(self.rows)

    def __str__(self) -> str:
        """Aligned columns, a Chinese character two wide; long cells are cut, `records()` has the whole of them."""
        rows = [tuple(map(_cut, row)) for row in (self.columns, *self.rows)]
        widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
        rows.insert(1, tuple("-" * wide for wide in widths))
        lines = (
            "  ".join(cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True)) for row in rows
        )
        return "\n".join(line.rstrip() for line in lines)

    def _repr_html_(self) -> str:
        head = page("tr", *(page("th", tagged(column, "en")) for column in self.columns))
        return page("table", head, *(row(*map(tagged, cells)) for cells in self.rows))


def _cut(cell: str, most: int = 36) -> str:
    """A cell that is no wider than a table has room for."""
    if width(cell) <= most:
        return cell
    while width(cell) >= most:
        cell = cell[: -1 - (width(cell) - most) // 2]
    return cell + "…"
