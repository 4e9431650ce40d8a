"""The command line, from inside and as a process of its own."""

import io
import json as stdlib
import os
import pty
import runpy
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import bri_macao
from bri_macao.cli import _plans, _tables, main
from bri_macao.formats import FORMATS, _files, dumps, json
from bri_macao.formats._backends import ENDINGS
from bri_macao.model import LANGUAGES
from bri_macao.parsing import parse, read
from bri_macao.plans import load_plan

DOCUMENT = """2031年港口工作重点
一、港口
1.筹办海港论坛，便利青年往来。
2.扩建图书馆。
二、文化
（一）节庆
3.举办电影节。
"""
UNPAIRED = DOCUMENT.replace("海港论坛", "“海港论坛")
EMPTY = "2031年港口工作重点\n"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return written(tmp_path / "plan.txt", DOCUMENT)


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def process(
    *arguments: str | Path, environment: dict[str, str] | None = None, **options: Any
) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a process; its output is a pipe."""
    known = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHONIO", "NO_C"))}
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": 60, **options}
    return subprocess.run(  # noqa: PLW1510 - the exit code is what is tested
        [sys.executable, "-m", "bri_macao", *map(str, arguments)],
        env={**known, "LC_ALL": "C.UTF-8", **(environment or {})},
        **options,
    )


def on_a_terminal(*arguments: str, environment: dict[str, str] | None = None) -> str:
    """What the command writes on a pseudo-terminal."""
    ours, theirs = pty.openpty()
    try:
        done = process(*arguments, environment={"TERM": "xterm", **(environment or {})}, stdout=theirs)
    finally:
        os.close(theirs)
    assert (done.returncode, done.stderr) == (0, b"")
    parts = []
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # Linux's way of saying that the other end has gone
            break
        if not part:
            break
        parts.append(part)
    os.close(ours)
    return b"".join(parts).decode()


class TestShow:
    def test_whole(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["show"]) == 0
        out, err = capsys.readouterr()
        plan = load_plan(2023)
        assert err == ""
        assert out.startswith(f"no.  {plan.names['en']}\n")
        for section in plan.sections:
            assert f"\n\n{section.numeral}   {section.names['en']}\n" in out
        for item in plan.items:
            assert f"\n{item.number:<3}  {item.names['en']}\n" in out

    def test_the_latest_by_default(self, capsys: pytest.CaptureFixture[str]) -> None:
        main(["show"])
        latest = capsys.readouterr().out
        main(["show", "2023"])
        assert capsys.readouterr().out == latest

    def test_a_section(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["show", "--section", "2"]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert [line.split()[0] for line in lines if line] == ["no.", "二", *map(str, range(5, 12))]

    def test_an_item(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["show", "--item", "7"]) == 0
        lines = capsys.readouterr().out.splitlines()
        item = load_plan(2023).item(7)
        assert lines[0] == f"7             {item.names['en']}"
        assert [line.split("  ")[0] for line in lines[1:]] == [
            *("id", "section", *LANGUAGES, "policy areas", "partners", "mechanisms"),
            *(f"action {n}" for n in range(1, 6)),
            *("target", "target"),
        ]
        assert lines[1] == "id            2023/7"
        assert f"policy areas  {', '.join(item.policy_areas)}" in lines
        assert f"partners      {load_plan(2023).partner('mainland').names['en']}" in lines
        assert f"action 4      hold: {item.actions[3].statement['en']}" in lines
        assert lines[-1] == f"target        no. 6: {item.targets[1].names['en']}"

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_in_a_language(self, language: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["show", "--lang", language]) == 0
        out = capsys.readouterr().out
        assert all(item.names[language] in out for item in load_plan(2023).items)
        assert main(["show", "--item", "1", "--lang", language]) == 0
        assert load_plan(2023).item(1).names[language] in capsys.readouterr().out.splitlines()[0]

    def test_as_json(self, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
        assert main(["show", "--format", "json"]) == 0
        out = capsysbinary.readouterr().out
        assert json.loads(out) == load_plan(2023)
        assert out.endswith(b"}\n")
        assert out.startswith(b'{\n  "arrangement"')

    def test_a_part_as_json(self, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
        plan = load_plan(2023)
        tree = stdlib.loads(json.dumps(plan))
        main(["show", "--section", "3", "--format", "json"])
        assert stdlib.loads(capsysbinary.readouterr().out) == tree["sections"][2]
        main(["show", "--item", "5", "--format", "json"])
        assert stdlib.loads(capsysbinary.readouterr().out) == tree["sections"][1]["items"][0]

    def test_an_item_in_its_section(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["show", "--section", "2", "--item", "7"]) == 0
        assert "2023/7" in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["soon"], "'soon' is neither a year nor partner:ID nor mechanism:ID"),
            (["country:pt"], "there is no 'country'; write partner:ID or mechanism:ID"),
            (["partner:forum-macao"], "no partner 'forum-macao' here"),
            (["mechanism:forum-macau"], "no mechanism 'forum-macau' here; the closest: 'forum-macao'"),
            (["1999"], "no plan of 1999 is bundled; those that are: 2023"),
            (["--item", "99"], "no item 99 here; the closest: "),
            (["--item", "0"], "no item 0 here"),
            (["--section", "9"], "no section 9 here"),
            (["--section", "1", "--item", "7"], "item 7 does not stand in section 1; leave out --section"),
            (["--source", "nowhere/none.txt"], "cannot open 'nowhere/none.txt': "),
        ],
    )
    def test_what_is_not_there(self, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["show", *arguments]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith(f"bri-macao: {said}")
        assert err.count("\n") == 1

    @pytest.mark.parametrize(
        "arguments",
        [
            [],
            ["show", "--lang", "fr"],
            ["find", "--aspect", "hope"],
            ["find", "--section", "two"],
            ["show", "--format", "xml"],
            ["sing"],
            ["parse"],
            ["show", "--x"],
        ],
    )
    def test_what_is_no_command(self, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as caught:
            main(arguments)
        assert caught.value.code == 2
        assert "error: " in capsys.readouterr().err

    def test_version_and_help(self, capsys: pytest.CaptureFixture[str]) -> None:
        for arguments, said in (
            (["--version"], f"bri-macao {bri_macao.__version__}\n"),
            (["--help"], "usage: bri-macao"),
            (["show", "--help"], "usage: bri-macao show"),
        ):
            with pytest.raises(SystemExit) as caught:
                main(arguments)
            assert caught.value.code == 0
            assert capsys.readouterr().out.startswith(said)


class TestAsAModule:
    def test_is_the_command(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        monkeypatch.setattr(sys, "argv", ["bri-macao", "show", "--item", "99"])
        with pytest.raises(SystemExit) as caught:
            runpy.run_module("bri_macao", run_name="__main__")
        assert caught.value.code == 2
        assert capsys.readouterr().err.startswith("bri-macao: no item 99 here")


class TestShowAnEntity:
    def test_a_partner(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["show", "partner:pt"]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines[0] == "pt         Portugal"
        assert "codes      PT, PRT, 620" in lines
        assert "member of  portuguese-speaking-countries since 2003" in lines
        assert "member of  eu since 1986-01-01" in lines
        items = [line.split()[1] for line in lines if line.startswith("item ")]
        assert items == ["2", "3", "4", "5", "6", "9", "10", "12", "17", "21", "22"]
        assert any(line.endswith("[巴葡, 葡语国家/地区]") for line in lines)
        assert any("ISO 3166-1" in line and line.endswith("(high)") for line in lines)

    def test_a_mechanism_with_parts_in_a_language(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["show", "mechanism:forum-macao", "--lang", "zh-Hant"]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines[0] == "forum-macao  中國—葡語國家經貿合作論壇（澳門）"
        assert "founded      2003-10" in lines
        assert "operators    mofcom, macao-government" in lines
        assert "parts        forum-macao-20th-anniversary, forum-macao-6th-conference" in lines

    def test_a_part_that_has_ended(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["show", "mechanism:forum-macao-6th-conference"]) == 0
        lines = [line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines()]
        assert ["ended", "2024-04-23"] in lines
        assert any(line[0] == "part" and line[1].split() == ["of", "forum-macao"] for line in lines)

    def test_a_group_with_members(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["show", "partner:portuguese-speaking-countries"]) == 0
        (members,) = (line for line in capsys.readouterr().out.splitlines() if line.startswith("members"))
        assert members.count(",") == 8

    def test_one_that_the_plan_does_not_name(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["show", "partner:gb"]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert "member of  eu since 1973-01-01 until 2020-01-31" in lines
        assert not any(line.startswith("item ") for line in lines)

    def test_a_name_with_dates(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["show", "partner:ipim"]) == 0
        out = capsys.readouterr().out
        assert "until 2024-06-30" in out
        assert "since 2024-07-01" in out

    def test_as_json(self, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
        assert main(["show", "mechanism:cepa", "--format", "json"]) == 0
        found = stdlib.loads(capsysbinary.readouterr().out)
        assert (found["id"], found["kind"], found["founded"]) == (
            *("cepa", "agreement"),
            {"day": 17, "month": 10, "year": 2003},
        )


class TestFind:
    @pytest.mark.parametrize(
        ("arguments", "numbers"),
        [
            ([], list(range(1, 24))),
            (["人民幣"], [3]),
            (["--partner", "br", "--mechanism-kind", "platform"], [5, 21]),
            (["--partner", "br", "--mechanism-kind", "platform", "tecnológica"], [21]),
            (["--partner", "br", "--direct"], [21]),
            (["--partner", "gq", "--partner", "eu"], [12, 22]),
            (["--partner-kind", "city"], [21]),
            (["--mechanism", "forum-macao"], [7]),
            (["--mechanism", "forum-macao", "--direct"], []),
            (["--part-of", "joint-conference"], [23]),
            (["--section", "5"], [23]),
            (["--aspect", "strive"], [2, 22]),
            (["--aspect", "prepare"], [7]),
            (["--area", "facilities-connectivity", "--section", "2"], [7]),
            (["--target"], [7, 23]),
        ],
        ids=repr,
    )
    def test_items(self, arguments: list[str], numbers: list[int], capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["find", *arguments]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines[0].split()[0] == str(len(numbers))
        assert [int(line.split()[0]) for line in lines[1:] if line[0] != " "] == numbers

    def test_evidence_stands_in_the_statement(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["find", "--partner", "br", "--direct"]) == 0
        statement = load_plan(2023).item(21).actions[4].statement["en"]
        assert f"巴葡 = br (Brazil): {statement}" in capsys.readouterr().out

    def test_evidence_is_marked_in_the_official_text(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        document = "2031年工作计划\n一、港口\n1.与巴西设立“蓝色基金”，至少召开2次会议。"
        monkeypatch.setattr("bri_macao.cli._plans.load_plan", lambda _: parse(document))
        assert main(["find", "--partner", "br", "--source", str(written(tmp_path / "a.txt", document))]) == 0
        assert "巴西 = br (Brazil): 与【巴西】设立“蓝色基金”" in capsys.readouterr().out

    def test_words_in_both_scripts_are_shown_once(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["find", "人民幣"]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert sum("【人民币】" in line or "【人民幣】" in line for line in lines) == 6

    def test_targets(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["find", "--target", "--section", "5"]) == 0
        assert "target, at least 1: At least one regular meeting in the year, due 2023" in capsys.readouterr().out

    def test_actions(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["find", "--aspect", "prepare", "--lang", "pt"]) == 0
        assert f"prepare: {load_plan(2023).item(7).actions[4].statement['pt']}" in capsys.readouterr().out

    def test_as_json(self, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
        assert main(["find", "--partner", "br", "--direct", "--format", "json"]) == 0
        assert stdlib.loads(capsysbinary.readouterr().out) == [
            {
                "item": "2023/21",
                "number": 21,
                "section": "2023/s4",
                "evidence": [
                    {
                        "type": "mention",
                        "entity": "br",
                        "kind": "partner",
                        "span": {"start": 68, "end": 70},
                        "surface": "巴葡",
                        "inferred": False,
                        "nested": False,
                    }
                ],
            }
        ]

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["--partner", "brazil"], "no partner 'brazil' here"),
            (["--mechanism", "forum-macau"], "no mechanism 'forum-macau' here; the closest: 'forum-macao'"),
            (["--section", "9"], "no section 9 here"),
            ([" "], "no words to look for"),
            (["--year", "1999"], "no plan of 1999 is bundled"),
        ],
    )
    def test_what_is_not_there(self, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["find", *arguments]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith(f"bri-macao: {said}")


class TestCheck:
    FAULTY = "2031年港口工作重点\n一、港口\n1.与葡语国家筹办“海港论坛。\n3.扩建图书馆。\n"

    def test_a_document_without_fault(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        good = written(tmp_path / "a.txt", "2031年港口工作\n一、港口\n1.与葡语国家办好讲座。\n")
        assert main(["check", str(good)]) == 0
        assert capsys.readouterr().out == "nothing to report\n"

    def test_the_bundled_plan(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = tmp_path / "plan.json"
        path.write_bytes(json.dumps(load_plan(2023), indent=1))
        assert main(["check", str(path), "--fail-on", "info"]) == 0
        assert capsys.readouterr().out == "nothing to report\n"

    def test_a_faulty_document(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check", str(written(tmp_path / "a.txt", self.FAULTY))]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines[:3] == [
            "warning BRI206 at 2031/1, line 3, page 1: “ has no partner",
            "3 | 1.与葡语国家筹办“海港论坛。",
            "  |                 ^",
        ]
        assert lines[-1] == "3 warnings, 1 info"

    @pytest.mark.parametrize(("least", "code"), [("error", 0), ("warning", 1), ("info", 1)])
    def test_when_it_fails(self, least: str, code: int, tmp_path: Path) -> None:
        assert main(["check", str(written(tmp_path / "a.txt", self.FAULTY)), "--fail-on", least]) == code

    @pytest.mark.parametrize(
        ("document", "code"),
        [
            ("没有任务", "BRI203"),
            ("2031年港口\n一、港口\n港口与灯塔，都要建设。\n1.设立。", "BRI205"),
            (' \n{"id": 1}', "BRI405"),
            ('\ufeff{"id": "2031"}', "BRI409"),
            ('{"id": "2031", "arrangement": "none"}', "BRI613"),
        ],
    )
    def test_whatever_it_is(self, document: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check", str(written(tmp_path / "a", document))]) == (1 if code != "BRI205" else 0)
        assert f" {code}" in capsys.readouterr().out

    def test_from_standard_input(self) -> None:
        done = process("check", "-", input=b'{"id": 1}')
        assert (done.returncode, done.stderr) == (1, b"")
        assert done.stdout.decode() == ("error BRI405 at $.id: expected `str`, got `int`; the value is 1\n1 error\n")

    def test_as_json(self, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
        assert main(["check", str(written(tmp_path / "a.txt", self.FAULTY)), "--format", "json"]) == 0
        found = stdlib.loads(capsysbinary.readouterr().out)
        assert found[0] == {
            "code": "BRI206",
            "message": "“ has no partner",
            "path": "2031/1",
            "span": {"start": 26, "end": 27},
            "line": 3,
            "page": 1,
            "severity": "warning",
        }
        assert [row["code"] for row in found] == ["BRI206", "BRI501", "BRI101", "BRI674"]

    def test_as_sarif(self, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
        path = written(tmp_path / "a b.txt", self.FAULTY)
        assert main(["check", str(path), "--format", "sarif"]) == 0
        log = stdlib.loads(capsysbinary.readouterr().out)
        (run,) = log["runs"]
        rules = run["tool"]["driver"]["rules"]
        assert (log["version"], run["columnKind"]) == ("2.1.0", "unicodeCodePoints")
        assert [rule["id"] for rule in rules] == ["BRI101", "BRI206", "BRI501", "BRI674"]
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            (place,) = result["locations"]
            assert place["physicalLocation"]["artifactLocation"]["uri"].endswith("/a%20b.txt")
            region = place["physicalLocation"]["region"]
            assert self.FAULTY.count("\n", 0, region["charOffset"]) + 1 == region["startLine"]
        assert run["results"][0]["level"] == "warning"
        assert run["results"][0]["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "2031/1"}]
        assert run["results"][3]["level"] == "note"

    def test_sarif_of_what_is_no_plan(self) -> None:
        done = process("check", "-", "--format", "sarif", input=b"{")
        (result,) = stdlib.loads(done.stdout)["runs"][0]["results"]
        assert (done.returncode, result["ruleId"], result["level"]) == (1, "BRI401", "error")
        assert result["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "stdin"}}

    def test_a_file_that_is_not_there(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check", "nowhere.txt"]) == 2
        assert capsys.readouterr().err.startswith("bri-macao: cannot open 'nowhere.txt'")

    @pytest.mark.parametrize("name", ["json", "yaml"])
    def test_a_plan_in_any_format(self, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = tmp_path / f"plan.{name}"
        assert main(["convert", "2023", str(path)]) == 0
        assert main(["check", str(path)]) == 0
        path.write_bytes(path.read_bytes().replace(b"2023/s1", b"2023-s1"))
        assert main(["check", str(path)]) == 1
        assert "error BRI603 at 2023-s1: " in capsys.readouterr().out


class TestShowWithSource:
    """The official wording beside the plan; the plan here is one of the test's own."""

    @pytest.fixture(autouse=True)
    def bundled(self, monkeypatch: pytest.MonkeyPatch) -> None:
        plan = parse(DOCUMENT)
        monkeypatch.setattr(_plans, "load_plan", lambda year: {2031: plan}[year])
        monkeypatch.setattr(_plans, "years", lambda: (2030, 2031))

    def test_of_the_whole(self, good: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["show", "--source", str(good)]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        assert out.splitlines()[2:] == [
            "一   港口",
            "1    筹办海港论坛",
            "     筹办海港论坛，便利青年往来。",
            "2    扩建图书馆",
            "     扩建图书馆。",
            "",
            "二   文化",
            "",
            "一   节庆",
            "3    举办电影节",
            "     举办电影节。",
        ]

    def test_of_an_item(self, good: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["show", "--item", "1", "--source", str(good)]) == 0
        assert capsys.readouterr().out.splitlines()[-1] == "text        筹办海港论坛，便利青年往来。"

    def test_differences_go_to_the_error_stream(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        copy = written(tmp_path / "copy.txt", DOCUMENT.replace("海港", "海巷"))
        assert main(["show", "--source", str(copy), "--format", "json"]) == 0
        out, err = capsys.readouterr()
        assert "海巷" in out
        assert err.splitlines() == [
            "warning BRI301 at 2031/1, line 3, page 1: the copy has '巷' where the plan has '港'",
            "3 | 1.筹办海巷论坛，便利青年往来。",
            "  |         ^^",
        ]

    def test_an_item_that_is_missing_is_an_error(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        copy = written(tmp_path / "copy.txt", DOCUMENT.replace("2.扩建图书馆。\n", ""))
        code = main(["show", "--source", str(copy)])
        assert "error BRI302" in capsys.readouterr().err
        assert code == 1


class TestOnATerminal:
    def test_a_table_is_drawn(self) -> None:
        out = on_a_terminal("show", "--section", "1")
        assert "\x1b[" in out
        assert "─" in out
        assert load_plan(2023).sections[0].names["en"] in out

    @pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"NO_COLOR": ""}, {"TERM": "dumb"}])
    def test_unless_it_is_not_wanted(self, environment: dict[str, str]) -> None:
        out = on_a_terminal("show", "--section", "1", environment=environment)
        assert "\x1b" not in out
        assert "─" not in out
        assert load_plan(2023).sections[0].names["en"] in out

    @pytest.mark.parametrize("arguments", [(), ("--item", "7"), ("--section", "2", "--lang", "zh-Hant")])
    def test_a_pipe_gets_plain_text(self, arguments: tuple[str, ...]) -> None:
        done = process("show", *arguments, environment={"TERM": "xterm", "FORCE_COLOR": "1"})
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"\x1b" not in done.stdout
        assert "─".encode() not in done.stdout


