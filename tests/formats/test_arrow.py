"""Arrow and Parquet: tables in memory and in archives, opened by pandas, polars and DuckDB."""

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import attrs
import pyarrow as pa
import pyarrow.ipc
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings

from bri_macao import formats, strategies
from bri_macao.errors import MissingExtra
from bri_macao.findings import LoadError
from bri_macao.formats import _arrow, arrow, parquet
from bri_macao.formats._archives import pack
from bri_macao.formats._relations import TABLES
from bri_macao.model import Plan, PlanId
from bri_macao.plans import load_plan

BUNDLED = load_plan(2023)
TABLES_OF_IT = arrow.to_tables([BUNDLED])
OTHER = attrs.evolve(BUNDLED, id=PlanId("2024"))


@pytest.fixture(params=[arrow, parquet], ids=["arrow", "parquet"])
def backend(request: pytest.FixtureRequest) -> ModuleType:
    found: ModuleType = request.param
    return found


def told(call: Callable[[], object]) -> list[tuple[str, str | None]]:
    with pytest.raises(LoadError) as error:
        call()
    return [(finding.code, finding.path) for finding in error.value.findings]


# `Any`: an array of any type.
def with_column(table: str, name: str, values: Any) -> dict[str, pa.Table]:
    """The tables with another column in the place of one, or with one more."""
    old = TABLES_OF_IT[table]
    at = old.column_names.index(name) if name in old.column_names else None
    new = old.append_column(name, values) if at is None else old.set_column(at, name, values)
    return TABLES_OF_IT | {table: new}


