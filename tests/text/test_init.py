"""The package of the three layers: names that are fetched on first use."""

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from bri_macao import text

SOURCE = Path(text.__file__).read_text("utf-8")


def type_checking_imports() -> dict[str, str]:
    """Which module each name comes from, as the type checker sees it."""
    (block,) = (node for node in ast.parse(SOURCE).body if isinstance(node, ast.If))
    return {
        alias.name: (statement.module or "").removeprefix("bri_macao.text.")
        for statement in block.body
        if isinstance(statement, ast.ImportFrom)
        for alias in statement.names
    }


class TestExports:
    def test_the_table_is_what_the_type_checker_sees(self) -> None:
        assert type_checking_imports() == text._ROOM_OF

    def test_all_is_the_table(self) -> None:
        assert set(text.__all__) == set(text._ROOM_OF)
        assert dir(text) == sorted(text.__all__)

    @pytest.mark.parametrize("name", sorted(text._ROOM_OF))
    def test_is_the_object_of_its_room(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delitem(vars(text), name, raising=False)
        assert getattr(text, name) is getattr(import_module(f"bri_macao.text.{text._ROOM_OF[name]}"), name)
        assert name in vars(text)

    @pytest.mark.parametrize("name", ["nothing", "_private", "Cleaning"])
    def test_unknown(self, name: str) -> None:
        with pytest.raises(AttributeError, match=f"module 'bri_macao.text' has no attribute '{name}'"):
            getattr(text, name)


class TestFirstUse:
    def test_a_plan_is_loaded_and_asked_without_what_it_has_no_need_of(self) -> None:
        code = (
            "import sys, bri_macao as bri; bri.query(bri.load_plan(2023)).partner('br').table(); "
            "print(*sorted(name for name in sys.modules if name.startswith('bri_macao.')))"
        )
        command = [sys.executable, "-c", code]
        loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        rooms = {name.split(".")[1] for name in loaded}
        assert rooms == {"_shapes", "errors", "model", "plans", "querying", "spans", "text"}
        assert not {"bri_macao.text.cleaning", "bri_macao.text.source"} & set(loaded)
