"""The house: a module imports from floors below it and from its own package, and nobody walks in circles."""

import ast
import re
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import bri_macao

FLOORS = (
    ("errors", "spans"),
    ("text", "findings", "model"),
    (
        *("_grammar", "_layout", "_outline", "readings", "_building", "_noticing", "outlining"),
        *("registry", "_alignment", "_restoration", "_shapes", "_structuring", "_incoming", "_json", "pages"),
    ),
    ("mentions", "actions", "validation", "querying", "comparison", "progress", "anchoring"),
    ("formats",),
    ("plans",),
    ("parsing", "conference", "corpus"),
    ("strategies", "plot", "site", "cli"),
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
TOP = len(FLOORS) - 1

# Who may come up to the top floor, and for what.
STAIRS = {("__main__", "cli"), ("cli", "site"), ("cli", "plot")}

CORE = {"attrs", "cattrs", "msgspec"}
# Extras: the modules and rooms that import each, and no others.
EXTRAS = {
    "ahocorasick_rs": "mentions._matching",
    "distributed": "corpus._dask",
    "docx": "formats.docx",
    "duckdb": "corpus._queries",
    "hypothesis": "strategies",
    "lxml": "formats._stratml.documents",
    "matplotlib": "plot",
    "networkx": "formats.graphml",
    "pyarrow": "formats._arrow corpus._dataset corpus._queries",
    "pyld": "formats._linked.expanding",
    "pypdf": "text._pdf",
    "rich": "cli._bars cli._tables",
    "ruamel": "formats.yaml",
}

ROOT = Path(bri_macao.__file__).parent
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix("__init__").rstrip("."): path
    for path in sorted(ROOT.rglob("*.py"))
}
"""Every module by its name without `bri_macao.`; the package itself is ''."""


def room_of(module: str) -> str:
    return module.partition(".")[0]


def imported(module: str) -> Iterator[str]:
    """The full name of everything that a module imports, also inside functions; of a name, its module."""
    for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            assert node.module is not None
            for alias in node.names:
                below = f"{node.module}.{alias.name}".removeprefix("bri_macao.")
                inside = room_of(node.module) == "bri_macao" and below in MODULES
                yield f"bri_macao.{below}" if inside else node.module


def own(module: str) -> set[str]:
    """The modules of this package that a module imports."""
    names = {name for name in imported(module) if room_of(name) == "bri_macao"}
    return {name.removeprefix("bri_macao").removeprefix(".") for name in names}


def foreign(module: str) -> set[str]:
    """The third-party packages that a module imports."""
    return {room_of(name) for name in imported(module)} - set(sys.stdlib_module_names) - {"bri_macao", "__future__"}


INSIDE = sorted(set(MODULES) - {""})


class TestFloors:
    @pytest.mark.parametrize("module", INSIDE)
    def test_every_module_has_one(self, module: str) -> None:
        assert room_of(module) in {*FLOOR, "__main__"}

    @pytest.mark.parametrize("module", INSIDE)
    def test_imports_come_from_no_higher_floor(self, module: str) -> None:
        room = room_of(module)
        floor = FLOOR.get(room, TOP + 1)
        higher = {other for other in own(module) - {""} if FLOOR[room_of(other)] > floor}
        assert higher == set()

    @pytest.mark.parametrize("module", INSIDE)
    def test_nobody_imports_the_top_floor(self, module: str) -> None:
        room = room_of(module)
        guests = {(room, room_of(other)) for other in own(module) - {""} if FLOOR[room_of(other)] == TOP}
        guests -= {(room, room)}
        assert guests - STAIRS == set()

    def test_there_are_no_circles(self) -> None:
        graph = {module: own(module) - {module, ""} for module in INSIDE}
        try:
            order = list(TopologicalSorter(graph).static_order())
        except CycleError as error:
            pytest.fail(f"a circle: {' -> '.join(error.args[1])}")
        assert set(order) == set(INSIDE)

    def test_rooms_form_no_circles_either(self) -> None:
        graph: dict[str, set[str]] = {}
        for module in INSIDE:
            others = {room_of(other) for other in own(module) - {""}}
            graph.setdefault(room_of(module), set()).update(others - {room_of(module)})
        TopologicalSorter(graph).prepare()

    def test_the_package_itself_only_fetches(self) -> None:
        tree = ast.parse(MODULES[""].read_text("utf-8"))
        eager = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
        assert {ast.unparse(node) for node in eager} == {
            "from importlib import import_module",
            "from typing import TYPE_CHECKING",
        }

    def test_the_package_is_asked_for_its_version_alone(self) -> None:
        askers = {module for module in INSIDE if "" in own(module)}
        assert {room_of(module) for module in askers} <= {"cli"}


class TestPackages:
    @pytest.mark.parametrize("module", sorted(MODULES))
    def test_third_party(self, module: str) -> None:
        allowed = CORE | {extra for extra, places in EXTRAS.items() if {module, room_of(module)} & {*places.split()}}
        assert foreign(module) - allowed == set()

    def test_extras_are_used_where_they_are_allowed(self) -> None:
        for extra, places in EXTRAS.items():
            users = {module for module in MODULES if extra in foreign(module)}
            assert all(place in users | {room_of(module) for module in users} for place in places.split()), extra

    def test_the_table_is_that_of_the_distribution(self) -> None:
        project = (ROOT.parent.parent / "pyproject.toml").read_text("utf-8")
        missing = {
            name for name in (*CORE, *EXTRAS) if not re.search(rf'"(python-)?{name}[\w.]*>=', project, re.IGNORECASE)
        }
        assert missing == set()


class TestData:
    @pytest.mark.parametrize("module", sorted(set(MODULES) - {"plans"}))
    def test_is_named_in_plans_alone(self, module: str) -> None:
        constants = (
            node.value
            for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8")))
            if isinstance(node, ast.Constant)
        )
        texts = [value for value in constants if isinstance(value, str)]
        assert [text for text in texts if "data/" in text or "frozen/" in text] == []
        assert "importlib.resources" not in set(imported(module))
