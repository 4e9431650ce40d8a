"""The database of the sqlite backend: its SQL, made from the tables, and the guard under which one is read.

Every name in the SQL is one of `TABLES`.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from bri_macao._incoming import refused
from bri_macao.errors import DumpError
from bri_macao.findings import Finding, LoadError
from bri_macao.formats._relations import TABLES, Cell, Column, Row, Rows, Table, header_faults
from bri_macao.model import SCHEMA_VERSION
from bri_macao.text import fold

__all__ = ["SEARCH", "can_be_searched", "create", "fill", "read"]

SEARCH = "search"
"""The full-text table: every name, statement and alias, with its key as `text.fold` makes it."""

APPLICATION = int.from_bytes(b"BRIM", "big")

_SEARCH_SQL = f"""CREATE VIRTUAL TABLE {SEARCH} USING fts5(
  plan UNINDEXED, owner UNINDEXED, owner_id UNINDEXED, language UNINDEXED, text UNINDEXED, folded,
  tokenize = 'trigram case_sensitive 1'
)"""

_SHADOWS = frozenset(f"{SEARCH}_{part}" for part in ("config", "content", "data", "docsize", "idx"))

_BOOLEAN = ("boolean", "presence")


def _table_sql(table: Table) -> str:
    """The statement that makes a table.

    References are looked at when all is written: a plan refers to a mechanism, which belongs to the plan.
    """
    lines = [_column_sql(column) for column in table.columns]
    lines += [f"PRIMARY KEY ({', '.join(table.key)})"]
    if table.siblings != table.key:
        lines += [f"UNIQUE ({', '.join(table.siblings)})"]
    choice = [f"({column.name} IS NOT NULL)" for column in table.columns if column.when]
    if choice:
        lines += [f"CHECK ({' + '.join(choice)} = 1)"]
    for column in table.columns:
        if column.refers is not None:
            own = column.name if column.name == "plan" else f"{table.plan}, {column.name}"
            target = TABLES[column.refers].key
            lines += [
                f"FOREIGN KEY ({own}) REFERENCES {column.refers} ({', '.join(target)}) DEFERRABLE INITIALLY DEFERRED"
            ]
    body = ",\n  ".join(lines)
    return f"CREATE TABLE {table.name} (\n  {body}\n) STRICT"


def _column_sql(column: Column) -> str:
    whole = column.kind == "integer" or column.kind in _BOOLEAN
    values = ("0", "1") if column.kind in _BOOLEAN else tuple(f"'{value}'" for value in column.values)
    check = f" CHECK ({column.name} IN ({', '.join(values)}))" if values else ""
    return f"{column.name} {'INTEGER' if whole else 'TEXT'}{'' if column.null else ' NOT NULL'}{check}"


def create(database: sqlite3.Connection) -> None:
    """Make the tables in an empty database.

    Raises:
        DumpError: this SQLite cannot.
    """
    try:
        database.execute(f"PRAGMA application_id = {APPLICATION}")
        database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        database.execute("PRAGMA foreign_keys = ON")
        for table in TABLES.values():
            database.execute(_table_sql(table))
        database.execute(_SEARCH_SQL)
    except sqlite3.OperationalError as error:
        needed = "SQLite 3.37 or newer with FTS5"
        message = f"writing SQLite needs {needed}; this Python has {sqlite3.sqlite_version}: {error}"
        raise DumpError(message) from error


def fill(database: sqlite3.Connection, rows: Rows) -> None:
    """Add rows to the tables, and what can be searched for in them to the full-text table."""
    for name, table in TABLES.items():
        marks = ", ".join("?" * len(table.columns))
        sql = f"INSERT INTO {name} VALUES ({marks})"  # noqa: S608
        database.executemany(sql, (tuple(row.cells.values()) for row in rows[name]))
    database.executemany(f"INSERT INTO {SEARCH} VALUES (?, ?, ?, ?, ?, ?)", _texts(rows))  # noqa: S608


def _texts(rows: Rows) -> Iterator[tuple[Cell, ...]]:
    for name, column in (("names", "text"), ("aliases", "alias")):
        for row in rows[name]:
            text = str(row.cells[column])
            yield (*(row.cells.get(cell) for cell in ("plan", "owner", "owner_id", "language")), text, fold(text))


def can_be_searched(database: sqlite3.Connection) -> bool:
    """Whether the full-text table is there, and it and what it is kept in are no views of somebody's making."""
    schema = database.execute("SELECT name, type, sql FROM sqlite_schema").fetchall()
    kinds = {kind for name, kind, _ in schema if name in _SHADOWS}
    return (SEARCH, "table", _SEARCH_SQL) in schema and kinds == {"table"}


