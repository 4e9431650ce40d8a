"""The translated pages: complete, as the pages are now, and readable as a site in each language."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
TOOL = ROOT / "tools/translations.py"

# What the tour says in each language: which one it is, and its heading.
SAID = {
    "pt": ('lang="pt"', "Uma visita de dez minutos"),
    "zh_Hant": ('lang="zh-Hant"', "十分鐘導覽"),
}


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, TOOL, *arguments], capture_output=True, encoding="utf-8", check=False)


def test_are_complete() -> None:
    done = run("--check")
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("translated")
    done = run("--build", place)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr
    return place


@pytest.mark.parametrize("language", SAID)
def test_speak_their_language(built: Path, language: str) -> None:
    page = (built / language / "tour.html").read_text("utf-8")
    assert [words for words in SAID[language] if words not in page] == []
    assert "A ten-minute tour" not in page


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("page", ["index", "tour", "concepts/text", "concepts/progress"])
def test_keep_their_examples(built: Path, page: str, language: str) -> None:
    source = (ROOT / "docs" / f"{page}.md").read_text("utf-8")
    made = (built / language / f"{page}.html").read_text("utf-8")
    assert made.count('class="highlight') >= source.count("```python") > 0


@pytest.mark.parametrize("language", SAID)
def test_are_searched_in_chinese(built: Path, language: str) -> None:
    text = (built / language / "searchindex.js").read_text("utf-8")
    index = json.loads(text.removeprefix("Search.setIndex(")[:-1])
    assert {"人民", "民币", "一带", "一路"} <= set(index["terms"])
