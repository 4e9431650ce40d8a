"""Next year's document is read, mended, checked and compared; the document itself stays as it came."""

import os
import subprocess
import sys
from pathlib import Path

import bri_macao as bri

UTF_8 = {**os.environ, "PYTHONIOENCODING": "utf-8"}
PROGRAM = Path(__file__).parents[2] / "examples" / "next_year.py"
DOCUMENT = """2031年重点工作
一、金融领域合作
1.与葡语国家合办论坛。
3.扩大人民帀使用，设立“蓝色海洋基金”。
二、机制建设
4.举办联席会议。
"""
CORRECTIONS = """
"人民帀" = "人民币"
"3.扩大" = "2.扩大"
"4.举办" = "3.举办"
"没有这个" = "没有"
"""


def run(*arguments: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(PROGRAM), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, encoding="utf-8", env=UTF_8)


class TestNextYear:
    def test_says_what_is_wrong_and_what_changed(self, tmp_path: Path) -> None:
        document = tmp_path / "plan.txt"
        document.write_text(DOCUMENT, "utf-8")
        done = run(document)
        assert (done.returncode, done.stderr) == (0, "")
        lines = done.stdout.splitlines()
        assert lines[0] == "<Plan 2031: 2 sections, 3 items>"
        assert "warning BRI101 at 2031/3, line 4, page 1: item 2 missing before item 3" in done.stdout
        assert "2023 to 2031: 1 reworded, 2 added, 22 dropped" in lines
        assert lines[-1] == "reworded 23 to 4: 举办联席会议"

    def test_is_mended(self, tmp_path: Path) -> None:
        document, target, corrections = (tmp_path / name for name in ("plan.txt", "plan.json", "corrections.toml"))
        document.write_text(DOCUMENT, "utf-8")
        corrections.write_text(CORRECTIONS, "utf-8")
        done = run(document, target, corrections)
        assert (done.returncode, done.stderr) == (0, "")
        assert "mended, 1 times: 人民帀 to 人民币\n" in done.stdout
        assert "mended, 0 times: 没有这个 to 没有\n" in done.stdout
        assert "BRI101" not in done.stdout
        plan = bri.formats.load(target)
        assert plan.item(2).text == "扩大人民币使用，设立“蓝色海洋基金”。"
        assert document.read_text("utf-8") == DOCUMENT