def read(data: bytes, *, lenient: bool) -> Rows:
    """The rows of a database that somebody wrote.

    Raises:
        LoadError: it is none, is damaged, or has other tables or columns.
    """
    if not data.startswith(b"SQLite format 3\0"):
        raise refused("BRI412", "it is no SQLite database")
    if data[18:20] == b"\2\2":
        message, hint = (
            "it is in WAL mode, and half of it may be elsewhere",
            "PRAGMA journal_mode = DELETE makes it one file",
        )
        raise refused("BRI413", message, hint=hint)
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(data)
            _guard(database)
            # Looking for damage computes columns that are computed, so there have to be none.
            if findings := tuple(_schema_faults(database, lenient=lenient)) or tuple(_damage(database)):
                raise LoadError(findings)
            return {name: list(_rows(database, table)) for name, table in TABLES.items()}
    except sqlite3.Error as error:
        message = f"it is no sound SQLite database: {error}"
        raise refused("BRI412", message) from error


def _guard(database: sqlite3.Connection) -> None:
    """Let nothing of a database run: no function, no recursion, no virtual table, and nothing be written."""
    for setting in ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON", "ignore_check_constraints = ON"):
        database.execute(f"PRAGMA {setting}")
    allowed = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_PRAGMA)
    database.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in allowed else sqlite3.SQLITE_DENY)


def _schema_faults(database: sqlite3.Connection, *, lenient: bool) -> Iterator[Finding]:
    """What is wrong with a database before anybody looks at its rows."""
    ((version,),) = database.execute("PRAGMA user_version")
    if version != SCHEMA_VERSION:
        message = f"version {version} of the data model; this library reads {SCHEMA_VERSION}"
        yield Finding(code="BRI410", path="PRAGMA user_version", message=message, hint="upgrade bri-macao")
    real = set()
    for kind, name, sql in database.execute("SELECT type, name, sql FROM sqlite_schema"):
        if name in TABLES and kind == "table" and not str(sql).upper().startswith("CREATE VIRTUAL"):
            real.add(name)
        elif name in TABLES or kind in ("view", "trigger"):
            message, hint = "a view, a trigger or a table of other software's making", "no plan has need of it: drop it"
            yield Finding(code="BRI414", path=name, message=message, hint=hint)
        elif kind == "table" and name != SEARCH and name not in _SHADOWS and not name.startswith("sqlite_"):
            yield Finding(code="BRI403", path=name, message="no such table belongs here", hint="move it elsewhere")
    for name, table in TABLES.items():
        if name not in real:
            yield Finding(code="BRI413", path=name, message="the table is missing")
            continue
        columns = database.execute(f"PRAGMA table_xinfo({name})").fetchall()
        yield from header_faults(table, [column[1] for column in columns], name, lenient=lenient)
        for _, column, *_, hidden in columns:
            if hidden:
                message, hint = "a column that is computed", "store its values"
                yield Finding(code="BRI414", path=f"{name}:{column}", message=message, hint=hint)


def _damage(database: sqlite3.Connection) -> Iterator[Finding]:
    for name in TABLES:
        for (problem,) in database.execute(f"PRAGMA quick_check({name})"):
            if problem != "ok":
                yield Finding(code="BRI412", path=name, message=f"the table is damaged: {problem}")


def _rows(database: sqlite3.Connection, table: Table) -> Iterator[Row]:
    cursor = database.execute(f"SELECT * FROM {table.name}")  # noqa: S608
    names = [name for name, *_ in cursor.description]
    booleans = [name for name in names if name in table.by_name and table.by_name[name].kind in _BOOLEAN]
    for number, cells in enumerate(cursor, 1):
        row: dict[str, Cell] = dict(zip(names, cells, strict=True))
        for name in booleans:
            row[name] = bool(row[name]) if row[name] in (0, 1) else row[name]
        yield Row(row, f"{table.name}:{number}")
