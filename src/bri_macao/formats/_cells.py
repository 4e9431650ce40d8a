"""Cells: text as CSV (RFC 4180), and text that no spreadsheet takes for a formula.

The standard library's reader has one limit on the size of a cell for the whole process, and is lenient about quotes.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from bri_macao._incoming import refused

__all__ = ["parse", "protect", "unprotect", "write"]

# Up to the separator: a quoted cell with its quotes doubled, or one without any. The quantifiers give nothing back, so
# that a quote which is never closed costs one look and not one for each character.
_CELL = re.compile(r'(?:"([^"]*+(?:""[^"]*+)*+)"|([^",\r\n]*+))(,|\r\n|\r|\n|\Z)')

# What spreadsheets begin a formula with, also in full width, which East Asian ones take as well; white space before it
# is skipped by some. An apostrophe is what says "text" to them, so what begins with one gets another.
_DANGEROUS = re.compile(r"[=+\-@＝＋－＠\t\r\n']|\s+[=+\-@＝＋－＠]")


def protect(text: str) -> str:
    """The text behind an apostrophe, if a spreadsheet could take it for a formula.

    >>> protect("=1+1"), protect("'s"), protect("中葡论坛")
    ("'=1+1", "''s", '中葡论坛')
    """
    return f"'{text}" if _DANGEROUS.match(text) else text


def unprotect(text: str) -> str:
    """The text that `protect` was given."""
    return text.removeprefix("'")


def write(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV: commas, quotes where they are needed, and the line ends of RFC 4180."""
    file = StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerows(rows)
    return file.getvalue()


def parse(text: str, place: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file, each with the line that it begins on.

    Raises:
        LoadError: quotes do not pair.
    """
    at, line, row, begun = 0, 1, list[str](), 1
    while at < len(text):
        found = _CELL.match(text, at)
        if found is None:
            message = "a quotation mark stands inside a cell, or one is not closed"
            hint = (
                'a cell with a quotation mark is written in quotation marks, and the mark twice: "so ""called"" names"'
            )
            raise refused("BRI412", message, path=f"{place}:{line}", line=line, hint=hint)
        quoted, plain, end = found.groups()
        row.append(plain if quoted is None else quoted.replace('""', '"'))
        line += _lines(found[0])
        at = found.end()
        if end != ",":
            yield begun, row
            row, begun = [], line
        elif at == len(text):
            yield begun, [*row, ""]


def _lines(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")
