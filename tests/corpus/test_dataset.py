"""Datasets: what is written, when, and that it is written once."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bri_macao.corpus import Document, _dataset, read, write_dataset
from bri_macao.corpus._dataset import ALL_TABLES, COLUMNS, NO_YEAR, parts, read_hashes
from bri_macao.errors import BriMacaoError
from bri_macao.findings import Finding
from bri_macao.formats import json
from bri_macao.formats.arrow import to_tables
from bri_macao.model import Plan, PlanId, WorkItem
from bri_macao.plans import load_plan
from bri_macao.spans import Span
from bri_macao.text import fold
from bri_macao.text.folding import sha256

BUNDLED = load_plan(2023)


def document(name: str, plan: Plan = BUNDLED, *findings: Finding) -> Document:
    return Document(f"{name}.txt", sha256(name), json.dumps(plan), findings)


def failed(name: str, error: str) -> Document:
    return Document(f"{name}.txt", sha256(name), error=error)


def undated() -> Plan:
    return attrs.evolve(BUNDLED, id=PlanId("undated"), period=None)


def table(folder: Path, name: str, part: str = "year=2023/part-00000.parquet") -> pa.Table:
    return pq.ParquetFile(folder / name / part).read()


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class TestTables:
    def test_are_those_of_arrow_told_by_document(self, tmp_path: Path) -> None:
        write_dataset([document("a")], tmp_path)
        for name, expected in to_tables([attrs.evolve(BUNDLED, id=PlanId(sha256("a")))]).items():
            found = table(tmp_path, name).select(COLUMNS[name])
            assert found.to_pylist() == expected.rename_columns(COLUMNS[name]).to_pylist()
        assert {path.name for path in tmp_path.iterdir()} == set(ALL_TABLES)

    def test_documents(self, tmp_path: Path) -> None:
        found = [Finding(code=code, message="") for code in ("BRI203", "BRI201", "BRI202", "BRI103")]
        write_dataset([document("a"), document("b", BUNDLED, *found)], tmp_path)
        assert table(tmp_path, "documents").to_pylist() == [
            {
                "position": 1,
                "path": "a.txt",
                "document": sha256("a"),
                "plan": "2023",
                "error": None,
                **dict.fromkeys(("errors", "warnings", "infos"), 0),
            },
            {
                "position": 2,
                "path": "b.txt",
                "document": sha256("b"),
                "plan": "2023",
                "error": None,
                "errors": 1,
                "warnings": 2,
                "infos": 1,
            },
        ]

    def test_findings(self, tmp_path: Path) -> None:
        whole = Finding(
            code="BRI301",
            message="it differs",
            path="2023/7",
            span=Span(3, 5),
            line=2,
            page=1,
            hint="look",
            expected="a",
            found="b",
        )
        write_dataset([document("a", BUNDLED, Finding(code="BRI203", message="no items"), whole)], tmp_path)
        first, second = table(tmp_path, "findings").to_pylist()
        assert {name: cell for name, cell in first.items() if cell is not None} == {
            "document": sha256("a"),
            "position": 1,
            "code": "BRI203",
            "severity": "error",
            "message": "no items",
        }
        assert second == {
            "document": sha256("a"),
            "position": 2,
            "code": "BRI301",
            "severity": "warning",
            "path": "2023/7",
            "message": "it differs",
            "hint": "look",
            "expected": "a",
            "found": "b",
            "span_start": 3,
            "span_end": 5,
            "line": 2,
            "page": 1,
        }

    def test_words_are_folded(self, tmp_path: Path) -> None:
        write_dataset([document("a")], tmp_path)
        words = table(tmp_path, "words").to_pylist()
        title = BUNDLED.item(7).names["zh-Hant"]
        (found,) = (
            row["folded"]
            for row in words
            if (row["item"], row["field"], row["language"]) == ("2023/7", "names", "zh-Hant")
        )
        assert found == fold(title)

    def test_items_have_their_place_and_a_label(self, tmp_path: Path) -> None:
        write_dataset([document("a")], tmp_path)
        rows = sorted(table(tmp_path, "items").to_pylist(), key=lambda row: int(row["place"]))
        assert [row["place"] for row in rows] == [*range(1, 24)]
        assert [row["id"] for row in rows] == [item.id for item in BUNDLED.items]
        assert [row["label"] for row in rows] == [item.label("en", "zh") for item in BUNDLED.items]


class TestPartitions:
    def test_are_years(self, tmp_path: Path) -> None:
        long = attrs.evolve(BUNDLED, period=type(BUNDLED.period).years(2024, 2028))  # type: ignore[union-attr]
        write_dataset([document("a"), document("b", undated()), failed("c", "?"), document("d", long)], tmp_path)
        assert parts(tmp_path) == [
            "year=2023/part-00000.parquet",
            "year=2024/part-00001.parquet",
            f"year={NO_YEAR}/part-00002.parquet",
        ]

    def test_are_bounded(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        size = len(json.dumps(BUNDLED))
        monkeypatch.setattr(_dataset, "LARGEST_PART", 2 * size)
        write_dataset([document(name) for name in "abcde"], tmp_path)
        assert [table(tmp_path, "documents", part).num_rows for part in parts(tmp_path)] == [2, 2, 1]

    def test_what_is_held_is_bounded(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        size = len(json.dumps(BUNDLED))
        monkeypatch.setattr(_dataset, "MOST_HELD", 3 * size)
        write_dataset([document("a"), document("b", undated()), document("c"), document("d", undated())], tmp_path)
        assert parts(tmp_path) == ["year=2023/part-00000.parquet", f"year={NO_YEAR}/part-00001.parquet"]
        assert [table(tmp_path, "documents", part).num_rows for part in parts(tmp_path)] == [2, 2]

    def test_same_documents_same_bytes(self, tmp_path: Path) -> None:
        documents = [document("a"), document("b", undated()), failed("c", "?")]
        for name in ("one", "two"):
            write_dataset(documents, tmp_path / name)
        assert files(tmp_path / "one") == files(tmp_path / "two")


class TestAgain:
    @pytest.mark.parametrize(
        ("first", "second", "written"),
        [
            ([document("a")], [document("a")], 0),
            ([document("a")], [attrs.evolve(document("a"), path="elsewhere")], 0),
            ([document("a")], [document("b")], 1),
            ([document("a")], [failed("a", "?")], 0),
            ([failed("a", "?")], [failed("a", "?")], 0),
            ([failed("a", "?")], [failed("a", "!")], 1),
            ([failed("a", "?")], [document("a")], 1),
            ([failed("a", "?"), document("a")], [failed("a", "?")], 0),
            ([Document("x", None, error="?")], [Document("x", None, error="?")], 0),
            ([Document("x", None, error="?")], [Document("y", None, error="?")], 1),
            ([], [document("a"), document("a")], 1),
        ],
    )
    def test_nothing_is_written_twice(
        self, tmp_path: Path, first: Sequence[Document], second: Sequence[Document], written: int
    ) -> None:
        assert write_dataset(first, tmp_path) == len(first)
        before = files(tmp_path)
        assert write_dataset(second, tmp_path) == written
        assert before.items() <= files(tmp_path).items()
        tables = (table(tmp_path, "documents", part) for part in parts(tmp_path))
        positions = sorted(int(row["position"]) for found in tables for row in found.to_pylist())
        assert positions == [*range(1, len(first) + written + 1)]

    def test_hashes_are_those_of_what_was_read(self, tmp_path: Path) -> None:
        assert read_hashes(tmp_path) == frozenset()
        write_dataset([document("a"), failed("b", "?"), Document("x", None, error="?")], tmp_path)
        assert read_hashes(tmp_path) == {sha256("a")}


class TestInterruptions:
    def test_what_came_before_is_kept(self, tmp_path: Path) -> None:
        def interrupted() -> Iterator[Document]:
            yield document("a")
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            write_dataset(interrupted(), tmp_path)
        assert read_hashes(tmp_path) == {sha256("a")}

    def test_a_part_without_documents_is_none(self, tmp_path: Path) -> None:
        write_dataset([document("a")], tmp_path)
        expected = files(tmp_path)
        (tmp_path / "documents" / "year=2023" / "part-00000.parquet").unlink()
        assert parts(tmp_path) == []
        write_dataset([document("a")], tmp_path)
        assert files(tmp_path) == expected

    def test_a_folder_that_cannot_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("", "utf-8")
        with pytest.raises(BriMacaoError, match="cannot make"):
            write_dataset([document("a")], tmp_path / "file")


class TestPlansThatDoNotFit:
    def test_are_errors_among_the_others(self, tmp_path: Path) -> None:
        def twice(item: WorkItem) -> WorkItem:
            return attrs.evolve(item, id=BUNDLED.item(1).id)

        write_dataset([document("a"), document("b", BUNDLED.with_items(twice)), failed("c", "?")], tmp_path)
        rows = table(tmp_path, "documents").to_pylist()
        assert [(row["path"], row["plan"]) for row in rows] == [("a.txt", "2023"), ("b.txt", None)]
        assert "does not fit into tables" in rows[1]["error"]
        assert read_hashes(tmp_path) == {sha256("a")}


def test_what_is_read_is_written(tmp_path: Path) -> None:
    place = tmp_path / "a.txt"
    place.write_text("2031年重点工作\n一、海洋\n1.与巴西办好“论坛”。", "utf-8")
    assert write_dataset(read(tmp_path), tmp_path / "dataset") == 1
    assert table(tmp_path / "dataset", "items", "year=2031/part-00000.parquet")["text"].to_pylist() == [
        "与巴西办好“论坛”。"
    ]
