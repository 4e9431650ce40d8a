"""The package itself: names that are fetched on first use."""

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import bri_macao

SOURCE = Path(bri_macao.__file__).read_text("utf-8")


def type_checking_imports() -> dict[str, str]:
    """Which module each name comes from, as the type checker sees it."""
    (block,) = (node for node in ast.parse(SOURCE).body if isinstance(node, ast.If))
    assert ast.unparse(block.test) == "TYPE_CHECKING"
    found: dict[str, str] = {}
    for statement in block.body:
        assert isinstance(statement, ast.ImportFrom)
        assert statement.level == 0
        for alias in statement.names:
            assert alias.asname is None
            found[alias.name] = (statement.module or "").removeprefix("bri_macao").removeprefix(".")
    return found


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    return done.stdout.strip()


class TestExports:
    @pytest.mark.parametrize("name", sorted(set(bri_macao.__all__) - {"__version__"}))
    def test_is_the_object_of_its_room(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delitem(vars(bri_macao), name, raising=False)
        room = bri_macao._ROOM_OF[name]
        wanted = getattr(import_module(f"bri_macao.{room}"), name) if room else import_module(f"bri_macao.{name}")
        monkeypatch.delitem(vars(bri_macao), name, raising=False)  # importing a module puts it there
        assert getattr(bri_macao, name) is wanted
        assert vars(bri_macao)[name] is wanted

    def test_the_table_is_what_the_type_checker_sees(self) -> None:
        assert type_checking_imports() == bri_macao._ROOM_OF

    def test_all_is_the_table(self) -> None:
        assert bri_macao.__all__ == sorted([*bri_macao._ROOM_OF, "__version__"])
        assert dir(bri_macao) == bri_macao.__all__

    @pytest.mark.parametrize("name", sorted(set(bri_macao._ROOM_OF)))
    def test_is_public_in_its_room(self, name: str) -> None:
        room = bri_macao._ROOM_OF[name]
        assert not room or name in import_module(f"bri_macao.{room}").__all__

    @pytest.mark.parametrize("name", ["nothing", "_private", "Plans", "__path_", "cattrs"])
    def test_unknown(self, name: str) -> None:
        with pytest.raises(AttributeError, match=f"module 'bri_macao' has no attribute '{name}'"):
            getattr(bri_macao, name)

    def test_version(self) -> None:
        assert all(part.isdigit() for part in bri_macao.__version__.split(".")[:2])


class TestImport:
    def test_brings_nothing_with_it(self) -> None:
        code = """
            import sys
            before = set(sys.modules)
            import bri_macao
            new = set(sys.modules) - before
            print(sorted(name for name in new if name.split('.')[0] not in sys.stdlib_module_names))
        """
        assert run("\n".join(line.strip() for line in code.splitlines())) == "['bri_macao']"

    def test_opens_no_file_of_ours(self) -> None:
        code = (
            "import sys; opened = []\n"
            "sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == 'open' else None)\n"
            "import bri_macao\n"
            "print([name for name in opened if 'data' in name.replace(chr(92), '/').split('/')])"
        )
        assert run(code) == "[]"

    def test_each_name_alone_in_a_fresh_process(self) -> None:
        code = "import bri_macao; print([n for n in bri_macao.__all__ if getattr(bri_macao, n) is None])"
        assert run(code) == "[]"

    def test_everything_at_once(self) -> None:
        code = "from bri_macao import *; print(load_plan(2023), Plan.__name__, read.__name__)"
        assert run(code) == "<Plan 2023: 5 sections, 23 items> Plan read"

    @pytest.mark.parametrize("extra", ["rich", "pypdf", "hypothesis"])
    def test_works_without_the_extras(self, extra: str) -> None:
        code = (
            f"import sys; sys.modules[{extra!r}] = None\n"
            "import bri_macao, bri_macao.cli\n"
            "print(all(getattr(bri_macao, name) for name in bri_macao.__all__))"
        )
        assert run(code) == "True"


def test_the_types_are_for_everybody() -> None:
    assert Path(bri_macao.__file__).with_name("py.typed").is_file()
