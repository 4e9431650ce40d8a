"""The examples run, and say what they promise."""

import subprocess
import sys
from pathlib import Path

import bri_macao as bri

EXAMPLES = Path(__file__).parent.parent / "examples"


def run(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(EXAMPLES / name), *arguments]
    return subprocess.run(
        command, capture_output=True, check=False, encoding="utf-8", env={"PYTHONIOENCODING": "utf-8"}
    )


def test_tour() -> None:
    done = run("tour.py")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0].startswith("一 ")
    assert "zh-Hant: 《安排》聯席會議" in done.stdout


def test_who_works_with() -> None:
    done = run("who_works_with.py", "pt", "zh-Hans")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("葡萄牙 is named by 11 items, 2 of them directly\n\n")
    assert "\n17  “一程多站”、旅博会与世界旅游经济论坛 (葡萄牙)\n      through " in done.stdout
    assert "\n 2  金融机构落户、横琴联动与出口信用保险 (葡语国家)\n 3  " in done.stdout


def test_extend_registry() -> None:
    done = run("extend_registry.py")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[:3] == [
        *("1  廈門 = xiamen", "1  港口合作論壇 = port-forum", "1  葡语国家 = portuguese-speaking-countries"),
    ]
    last = done.stdout.splitlines()[-1]
    assert last.startswith("warning BRI501 at 2031/2, line 4, page 1: '蓝色海洋基金' is not in the registry")


def test_next_year(tmp_path: Path) -> None:
    document, target = tmp_path / "plan.txt", tmp_path / "plan.json"
    document.write_text("2031年重点工作\n一、金融\n1.办好论坛。\n3.设立基金。", "utf-8")
    done = run("next_year.py", str(document), str(target))
    assert done.returncode == 0, done.stderr
    assert "BRI101" in done.stdout
    assert bri.formats.json.loads(target.read_bytes()) == bri.parse(document)


def test_next_year_of_nothing(tmp_path: Path) -> None:
    document = tmp_path / "plan.txt"
    document.write_text("没有任务", "utf-8")
    assert run("next_year.py", str(document)).returncode == 1


def test_compare(tmp_path: Path) -> None:
    page = tmp_path / "changes.html"
    done = run("compare.py", str(page))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "2023 to 2023: 19 kept, 2 reworded, 1 moved, 1 dropped"
    assert "      ~ strengthened: strive to complete: Seek to provide export credit insurance" in done.stdout
    assert page.read_text("utf-8").count("<del>") > 5


def test_record_progress() -> None:
    done = run("record_progress.py")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[4] == "五 Institutional arrangements: 4: 1 done, 3 silent"
    assert lines[8].endswith("At least one regular meeting in the year: 1 of at least 1, reached")


def test_log_of_2023() -> None:
    data = (EXAMPLES / "progress_2023.jsonl").read_bytes()
    updates = bri.progress.loads(data)
    assert bri.progress.dumps(updates) == data
    assert bri.progress.check(bri.load_plan(2023), updates) == ()
    assert {update.who for update in updates} == {"public reports (公開報道)"}
    assert all(update.evidence and update.note for update in updates)


def test_conference(tmp_path: Path) -> None:
    done = run("conference.py")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("# 聯席會議工作文件\n")
    assert "第五次聯席會議在澳門舉行" in done.stdout
    assert "](https://www.gov.mo/pt/noticias/696490)" in done.stdout
    page = tmp_path / "dossier.html"
    assert run("conference.py", "pt", str(page)).returncode == 0
    assert '<html lang="pt">' in page.read_text("utf-8")
