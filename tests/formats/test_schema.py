"""The JSON Schema says what `loads` does."""

import json as stdlib
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bri_macao import strategies
from bri_macao._json import DEEPEST
from bri_macao.findings import LoadError
from bri_macao.formats import json
from bri_macao.formats._schema import plan_schema
from bri_macao.model import Plan, extra

jsonschema: Any = pytest.importorskip("jsonschema", reason="the schema is checked with jsonschema")

SCHEMA: dict[str, Any] = stdlib.loads(files("bri_macao").joinpath("data/frozen/plan.schema.json").read_bytes())
DEFINITIONS: dict[str, Any] = {"Plan": SCHEMA, **SCHEMA["$defs"]}
DRAFT = jsonschema.Draft202012Validator
VALIDATOR = DRAFT(SCHEMA, format_checker=DRAFT.FORMAT_CHECKER)

# A plan with one of everything: what mutations begin with.
BASE: dict[str, Any] = {
    "id": "2031",
    "names": {"entries": [{"language": "pt", "text": "Portos", "status": "official", "since": None, "until": None}]},
    "arrangement": "m",
    "extra": {"org.example": {"n": [1, None]}},
    "mechanisms": [
        {
            "id": "m",
            "kind": "fund",
            "names": {},
            "aliases": ["x"],
            "citations": [{"supports": ["founded"], "source": "A list", "confidence": "low", "note": "n"}],
            "ended": {"year": 2030},
            "founded": {"year": 2001, "month": 2, "day": 28},
            "operators": ["p"],
            "part_of": "m",
        }
    ],
    "partners": [
        {
            "id": "p",
            "kind": "country",
            "names": {"entries": []},
            "codes": {"alpha2": "AA", "alpha3": "AAA", "m49": "999"},
            "memberships": [{"group": "p", "since": {"year": 2002, "month": None}, "until": None}],
            "since": {"year": 1990, "month": 12, "day": None},
        }
    ],
    "period": {"start": "2031-01-01", "end": "2031-12-31"},
    "schema_version": 1,
    "sections": [
        {
            "id": "2031/s1",
            "number": 1,
            "numeral": "一",
            "items": [
                {
                    "id": "2031/1",
                    "number": 1,
                    "numeral": "1",
                    "actions": [{"id": "2031/1.1", "aspect": "hold", "span": {"start": 0, "end": 2}}],
                    "fingerprint": {"length": 2, "sha256": "0" * 64, "trace": "01"},
                    "mentions": [
                        {
                            "entity": "p",
                            "kind": "partner",
                            "span": {"start": 0, "end": 1},
                            "surface": "x",
                            "nested": True,
                        }
                    ],
                    "policy_areas": ["unimpeded-trade"],
                    "targets": [{"names": {}, "quantity": 1, "comparison": "exactly", "due": {"year": 2031}}],
                    "text": "xy",
                }
            ],
            "sections": [{"id": "2031/s1.1", "number": 1}],
        }
    ],
    "source": {"title": "Portos", "length": 2, "sha256": "f" * 64},
}


def loads_accepts(tree: object) -> bool:
    try:
        json.loads(stdlib.dumps(tree))
    except LoadError:
        return False
    return True


def values(tree: object) -> Iterator[object]:
    """A tree and everything in it."""
    yield tree
    children = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    for child in children:
        yield from values(child)


def outside_extra(tree: object) -> Iterator[object]:
    if isinstance(tree, dict):
        tree = {key: value for key, value in tree.items() if key != "extra"}
    return values(tree)


def depth(tree: object) -> int:
    children = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else None
    return 0 if children is None else 1 + max(map(depth, children), default=0)


# Where `loads` is stricter than JSON Schema can be, by name.


def whole_floats(tree: object) -> bool:
    """JSON Schema counts 1.0 as an integer; `loads` would not give it back as it came, so it takes it for a float."""
    return any(isinstance(value, float) and value.is_integer() for value in outside_extra(tree))


