"""Every example says for whom it is and how it is run, and the page of the examples lists it."""

import ast
import re
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = sorted(path.name for path in EXAMPLES.iterdir() if path.is_file() and path.name != "README.md")
PROGRAMS = [name for name in FILES if name.endswith(".py")]


def test_lists_every_file() -> None:
    listed = re.findall(r"^\| `([^`]+)`", (EXAMPLES / "README.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(listed) == FILES


@pytest.mark.parametrize("name", PROGRAMS)
def test_says_for_whom_it_is(name: str) -> None:
    said = ast.get_docstring(ast.parse((EXAMPLES / name).read_text("utf-8"))) or ""
    assert said.startswith("For ")
    assert f"\nRun it with `python examples/{name}" in said
