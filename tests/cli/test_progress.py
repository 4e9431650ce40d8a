"""`bri-macao progress` and `bri-macao conference`."""

import io
import json
import sys
from datetime import date
from pathlib import Path

import attrs
import pytest

from bri_macao.cli import _progress, main
from bri_macao.conference import carry_forward, prepare, render
from bri_macao.formats import dump, load
from bri_macao.plans import load_plan
from bri_macao.progress import Log, ProgressStore, dumps

PLAN = load_plan(2023)
DAY = date(2023, 12, 31)

RECORDED = (
    ("2023/7.4", "in-hand", "--as-of", "2023-05-02"),
    ("2023/7.4", "done", "--as-of", "2023-11-30", "--note", "A festa", "--lang", "pt", "--evidence", "minutes, p. 3"),
    ("2023/23.1", "done", "--as-of", "2023-12-12"),
    ("2023/7#target-1", "counted", "--quantity", "1", "--as-of", "2023-12-13"),
    (*("2023#problem-quota", "raised", "--as-of", "2023-12-14"), "--note", "Quota is short", "--about", "2023/13"),
)


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A log with `RECORDED` in it, which is the one in the current folder."""
    monkeypatch.chdir(tmp_path)
    for arguments in RECORDED:
        assert main(["progress", "add", *arguments, "--who", "desk"]) == 0
    capsys.readouterr()
    return tmp_path / "progress.db"


def stored(path: Path) -> Log:
    with ProgressStore(path) as store:
        return store.log(PLAN.id)


class TestAdd:
    def test_records_what_is_said(self, log: Path) -> None:
        updates = stored(log).updates
        assert [(update.subject, update.status, update.as_of) for update in updates] == [
            (arguments[0], arguments[1], date.fromisoformat(arguments[arguments.index("--as-of") + 1]))
            for arguments in RECORDED
        ]
        assert {update.who for update in updates} == {"desk"}
        (name,) = updates[1].note.entries
        assert (name.language, name.text, name.status) == ("pt", "A festa", "editorial")
        assert [citation.source for citation in updates[1].evidence] == ["minutes, p. 3"]
        assert updates[3].quantity == 1
        assert updates[4].about == ("2023/13",)

    def test_says_what_is_recorded(self, log: Path, capsys: pytest.CaptureFixture[str]) -> None:
        arguments = ["--who", "desk", "--as-of", "2023-06-01", "--evidence", "a", "--note", "well"]
        assert main(["progress", "add", "2023/1.1", "in-hand", *arguments, "--log", str(log)]) == 0
        id = stored(log).updates[-1].id[:8]
        assert capsys.readouterr().out == f"2023-06-01 2023/1.1 in-hand: well (desk; a; {id})\n"

    def test_today_by_default(self, log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(_progress, "_today", lambda: date(2023, 7, 8))
        assert main(["progress", "add", "2023/1.1", "in-hand", "--who", "desk"]) == 0
        assert stored(log).updates[-1].as_of == date(2023, 7, 8)

    def test_a_correction(self, log: Path) -> None:
        wrong = stored(log).updates[1].id
        arguments = ["--who", "desk", "--as-of", "2023-12-01", "--supersedes", wrong]
        assert main(["progress", "add", "2023/7.4", "in-hand", *arguments]) == 0
        assert stored(log).of("2023/7.4")[-1].status == "in-hand"

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("2023/7.4", "in-hand", "--as-of", "2023-12-30"), "BRI702 at 2023/7.4: 'in-hand' as of 2023-12-30 cannot"),
            (("2023/99", "done"), "2023/99"),
            (("2023/7", "held"), "'held' is no state of 2023/7"),
            (("nonsense", "done"), "'nonsense'"),
            (("2023/7", "done", "--note", ""), "a note is empty"),
            (("2023/7", "done", "--evidence", "javascript:alert(1)"), "a link begins with http:// or https://"),
        ],
    )
    def test_what_cannot_be(
        self, arguments: tuple[str, ...], said: str, log: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = log.read_bytes()
        assert main(["progress", "add", *arguments, "--who", "desk"]) == 2
        assert said in capsys.readouterr().err
        assert len(stored(log)) == len(RECORDED)
        assert log.read_bytes() == before

    def test_a_day_that_is_none(self, log: Path, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as stop:
            main(["progress", "add", "2023/7", "done", "--who", "desk", "--as-of", "31.12.2023", "--log", str(log)])
        assert stop.value.code == 2
        assert "'31.12.2023' is no day such as 2023-12-31" in capsys.readouterr().err


class TestShow:
    def test_the_plan(self, log: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["progress", "show", "--as-of", "2024-01-01", "--log", str(log)]) == 0
        lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
        assert lines[0] == "2024-01-01 2023: 108: 2 done, 106 silent, 106 late"
        assert "in-hand, last word 2023-11-30; late; 5: 1 done, 4 silent, 4 late" in lines
        assert lines[-8:-3] == [
            *("", "targets"),
            "7 1 of 1, no. 20: 20th anniversary of Forum Macao; reached",
            "7 0 of 1, no. 6: 6th Ministerial Conference of Forum Macao; late",
            "23 0 of at least 1: At least one regular meeting in the year; late",
        ]
        assert lines[-3] == ""
        assert lines[-2] == "meetings, problems and decisions"
        assert lines[-1].startswith("2023-12-14 2023#problem-quota raised: Quota is short (desk; ")

    def test_a_day_before_anything(self, log: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["progress", "show", "--as-of", "2023-01-01", "--log", str(log)]) == 0
        out = capsys.readouterr().out
        assert "108: 108 silent" in out
        assert "problem" not in out

    def test_a_plan_without_targets(self, log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        dump(attrs.evolve(PLAN, sections=PLAN.sections[:1]), tmp_path / "short.json")
        arguments = ["--plan", str(tmp_path / "short.json"), "--as-of", "2023-12-31", "--log", str(log)]
        assert main(["progress", "show", *arguments]) == 0
        out = capsys.readouterr().out
        assert "21: 21 silent" in out
        assert "targets" not in out

    def test_an_item(self, log: Path, capsys: pytest.CaptureFixture[str]) -> None:
        arguments = ["--item", "7", "--lang", "zh-Hant", "--as-of", "2023-12-31", "--log", str(log)]
        assert main(["progress", "show", *arguments]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines[0].startswith("7       國際會展")
        words = [line for line in lines if line.startswith("        2023-")]
        assert [line.split()[:3] for line in words] == [
            ["2023-05-02", "2023/7.4", "in-hand"],
            ["2023-11-30", "2023/7.4", "done:"],
            ["2023-12-13", "2023/7#target-1", "counted"],
        ]

    def test_an_item_that_a_problem_concerns(self, log: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["progress", "show", "--item", "13", "--as-of", "2023-12-31", "--log", str(log)]) == 0
        assert "2023#problem-quota raised" in capsys.readouterr().out

    @pytest.mark.parametrize(("item", "count", "targets"), [((), 137, 3), (("--item", "7"), 6, 2)])
    def test_as_json(
        self, item: tuple[str, ...], count: int, targets: int, log: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        arguments = ["--as-of", "2023-12-31", "--format", "json", "--log", str(log), *item]
        assert main(["progress", "show", *arguments]) == 0
        told = json.loads(capsys.readouterr().out)
        assert (told["plan"], told["as_of"]) == ("2023", "2023-12-31")
        # The plan, 5 sections, 23 items and 108 actions; or an item and its 5 actions.
        assert len(told["standing"]) == len({one["id"] for one in told["standing"]}) == count
        assert len(told["targets"]) == targets
        (seven,) = (one for one in told["standing"] if one["id"] == "2023/7")
        assert (seven["status"], seven["last"], seven["figures"]["done"]) == ("in-hand", "2023-11-30", 1)

    def test_no_log(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        monkeypatch.chdir(tmp_path)
        assert main(["progress", "show"]) == 2
        assert capsys.readouterr().err.startswith("bri-macao: there is no log at 'progress.db'; name one with --log")
        assert not (tmp_path / "progress.db").exists()


class TestOutAndIn:
    def test_export_and_import(self, log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        lines, copy = tmp_path / "log.jsonl", tmp_path / "copy.db"
        assert main(["progress", "export", "-o", str(lines), "--log", str(log)]) == 0
        assert lines.read_bytes() == dumps(stored(log))
        for said in ("5 recorded, 0 were there already\n", "0 recorded, 5 were there already\n"):
            assert main(["progress", "import", str(lines), "--log", str(copy)]) == 0
            assert capsys.readouterr().out == said
        assert stored(copy) == stored(log)

    def test_from_standard_input(
        self, log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(dumps(stored(log)))))
        assert main(["progress", "import", "-", "--log", str(tmp_path / "copy.db")]) == 0
        assert capsys.readouterr().out == "5 recorded, 0 were there already\n"

    def test_a_file_that_is_not_there(self, log: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["progress", "import", "nowhere.jsonl", "--log", str(log)]) == 2
        assert capsys.readouterr().err == "bri-macao: cannot open 'nowhere.jsonl': No such file or directory\n"

    def test_lines_that_are_none(self, log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "bad.jsonl").write_text("{}\n", "utf-8")
        assert main(["progress", "import", "bad.jsonl", "--log", str(log)]) == 2
        assert "line 1" in capsys.readouterr().err

    def test_of_a_plan_in_a_file(self, log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        draft = tmp_path / "next.json"
        dump(carry_forward(PLAN, prepare(PLAN, stored(log), DAY)), draft)
        arguments = ["--who", "desk", "--as-of", "2024-02-01", "--plan", str(draft), "--log", str(log)]
        assert main(["progress", "add", "2024/1", "in-hand", *arguments]) == 0
        capsys.readouterr()
        assert main(["progress", "export", "--plan", str(draft), "--log", str(log)]) == 0
        assert json.loads(capsys.readouterr().out)["subject"] == "2024/1"


class TestConference:
    def arguments(self, log: Path, *more: str) -> list[str]:
        return ["conference", "--as-of", "2023-12-31", "--log", str(log), *more]

    def test_is_printed(self, log: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(self.arguments(log)) == 0
        assert capsys.readouterr().out.encode() == render(prepare(PLAN, stored(log), DAY))

    @pytest.mark.parametrize(("ending", "format"), [(".md", "markdown"), (".html", "html"), (".docx", "docx")])
    def test_into_a_file_by_its_ending(self, ending: str, format: str, log: Path, tmp_path: Path) -> None:
        path = tmp_path / f"dossier{ending}"
        assert main(self.arguments(log, "-o", str(path), "--lang", "pt")) == 0
        expected = render(prepare(PLAN, stored(log), DAY), format, language="pt")  # type: ignore[arg-type]
        assert path.read_bytes() == expected

    def test_in_a_format_by_name(self, log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = tmp_path / "dossier"
        assert main(self.arguments(log, "-o", str(path), "--format", "html")) == 0
        assert path.read_bytes().startswith(b"<!DOCTYPE html>")
        assert main(self.arguments(log, "-o", "-", "--format", "html")) == 0
        assert capsys.readouterr().out.encode() == path.read_bytes()

    def test_with_a_draft_of_the_next_plan(self, log: Path, tmp_path: Path) -> None:
        draft = tmp_path / "next.json"
        assert main(self.arguments(log, "-o", str(tmp_path / "a.md"), "--draft", str(draft))) == 0
        assert load(draft) == carry_forward(PLAN, prepare(PLAN, stored(log), DAY))

    def test_no_format_of_documents(self, log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(self.arguments(log, "-o", str(tmp_path / "dossier.json"))) == 2
        assert capsys.readouterr().err.startswith("bri-macao: no format of documents 'json'")
        assert not (tmp_path / "dossier.json").exists()
