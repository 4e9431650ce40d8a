"""CSV: a data package of tables (Frictionless), as a zip file or a folder, for spreadsheets and for programs.

`datapackage.json` says what stands in each column, which rows belong together, how a cell without a value is written,
and whether cells are protected; so every package is read back exactly. A cell that a spreadsheet could take for a
formula stands behind an apostrophe, unless the caller wants the bare texts, and the files begin with a byte order mark,
without which spreadsheets take Chinese for something else.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, count
from os import PathLike, fspath
from pathlib import Path

from bri_macao._incoming import refused
from bri_macao.errors import BriMacaoError, SourceError
from bri_macao.findings import Finding, LoadError, Notice, warn
from bri_macao.formats import _cells
from bri_macao.formats._archives import pack, unpack
from bri_macao.formats._datapackage import DESCRIPTOR, Package, may_be_blank
from bri_macao.formats._files import replace
from bri_macao.formats._relations import (
    TABLES,
    Cell,
    Column,
    Row,
    Rows,
    Table,
    header_faults,
    one_of,
    plans_of,
    rows_of,
)
from bri_macao.model import Plan

__all__ = ["EXTRA", "LARGEST", "LOSSES", "dumps", "loads", "read_folder", "write_folder"]

LOSSES: tuple[str, ...] = ()
EXTRA: str | None = None

LARGEST = 200_000_000
"""How many bytes a package may have, packed and unpacked, unless the caller says otherwise: as JSON."""

MEMBERS = (DESCRIPTOR, *(f"{name}.csv" for name in TABLES))

BOM = "\ufeff"

_INTEGER = re.compile(r"-?[0-9]{1,19}")

# What Table Schema takes for true and false; spreadsheets write capitals.
_BOOLEANS = {
    "true": True,
    "True": True,
    "TRUE": True,
    "1": True,
    "false": False,
    "False": False,
    "FALSE": False,
    "0": False,
}


def dumps(plan: Plan, *, spreadsheet_safe: bool = True) -> bytes:
    """Write a plan as a zip file of CSV tables. `loads` gives the same plan back in both modes.

    Args:
        plan: the plan.
        spreadsheet_safe: put an apostrophe before what a spreadsheet could take for a formula, and a byte order mark
            before each table; False writes the bare texts, for programs that do not read the descriptor.

    Raises:
        DumpError: two things have one id, or a reference leads nowhere.

    >>> from bri_macao.plans import load_plan
    >>> loads(dumps(load_plan(2023))) == load_plan(2023)
    True
    """
    return pack(_written([plan], protected=spreadsheet_safe))


def loads(data: bytes | str, *, largest: int = LARGEST, lenient: bool = False, notice: Notice = warn) -> Plan:
    """Read a plan from a zip file of CSV tables.

    Columns and rows may come in any order, and columns in which no cell needs a value may be missing.

    Args:
        data: the zip file.
        largest: how many bytes it may have, and its members together when they are unpacked.
        lenient: keep columns that the model does not know, under `Plan.extra`, instead of refusing them.
        notice: hears of each value that was kept so; by default it is a Python warning.

    Raises:
        LoadError: every problem at once, each with its file, line and column.
    """
    members = unpack(data, MEMBERS, largest, name="a zip file of CSV tables")
    return one_of(_read(members, lenient=lenient, notice=notice), many="read_folder")


def write_folder(plans: Iterable[Plan], path: str | PathLike[str], *, spreadsheet_safe: bool = True) -> None:
    """Write any number of plans as one data package in a folder, which is made if need be.

    Args:
        plans: the plans, each with an id of its own.
        path: the folder; files of these names that are there are replaced.
        spreadsheet_safe: as for `dumps`.

    Raises:
        DumpError: two plans or two things have one id, or a reference leads nowhere.
        BriMacaoError: the folder cannot be written.
    """
    members = _written(plans, protected=spreadsheet_safe)
    folder = Path(fspath(path))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BriMacaoError(f"cannot write {str(folder)!r}: {error.strerror or error}") from error
    for name, data in members.items():
        replace(folder / name, data)


def read_folder(
    path: str | PathLike[str], *, largest: int = LARGEST, lenient: bool = False, notice: Notice = warn
) -> tuple[Plan, ...]:
    """Read the plans of a data package in a folder; files that are no part of it do not matter.

    Args:
        path: the folder, or `datapackage.json` in it.
        largest: how many bytes all files together may have.
        lenient: as for `loads`.
        notice: as for `loads`.

    Raises:
        SourceError: the folder cannot be opened.
        LoadError: every problem at once, each with its file, line and column.
    """
    folder = Path(fspath(path))
    folder = folder.parent if folder.name == DESCRIPTOR else folder
    members: dict[str, bytes] = {}
    left = largest
    try:
        for name in (DESCRIPTOR, *(name for name in MEMBERS[1:] if (folder / name).exists())):
            with (folder / name).open("rb") as file:
                members[name] = file.read(left + 1)
            left -= len(members[name])
            if left < 0:
                message, hint = f"the files have more than {largest} bytes", "if they are meant to, pass largest="
                raise refused("BRI411", message, path=name, hint=hint)
    except (OSError, ValueError) as error:
        raise SourceError(f"cannot open {str(folder)!r}: {getattr(error, 'strerror', None) or error}") from error
    return _read(members, lenient=lenient, notice=notice)


def _written(plans: Iterable[Plan], *, protected: bool) -> dict[str, bytes]:
    """The files of a package by name."""
    tables: dict[str, list[list[str | None]]] = {name: [] for name in TABLES}
    for rows in rows_of(plans):
        for name in TABLES:
            for row in rows[name]:
                tables[name].append([_text(cell, protected=protected) for cell in row.cells.values()])
    null = _null(tables)
    package = Package.of(protected=protected, null=null)
    members = {DESCRIPTOR: package.write()}
    for name, table in TABLES.items():
        head = [column.name for column in table.columns]
        cells = [[null if cell is None else cell for cell in row] for row in tables[name]]
        members[f"{name}.csv"] = (BOM * protected + _cells.write([head, *cells])).encode()
    return members


def _text(cell: Cell, *, protected: bool) -> str | None:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        return _cells.protect(cell) if protected else cell
    return None if cell is None else str(cell)


def _null(tables: Mapping[str, list[list[str | None]]]) -> str:
    """What is written for no value: nothing, if that can mean nothing else; or `\\N` as databases do, or longer."""
    taken: set[str] = set()
    for name, table in TABLES.items():
        for i, column in enumerate(table.columns):
            cells = {row[i] for row in tables[name]} - {None}
            # Where there has to be a value, nothing is a text without characters.
            taken |= {cell for cell in cells if cell is not None and (cell or column.null)}
    candidates = chain([""], ("\\" + "N" * length for length in count(1)))
    return next(null for null in candidates if null not in taken)


def _read(members: Mapping[str, bytes], *, lenient: bool, notice: Notice) -> tuple[Plan, ...]:
    missing = [name for name in MEMBERS if name not in members]
    if missing:
        hint = "each table is a file, also where it has no rows"
        raise LoadError(
            tuple(Finding(code="BRI413", path=name, message="the file is missing", hint=hint) for name in missing)
        )
    package = Package.read(members[DESCRIPTOR])
    findings: list[Finding] = []
    rows: Rows = {}
    for name, table in TABLES.items():
        try:
            rows[name] = list(_rows(table, members[f"{name}.csv"], package, lenient=lenient))
        except LoadError as error:
            findings.extend(error.findings)
    if findings:
        raise LoadError(tuple(findings))
    return plans_of(rows, lenient=lenient, notice=notice)


def _rows(table: Table, data: bytes, package: Package, *, lenient: bool) -> Iterator[Row]:
    """The rows of a file.

    Raises:
        LoadError: they are no rows of the table.
    """
    file = f"{table.name}.csv"
    try:
        text = data.decode("utf-8").removeprefix(BOM)
    except UnicodeDecodeError as error:
        message, hint = f"byte {error.start} is not UTF-8", "save it as “CSV UTF-8”"
        raise refused("BRI409", message, path=file, hint=hint) from error
    lines = _cells.parse(text, file)
    _, head = next(lines, (1, list[str]()))
    findings = header_faults(table, head, file, lenient=lenient)
    if findings:
        raise LoadError(tuple(findings))
    columns = [(name, table.by_name.get(name)) for name in head]
    for line, cells in lines:
        if len(cells) == len(head):
            values = zip(columns, cells, strict=True)
            yield Row({name: _value(column, cell, package, table) for (name, column), cell in values}, f"{file}:{line}")
        elif cells != [""]:
            message = f"{len(cells)} cells under {len(head)} columns"
            findings.append(Finding(code="BRI413", path=f"{file}:{line}", line=line, message=message))
    if findings:
        raise LoadError(tuple(findings))


def _value(column: Column | None, cell: str, package: Package, table: Table) -> Cell:
    """What a cell says; what it cannot say stays text, which is refused later with its place."""
    if column is not None and cell == "" and not column.null and may_be_blank(column):
        return ""
    if cell in package.nulls[table.name]:
        return None
    if column is not None and column.kind == "integer":
        return int(cell) if _INTEGER.fullmatch(cell) else cell
    if column is not None and column.kind in ("boolean", "presence"):
        return _BOOLEANS.get(cell, cell)
    return _cells.unprotect(cell) if package.protected else cell