def impossible_partial_dates(tree: object) -> bool:
    """That February has 28 days, and that a day needs its month, no JSON Schema of reasonable size says."""
    days = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

    def impossible(value: object) -> bool:
        if not isinstance(value, dict) or not isinstance(value.get("day"), int) or "year" not in value:
            return False
        year, month, day = value["year"], value.get("month"), value["day"]
        if not isinstance(month, int) or not 1 <= month <= 12:
            return month is None
        leap = isinstance(year, int) and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return bool(day > days[month - 1] + (leap and month == 2))

    return any(map(impossible, outside_extra(tree)))


def numbers_beyond_64_bits(tree: object) -> bool:
    """JSON Schema's integers have no end; most readers of JSON have 64 bits."""
    return any(type(value) is int and not -(2**63) <= value < 2**64 for value in values(tree))


def half_surrogate_pairs(tree: object) -> bool:
    """An escape can bring in half a pair, which is no text in UTF-8; JSON Schema does not look into strings."""
    keys = (key for value in values(tree) if isinstance(value, dict) for key in value)
    texts = [value for value in (*values(tree), *keys) if isinstance(value, str)]
    return any("\ud800" <= character <= "\udfff" for text in texts for character in text)


def nested_too_deeply(tree: object) -> bool:
    """JSON Schema does not count levels."""
    foreign = tree.get("extra") if isinstance(tree, dict) else None
    return depth(tree) > DEEPEST or depth(foreign) > extra.DEEPEST


STRICTER: tuple[Callable[[object], bool], ...] = (
    whole_floats,
    impossible_partial_dates,
    numbers_beyond_64_bits,
    half_surrogate_pairs,
    nested_too_deeply,
)


def schema_accepts(tree: object) -> bool:
    """The schema's verdict, and that none of the differences that are known by name stands in the way."""
    return bool(VALIDATOR.is_valid(tree)) and not any(rule(tree) for rule in STRICTER)


VALUES: st.SearchStrategy[Any] = st.sampled_from(
    [
        *(None, True, False, 0, 1, -1, 12, 31, 2031, 2**53, 2**53 + 1, 2**64, -(2**63) - 1, 1.0, 0.0, 1.5, -0.5, 1e300),
        *("", "x", "1", "true", "null", "pt", "partner", "hold", "official", "2031-02-28", "2031-02-30", "2031-2-3"),
        *("0000-01-01", "10000-01-01", "2031-01-01T00:00:00Z", "2031-01-01\n", "AA", "AA\n", "999", "f" * 64, "\ud800"),
        *([], [None], ["x"], [1], [[]], {}, {"x": 1}, {"year": 2031}, {"year": 2031, "day": 1}),
        *({"year": 2032, "month": 2, "day": 29}, {"year": 2031, "month": 2, "day": 29}, {"start": 0, "end": 0}),
        *({"entries": []}, {"start": "2031-01-01", "end": "2030-01-01"}, {"id": "q"}, {"id": "q", "number": 0}),
    ]
)
KEYS = st.sampled_from(
    sorted(
        {key for definition in DEFINITIONS.values() for key in definition["properties"]} | {"", "x", "_index", "$ref"}
    )
)


def drawn(draw: st.DrawFn) -> Any:
    """A value of one's own: later changes may go into it."""
    return stdlib.loads(stdlib.dumps(draw(VALUES)))


def containers(tree: object) -> list[Any]:
    return [value for value in values(tree) if isinstance(value, dict | list)]


@st.composite
def mutated(draw: st.DrawFn, base: Any) -> Any:
    """A tree with up to three changes: an entry replaced, deleted or added."""
    tree = stdlib.loads(stdlib.dumps(base))
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.sampled_from(containers(tree)))
        deed = draw(st.sampled_from(("replace", "delete", "add")))
        if isinstance(place, list):
            if deed == "add" or not place:
                place.append(drawn(draw))
            elif deed == "delete":
                del place[draw(st.integers(0, len(place) - 1))]
            else:
                place[draw(st.integers(0, len(place) - 1))] = drawn(draw)
        elif deed == "add" or not place:
            place[draw(KEYS)] = drawn(draw)
        else:
            key = draw(st.sampled_from(sorted(place)))
            if deed == "delete":
                del place[key]
            else:
                place[key] = drawn(draw)
    return tree


