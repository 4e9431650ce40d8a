"""The store: what it keeps, what it refuses to open, and that it keeps it for good."""

import os
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bri_macao.errors import BriMacaoError, InvalidValue
from bri_macao.model import Names, Plan, PlanId
from bri_macao.plans import load_plan
from bri_macao.progress import Log, ProgressStore, RefusedUpdate, Status, StoreError, Update, dumps, loads
from bri_macao.strategies import logs

BUNDLED = load_plan(2023)
NOW = datetime(2031, 6, 1, 12, tzinfo=UTC)


def say(status: Status, month: int, subject: str = "2031/1.1", who: str = "desk") -> Update:
    return Update(subject=subject, status=status, as_of=date(2031, month, 1), who=who)


def at_noon(path: Path) -> ProgressStore:
    return ProgressStore(path, clock=lambda: NOW)


def recorded(*updates: Update) -> tuple[Update, ...]:
    return tuple(attrs.evolve(update, recorded=NOW) for update in updates)


BEGUN, DONE = say("in-hand", 3), say("done", 9)
RAISED = attrs.evolve(say("done", 3), subject="2031#problem-a", status="raised", note=Names.of(en="words"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "progress.db"


@pytest.fixture
def store(path: Path) -> Iterator[ProgressStore]:
    with at_noon(path) as store:
        yield store


def sql(path: Path, *statements: str) -> list[tuple[object, ...]]:
    """What anybody can do to the file with SQLite at hand; the rows that the last statement gives."""
    with closing(sqlite3.connect(path)) as connection, connection:
        rows: list[tuple[object, ...]] = []
        for statement in statements:
            rows = connection.execute(statement).fetchall()
        return rows


class TestAppend:
    def test_keeps_in_the_order_recorded(self, store: ProgressStore, plan: Plan) -> None:
        assert store.append(plan, DONE) == recorded(DONE)[0]
        assert store.append(plan, BEGUN) == recorded(BEGUN)[0]
        assert store.log(plan.id) == Log(plan.id, recorded(DONE, BEGUN))

    def test_the_same_again_is_nothing_new(self, path: Path, store: ProgressStore, plan: Plan) -> None:
        first = store.append(plan, DONE)
        with ProgressStore(path) as later:
            assert later.append(plan, DONE) == first
            assert later.append(plan, attrs.evolve(DONE, recorded=NOW + timedelta(1))) == first
        assert store.log(plan.id).updates == (first,)

    def test_two_who_say_the_same_are_two(self, store: ProgressStore, plan: Plan) -> None:
        store.append(plan, DONE)
        store.append(plan, say("done", 9, who="bureau"))
        assert len(store.log(plan.id)) == 2

    def test_a_time_that_is_given_is_kept(self, store: ProgressStore, plan: Plan) -> None:
        early = attrs.evolve(DONE, recorded=NOW - timedelta(100))
        assert store.append(plan, early) == early == store.log(plan.id).updates[0]

    def test_the_clock_is_in_utc(self, path: Path, plan: Plan) -> None:
        with ProgressStore(path, clock=lambda: NOW.astimezone(timezone(timedelta(hours=8)))) as store:
            with pytest.raises(InvalidValue, match="recorded is a time in UTC"):
                store.append(plan, DONE)
            assert len(store.log(plan.id)) == 0

    def test_the_clock_of_the_machine_by_default(self, path: Path, plan: Plan) -> None:
        with ProgressStore(path) as store:
            at = store.append(plan, DONE).recorded
        assert at is not None
        assert abs(datetime.now(UTC) - at) < timedelta(minutes=5)

    def test_refuses_what_cannot_follow(self, store: ProgressStore, plan: Plan) -> None:
        store.append(plan, DONE)
        with pytest.raises(RefusedUpdate, match="'in-hand' as of 2031-10-01 cannot follow 'done'") as caught:
            store.append(plan, say("in-hand", 10))
        assert caught.value.findings[0].hint == f"if 'done' was wrong, supersede '{DONE.id}'"
        mended = attrs.evolve(say("in-hand", 10), supersedes=DONE.id)
        assert store.append(plan, mended).supersedes == DONE.id

    def test_refuses_what_the_plan_lacks(self, store: ProgressStore, plan: Plan) -> None:
        with pytest.raises(RefusedUpdate, match="no subject '2031/9' here"):
            store.append(plan, say("done", 3, "2031/9"))
        with pytest.raises(RefusedUpdate, match="plan '2023' has no such subject"):
            store.append(BUNDLED, DONE)

    def test_knows_what_was_recorded_of_others(self, store: ProgressStore, plan: Plan) -> None:
        about = attrs.evolve(RAISED, subject="2031#decision-a", status="taken", about=(RAISED.subject,))
        with pytest.raises(RefusedUpdate, match="no subject '2031#problem-a' here"):
            store.append(plan, about)
        store.append(plan, RAISED)
        assert store.append(plan, about).about == (RAISED.subject,)


class TestExtend:
    def test_all_or_none(self, store: ProgressStore, plan: Plan) -> None:
        with pytest.raises(RefusedUpdate) as caught:
            store.extend(plan, [BEGUN, DONE, say("in-hand", 10), say("done", 1, "2031/9")])
        assert [finding.line for finding in caught.value.findings] == [3, 4]
        assert len(store.log(plan.id)) == 0
        assert store.extend(plan, iter([BEGUN, DONE])) == recorded(BEGUN, DONE)

    def test_the_same_twice(self, store: ProgressStore, plan: Plan) -> None:
        assert store.extend(plan, [DONE, DONE]) == recorded(DONE, DONE)
        assert len(store.log(plan.id)) == 1

    def test_nothing(self, store: ProgressStore, plan: Plan) -> None:
        assert store.extend(plan, []) == ()
        assert store.plans() == ()

    @given(log=logs(BUNDLED))
    @settings(max_examples=20)
    def test_export_and_import(self, tmp_path_factory: pytest.TempPathFactory, log: Log) -> None:
        place = tmp_path_factory.mktemp("stores")
        with at_noon(place / "one.db") as one, at_noon(place / "other.db") as other:
            for update in log:
                one.append(BUNDLED, update)
            exported = dumps(one.log(BUNDLED.id))
            other.extend(BUNDLED, loads(exported))
            other.extend(BUNDLED, loads(exported))
            assert dumps(other.log(BUNDLED.id)) == exported
            assert one.log(BUNDLED.id).updates == recorded(*log)


class TestPlans:
    def test_several_in_one_file(self, store: ProgressStore, plan: Plan) -> None:
        other = attrs.evolve(DONE, subject="2023/7.4")
        store.append(plan, DONE)
        store.append(BUNDLED, other)
        assert store.plans() == ("2023", "2031")
        assert store.log("2023").updates == recorded(other)
        assert store.log("2099") == Log(PlanId("2099"))


class TestForGood:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE progress SET line = '{}'",
            "UPDATE OR REPLACE progress SET sequence = 9",
            "DELETE FROM progress",
            "INSERT OR REPLACE INTO progress SELECT sequence, id, plan, subject, '{}' FROM progress",
            "INSERT OR REPLACE INTO progress SELECT 9, id, plan, subject, '{}' FROM progress",
            "INSERT OR REPLACE INTO progress SELECT sequence, 'other', plan, subject, '{}' FROM progress",
        ],
    )
    def test_sqlite_itself_refuses_to_change_one(
        self, path: Path, store: ProgressStore, plan: Plan, statement: str
    ) -> None:
        store.append(plan, DONE)
        with pytest.raises(sqlite3.IntegrityError, match=r"an update is never .*; write another that supersedes it"):
            sql(path, statement)
        assert store.log(plan.id).updates == recorded(DONE)

    @pytest.mark.parametrize(
        ("line", "sentence"),
        [
            ("{}", "update 1 in .* is damaged: Object missing required field `subject`; take a copy"),
            (dumps([DONE]).decode().strip().replace('"done"', '"raised"'), "update 1 in .* is damaged: 'raised' is no"),
            (dumps([DONE]).decode().strip().replace("desk", "bureau"), "update 1 in .* was changed by something else"),
            (dumps([DONE]).decode(), "update 1 in .* was changed by something else"),
        ],
    )
    def test_what_something_else_wrote_is_noticed(self, path: Path, plan: Plan, line: str, sentence: str) -> None:
        at_noon(path).close()
        sql(path, f"INSERT INTO progress (id, plan, subject, line) VALUES ('a', '2031', '2031/1.1', '{line.replace(chr(39), chr(39) * 2)}')")  # fmt: skip  # noqa: E501
        with at_noon(path) as store:
            with pytest.raises(StoreError, match=sentence):
                store.log(plan.id)
            with pytest.raises(StoreError, match=sentence):
                store.append(plan, DONE)

    def test_safe_against_loss_of_power(self, path: Path, store: ProgressStore) -> None:
        assert sql(path, "PRAGMA journal_mode") == [("wal",)]
        assert store._connection is not None
        assert store._connection.execute("PRAGMA synchronous").fetchone() == (2,)


