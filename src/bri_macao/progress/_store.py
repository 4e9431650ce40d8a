"""The store: logs of progress in one SQLite file, for many processes at once; it keeps updates and changes none."""

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, Self

import attrs
import msgspec

from bri_macao.errors import BriMacaoError
from bri_macao.model import Plan, PlanId
from bri_macao.progress._checking import RefusedUpdate, check
from bri_macao.progress._logs import Log
from bri_macao.progress._updates import Update, line

__all__ = ["ProgressStore", "StoreError"]

APPLICATION = int.from_bytes(b"BRIM")
"""What the header of the file says that it belongs to (SQLite's application_id)."""

VERSION = 1
"""The version of the tables below (SQLite's user_version)."""

# The line is the record; what stands beside it is there to find it by. SQLite itself refuses to change or delete one:
# also by REPLACE, which deletes without asking the trigger for deletions.
_TABLES = (
    """CREATE TABLE progress (
    sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, plan TEXT NOT NULL, subject TEXT NOT NULL, line TEXT NOT NULL
)""",
    "CREATE INDEX progress_by_subject ON progress (subject)",
    "CREATE INDEX progress_by_plan ON progress (plan)",
    """CREATE TRIGGER progress_is_never_changed BEFORE UPDATE ON progress
BEGIN SELECT RAISE(ABORT, 'an update is never changed; write another that supersedes it'); END""",
    """CREATE TRIGGER progress_is_never_deleted BEFORE DELETE ON progress
BEGIN SELECT RAISE(ABORT, 'an update is never deleted; write another that supersedes it'); END""",
    """CREATE TRIGGER progress_is_never_replaced BEFORE INSERT ON progress
WHEN EXISTS (SELECT 1 FROM progress WHERE id = NEW.id OR sequence = NEW.sequence)
BEGIN SELECT RAISE(ABORT, 'an update is never replaced; write another that supersedes it'); END""",
)

_DECODER = msgspec.json.Decoder(Update)


class StoreError(BriMacaoError):
    """A file is no store of progress, is damaged, or cannot be reached."""


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