class Terminal(io.StringIO):
    """A file that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class TestTables:
    TABLE = _tables.Listing(
        ("no.", "Harbours"),
        (("一", "港口"), ("1", "A forum", "论坛。"), ("2", "A library", ""), ("二", "文化"), ("3", "[red]A festival")),
        frozenset({0, 3}),
    )

    @pytest.fixture(autouse=True)
    def terminal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.delenv("NO_COLOR", raising=False)

    PLAIN = """\
no.  Harbours

一   港口
1    A forum
     论坛。
2    A library

二   文化
3    [red]A festival
"""

    def test_plain(self) -> None:
        file = io.StringIO()
        _tables.write(self.TABLE, file)
        assert file.getvalue() == self.PLAIN

    def test_drawn(self) -> None:
        file = Terminal()
        _tables.write(self.TABLE, file)
        drawn = file.getvalue()
        assert "\x1b[1m" in drawn
        words = "".join(character for character in drawn if character not in "─ \n")
        for text in ("Harbours", "论坛。", "[red]Afestival"):
            assert text in words

    def test_without_rich(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in [name for name in sys.modules if name.partition(".")[0] == "rich"]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, "rich", None)
        file = Terminal()
        _tables.write(self.TABLE, file)
        assert file.getvalue() == self.PLAIN

    @pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("NO_COLOR", ""), ("TERM", "dumb")])
    def test_not_wanted(self, name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(name, value)
        file = Terminal()
        _tables.write(self.TABLE, file)
        assert file.getvalue() == self.PLAIN

    def test_without_rows(self) -> None:
        file = io.StringIO()
        _tables.write(_tables.Listing(("no.", "Nothing"), ()), file)
        assert file.getvalue() == "no.  Nothing\n"


class TestParse:
    def test_the_outline(self, good: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["parse", str(good)]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        assert out.splitlines() == [
            "2031年港口工作重点 (2031)",
            "  一  港口",
            "    1  筹办海港论坛",
            "    2  扩建图书馆",
            "  二  文化",
            "    一  节庆",
            "      3  举办电影节",
            "warning BRI501 at 2031/1, line 3, page 1: '海港论坛' is not in the registry (add it, or correct the text)",
            "3 | 1.筹办海港论坛，便利青年往来。",
            "  |       ^^^^^^^^",
        ]

    def test_without_title_and_headings(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["parse", str(written(tmp_path / "a.txt", "1.筹办论坛。\n2.扩建图书馆。\n"))]) == 0
        out = capsys.readouterr().out.splitlines()
        assert out[:3] == ["(no title)", "    1  筹办论坛", "    2  扩建图书馆"]

    def test_findings_have_carets(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["parse", str(written(tmp_path / "a.txt", UNPAIRED))]) == 0
        assert capsys.readouterr().out.splitlines()[-6:-3] == [
            "warning BRI206 at 2031/1, line 3, page 1: “ has no partner",
            "3 | 1.筹办“海港论坛，便利青年往来。",
            "  |       ^",
        ]

    def test_an_error_finding(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["parse", str(written(tmp_path / "a.txt", EMPTY))]) == 1
        assert "error BRI203" in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("data", "options", "said"),
        [
            (None, [], "cannot open "),
            (DOCUMENT.encode("gb18030"), [], "a.txt is neither UTF-8 nor UTF-16 with a byte order mark"),
            (DOCUMENT.encode(), ["--encoding", "ascii"], "a.txt is not ascii: "),
            (DOCUMENT.encode(), ["--encoding", "klingon"], "'klingon' is no encoding that Python knows"),
            (b"%PDF-1.7 nonsense", [], "a.txt cannot be read as a PDF"),
        ],
    )
    def test_a_file_that_cannot_be_read(
        self,
        data: bytes | None,
        options: list[str],
        said: str,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        if data is not None:
            (tmp_path / "a.txt").write_bytes(data)
        assert main(["parse", str(tmp_path / "a.txt"), *options]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith(f"bri-macao: {said}")
        assert err.count("\n") == 1

    def test_a_folder(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["parse", str(tmp_path)]) == 2
        assert capsys.readouterr().err.startswith("bri-macao: cannot open ")

    def test_in_its_encoding(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "a.txt").write_bytes(DOCUMENT.encode("gb18030"))
        assert main(["parse", str(tmp_path / "a.txt"), "--encoding", "gb18030"]) == 0
        assert "港口" in capsys.readouterr().out

    def test_standard_input(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DOCUMENT.encode()), "ascii"))
        assert main(["parse", "-"]) == 0
        assert capsys.readouterr().out.startswith("2031年港口工作重点 (2031)\n")

    def test_without_a_standard_input(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(sys, "stdin", None)
        assert main(["parse", "-"]) == 2
        assert capsys.readouterr() == ("", "bri-macao: there is no standard input to read from; name a file\n")

    def test_standard_input_of_a_process(self) -> None:
        done = process("parse", "-", input=DOCUMENT.encode("gb18030"))
        assert done.returncode == 2
        assert done.stderr.startswith(b"bri-macao: <bytes> is neither UTF-8 nor UTF-16")
        done = process("parse", "-", "--encoding", "gb18030", input=DOCUMENT.encode("gb18030"))
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.decode().startswith("2031年港口工作重点 (2031)\n")


class TestConvert:
    def test_by_the_endings(self, tmp_path: Path) -> None:
        there, back = tmp_path / "plan.yaml", tmp_path / "plan.json"
        assert main(["convert", "2023", str(there)]) == 0
        assert main(["convert", str(there), str(back)]) == 0
        assert back.read_bytes() == json.dumps(load_plan(2023))

    def test_tables_in_a_folder(self, tmp_path: Path) -> None:
        back = tmp_path / "plan.json"
        assert main(["convert", "2023", f"{tmp_path}/tables/"]) == 0
        assert main(["convert", str(tmp_path / "tables"), str(back)]) == 0
        assert back.read_bytes() == json.dumps(load_plan(2023))

    @pytest.mark.parametrize("name", FORMATS)
    def test_into_every_format(self, name: str, tmp_path: Path) -> None:
        path = tmp_path / f"plan{ENDINGS[name][0]}"
        assert main(["convert", "2023", str(path)]) == 0
        assert path.read_bytes() == dumps(load_plan(2023), name)

    def test_by_the_names_of_formats_and_through_pipes(self) -> None:
        done = process("convert", "-", "-", "--from", "json", "--to", "yaml", input=json.dumps(load_plan(2023)))
        assert (done.returncode, done.stderr) == (0, b"")
        assert process("convert", "-", "-", "--from", "yaml", input=done.stdout).stdout == json.dumps(load_plan(2023))

    def test_through_pipes_from_inside(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        data = json.dumps(load_plan(2023))
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert main(["convert", "-", "-"]) == 0
        assert capsys.readouterr().out.encode() == data

    def test_options_of_the_format(self, tmp_path: Path) -> None:
        path = tmp_path / "plan.json"
        assert main(["convert", "2023", str(path), "-O", "indent=2"]) == 0
        assert path.read_bytes() == json.dumps(load_plan(2023), indent=2)

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["2023", "plan.json", "-O", "ident=2"], "json has no option 'ident'; it has indent"),
            (["2023", "plan.json", "-O", "path=2"], "json has no option 'path'; it has indent"),
            (["2023", "plan"], "'plan' does not end like a format"),
            (["plan.rtf", "plan.json"], "'plan.rtf' does not end like a format"),
            (["nowhere.json", "plan.json"], "cannot open 'nowhere.json'"),
            (["1999", "plan.json"], "no plan of 1999 is bundled"),
            (["2023", "nowhere/plan.json"], "cannot write"),
        ],
    )
    def test_what_cannot_be_done(
        self,
        arguments: list[str],
        message: str,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert main(["convert", *arguments]) == 2
        assert capsys.readouterr().err.startswith(f"bri-macao: {message}")
        assert list(tmp_path.iterdir()) == []

    def test_an_option_without_a_value(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit):
            main(["convert", "2023", "-", "-O", "indent"])
        assert "'indent' is not NAME=VALUE" in capsys.readouterr().err

    def test_leniency(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = written(tmp_path / "plan.json", '{"id": "x", "sea": 1}')
        assert main(["convert", str(path), str(path)]) == 2
        assert "BRI403 at $.sea" in capsys.readouterr().err
        assert main(["convert", str(path), str(path), "--lenient"]) == 0
        assert capsys.readouterr().err.startswith("warning BRI421 at /sea")
        assert json.loads(path.read_bytes()).extra["bri-macao.unknown"] == {"/sea": 1}


class TestSchema:
    def test_is_the_published_one(self, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        assert main(["schema"]) == 0
        assert stdlib.loads(capfdbinary.readouterr().out) == json.schema()


class TestOutput:
    def test_is_the_plan(self, good: Path, tmp_path: Path) -> None:
        target = tmp_path / "plan.json"
        assert main(["parse", str(good), "-o", str(target)]) == 0
        assert json.loads(target.read_bytes()) == read(good).plan
        assert target.read_bytes().endswith(b"}\n")
        assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.json", "plan.txt"]

    def test_is_written_with_an_error_finding_too(self, tmp_path: Path) -> None:
        document = written(tmp_path / "a.txt", EMPTY)
        assert main(["parse", str(document), "--output", str(tmp_path / "a.json")]) == 1
        assert json.loads((tmp_path / "a.json").read_bytes()).items == ()

    def test_in_the_current_folder(self, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        assert main(["parse", good.name, "-o", "plan.json"]) == 0
        assert (tmp_path / "plan.json").exists()

    @pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
    def test_keeps_the_permissions_of_a_file(self, mode: int, good: Path, tmp_path: Path) -> None:
        target = written(tmp_path / "plan.json", "old")
        target.chmod(mode)
        assert main(["parse", str(good), "-o", str(target)]) == 0
        assert stat.S_IMODE(target.stat().st_mode) == mode
        assert target.read_bytes() != b"old"

    @pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600)])
    def test_has_the_users_permissions_when_it_is_new(self, umask: int, mode: int, good: Path, tmp_path: Path) -> None:
        before = os.umask(umask)
        try:
            assert main(["parse", str(good), "-o", str(tmp_path / "plan.json")]) == 0
            assert _files._umask() == umask
        finally:
            os.umask(before)
        assert stat.S_IMODE((tmp_path / "plan.json").stat().st_mode) == mode

    @pytest.mark.parametrize(
        ("name", "fault"), [("replace", OSError(28, "No space left on device")), ("fsync", OSError("broken"))]
    )
    def test_a_fault_leaves_the_old_file(
        self, name: str, fault: OSError, good: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        folder = good.parent
        target = written(folder / "plan.json", "old")

        def broken(*_: object) -> None:
            raise fault

        with monkeypatch.context() as patched:
            patched.setattr(os, name, broken)
            assert main(["parse", str(good), "-o", str(target)]) == 2
        assert target.read_bytes() == b"old"
        assert sorted(path.name for path in folder.iterdir()) == ["plan.json", "plan.txt"]
        assert capsys.readouterr().err == f"bri-macao: cannot write {str(target)!r}: {fault.strerror or fault}\n"

    def test_an_interruption_leaves_the_old_file(
        self, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        target = written(tmp_path / "plan.json", "old")

        def interrupted(*_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", interrupted)
            with pytest.raises(KeyboardInterrupt):
                main(["parse", str(good), "-o", str(target)])
        assert target.read_bytes() == b"old"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.json", "plan.txt"]

    @pytest.mark.parametrize("name", ["no/such/folder/plan.json", ".", "plan.txt/plan.json"])
    def test_where_nothing_can_be_written(
        self, name: str, good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["parse", str(good), "-o", str(tmp_path / name)]) == 2
        assert capsys.readouterr().err.startswith("bri-macao: cannot write ")
        assert [path.name for path in tmp_path.iterdir()] == ["plan.txt"]

    def test_follows_a_link(self, good: Path, tmp_path: Path) -> None:
        target = written(tmp_path / "plan.json", "old")
        link = tmp_path / "latest.json"
        link.symlink_to(target.name)
        assert main(["parse", str(good), "-o", str(link)]) == 0
        assert link.is_symlink()
        assert target.read_bytes() == link.read_bytes() != b"old"

    def test_does_not_replace_what_is_no_file(self, good: Path, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
        try:
            main(["parse", str(good), "-o", str(tmp_path / "pipe")])
        finally:
            os.close(reader)
        assert (tmp_path / "pipe").is_fifo()


class TestWhoeverListens:
    @pytest.mark.parametrize("arguments", [("show",), ("show", "--format", "json"), ("parse",)])
    def test_a_pipe_that_is_closed(self, arguments: tuple[str, ...], good: Path) -> None:
        ours, theirs = os.pipe()
        os.close(ours)
        try:
            done = process(*arguments, *([good] if arguments == ("parse",) else []), stdout=theirs)
        finally:
            os.close(theirs)
        assert (done.returncode, done.stderr) == (0, b"")

    def test_a_pipe_that_is_closed_from_inside(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        class Closed(io.StringIO):
            def write(self, _: str, /) -> int:
                raise BrokenPipeError

            def fileno(self) -> int:
                return file.fileno()

        with (tmp_path / "out").open("w") as file:
            monkeypatch.setattr(sys, "stdout", Closed())
            assert main(["show"]) == 0

    def test_a_disk_that_is_full_from_inside(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        class Full(io.StringIO):
            def write(self, _: str, /) -> int:
                raise OSError(28, "No space left on device")

        monkeypatch.setattr(sys, "stdout", Full())
        assert main(["show"]) == 2
        assert capsys.readouterr().err == "bri-macao: [Errno 28] No space left on device\n"

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
    def test_a_full_disk(self) -> None:
        with Path("/dev/full").open("w") as full:
            done = process("show", stdout=full)
        assert done.returncode == 2
        assert done.stderr.startswith(b"bri-macao: [Errno 28]")
        assert done.stderr.count(b"\n") == 1

    @pytest.mark.parametrize(
        ("arguments", "closed"),
        [("show", ">&-"), ("show --format json", ">&-"), ("parse -", "<&-"), ("show 1999", "2>&-")],
    )
    def test_a_stream_that_is_not_there(self, arguments: str, closed: str) -> None:
        done = subprocess.run(
            f'"{sys.executable}" -m bri_macao {arguments} {closed}', shell=True, capture_output=True, check=False
        )
        assert b"Traceback" not in done.stderr
        assert done.returncode in (0, 2)

    @pytest.mark.parametrize(
        "environment",
        [
            {"PYTHONIOENCODING": "ascii"},
            {"PYTHONIOENCODING": "latin-1"},
            {"LC_ALL": "C"},
            {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        ],
        ids=lambda environment: ",".join(f"{key}={value}" for key, value in environment.items()),
    )
    @pytest.mark.parametrize("command", ["show", "show --lang zh-Hans", "show --item 7", "show --format json", "parse"])
    def test_a_terminal_without_chinese(self, environment: dict[str, str], command: str, tmp_path: Path) -> None:
        arguments = [*command.split(), *([str(written(tmp_path / "a.txt", UNPAIRED))] if command == "parse" else [])]
        done = process(*arguments, environment=environment)
        assert b"Traceback" not in done.stderr
        assert done.returncode == 0
        assert done.stdout
