"""SQLite: one file with a table for each kind of thing, keys and references that hold, and full-text search.

Plain SQL is enough: `SELECT * FROM search WHERE folded MATCH '人民币'` finds names, statements and aliases in all
languages. The column `folded` is what `bri_macao.text.fold` makes of the text, Simplified and in lower case; words of
one or two characters, such as 巴西, are found by `folded LIKE '%巴西%'`, and `search` knows all of that.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from os import PathLike, fspath
from pathlib import Path
from typing import NamedTuple

from bri_macao._incoming import as_bytes, opened
from bri_macao.errors import SourceError
from bri_macao.findings import Notice, warn
from bri_macao.formats import _database
from bri_macao.formats._files import replace
from bri_macao.formats._relations import one_of, plans_of, rows_of
from bri_macao.model import Plan
from bri_macao.text import fold

__all__ = ["EXTRA", "Hit", "LARGEST", "LOSSES", "dumps", "loads", "read", "search", "write"]  # noqa: RUF022 (as `sorted`)

LOSSES: tuple[str, ...] = ()
EXTRA: str | None = None

LARGEST = 200_000_000
"""How many bytes a database may have, unless the caller says otherwise: some hundreds of annotated plans."""


class Hit(NamedTuple):
    """A text that was searched for and found.

    Attributes:
        plan: the id of the plan.
        owner: the table of what is called so: `actions` where the text is a statement.
        owner_id: its id.
        language: the BCP 47 tag of the text; None for an alias.
        text: the text.
    """

    plan: str
    owner: str
    owner_id: str
    language: str | None
    text: str


def dumps(plan: Plan) -> bytes:
    """Write a plan as a SQLite database.

    Raises:
        DumpError: two things have one id, or a reference leads nowhere; or this SQLite has no full-text search.

    >>> from bri_macao.plans import load_plan
    >>> loads(dumps(load_plan(2023))) == load_plan(2023)
    True
    """
    return _written([plan])


def loads(data: bytes | str, *, largest: int = LARGEST, lenient: bool = False, notice: Notice = warn) -> Plan:
    """Read a plan from a SQLite database. Nothing that somebody put into the database is run.

    Args:
        data: the database.
        largest: how many bytes it may have.
        lenient: keep columns that the model does not know, under `Plan.extra`, instead of refusing them.
        notice: hears of each value that was kept so; by default it is a Python warning.

    Raises:
        LoadError: every problem at once, each with its table, row and column.
    """
    return one_of(_read(data, largest, lenient=lenient, notice=notice), many="sqlite.read")


def write(plans: Iterable[Plan], path: str | PathLike[str]) -> None:
    """Write any number of plans to one database file, whole or not at all.

    Args:
        plans: the plans, each with an id of its own.
        path: where; a file that is there is replaced.

    Raises:
        DumpError: as for `dumps`, or two plans have one id.
        BriMacaoError: the file cannot be written.
    """
    replace(Path(fspath(path)), _written(plans))


def read(
    path: str | PathLike[str], *, largest: int = LARGEST, lenient: bool = False, notice: Notice = warn
) -> tuple[Plan, ...]:
    """Read the plans of a database file.

    Args:
        path: where it is.
        largest: how many bytes it may have.
        lenient: as for `loads`.
        notice: as for `loads`.

    Raises:
        SourceError: the file cannot be opened.
        LoadError: every problem at once, each with its table, row and column.
    """
    return _read(opened(path, largest), largest, lenient=lenient, notice=notice)


def search(database: str | PathLike[str] | sqlite3.Connection, words: str) -> tuple[Hit, ...]:
    """Find names, statements and aliases by a part of them, in any of the languages.

    Args:
        database: a file that `write` or `dumps` made, or an open connection to one.
        words: the part, in either script of Chinese and any case.

    Returns:
        What was found, in the order of the database.

    Raises:
        SourceError: the file cannot be opened, or is none that can be searched.

    >>> from bri_macao.plans import load_plan
    >>> connection = sqlite3.connect(":memory:")
    >>> connection.deserialize(dumps(load_plan(2023)))
    >>> [hit.owner_id for hit in search(connection, "巴西") if hit.owner == "partners" and hit.language == "zh-Hant"]
    ['br']
    >>> connection.close()
    """
    try:
        if isinstance(database, sqlite3.Connection):
            return _found(database, words)
        with closing(sqlite3.connect(f"{Path(fspath(database)).absolute().as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            return _found(connection, words)
    except (sqlite3.Error, ValueError) as error:
        raise SourceError(f"cannot search {str(database)!r}: {error}") from error


def _found(database: sqlite3.Connection, words: str) -> tuple[Hit, ...]:
    if not _database.can_be_searched(database):
        raise SourceError(f"there is no full-text table {_database.SEARCH!r} as `write` makes it; write the plans anew")
    key = fold(words)
    if not key:
        return ()
    # The full-text index knows texts by three characters in a row, and ends a query at a NUL.
    if len(key) >= 3 and "\0" not in key:
        condition, wanted = f"{_database.SEARCH} MATCH ?", '"' + key.replace('"', '""') + '"'
    else:
        condition, wanted = "instr(folded, ?)", key
    sql = f"SELECT plan, owner, owner_id, language, text FROM {_database.SEARCH} WHERE {condition} ORDER BY rowid"  # noqa: S608
    return tuple(map(Hit._make, database.execute(sql, (wanted,))))


def _written(plans: Iterable[Plan]) -> bytes:
    with closing(sqlite3.connect(":memory:")) as database:
        _database.create(database)
        with database:
            for rows in rows_of(plans):
                _database.fill(database, rows)
        return database.serialize()


def _read(data: bytes | str, largest: int, *, lenient: bool, notice: Notice) -> tuple[Plan, ...]:
    raw = as_bytes(data, largest, name="a SQLite database", text=False)
    return plans_of(_database.read(raw, lenient=lenient), lenient=lenient, notice=notice)
