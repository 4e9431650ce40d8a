"""`bri-macao corpus`."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from bri_macao import corpus
from bri_macao.cli import main
from bri_macao.cli._bars import bar

TEXTS = {
    "a.txt": "2031年重点工作\n一、海洋\n1.与巴西办好论坛。\n2.扩建图书馆。\n",
    "b.txt": "2032年重点工作\n一、海洋\n1.与葡语国家办好论坛。\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "plans" / name).write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def dataset(folder: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert main(["corpus", "read", str(folder / "plans"), str(folder / "dataset")]) == 0
    capsys.readouterr()
    return folder / "dataset"


# `Any`: rows of JSON.
def asked(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Any:
    assert main(["corpus", "query", *map(str, arguments)]) == 0
    return json.loads(capsys.readouterr().out)


class TestRead:
    def test_says_how_many(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        arguments = ["corpus", "read", str(folder / "plans/*.txt"), str(folder / "dataset"), "--workers", "2"]
        for count in (2, 0):
            assert main(arguments) == 0
            assert capsys.readouterr() == (f"{count} written to {folder / 'dataset'}\n", "")
        assert corpus.open(folder / "dataset").count() == 3

    def test_what_cannot_be(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["corpus", "read", str(folder), str(folder / "dataset"), "--workers", "0"]) == 2
        assert "bri-macao: " in capsys.readouterr().err


class TestQuery:
    @pytest.mark.parametrize(
        ("arguments", "numbers"),
        [
            ((), [(2031, 1), (2031, 2), (2032, 1)]),
            (("--partner", "br"), [(2031, 1), (2032, 1)]),
            (("--partner", "br", "--text", "圖書館"), []),
            (("--text", "圖書館"), [(2031, 2)]),
        ],
    )
    def test_items_that_fit(
        self,
        arguments: tuple[str, ...],
        numbers: list[tuple[int, int]],
        dataset: Path,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        assert [(row["year"], row["number"]) for row in asked(capsys, dataset, *arguments)] == numbers

    def test_a_mechanism_that_nobody_names(self, dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["corpus", "query", str(dataset), "--mechanism", "klingon"]) == 2
        assert "klingon" in capsys.readouterr().err

    def test_sql(self, dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
        rows = asked(
            capsys,
            dataset,
            "--partner",
            "br",
            "--sql",
            "SELECT year, count(*) AS items FROM found GROUP BY year ORDER BY 1",
        )
        assert rows == [{"year": 2031, "items": 1}, {"year": 2032, "items": 1}]

    def test_no_dataset(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["corpus", "query", str(tmp_path / "nowhere")]) == 2
        assert capsys.readouterr().err.startswith("bri-macao: ")


class Terminal(io.StringIO):
    """A file that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class TestBar:
    def test_is_drawn_for_those_who_look(self) -> None:
        file = Terminal()
        with bar(file) as progress:
            progress(3, 7)
        assert "3/7" in file.getvalue()

    def test_nobody_is_looking(self) -> None:
        file = io.StringIO()
        with bar(file) as progress:
            progress(3, None)
        assert file.getvalue() == ""

    def test_without_rich(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in [name for name in sys.modules if name.partition(".")[0] == "rich"]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, "rich", None)
        file = Terminal()
        with bar(file) as progress:
            progress(3, 7)
        assert file.getvalue() == ""