class TestTheSchema:
    def test_is_a_schema(self) -> None:
        DRAFT.check_schema(SCHEMA)
        assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert SCHEMA["$id"] == "urn:bri-macao:plan:1"

    def test_is_the_models(self) -> None:
        assert stdlib.loads(stdlib.dumps(plan_schema())) == SCHEMA

    def test_every_reference_resolves(self) -> None:
        text = stdlib.dumps(SCHEMA)
        assert all(f'"#/$defs/{name}"' in text for name in SCHEMA["$defs"])
        used = {value["$ref"] for value in values(SCHEMA) if isinstance(value, dict) and "$ref" in value}
        assert used == {f"#/$defs/{name}" for name in SCHEMA["$defs"]}

    @pytest.mark.parametrize("name", DEFINITIONS)
    def test_every_definition_is_closed_and_described(self, name: str) -> None:
        definition = DEFINITIONS[name]
        assert definition["type"] == "object"
        assert definition["additionalProperties"] is False
        assert definition["description"].endswith(".")
        assert "\n" not in definition["description"]
        assert set(definition["required"]) == {
            key for key, value in definition["properties"].items() if "default" not in value and key != "extra"
        }


class TestPlansAreValid:
    @settings(max_examples=50)
    @given(strategies.plans())
    def test_any(self, plan: Plan) -> None:
        assert [error.message for error in VALIDATOR.iter_errors(stdlib.loads(json.dumps(plan)))] == []

    def test_what_mutations_begin_with(self) -> None:
        assert VALIDATOR.is_valid(BASE)
        assert loads_accepts(BASE)


class TestAgreement:
    """The model and its schema accept the same documents."""

    @settings(max_examples=400)
    @given(mutated(BASE))
    def test_about_a_plan_with_changes(self, tree: object) -> None:
        assert loads_accepts(tree) == schema_accepts(tree)

    @settings(max_examples=50)
    @given(st.data())
    def test_about_any_plan_with_changes(self, data: st.DataObject) -> None:
        tree = data.draw(mutated(stdlib.loads(json.dumps(data.draw(strategies.plans(max_sections=1, depth=1))))))
        assert loads_accepts(tree) == schema_accepts(tree)

    @pytest.mark.parametrize("tree", [None, True, 1, 1.0, "x", [], {}, {"id": ""}, {"id": "2031", "extra": None}])
    def test_about_other_things(self, tree: object) -> None:
        assert loads_accepts(tree) == schema_accepts(tree)


class TestKnownDifferences:
    """Each is real: the schema lets it pass, and `loads` does not. If one has gone, its rule above must go too."""

    @pytest.mark.parametrize(
        ("rule", "tree"),
        [
            (whole_floats, {"id": "a", "sections": [{"id": "s", "number": 1.0}]}),
            (whole_floats, {"id": "a", "schema_version": 1.0}),
            (
                impossible_partial_dates,
                {"id": "a", "partners": [{"id": "p", "kind": "city", "names": {}, "since": {"year": 2031, "day": 1}}]},
            ),
            (
                impossible_partial_dates,
                {
                    "id": "a",
                    "partners": [
                        {"id": "p", "kind": "city", "names": {}, "since": {"year": 2031, "month": 2, "day": 30}}
                    ],
                },
            ),
            (numbers_beyond_64_bits, {"id": "a", "extra": {"n": 2**64}}),
            (half_surrogate_pairs, {"id": "\ud800"}),
            (half_surrogate_pairs, {"id": "a", "extra": {"\udfff": 1}}),
            (nested_too_deeply, {"id": "a", "extra": {"n": stdlib.loads("[" * 64 + "1" + "]" * 64)}}),
        ],
        ids=lambda part: part.__name__ if callable(part) else "",
    )
    def test_is_real(self, rule: Callable[[object], bool], tree: object) -> None:
        assert VALIDATOR.is_valid(tree)
        assert not loads_accepts(tree)
        assert [known for known in STRICTER if known(tree)] == [rule]
