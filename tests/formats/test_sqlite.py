"""SQLite: a file that SQLite itself finds sound, that can be searched, and in which nothing that is hostile runs."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings

from bri_macao import formats, strategies
from bri_macao.errors import BriMacaoError, DumpError, SourceError
from bri_macao.findings import LoadError
from bri_macao.formats import _database, sqlite
from bri_macao.formats._relations import TABLES
from bri_macao.model import Names, Plan, PlanId
from bri_macao.plans import load_plan

BUNDLED = load_plan(2023)
DATA = sqlite.dumps(BUNDLED)

BOMB = "hex(zeroblob(400000000))"
VIEW = "CREATE VIEW search_content AS SELECT 1"
ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c"


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as found:
        found.deserialize(DATA)
        yield found


def told(data: bytes, *, lenient: bool = False) -> list[tuple[str, str | None]]:
    with pytest.raises(LoadError) as error:
        sqlite.loads(data, lenient=lenient)
    return [(finding.code, finding.path) for finding in error.value.findings]


def after(*statements: str) -> bytes:
    """The database after somebody has been at it."""
    with closing(sqlite3.connect(":memory:")) as found:
        found.deserialize(DATA)
        for statement in statements:
            found.execute(statement)
        found.commit()
        return found.serialize()


class TestDatabase:
    def test_is_sound(self, database: sqlite3.Connection) -> None:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA application_id").fetchone() == (int.from_bytes(b"BRIM", "big"),)
        assert database.execute("PRAGMA user_version").fetchone() == (BUNDLED.schema_version,)

    def test_has_every_reference(self, database: sqlite3.Connection) -> None:
        for name, table in TABLES.items():
            keys = database.execute(f"PRAGMA foreign_key_list({name})").fetchall()
            assert {(key[2], key[3]) for key in keys if key[3] not in ("plan", table.plan)} == {
                (column.refers, column.name) for column in table.columns if column.refers and column.name != "plan"
            }

    @pytest.mark.parametrize(
        ("statement", "said"),
        [
            ("DELETE FROM partners WHERE id = 'br'", "FOREIGN KEY"),
            ("UPDATE partners SET kind = 'planet' WHERE id = 'br'", "CHECK"),
            ("UPDATE partners SET has_codes = 2 WHERE id = 'br'", "CHECK"),
            ("UPDATE mentions SET partner = 'br', mechanism = 'forum-macao'", "CHECK"),
            ("UPDATE items SET number = 'x'", "cannot store TEXT"),
            ("UPDATE items SET section = NULL", "NOT NULL"),
            ("UPDATE items SET position = 1", "UNIQUE"),
        ],
    )
    def test_keeps_its_rules(self, database: sqlite3.Connection, statement: str, said: str) -> None:
        database.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError, match=said), database:
            database.execute(statement)

    def test_answers_plain_questions(self, database: sqlite3.Connection) -> None:
        sql = "SELECT DISTINCT item FROM mentions WHERE mechanism = 'forum-macao' AND NOT nested ORDER BY item"
        named = {item.id for item in BUNDLED.items_of("forum-macao", direct=True)}
        assert {item for (item,) in database.execute(sql)} == named

    @pytest.mark.parametrize("sql", ["CREATE VIRTUAL TABLE search USING fts9(x)", "CREATE TABLE x (y TEXT) LAX"])
    def test_a_sqlite_that_cannot(self, monkeypatch: pytest.MonkeyPatch, sql: str) -> None:
        monkeypatch.setattr(_database, "_SEARCH_SQL", sql)
        with pytest.raises(DumpError, match=r"writing SQLite needs SQLite 3\.37 or newer with FTS5; this Python has"):
            sqlite.dumps(BUNDLED)


class TestRoundTrip:
    @settings(max_examples=40)
    @given(strategies.plans())
    def test_of_any_plan(self, plan: Plan) -> None:
        assert sqlite.loads(sqlite.dumps(plan)) == plan

    def test_of_the_bundled_plan(self, tmp_path: Path) -> None:
        assert sqlite.loads(DATA) == BUNDLED
        for ending in ("sqlite", "sqlite3", "db"):
            formats.dump(BUNDLED, tmp_path / f"2023.{ending}")
            assert formats.load(tmp_path / f"2023.{ending}") == BUNDLED

    def test_of_many(self, tmp_path: Path) -> None:
        plans = (attrs.evolve(BUNDLED, id=PlanId("2024")), BUNDLED, Plan(id=PlanId("2031"), names=Names.of(en="a\0b")))
        sqlite.write(plans, tmp_path / "plans.db")
        assert sqlite.read(tmp_path / "plans.db") == plans
        with pytest.raises(LoadError, match=r"there are 3 .*sqlite\.read reads any number"):
            formats.load(tmp_path / "plans.db")

    def test_same_bytes_on_every_run(self) -> None:
        code = (
            "import hashlib; from bri_macao.formats import sqlite; from bri_macao.plans import load_plan;"
            "print(hashlib.sha256(sqlite.dumps(load_plan(2023))).hexdigest())"
        )
        runs = {
            subprocess.run(
                [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
            ).stdout
            for seed in ("0", "1")
        }
        assert len(runs) == 1

    def test_files_that_cannot_be(self, tmp_path: Path) -> None:
        with pytest.raises(SourceError, match="cannot open"):
            sqlite.read(tmp_path / "nowhere.db")
        with pytest.raises(BriMacaoError, match="cannot write"):
            sqlite.write([BUNDLED], tmp_path / "nowhere" / "plans.db")
        (tmp_path / "old.db").write_bytes(b"old")
        with pytest.raises(DumpError):
            sqlite.write([BUNDLED, BUNDLED], tmp_path / "old.db")
        assert (tmp_path / "old.db").read_bytes() == b"old"


class TestReading:
    def test_an_edited_database(self) -> None:
        plan = sqlite.loads(
            after("UPDATE actions SET verb = 'x' WHERE id = '2023/1.1'", "CREATE INDEX i ON names (text)", "ANALYZE")
        )
        assert plan.item(1).actions[0].verb == "x"

    def test_unknown_columns(self) -> None:
        data = after("ALTER TABLE sections ADD note REAL", "UPDATE sections SET note = position / 2.0")
        assert told(data) == [("BRI403", "sections:note")]
        with pytest.warns(UserWarning, match="the model has no 'note'"):
            plan = sqlite.loads(data, lenient=True)
        assert plan.extra["bri-macao.unknown"] == {f"/sections/{i}/note": (i + 1) / 2 for i in range(5)}

    @pytest.mark.parametrize(
        ("data", "expected"),
        [
            (b"", [("BRI412", "$")]),
            (b"SQLite format 2\0", [("BRI412", "$")]),
            (b"SQLite format 3\0", [("BRI412", "$")]),
            (DATA[:100] + b"x" * 10_000, [("BRI412", "$")]),
            (DATA[:18] + b"\2\2" + DATA[20:], [("BRI413", "$")]),
            (after("PRAGMA user_version = 2"), [("BRI410", "PRAGMA user_version")]),
            (after("DROP TABLE aliases"), [("BRI413", "aliases")]),
            (after("CREATE TABLE notes (x)"), [("BRI403", "notes")]),
            (after("ALTER TABLE items DROP COLUMN numeral"), [("BRI413", "items")]),
            (after("UPDATE partners SET since = 'x' WHERE id = 'who'"), [("BRI405", "partners:1:since")]),
            (after("DELETE FROM items WHERE number = 23"), [("BRI413", "names:537:owner_id")]),
            (after("UPDATE names SET text = CAST(x'ff' AS TEXT) WHERE owner = 'plans'"), [("BRI412", "$")]),
            (after("CREATE VIEW v AS SELECT 1"), [("BRI414", "v")]),
            (after("CREATE TRIGGER t AFTER INSERT ON names BEGIN DELETE FROM plans; END"), [("BRI414", "t")]),
            (after(f"ALTER TABLE items ADD x TEXT AS ({BOMB})"), [("BRI403", "items:x"), ("BRI414", "items:x")]),
            (
                after("DROP TABLE names", f"CREATE VIEW names AS {ENDLESS}"),
                [("BRI414", "names"), ("BRI413", "names")],
            ),
            (
                after("DROP TABLE aliases", "CREATE VIRTUAL TABLE aliases USING fts5(plan)"),
                [("BRI414", "aliases"), ("BRI403", "aliases_data"), ("BRI403", "aliases_idx")],
            ),
            (after("DROP TABLE names", "CREATE TABLE names (x)"), [("BRI403", "names:x"), ("BRI413", "names")]),
        ],
    )  # fmt: skip
    def test_what_is_refused(self, data: bytes, expected: list[tuple[str, str]]) -> None:
        assert told(data)[: len(expected)] == expected

    def test_checks_are_not_run(self) -> None:
        bomb = f"CREATE TABLE aliases (plan, owner, owner_id, position, alias CHECK (length({BOMB}) > 0))"
        row = "INSERT INTO aliases VALUES ('2023', 'partners', 'who', 1, 'x')"
        plan = sqlite.loads(after("DROP TABLE aliases", bomb, "PRAGMA ignore_check_constraints = ON", row))
        assert plan.partner("who").aliases == ("x",)

    def test_too_large(self) -> None:
        with pytest.raises(LoadError, match="BRI411"):
            sqlite.loads(DATA, largest=len(DATA) - 1)
        with pytest.raises(LoadError, match="bytes, not str"):
            sqlite.loads("text")

    def test_damage_is_one_error(self) -> None:
        for place in range(0, len(DATA), len(DATA) // 40):
            for harm in (DATA[:place], DATA[:place] + b"\xff" * 64 + DATA[place + 64 :]):
                try:
                    sqlite.loads(harm)
                except LoadError:
                    continue


class TestSearch:
    @pytest.mark.parametrize(
        ("words", "owner", "owner_id", "language"),
        [
            ("巴西", "partners", "br", "zh-Hans"),
            ("人民幣", "items", "2023/3", "zh-Hans"),
            ("人民币", "items", "2023/3", "zh-Hant"),
            ("BRASIL", "partners", "br", "pt"),
            ("lusófono", "items", "2023/21", "pt"),
            ("Silk road Fund", "partners", "silk-road-fund", "en"),
            ("世卫", "partners", "who", None),
            ("稳固", "actions", "2023/1.1", "zh-Hant"),
        ],
    )
    def test_finds(
        self, database: sqlite3.Connection, words: str, owner: str, owner_id: str, language: str | None
    ) -> None:
        hits = sqlite.search(database, words)
        assert ("2023", owner, owner_id, language) in {hit[:4] for hit in hits}

    @pytest.mark.parametrize("words", ["", "没有这个", "a\0b", '" OR folded : a', "xyz*", "\0"])
    def test_finds_nothing(self, database: sqlite3.Connection, words: str) -> None:
        assert sqlite.search(database, words) == ()

    def test_quotes_are_searched_for(self, database: sqlite3.Connection) -> None:
        assert {hit.owner_id for hit in sqlite.search(database, "“一带一路”建设的安排")} >= {
            "2023",
            "arrangement-macao-bri",
        }

    def test_plain_sql_will_do(self, database: sqlite3.Connection) -> None:
        sql = "SELECT owner_id FROM search WHERE folded {} AND owner = 'partners'"
        assert ("br",) in database.execute(sql.format("LIKE '%巴西%'")).fetchall()
        assert ("silk-road-fund",) in database.execute(sql.format("MATCH '丝路基金'")).fetchall()

    def test_in_a_file(self, tmp_path: Path) -> None:
        path = tmp_path / "plans of #1?.db"
        sqlite.write([BUNDLED], path)
        assert sqlite.search(path, "巴西") == sqlite.search(str(path), "巴西") != ()

    def test_where_it_cannot(self, tmp_path: Path, database: sqlite3.Connection) -> None:
        (tmp_path / "text.db").write_text("no database", "utf-8")
        for path in (tmp_path / "nowhere.db", tmp_path / "text.db", tmp_path, "a\0b"):
            with pytest.raises(SourceError, match="cannot search"):
                sqlite.search(path, "巴西")
        assert not (tmp_path / "nowhere.db").exists()
        with pytest.raises(SourceError, match="cannot search"):
            sqlite.search(database, "\ud800\ud800\ud800")

    @pytest.mark.parametrize("name", ["search", "search_content"])
    def test_where_somebody_waits(self, database: sqlite3.Connection, name: str) -> None:
        database.execute("DROP TABLE search")
        if name == "search_content":
            database.execute(_database._SEARCH_SQL)
            database.execute("PRAGMA writable_schema = ON")
            database.execute("DELETE FROM sqlite_schema WHERE name = 'search_content'")
            database.execute(
                "INSERT INTO sqlite_schema VALUES ('view', 'search_content', 'search_content', 0, ?)", (VIEW,)
            )
        else:
            database.execute(f"CREATE VIEW search AS {ENDLESS}")
        with pytest.raises(SourceError, match="no full-text table 'search'"):
            sqlite.search(database, "巴西")
