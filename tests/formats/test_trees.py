"""Trees: what every format that can be read back comes to."""

import json as stdlib
import warnings
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bri_macao import strategies
from bri_macao.errors import DumpError
from bri_macao.findings import Finding, LoadError, LoadWarning
from bri_macao.formats import _trees, json
from bri_macao.formats._trees import UNKNOWN, Tree, plan_of, tree_of
from bri_macao.model import Extra, Names, Plan, PlanId, Section, SectionId

PLAN = Plan(id=PlanId("2031"), names=Names.of(en="Harbours"), sections=(Section(id=SectionId("2031/s1"), number=1),))


def codes(tree: object, *, lenient: bool = False) -> list[tuple[str, str | None]]:
    with pytest.raises(LoadError) as caught:
        plan_of(tree, lenient=lenient)
    return [(found.code, found.path) for found in caught.value.findings]


def with_unknown(tree: Any, places: list[tuple[str | int, ...]]) -> Any:
    """A copy of a tree of JSON, with a key that no model knows at some places."""
    tree = stdlib.loads(stdlib.dumps(tree))
    for place in places:
        node = tree
        for step in place:
            node = node[step]
        node["un/he~ard"] = [1, None]
    return tree


class TestTreeOf:
    @settings(max_examples=30)
    @given(strategies.plans())
    def test_comes_back(self, plan: Plan) -> None:
        assert plan_of(tree_of(plan)) == plan

    def test_has_every_field(self) -> None:
        assert set(tree_of(PLAN)) == {field.name for field in attrs.fields(Plan)}

    def test_of_what_json_cannot_hold(self) -> None:
        with pytest.raises(DumpError, match=r"^x cannot be written as JSON"):
            tree_of(Plan(id=PlanId("x"), names=Names.of(en="\ud800")))

    def test_of_what_the_model_does_not_say(self) -> None:
        wrong: Any = "one"
        section = attrs.evolve(PLAN.sections[0], number=wrong)
        with pytest.raises(DumpError, match=r"^2031 cannot be read back: Expected `int`, got `str` - at "):
            tree_of(attrs.evolve(PLAN, sections=(section,)))

    def test_of_sections_that_nobody_could_read_back(self) -> None:
        section = Section(id=SectionId("x/s1"), number=1)
        for _ in range(60):
            section = Section(id=SectionId("x/s1"), number=1, sections=(section,))
        with pytest.raises(DumpError, match=r"^x cannot be read back: more than 100 levels of arrays and objects"):
            tree_of(Plan(id=PlanId("x"), sections=(section,)))


class TestLeniency:
    PLACES = st.lists(
        st.sampled_from([(), ("names",), ("names", "entries", 0), ("sections", 0), ("sections", 0, "names")]),
        unique=True,
    )

    @pytest.mark.parametrize("road", ["fast", "thorough"])
    @given(places=PLACES)
    def test_the_unknown_is_kept_wherever_it_stands(self, road: str, places: list[tuple[str | int, ...]]) -> None:
        heard: list[Finding] = []
        with pytest.MonkeyPatch.context() as patch:
            if road == "thorough":
                patch.setattr(_trees, "_proven", lambda *_: (None, {}))
            plan = plan_of(with_unknown(tree_of(PLAN), places), lenient=True, notice=heard.append)
        pointers = ["".join(f"/{step}" for step in place) + "/un~1he~0ard" for place in places]
        kept = plan.extra.get(UNKNOWN, {})
        assert kept == {pointer: [1, None] for pointer in pointers}
        assert [(found.code, found.path) for found in heard] == [("BRI421", pointer) for pointer in sorted(pointers)]
        assert json.loads(json.dumps(plan)) == plan

    def test_is_an_error_otherwise(self) -> None:
        assert codes({"id": "x", "sea": 1}) == [("BRI403", "$.sea")]

    def test_is_a_warning_unless_somebody_hears_it(self) -> None:
        with pytest.warns(LoadWarning, match="BRI421 at /sea") as caught:
            plan_of({"id": "x", "sea": 1}, lenient=True)
        assert [type(warning.message) for warning in caught] == [LoadWarning]
        message = caught[0].message
        assert isinstance(message, LoadWarning)
        assert message.finding.code == "BRI421"

    def test_says_nothing_where_all_is_known(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert plan_of(tree_of(PLAN), lenient=True) == PLAN

    def test_keeps_beside_what_is_there(self) -> None:
        extra = {"org.example": 1, UNKNOWN: {"/land": 2}}
        plan = plan_of({"id": "x", "sea": 1, "extra": extra}, lenient=True, notice=str)
        assert plan.extra == Extra({"org.example": 1, UNKNOWN: {"/land": 2, "/sea": 1}})

    def test_keys_of_another_type_are_not_kept_under_another_name(self) -> None:
        tree: Any = {"id": "x", "extra": {"org.example": {1: 2}}}
        assert codes(tree, lenient=True) == [("BRI405", "$.extra")]

    @pytest.mark.parametrize("extra", [{UNKNOWN: {"/sea": 2}}, {UNKNOWN: 2}])
    def test_loses_nothing_that_is_there(self, extra: Tree) -> None:
        assert codes({"id": "x", "sea": 1, "extra": extra}, lenient=True) == [("BRI403", "$.sea")]

    @pytest.mark.parametrize(
        ("tree", "found"),
        [
            ({"id": 1, "sea": 1}, [("BRI405", "$.id")]),
            ({"sea": 1}, [("BRI404", "$.id")]),
            ({"id": "x", "sea": 1, "extra": 2}, [("BRI403", "$.sea"), ("BRI405", "$.extra")]),
            ([], [("BRI405", "$")]),
            (None, [("BRI405", "$")]),
            ({"id": "x", "sections": {"sea": 1}}, [("BRI405", "$.sections")]),
            ({"id": "x", "sections": [[{"sea": 1}]]}, [("BRI405", "$.sections[0]")]),
        ],
    )
    def test_forgives_nothing_else(self, tree: object, found: list[tuple[str, str]]) -> None:
        assert sorted(codes(tree, lenient=True)) == sorted(found)


class TestVersions:
    @pytest.mark.parametrize("version", [0, 2, 1.0, "1", None, True, [1]])
    def test_others_are_refused_before_all_else(self, version: object) -> None:
        assert codes({"schema_version": version, "sea": 1}) == [("BRI410", "$.schema_version")]

    def test_older_ones_are_migrated_step_by_step(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def renamed(tree: Tree) -> Tree:
            return {"id": tree["year"], "schema_version": 0}

        def stamped(tree: Tree) -> Tree:
            return {**tree, "schema_version": 1}

        monkeypatch.setattr(_trees, "MIGRATIONS", {-1: renamed, 0: stamped})
        assert plan_of({"year": "2031", "schema_version": -1}).id == "2031"
        assert plan_of({"id": "2031", "schema_version": 0}).id == "2031"
        assert codes({"id": "2031", "schema_version": -2}) == [("BRI410", "$.schema_version")]
