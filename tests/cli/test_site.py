"""`bri-macao site`."""

from pathlib import Path

import attrs
import pytest

from bri_macao.cli import main
from bri_macao.formats import dump
from bri_macao.model import PlanId
from bri_macao.plans import load_plan
from bri_macao.site import page

PLAN = load_plan(2023)


class TestSite:
    def test_of_the_latest_plan(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["site", str(tmp_path / "out"), "--lang", "pt"]) == 0
        written = tmp_path / "out" / "index.html"
        assert capsys.readouterr().out == f"{written}\n"
        assert written.read_bytes() == page([PLAN], language="pt")

    def test_of_two(self, tmp_path: Path) -> None:
        other = attrs.evolve(PLAN, id=PlanId("draft"))
        dump(other, tmp_path / "draft.json")
        assert main(["site", str(tmp_path), "2023", str(tmp_path / "draft.json")]) == 0
        assert (tmp_path / "index.html").read_bytes() == page([PLAN, other])

    def test_of_the_same_twice(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["site", str(tmp_path), "2023", "2023"]) == 2
        assert "two plans have the id '2023'" in capsys.readouterr().err