class ProgressStore:
    """The logs of any number of plans, in one file.

    Many threads and processes may use one file at a time; whoever writes waits for the others. When `append` or
    `extend` has returned, what it recorded is on the disk, and stays there if the process is killed or the power
    fails. A store that was opened before a fork may be used on both sides of it.

    Args:
        path: the file; it is made where there is none.
        clock: gives the time that is recorded with an update that has none, in UTC.
        patience: seconds to wait for others who are writing.

    Raises:
        StoreError: the file is something else, of a later version or damaged, or the place cannot be written.

    >>> from datetime import date
    >>> from tempfile import TemporaryDirectory
    >>> from bri_macao.plans import load_plan
    >>> plan = load_plan(2023)
    >>> done = Update(subject="2023/7.4", status="done", as_of=date(2023, 11, 30), who="desk")
    >>> with TemporaryDirectory() as place, ProgressStore(f"{place}/progress.db") as store:
    ...     _ = store.append(plan, done)
    ...     _ = store.append(plan, done)  # the same again is nothing new
    ...     store.log(plan.id)
    <Log 2023: 1 updates>
    """

    def __init__(
        self, path: str | os.PathLike[str], *, clock: Callable[[], datetime] = _now, patience: float = 60.0
    ) -> None:
        self.path: Path = Path(path).absolute()
        self._clock = clock
        self._patience = patience
        self._process = os.getpid()
        self._lock = threading.Lock()
        self._inherited: list[sqlite3.Connection] = []
        self._connection: sqlite3.Connection | None = self._connect()

    def append(self, plan: Plan, update: Update) -> Update:
        """Record one update, and give it as it is recorded. One that is there already is left as it is.

        Raises:
            RefusedUpdate: the log of the plan cannot take it; see `check`.
            StoreError: the file cannot be written.
        """
        return self.extend(plan, (update,))[0]

    def extend(self, plan: Plan, updates: Iterable[Update]) -> tuple[Update, ...]:
        """Record updates in this order, all or none, and give them as they are recorded.

        Raises:
            RefusedUpdate: the log of the plan cannot take one of them; every reason at once.
            StoreError: the file cannot be written.
        """
        updates = tuple(updates)
        touched = dict.fromkeys(subject for update in updates for subject in (update.subject, *update.about))
        with self._writing() as connection:
            before = [update for subject in touched for update in self._read(connection, "subject", subject)]
            findings = check(plan, updates, after=before)
            if findings:
                raise RefusedUpdate(findings)
            recorded = {update.id: update for update in before}
            now = self._clock()
            for update in updates:
                if update.id not in recorded:
                    stamped = attrs.evolve(update, recorded=update.recorded or now)
                    row = (stamped.id, stamped.plan, stamped.subject, line(stamped).decode())
                    connection.execute("INSERT INTO progress (id, plan, subject, line) VALUES (?, ?, ?, ?)", row)
                    recorded[update.id] = stamped
        return tuple(recorded[update.id] for update in updates)

    def log(self, plan: PlanId | str) -> Log:
        """Everything recorded of a plan, by its id; an empty log where nothing was.

        Raises:
            StoreError: the file cannot be read, or something else has written to it.
        """
        with self._held() as connection:
            return Log(PlanId(plan), tuple(self._read(connection, "plan", plan)))

    def plans(self) -> tuple[PlanId, ...]:
        """The ids of the plans of which there is a log.

        Raises:
            StoreError: the file cannot be read.
        """
        with self._held() as connection:
            return tuple(PlanId(id) for (id,) in connection.execute("SELECT DISTINCT plan FROM progress ORDER BY plan"))

    def close(self) -> None:
        """Let go of the file. Nothing is lost where this is not called."""
        with self._lock:
            if self._connection is not None and self._process == os.getpid():
                self._connection.close()
            self._connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"ProgressStore({str(self.path)!r})"

    def _read(self, connection: sqlite3.Connection, column: Literal["plan", "subject"], value: str) -> Iterator[Update]:
        query = f"SELECT sequence, CAST(line AS BLOB) FROM progress WHERE {column} = ? ORDER BY sequence"  # noqa: S608
        for sequence, text in connection.execute(query, (value,)):
            try:
                update = _DECODER.decode(text)
            except (msgspec.MsgspecError, BriMacaoError) as error:
                raise StoreError(f"update {sequence} in {self.path} is damaged: {error}; {_REMEDY}") from error
            if line(update) != text:
                raise StoreError(f"update {sequence} in {self.path} was changed by something else; {_REMEDY}")
            yield update

    @contextmanager
    def _held(self) -> Iterator[sqlite3.Connection]:
        """The connection of this process, while no other thread uses it."""
        if self._process != os.getpid():
            # SQLite allows no use of a connection on the other side of a fork, not even to close it.
            inherited = self._connection
            self._process, self._lock, self._connection = os.getpid(), threading.Lock(), None
            if inherited is not None:
                self._inherited.append(inherited)
                self._connection = self._connect()
        with self._lock, self._told():
            if self._connection is None:
                raise StoreError(f"{self.path} is closed; open it anew with ProgressStore(path)")
            yield self._connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """The connection in a transaction that nobody else can come between."""
        with self._held() as connection:
            try:
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    def _connect(self) -> sqlite3.Connection:
        with self._told():
            connection = sqlite3.connect(
                self.path, timeout=self._patience, isolation_level=None, check_same_thread=False
            )
            try:
                self._prepare(connection)
            except BaseException:
                connection.close()
                raise
            return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """See that the file is a store, or make it one; nothing is written to a file that is something else."""
        # With a write-ahead log, less than FULL survives a kill, but may lose the last updates when the power fails.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("BEGIN")  # what is read must be of one moment: others may be making the file
        new = self._is_new(connection)
        connection.execute("COMMIT")
        if new:
            connection.execute("BEGIN IMMEDIATE")
            if self._is_new(connection):  # nobody was faster
                for statement in _TABLES:
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION}")
                connection.execute(f"PRAGMA user_version = {VERSION}")
            connection.execute("COMMIT")
        deadline = time.monotonic() + self._patience
        while True:
            try:
                (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
                break
            except sqlite3.OperationalError:  # where two want this at once, SQLite refuses one of them without waiting
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.01)
        if mode != "wal":
            raise StoreError(f"{self.path} cannot have a write-ahead log; keep the store on a disk of this machine")

    def _is_new(self, connection: sqlite3.Connection) -> bool:
        """Whether the database is empty; one that is neither that nor a store of this version is refused."""
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        statements = {statement for (statement,) in connection.execute("SELECT sql FROM sqlite_master")}
        if not application and not version and not statements:
            return True
        if application != APPLICATION:
            raise StoreError(f"{self.path} is a database of something else; name another file")
        if version > VERSION:
            raise StoreError(f"{self.path} is a store of version {version}; this library knows {VERSION}: upgrade it")
        if not statements.issuperset(_TABLES):
            raise StoreError(f"{self.path} lacks tables or triggers of a store; {_REMEDY}")
        return False

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn SQLite's errors into ours."""
        try:
            yield
        except (sqlite3.Error, ValueError) as error:
            if isinstance(error, BriMacaoError):
                raise
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the upper bits are details
            raise StoreError(f"{self.path}: {error}; {_ADVICE.get(code, _REMEDY)}") from error


_REMEDY = "take a copy of the file, or import exported JSON Lines into a new one"
_ADVICE = {
    sqlite3.SQLITE_BUSY: "others are writing for longer than the store has patience; try again",
    sqlite3.SQLITE_CANTOPEN: "see that its directory is there and may be written",
    sqlite3.SQLITE_FULL: "make room on the disk; nothing was recorded",
    sqlite3.SQLITE_NOTADB: "it is no store of progress; name another file",
    sqlite3.SQLITE_READONLY: "see that you may write the file and its directory",
}
