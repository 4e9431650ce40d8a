"""Formats by name and by the ending of a file; what all backends have in common."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings

from bri_macao import formats, strategies
from bri_macao.errors import BriMacaoError, InvalidValue, SourceError, UnknownId
from bri_macao.findings import Finding, LoadError
from bri_macao.formats._backends import ENDINGS
from bri_macao.formats._trees import plan_of, tree_of
from bri_macao.model import Names, Plan, PlanId
from bri_macao.plans import load_plan

PLAN = Plan(id=PlanId("2031"), names=Names.of(en="Harbours"))

BACKENDS = {name: import_module(f"bri_macao.formats.{name}") for name in formats.FORMATS}
TWO_WAY = [name for name, backend in BACKENDS.items() if hasattr(backend, "loads")]
ONE_WAY = [name for name in BACKENDS if name not in TWO_WAY]

# What each extra brings, by the name under which it is imported.
BRINGS = {"arrow": "pyarrow", "docx": "docx", "jsonld": "pyld", "xml": "lxml", "yaml": "ruamel.yaml"}


# `Any`: JSON of any shape.
def blank(tree: Any, loss: str) -> None:
    """Take a field out of a tree, so that it has its default; `[]` in its path is every entry of an array."""
    name, dot, rest = loss.partition(".")
    if not dot:
        tree.pop(name)
    elif name.endswith("[]"):
        for entry in tree[name[:-2]]:
            blank(entry, rest)
    elif tree[name] is not None:
        blank(tree[name], rest)


@pytest.fixture(params=formats.FORMATS)
def name(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture
def backend(name: str) -> ModuleType:
    return BACKENDS[name]


class TestBackends:
    def test_have_the_same_few_names(self, name: str, backend: ModuleType) -> None:
        assert callable(backend.dumps)
        assert backend.EXTRA is None or isinstance(backend.EXTRA, str)
        assert isinstance(backend.LOSSES, tuple)
        assert {"EXTRA", "LOSSES", "dumps"} <= set(backend.__all__)
        assert hasattr(backend, "LARGEST") == hasattr(backend, "loads") == (name in TWO_WAY)
        assert backend.__all__ == sorted(backend.__all__)

    def test_are_all_listed(self) -> None:
        found = [path.stem for path in Path(formats.__path__[0]).glob("[!_]*.py")]
        assert sorted(found) == sorted(formats.FORMATS) == sorted(ENDINGS)

    def test_are_attributes_of_the_package(self, name: str, backend: ModuleType) -> None:
        assert getattr(formats, name) is backend

    def test_nothing_else_is(self) -> None:
        with pytest.raises(AttributeError, match="has no attribute 'xlsx'"):
            formats.xlsx  # noqa: B018

    def test_of_an_extra_that_is_not_installed(self, name: str, backend: ModuleType) -> None:
        if backend.EXTRA is None:
            return
        program = (
            f"import sys; sys.modules[{BRINGS[backend.EXTRA]!r}] = None\n"
            "from bri_macao import MissingExtra, formats, load_plan\n"
            f"try: formats.loads(formats.dumps(load_plan(2023), {name!r}), {name!r})\n"
            "except MissingExtra as error: print(error)\n"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert done.stdout.endswith(f" needs an optional dependency: pip install 'bri-macao[{backend.EXTRA}]'\n")
        assert done.stdout.count("\n") == 1


class TestRoundTrip:
    @pytest.mark.parametrize("name", TWO_WAY)
    @settings(max_examples=15)
    @given(plan=strategies.plans(max_sections=2, depth=1))
    def test_loses_what_it_says_and_nothing_else(self, name: str, plan: Plan) -> None:
        tree = tree_of(plan)
        for loss in BACKENDS[name].LOSSES:
            blank(tree, loss)
        assert formats.loads(formats.dumps(plan, name), name) == plan_of(tree)

    @pytest.mark.parametrize("name", TWO_WAY)
    def test_of_the_bundled_plan(self, name: str) -> None:
        heard: list[Finding] = []
        data = formats.dumps(load_plan(2023), name)
        assert formats.loads(data, name, notice=heard.append) == load_plan(2023)
        assert heard == []

    def test_the_same_bytes_twice(self, name: str) -> None:
        assert formats.dumps(load_plan(2023), name) == formats.dumps(load_plan(2023), name)


class TestByName:
    def test_dumps_is_the_backends(self, name: str, backend: ModuleType) -> None:
        assert formats.dumps(PLAN, name) == backend.dumps(PLAN)

    def test_json_by_default(self) -> None:
        assert formats.dumps(PLAN) == formats.dumps(PLAN, "json")
        assert formats.loads(formats.dumps(PLAN)) == formats.loads(formats.dumps(PLAN).decode()) == PLAN

    @pytest.mark.parametrize("name", TWO_WAY)
    @pytest.mark.parametrize("data", [b"", b"[]", b"\x00", b"\xff" * 9, b"<a/>", "[]", None, 7])
    def test_what_is_no_plan(self, name: str, data: Any) -> None:
        with pytest.raises(LoadError):
            formats.loads(data, name)

    @pytest.mark.parametrize("name", TWO_WAY)
    def test_size(self, name: str) -> None:
        data = formats.dumps(PLAN, name)
        assert formats.loads(data, name, largest=100 * len(data)) == PLAN  # what is packed counts unpacked
        with pytest.raises(LoadError, match=f"{len(data)} bytes are more than 20") as caught:
            formats.loads(data, name, largest=20)
        assert [found.code for found in caught.value.findings] == ["BRI411"]

    @pytest.mark.parametrize("name", ONE_WAY)
    def test_no_plan_is_loaded_from_what_is_written_for_people(self, name: str) -> None:
        with pytest.raises(BriMacaoError, match=f"^{name} is a format for reading by people"):
            formats.loads(b"", name)

    def test_leniency_is_passed_on(self) -> None:
        heard: list[Finding] = []
        plan = formats.loads(b'{"id": "x", "sea": 1}', lenient=True, notice=heard.append)
        assert plan.extra["bri-macao.unknown"] == {"/sea": 1}
        assert [found.code for found in heard] == ["BRI421"]

    @pytest.mark.parametrize(
        ("wanted", "closest"),
        [("jsn", "json"), ("JSON", None), ("", None), ("_trees", None), ("../json", "json"), ("xlsx", None)],
    )
    def test_unknown(self, wanted: str, closest: str | None) -> None:
        with pytest.raises(UnknownId) as dumping:
            formats.dumps(PLAN, wanted)
        with pytest.raises(UnknownId) as loading:
            formats.loads(b"{}", wanted)
        for error in (dumping.value, loading.value):
            assert (error.kind, error.wanted) == ("format", wanted)
            assert closest is None or closest in error.closest

    def test_options_are_passed_on(self, tmp_path: Path) -> None:
        indented = formats.json.dumps(PLAN, indent=2)
        assert formats.dumps(PLAN, "json", indent=2) == formats.dumps(PLAN, "json", indent="2") == indented
        formats.dump(PLAN, tmp_path / "plan.json", indent=2)
        assert (tmp_path / "plan.json").read_bytes() == indented
        assert formats.dumps(PLAN, "json", indent=None) == formats.dumps(PLAN)

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            ({"ident": 2}, "json has no option 'ident'; it has indent"),
            ({"plan": PLAN}, "json has no option 'plan'; it has indent"),
            ({"format": "yaml"}, "json has no option 'format'; it has indent"),
            ({"indent": "two"}, "json cannot be written with indent='two': Expected `int | null`, got `str`"),
        ],
    )
    def test_options_that_it_has_not(self, options: dict[str, Any], message: str) -> None:
        with pytest.raises(InvalidValue) as caught:
            formats.dumps(PLAN, "json", **options)
        assert str(caught.value) == message

    def test_a_format_without_options(self) -> None:
        with pytest.raises(InvalidValue, match="yaml has no option 'indent'; it has none"):
            formats.dumps(PLAN, "yaml", indent=2)

    @pytest.mark.parametrize("wrong", [None, 1, ["json"]])
    def test_no_name_at_all(self, wrong: Any) -> None:
        with pytest.raises(UnknownId):
            formats.dumps(PLAN, wrong)


class TestFiles:
    @pytest.mark.parametrize("name", formats.FORMATS)
    def test_by_their_ending(self, name: str, tmp_path: Path) -> None:
        for ending in ENDINGS[name]:
            path = tmp_path / f"plan.2031{ending.upper()}"
            formats.dump(PLAN, path)
            assert path.read_bytes() == formats.dumps(PLAN, name)
            if name in TWO_WAY:
                assert formats.load(path) == formats.load(str(path)) == PLAN

    def test_by_the_name_of_the_format(self, tmp_path: Path) -> None:
        formats.dump(PLAN, tmp_path / "plan", "json")
        assert formats.load(tmp_path / "plan", "json") == PLAN

    @pytest.mark.parametrize(("path", "found"), [("a.json", "json"), ("a.b/C.YML", "yaml"), (Path("a.yaml"), "yaml")])
    def test_format_of(self, path: str | Path, found: str) -> None:
        assert formats.format_of(path) == found

    @pytest.mark.parametrize("path", ["plan", "plan.xlsx", "json", "", "plan.json/x", Path()])
    def test_no_format_has_that_ending(self, path: str | Path) -> None:
        with pytest.raises(BriMacaoError, match=r"does not end like a format: name the format, or use one of \.json"):
            formats.format_of(path)

    def test_the_longest_ending_counts(self) -> None:
        for name, endings in ENDINGS.items():
            assert {formats.format_of(f"plan{ending}") for ending in endings} == {name}

    def test_a_folder_holds_tables(self, tmp_path: Path) -> None:
        formats.dump(PLAN, f"{tmp_path}/tables/", spreadsheet_safe="false")
        assert formats.load(tmp_path / "tables") == formats.load(f"{tmp_path}/tables/", "csv") == PLAN
        said = (tmp_path / "tables" / "datapackage.json").read_text("utf-8").replace(" ", "")
        assert '"bri-macao:spreadsheet_safe":false' in said

    def test_a_folder_of_several_plans(self, tmp_path: Path) -> None:
        formats.csv.write_folder((PLAN, Plan(id=PlanId("other"), names=Names())), tmp_path)
        with pytest.raises(LoadError, match=r"one plan is asked for, and there are 2.*csv\.read_folder"):
            formats.load(tmp_path)
        with pytest.raises(LoadError, match="BRI411"):
            formats.load(tmp_path, largest=10)

    @pytest.mark.parametrize("name", sorted(set(formats.FORMATS) - {"csv"}))
    def test_a_folder_is_no_file(self, name: str, tmp_path: Path) -> None:
        with pytest.raises(BriMacaoError, match=f"is a folder, and {name} is one file; name a file in it"):
            formats.dump(PLAN, tmp_path, name)
        with pytest.raises(BriMacaoError, match=f"is a folder, and {name} is one file; name a file in it"):
            formats.load(tmp_path, name)

    @pytest.mark.parametrize("path", ["nowhere.json", "\0.json"])
    def test_that_cannot_be_opened(self, path: str, tmp_path: Path) -> None:
        with pytest.raises(SourceError, match="cannot open "):
            formats.load(tmp_path / path)

    def test_larger_than_allowed_are_not_read_to_the_end(self, tmp_path: Path) -> None:
        path = tmp_path / "plan.json"
        path.write_bytes(formats.dumps(PLAN) + b" " * 10_000)
        with pytest.raises(LoadError, match="1001 bytes are more than 1000"):
            formats.load(path, largest=1000)
        assert formats.load(path, lenient=True, notice=print) == PLAN

    def test_a_plan_that_cannot_be_written_leaves_the_old_file(self, tmp_path: Path) -> None:
        path = tmp_path / "plan.json"
        formats.dump(PLAN, path)
        with pytest.raises(BriMacaoError):
            formats.dump(Plan(id=PlanId("x"), names=Names.of(en="\ud800")), path)
        assert formats.load(path) == PLAN
        assert list(tmp_path.iterdir()) == [path]

    def test_that_cannot_be_written(self, tmp_path: Path) -> None:
        with pytest.raises(BriMacaoError, match="cannot write "):
            formats.dump(PLAN, tmp_path / "nowhere" / "plan.json")