def a_text(path: Path) -> None:
    path.write_text("a text, and no database, but longer than the head of one" * 9)


def a_directory(path: Path) -> None:
    path.mkdir()


def another_database(path: Path) -> None:
    sql(path, "CREATE TABLE notes (line TEXT)")


def another_application(path: Path) -> None:
    sql(path, "PRAGMA application_id = 77")


def a_later_version(path: Path) -> None:
    at_noon(path).close()
    sql(path, "PRAGMA user_version = 2")


def without_triggers(path: Path) -> None:
    at_noon(path).close()
    sql(path, "DROP TRIGGER progress_is_never_deleted")


def cut_short(path: Path) -> None:
    at_noon(path).close()
    path.write_bytes(path.read_bytes()[:5000])


def garbled(path: Path) -> None:
    at_noon(path).close()
    data = bytearray(path.read_bytes())
    data[100:4096] = b"\xff" * 3996
    path.write_bytes(data)


class TestOpening:
    @pytest.mark.parametrize(
        ("make", "sentence"),
        [
            (a_text, "file is not a database; it is no store of progress; name another file"),
            (a_directory, "unable to open database file; see that its directory is there and may be written"),
            (another_database, "is a database of something else; name another file"),
            (another_application, "is a database of something else"),
            (a_later_version, "is a store of version 2; this library knows 1: upgrade it"),
            (without_triggers, "lacks tables or triggers of a store; take a copy of the file"),
            (cut_short, "malformed; take a copy of the file, or import exported JSON Lines"),
            (garbled, "malformed; take a copy of the file"),
        ],
    )
    def test_refuses_what_is_no_store(self, path: Path, make: Callable[[Path], None], sentence: str) -> None:
        make(path)
        before = path.read_bytes() if path.is_file() else None
        with pytest.raises(StoreError, match=sentence) as caught:
            ProgressStore(path)
        assert str(path) in str(caught.value)
        assert before is None or path.read_bytes() == before

    @pytest.mark.parametrize("path", ["/nowhere/at/all/progress.db", "a\0b"])
    def test_refuses_where_no_file_can_be(self, path: str) -> None:
        with pytest.raises(StoreError):
            ProgressStore(path)

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="whoever is root may write everywhere")
    def test_a_file_that_may_not_be_written(self, path: Path, plan: Plan) -> None:
        at_noon(path).close()
        path.chmod(0o444)
        with at_noon(path) as store, pytest.raises(StoreError, match="see that you may write"):
            store.append(plan, DONE)

    def test_an_empty_file_is_a_new_store(self, path: Path, plan: Plan) -> None:
        path.touch()
        with at_noon(path) as store:
            store.append(plan, DONE)
        with at_noon(path) as store:
            assert len(store.log(plan.id)) == 1

    def test_where_there_can_be_no_write_ahead_log(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        real = sqlite3.connect

        class Stubborn(sqlite3.Connection):
            def execute(self, query: str, *parameters: object) -> sqlite3.Cursor:
                return super().execute(query.replace("= WAL", "= DELETE"), *parameters)  # type: ignore[arg-type]

        monkeypatch.setattr(sqlite3, "connect", lambda *args, **kinds: real(*args, factory=Stubborn, **kinds))
        with pytest.raises(StoreError, match="cannot have a write-ahead log; keep the store on a disk of this machine"):
            at_noon(path)

    def test_a_relative_path_stays_where_it_was(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        with ProgressStore(":memory:") as store:
            assert store.path == tmp_path / ":memory:"
            assert repr(store) == f"ProgressStore({str(tmp_path / ':memory:')!r})"
        assert (tmp_path / ":memory:").is_file()


class TestClosing:
    def test_a_closed_store_says_so(self, path: Path, plan: Plan) -> None:
        store = at_noon(path)
        store.close()
        store.close()
        for use in (lambda: store.log(plan.id), lambda: store.append(plan, DONE), store.plans):
            with pytest.raises(StoreError, match=r"is closed; open it anew with ProgressStore\(path\)"):
                use()


class TestWaiting:
    def test_has_patience_and_no_more(self, path: Path, plan: Plan) -> None:
        with ProgressStore(path, patience=0.05) as store, closing(sqlite3.connect(path)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreError, match="locked; others are writing for longer than the store has patience"):
                store.append(plan, DONE)
            assert len(store.log(plan.id)) == 0  # readers need not wait
            other.execute("ROLLBACK")
            store.append(plan, DONE)

    def test_while_another_makes_the_file(self, path: Path) -> None:
        with closing(sqlite3.connect(path, check_same_thread=False)) as other:
            other.execute("PRAGMA user_version")
            at_noon(path).close()
            sql(path, "PRAGMA journal_mode = DELETE")
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(StoreError, match="locked"):
                ProgressStore(path, patience=0.05)
            threading.Timer(0.2, other.rollback).start()
            at_noon(path).close()

    def test_while_another_reads_what_has_no_write_ahead_log_yet(self, path: Path) -> None:
        at_noon(path).close()
        sql(path, "PRAGMA journal_mode = DELETE")
        with closing(sqlite3.connect(path, check_same_thread=False)) as other:
            other.execute("BEGIN")
            other.execute("SELECT * FROM progress").fetchall()
            with pytest.raises(StoreError, match="locked"):
                ProgressStore(path, patience=0.05)
            threading.Timer(0.2, other.rollback).start()
            at_noon(path).close()

    def test_another_was_faster(self, path: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
        real, others = sqlite3.connect, [path]

        class Slow(sqlite3.Connection):
            def execute(self, query: str, *parameters: object) -> sqlite3.Cursor:
                if query == "BEGIN IMMEDIATE" and others:
                    with at_noon(others.pop()) as other:
                        other.append(plan, DONE)
                return super().execute(query, *parameters)  # type: ignore[arg-type]

        def connect(*args: Any, **kinds: Any) -> sqlite3.Connection:  # whatever sqlite3.connect takes: Any
            monkeypatch.setattr(sqlite3, "connect", real)
            return real(*args, factory=Slow, **kinds)

        monkeypatch.setattr(sqlite3, "connect", connect)
        with at_noon(path) as store:
            assert store.log(plan.id).updates == recorded(DONE)

    def test_asks_again_where_sqlite_does_not_wait(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        real, refusals = sqlite3.connect, [2]

        class Refusing(sqlite3.Connection):
            def execute(self, query: str, *parameters: object) -> sqlite3.Cursor:
                if "WAL" in query and refusals[0]:
                    refusals[0] -= 1
                    raise sqlite3.OperationalError("database is locked")
                return super().execute(query, *parameters)  # type: ignore[arg-type]

        monkeypatch.setattr(sqlite3, "connect", lambda *args, **kinds: real(*args, factory=Refusing, **kinds))
        at_noon(path).close()
        assert refusals == [0]


class TestMany:
    def test_threads_share_one_store(self, store: ProgressStore, plan: Plan) -> None:
        def write(who: str) -> None:
            for day in range(1, 11):
                store.append(plan, attrs.evolve(BEGUN, who=who, as_of=date(2031, 3, day)))

        threads = [threading.Thread(target=write, args=(f"desk {n}",)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len({update.id for update in store.log(plan.id)}) == 80

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="only where processes fork")
    def test_both_sides_of_a_fork(self, store: ProgressStore, plan: Plan) -> None:
        store.append(plan, BEGUN)
        child = os.fork()
        if child == 0:
            try:
                store.append(plan, say("in-hand", 4, who="child"))
                ours = len(store.log(plan.id))
                store.close()
                os._exit(0 if ours == 2 else 1)
            finally:
                os._exit(2)
        assert os.waitpid(child, 0)[1] == 0
        store.append(plan, say("in-hand", 5, who="parent"))
        assert [update.who for update in store.log(plan.id)] == ["desk", "child", "parent"]

    def test_a_connection_of_another_process_is_left_alone(
        self, store: ProgressStore, plan: Plan, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = store._connection
        monkeypatch.setattr(os, "getpid", lambda: -1)
        store.append(plan, DONE)
        assert first is not None
        assert store._connection is not first
        assert first.execute("SELECT COUNT(*) FROM progress").fetchone() == (1,)  # not closed
        store.close()
        first.close()
        with pytest.raises(StoreError, match="is closed"):
            store.plans()

    def test_closed_here_is_closed_there(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        store = at_noon(path)
        store.close()
        monkeypatch.setattr(os, "getpid", lambda: -1)
        with pytest.raises(StoreError, match="is closed"):
            store.plans()

    def test_what_goes_wrong_inside_leaves_nothing(self, store: ProgressStore, plan: Plan) -> None:
        def updates() -> Iterator[Update]:
            yield DONE
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            store.extend(plan, updates())
        with pytest.raises(KeyboardInterrupt), store._writing() as connection:  # noqa: PT012 - both belong to the writing
            connection.execute("INSERT INTO progress (id, plan, subject, line) VALUES ('a', 'a', 'a', 'a')")
            raise KeyboardInterrupt
        assert store.plans() == ()
        store.append(plan, DONE)


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be overwritten there")
class TestDamage:
    @given(st.integers(0, 2**20), st.binary(min_size=1, max_size=64))
    @settings(max_examples=40)
    def test_anywhere_is_an_error_of_ours_or_none(
        self, tmp_path_factory: pytest.TempPathFactory, place: int, junk: bytes
    ) -> None:
        path = tmp_path_factory.mktemp("damage") / "progress.db"
        with at_noon(path) as store:
            store.extend(BUNDLED, [attrs.evolve(DONE, subject="2023/7.4", who=f"{n:099}") for n in range(30)])
        data = bytearray(path.read_bytes())
        place %= len(data)
        data[place : place + len(junk)] = junk
        path.write_bytes(data)
        try:
            with at_noon(path) as store:
                store.log(BUNDLED.id)
                store.append(BUNDLED, attrs.evolve(DONE, subject="2023/7.5"))
        except BriMacaoError:
            pass