class TestTables:
    def test_types(self) -> None:
        plans, items, partners, mentions = (TABLES_OF_IT[name] for name in ("plans", "items", "partners", "mentions"))
        assert plans["period_start"].to_pylist() == [date(2023, 1, 1)]
        assert plans.schema.field("source_language").type == pa.dictionary(pa.int32(), pa.string())
        assert items.schema.field("number").type == pa.int64()
        assert mentions.schema.field("nested").type == pa.bool_()
        assert partners["since"].to_pylist()[0] == "1948-04-07"
        assert set(TABLES_OF_IT["names"]["language"].unique().to_pylist()) == {"zh-Hans", "zh-Hant", "pt", "en"}

    def test_are_described(self) -> None:
        schema = TABLES_OF_IT["partners"].schema
        assert schema.metadata == {b"description": b"Whom Macao works with."}
        assert schema.field("alpha2").metadata == {b"description": b"ISO 3166-1 alpha-2"}
        assert [field.nullable for field in schema] == [column.null for column in TABLES["partners"].columns]

    def test_of_none(self) -> None:
        tables = arrow.to_tables([])
        assert {name: table.num_rows for name, table in tables.items()} == dict.fromkeys(TABLES, 0)
        assert arrow.from_tables(tables) == ()

    def test_of_many(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(_arrow, "PLANS_AT_A_TIME", 2)

        def some() -> Iterator[Plan]:
            for year in range(2031, 2036):
                yield Plan(id=PlanId(str(year)), names=BUNDLED.names if year % 2 else OTHER.partners[0].names)
            yield BUNDLED

        plans = arrow.from_tables(arrow.to_tables(some()))
        assert [plan.id for plan in plans] == ["2031", "2032", "2033", "2034", "2035", "2023"]
        assert plans == tuple(some())

    @settings(max_examples=30)
    @given(strategies.plans())
    def test_round_trip(self, plan: Plan) -> None:
        assert arrow.from_tables(arrow.to_tables([plan])) == (plan,)

    @pytest.mark.parametrize(
        ("tables", "expected"),
        [
            ({}, [("BRI413", name) for name in TABLES]),
            (TABLES_OF_IT | {"books": TABLES_OF_IT["plans"]}, [("BRI403", "books")]),
            (TABLES_OF_IT | {"items": [{"id": "2023/1"}]}, [("BRI412", "items")]),
            (TABLES_OF_IT | {"items": TABLES_OF_IT["items"].drop_columns(["id"])}, [("BRI413", "items")]),
            (with_column("items", "number", pa.array([1.0] * 23)), [("BRI413", "items:number")]),
            (with_column("items", "text", pa.array([[""]] * 23)), [("BRI413", "items:text")]),
            (with_column("items", "note", pa.array(["x"] * 23)), [("BRI403", "items:note")]),
            (
                with_column("items", "position", pa.array([None] * 23)),
                [("BRI405", f"items:{i}:position") for i in range(1, 24)],
            ),
            (
                with_column("operators", "partner", pa.array(["?"] * 38)),
                [("BRI413", f"operators:{i}:partner") for i in range(1, 39)],
            ),
            (
                with_column("items", "text", pa.array([b"\xff"] * 23).cast(pa.string(), safe=False)),
                [("BRI412", "items")],
            ),
            (
                with_column("plans", "period_end", pa.array([2**31 - 1], pa.int32()).view(pa.date32())),
                [("BRI412", "plans")],
            ),
        ],
    )
    def test_faults_have_a_place(self, tables: Any, expected: list[tuple[str, str]]) -> None:
        assert told(lambda: arrow.from_tables(tables)) == expected

    def test_unknown_columns(self) -> None:
        with pytest.warns(UserWarning, match="the model has no 'note'"):
            (plan,) = arrow.from_tables(with_column("sections", "note", pa.array([1.5] * 5)), lenient=True)
        assert plan.extra["bri-macao.unknown"] == {f"/sections/{i}/note": 1.5 for i in range(5)}
        nan = with_column("sections", "note", pa.array([float("nan")] * 5))
        assert told(lambda: arrow.from_tables(nan, lenient=True)) == [("BRI405", "plans:1:extra")]
        lists = with_column("sections", "note", pa.array([[1]] * 5))
        assert told(lambda: arrow.from_tables(lists, lenient=True)) == [("BRI413", "sections:note")]


class TestArchives:
    @settings(max_examples=15)
    @given(strategies.plans())
    def test_round_trip(self, plan: Plan) -> None:
        for backend in (arrow, parquet):
            assert backend.loads(backend.dumps(plan)) == plan

    def test_of_the_bundled_plan(self, backend: ModuleType, tmp_path: Path) -> None:
        name = backend.__name__.rpartition(".")[2]
        path = tmp_path / f"2023.{name}.zip"
        formats.dump(BUNDLED, path)
        assert formats.load(path) == BUNDLED
        assert path.read_bytes() == backend.dumps(BUNDLED)
        with zipfile.ZipFile(path) as archive:
            assert archive.namelist() == [f"{table}.{name}" for table in TABLES]

    def test_same_bytes_on_every_run(self) -> None:
        code = (
            "import hashlib; from bri_macao.formats import arrow, parquet; from bri_macao.plans import load_plan;"
            "print(*(hashlib.sha256(f.dumps(load_plan(2023))).hexdigest() for f in (arrow, parquet)))"
        )
        runs = {
            subprocess.run(
                [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
            ).stdout
            for seed in ("0", "1")
        }
        assert len(runs) == 1

    def test_an_ordinary_file_each(self) -> None:
        with zipfile.ZipFile(io.BytesIO(arrow.dumps(BUNDLED))) as archive:
            assert pa.ipc.open_file(archive.read("items.arrow")).read_all().equals(TABLES_OF_IT["items"])
        with zipfile.ZipFile(io.BytesIO(parquet.dumps(BUNDLED))) as archive:
            assert pq.read_table(io.BytesIO(archive.read("items.parquet"))).equals(TABLES_OF_IT["items"])

    def test_missing_tables(self, backend: ModuleType) -> None:
        assert told(lambda: backend.loads(pack({}))) == [("BRI413", name) for name in TABLES]


def ipc(table: pa.Table, compression: Literal["lz4", "zstd"] | None = None) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression=compression)) as writer:
        writer.write_table(table)
    return sink.getvalue().to_pybytes()


def parquet_file(table: pa.Table, **options: Any) -> bytes:
    sink = pa.BufferOutputStream()
    chosen: dict[str, Any] = {"compression": "none", **options}
    pq.write_table(table, sink, **chosen)
    return sink.getvalue().to_pybytes()


NOTHING = pa.table({"x": pa.nulls(10_000_000)})
LONG = pa.table({"x": pa.array(["x" * 100_000] * 1000).dictionary_encode()})


