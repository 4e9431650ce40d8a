"""`bri-macao diff`."""

import io
import json
import sys
from pathlib import Path

import attrs
import pytest

from bri_macao.cli import main
from bri_macao.comparison import diff, render
from bri_macao.formats import dump
from bri_macao.parsing import read
from bri_macao.plans import load_plan

OLD = load_plan(2023)
NEW = attrs.evolve(OLD, sections=OLD.sections[:4])


@pytest.fixture
def shorter(tmp_path: Path) -> Path:
    path = tmp_path / "new.json"
    dump(NEW, path)
    return path


class TestDiff:
    @pytest.mark.parametrize("form", ["text", "markdown", "html"])
    @pytest.mark.parametrize("language", ["en", "zh-Hant"])
    def test_is_what_the_library_says(
        self, shorter: Path, capsys: pytest.CaptureFixture[str], form: str, language: str
    ) -> None:
        assert main(["diff", "2023", str(shorter), "--format", form, "--lang", language]) == 0
        assert capsys.readouterr().out == render(diff(OLD, NEW), form, language=language)  # type: ignore[arg-type]

    def test_as_json_into_a_file(self, shorter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = tmp_path / "changes.json"
        assert main(["diff", "2023", str(shorter), "--format", "json", "-o", str(path)]) == 0
        assert capsys.readouterr().out == ""
        items = json.loads(path.read_bytes())["items"]
        assert [item["kind"] for item in items].count("dropped") == 1

    def test_of_a_plan_with_itself(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["diff", "2023", "2023"]) == 0
        assert capsys.readouterr().out == "2023 to 2023: 23 kept\n"

    def test_of_a_document(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = tmp_path / "plan.txt"
        path.write_text("2031年重点工作\n一、金融\n1.办好论坛。\n3.设立基金。", "utf-8")
        assert main(["diff", str(path), "2023"]) == 0
        out, err = capsys.readouterr()
        assert out == render(diff(read(path).plan, OLD))
        assert "BRI101" in err

    def test_from_standard_input(
        self, shorter: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(shorter.read_bytes())))
        assert main(["diff", "-", "2023"]) == 0
        assert capsys.readouterr().out == render(diff(NEW, OLD))

    @pytest.mark.parametrize("provenance", [True, False])
    def test_provenance_is_asked_for(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], *, provenance: bool
    ) -> None:
        bare = attrs.evolve(OLD, partners=tuple(attrs.evolve(one, citations=()) for one in OLD.partners))
        path = tmp_path / "bare.json"
        dump(bare, path)
        assert main(["diff", "2023", str(path), *["--provenance"] * provenance]) == 0
        assert ("citations" in capsys.readouterr().out) == provenance
