"""`bri-macao plot`."""

from datetime import date
from pathlib import Path

import pytest

from bri_macao.cli import main
from bri_macao.model import Names
from bri_macao.plans import load_plan
from bri_macao.plot import PICTURES, calendar
from bri_macao.progress import ProgressStore, Update

PLAN = load_plan(2023)


class TestPlot:
    @pytest.mark.parametrize("kind", PICTURES)
    def test_every_picture(self, kind: str, tmp_path: Path) -> None:
        path = tmp_path / "picture.svg"
        assert main(["plot", kind, "-o", str(path), "--lang", "pt"]) == 0
        assert path.read_bytes() == PICTURES[kind](PLAN, language="pt").svg()

    def test_as_png_of_a_plan_by_name(self, tmp_path: Path) -> None:
        path = tmp_path / "picture.png"
        assert main(["plot", "aspects", "2023", "-o", str(path)]) == 0
        assert path.read_bytes().startswith(b"\x89PNG")

    def test_is_printed(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["plot", "aspects"]) == 0
        assert capsys.readouterr().out.encode() == PICTURES["aspects"](PLAN).svg()

    def test_a_calendar_with_a_log(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        note = Names.of("editorial", en="fifth meeting")
        held = Update(subject="2023#meeting-5", status="held", as_of=date(2023, 12, 12), who="desk", note=note)
        with ProgressStore(tmp_path / "log.db") as store:
            store.append(PLAN, held)
            log = store.log(PLAN.id)
        assert main(["plot", "calendar", "--log", str(tmp_path / "log.db")]) == 0
        assert capsys.readouterr().out.encode() == calendar(PLAN, log).svg()

    def test_no_other_picture_shows_a_log(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        ProgressStore(tmp_path / "log.db").close()
        assert main(["plot", "matrix", "--log", str(tmp_path / "log.db")]) == 2
        assert capsys.readouterr().err == "bri-macao: a matrix shows no log; leave out --log, or draw a calendar\n"

    def test_kinds_are_those_that_there_are(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit):
            main(["plot", "--help"])
        assert f"{{{','.join(PICTURES)}}}" in capsys.readouterr().out
