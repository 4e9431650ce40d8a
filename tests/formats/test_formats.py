"""Formats by name."""

from importlib import import_module
from types import ModuleType
from typing import Any

import pytest

from bri_macao import formats
from bri_macao.errors import UnknownId
from bri_macao.findings import LoadError
from bri_macao.model import Names, Plan, PlanId

PLAN = Plan(id=PlanId("2031"), names=Names.of(en="Harbours"))


@pytest.fixture(params=formats.FORMATS)
def name(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture
def backend(name: str) -> ModuleType:
    return import_module(f"bri_macao.formats.{name}")


class TestBackends:
    def test_have_the_same_few_names(self, backend: ModuleType) -> None:
        assert callable(backend.dumps)
        assert backend.EXTRA is None or isinstance(backend.EXTRA, str)
        assert isinstance(backend.LOSSES, tuple)
        assert {"EXTRA", "LOSSES", "dumps"} <= set(backend.__all__)
        assert backend.__all__ == sorted(backend.__all__)

    def test_are_all_listed(self) -> None:
        folder = formats.__path__[0]
        found = [path.stem for path in __import__("pathlib").Path(folder).glob("[!_]*.py")]
        assert sorted(found) == sorted(formats.FORMATS)


class TestByName:
    def test_dumps_is_the_backends(self, name: str, backend: ModuleType) -> None:
        assert formats.dumps(PLAN, name) == backend.dumps(PLAN)

    def test_loads_is_the_backends(self, name: str, backend: ModuleType) -> None:
        if backend.LOSSES == ():
            assert formats.loads(backend.dumps(PLAN), name) == PLAN

    def test_json_by_default(self) -> None:
        assert formats.dumps(PLAN) == formats.dumps(PLAN, "json")
        assert formats.loads(formats.dumps(PLAN)) == formats.loads(formats.dumps(PLAN).decode()) == PLAN

    def test_faults_come_through(self) -> None:
        with pytest.raises(LoadError):
            formats.loads(b"[]", "json")

    @pytest.mark.parametrize(
        ("wanted", "closest"),
        [("jsn", ("json",)), ("JSON", ()), ("", ()), ("_reader", ()), ("../json", ("json",)), ("???", ())],
    )
    def test_unknown(self, wanted: str, closest: tuple[str, ...]) -> None:
        with pytest.raises(UnknownId) as dumping:
            formats.dumps(PLAN, wanted)
        with pytest.raises(UnknownId) as loading:
            formats.loads(b"{}", wanted)
        for error in (dumping.value, loading.value):
            assert (error.kind, error.wanted, error.closest) == ("format", wanted, closest)

    @pytest.mark.parametrize("wrong", [None, 1, ["json"]])
    def test_no_name_at_all(self, wrong: Any) -> None:
        with pytest.raises(UnknownId):
            formats.dumps(PLAN, wrong)