class TestHostileFiles:
    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (b"", "BRI412"),
            (b"ARROW1\0\0", "BRI412"),
            (b"ARROW1\0\0" + b"\xff" * 100, "BRI412"),
            (b"x" * 1000, "BRI412"),
            (ipc(TABLES_OF_IT["plans"])[:900], "BRI412"),
            (ipc(TABLES_OF_IT["plans"], "zstd"), "BRI414"),
            (ipc(LONG, "lz4"), "BRI414"),
            (ipc(NOTHING), "BRI411"),
        ],
    )
    def test_arrow(self, data: bytes, code: str) -> None:
        assert told(lambda: _arrow.read_ipc(data, "f", 10**9)) == [(code, "f")]

    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (b"", "BRI412"),
            (b"PAR1" + b"\xff" * 100 + b"PAR1", "BRI412"),
            (parquet_file(TABLES_OF_IT["plans"])[:-9], "BRI412"),
            (parquet_file(TABLES_OF_IT["plans"], compression="zstd"), "BRI414"),
            (parquet_file(TABLES_OF_IT["plans"], compression="snappy"), "BRI414"),
            (parquet_file(pa.table({"x": ["a"]}), use_dictionary=False, column_encoding="DELTA_BYTE_ARRAY"), "BRI414"),
            (parquet_file(NOTHING), "BRI411"),
        ],
    )
    def test_parquet(self, data: bytes, code: str) -> None:
        assert told(lambda: _arrow.read_parquet(data, "f", 10**9)) == [(code, "f")]

    def test_a_long_text_stays_one(self) -> None:
        data = parquet_file(LONG.cast(pa.schema({"x": pa.string()})))
        assert len(data) < 300_000
        found = _arrow.read_parquet(data, "f", 10**9)
        assert found.nbytes < 300_000
        assert len({id(cell) for cell in _arrow._cells(found["x"])}) == 1

    @pytest.mark.parametrize("write", [ipc, parquet_file])
    def test_damage_is_one_error(self, write: Callable[[pa.Table], bytes]) -> None:
        data = write(TABLES_OF_IT["plans"])
        read = _arrow.read_ipc if write is ipc else _arrow.read_parquet
        for place in range(0, len(data), 211):
            try:
                table = read(data[:place] + b"\xff" + data[place + 1 :], "f", 10**9)
                arrow.from_tables(TABLES_OF_IT | {"plans": table})
            except LoadError:
                continue


class TestMissing:
    @pytest.mark.parametrize("name", ["arrow", "parquet"])
    def test_pyarrow(self, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        for module in (f"bri_macao.formats.{name}", "bri_macao.formats._arrow"):
            monkeypatch.delitem(sys.modules, module)
        with pytest.raises(MissingExtra, match=r"Arrow and Parquet needs .* pip install 'bri-macao\[arrow\]'"):
            formats.dumps(BUNDLED, name)


class TestConsumers:
    def test_pandas(self) -> None:
        frame = TABLES_OF_IT["partners"].to_pandas()
        assert (frame["kind"] == "country").sum() == sum(partner.kind == "country" for partner in BUNDLED.partners)
        back = pa.Table.from_pandas(frame, preserve_index=False)
        assert arrow.from_tables(TABLES_OF_IT | {"partners": back}) == (BUNDLED,)

    def test_polars(self) -> None:
        import polars as pl

        frames = {name: pl.DataFrame(table) for name, table in TABLES_OF_IT.items()}
        named = frames["mentions"].join(frames["partners"], left_on=["plan", "partner"], right_on=["plan", "id"])
        assert len(named) == TABLES_OF_IT["mentions"]["partner"].drop_null().length()
        assert arrow.from_tables({name: frame.to_arrow() for name, frame in frames.items()}) == (BUNDLED,)

    def test_duckdb(self, tmp_path: Path) -> None:
        import duckdb

        with zipfile.ZipFile(io.BytesIO(parquet.dumps(BUNDLED))) as archive:
            archive.extractall(tmp_path)
        counts = "SELECT partner, count(DISTINCT item) FROM {} WHERE NOT nested AND partner > '' GROUP BY 1 ORDER BY 1"
        with duckdb.connect() as database:
            from_file = database.sql(counts.format(f"'{tmp_path / 'mentions.parquet'}'")).fetchall()
            database.register("mentions", TABLES_OF_IT["mentions"])
            from_memory = database.sql(counts.format("mentions")).fetchall()
        assert from_file == from_memory
        assert dict(from_file)["pt"] == len(BUNDLED.items_of("pt", direct=True))
