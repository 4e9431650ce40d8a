"""Tables on a terminal: through rich where it is installed and somebody is looking, else in plain aligned text.

The rows are the same either way.
"""

import os
import sys
from typing import NamedTuple, TextIO

from bri_macao.text.excerpts import width

__all__ = ["Listing", "write"]


class Listing(NamedTuple):
    """Two heads and rows of two cells; a row may have a third, a text that is shown under the second.

    `headings` are the indices of the rows that head those below them.
    """

    heads: tuple[str, str]
    rows: tuple[tuple[str, ...], ...]
    headings: frozenset[int] = frozenset()


def write(table: Listing, file: TextIO) -> None:
    """Write the table to a file or a terminal."""
    if file.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb":
        try:
            _write_rich(table, file)
        except ImportError:
            pass
        else:
            return
    _write_plain(table, file)


def _write_plain(table: Listing, file: TextIO) -> None:
    left = max(width(first) for first, *_ in (table.heads, *table.rows))
    print(f"{table.heads[0]}{' ' * (left - width(table.heads[0]))}  {table.heads[1]}", file=file)
    for i, (first, second, *more) in enumerate(table.rows):
        if i in table.headings:
            print(file=file)
        print(f"{first}{' ' * (left - width(first))}  {second}", file=file)
        for text in more:
            if text:
                print(f"{' ' * left}  {text}", file=file)


def _write_rich(table: Listing, file: TextIO) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Column
    from rich.table import Table as RichTable
    from rich.text import Text

    console = Console(file=file)
    drawn = RichTable(*map(Column, map(Text, table.heads)), box=box.SIMPLE_HEAD, pad_edge=False)
    for i, (first, second, *more) in enumerate(table.rows):
        if i in table.headings and i:
            drawn.add_section()
        body = Text(second)
        for text in more:
            if text:
                body.append(f"\n{text}", style="dim")
        drawn.add_row(Text(first), body, style="bold" if i in table.headings else None)
    console.print(drawn)
    sys.stdout.flush()
