"""Extras: foreign data, kept as it came."""

import copy
import enum
import math
import pickle
from collections import OrderedDict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bri_macao.errors import InvalidValue
from bri_macao.model import Extra
from bri_macao.strategies import extras


class Text(str):
    __slots__ = ()


class Shade(enum.Enum):
    RED = "red"


def nested(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


def endless() -> Any:
    value: list[Any] = []
    value.append(value)
    return value


class TestMapping:
    EXTRA = Extra({"org.example.b": {"mop": [1, 2]}, "org.example.a": None})

    def test_reads_like_a_mapping(self) -> None:
        assert isinstance(self.EXTRA, Mapping)
        assert list(self.EXTRA) == ["org.example.a", "org.example.b"]
        assert len(self.EXTRA) == 2
        assert self.EXTRA["org.example.b"] == {"mop": [1, 2]}
        assert dict(self.EXTRA.items()) == {"org.example.a": None, "org.example.b": {"mop": [1, 2]}}
        assert self.EXTRA.get("org.example.c", 5) == 5
        with pytest.raises(KeyError):
            self.EXTRA["org.example.c"]

    @pytest.mark.parametrize("extra", [Extra(), Extra(None), Extra({})])
    def test_empty(self, extra: Extra) -> None:
        assert not extra
        assert extra == Extra()
        assert (repr(extra), extra.json) == ("Extra({})", b"{}")

    def test_canonical_json(self) -> None:
        assert Extra({"b": {"z": 1.0, "a": "中"}, "a": [True]}).json == '{"a":[true],"b":{"a":"中","z":1.0}}'.encode()

    def test_from_another(self) -> None:
        assert Extra(self.EXTRA) == self.EXTRA


class TestImmutable:
    def test_what_is_done_to_a_value_reaches_nothing(self) -> None:
        given: dict[str, Any] = {"a": [1, {"b": 2}]}
        extra = Extra(given)
        given["a"].append(3)
        value: Any = extra["a"]
        value[1]["b"] = 5
        assert extra == Extra({"a": [1, {"b": 2}]})

    def test_nothing_can_be_set(self) -> None:
        extra: Any = Extra({"a": 1})
        with pytest.raises(TypeError):
            extra["a"] = 2
        with pytest.raises(TypeError):
            del extra["a"]
        with pytest.raises(AttributeError):
            extra.json = b""
        with pytest.raises(AttributeError):
            extra.other = 1


class TestEquality:
    @pytest.mark.parametrize(
        ("one", "other", "equal"),
        [
            ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
            ({"a": {"x": 1, "y": 2}}, {"a": {"y": 2, "x": 1}}, True),
            ({"a": [1, 2]}, {"a": (1, 2)}, True),
            ({"a": {}}, OrderedDict(a=OrderedDict()), True),
            ({"a": 1}, {"a": 1.0}, False),
            ({"a": 1}, {"a": True}, False),
            ({"a": 0.0}, {"a": -0.0}, False),
            ({"a": None}, {}, False),
            ({"a": [1, 2]}, {"a": [2, 1]}, False),
            ({"a": "é"}, {"a": "e\u0301"}, False),
        ],
    )
    def test_as_their_json(self, one: dict[str, Any], other: dict[str, Any], *, equal: bool) -> None:
        assert (Extra(one) == Extra(other)) is equal
        if equal:
            assert hash(Extra(one)) == hash(Extra(other))

    def test_with_anything_else_never(self) -> None:
        assert Extra({"a": 1}) != {"a": 1}
        assert Extra() != b"{}"

    @given(extras())
    def test_copies_are_equal(self, extra: Extra) -> None:
        for other in (pickle.loads(pickle.dumps(extra)), copy.copy(extra), copy.deepcopy(extra), Extra(dict(extra))):
            assert (other, hash(other), other.json) == (extra, hash(extra), extra.json)

    @given(extras())
    def test_repr_makes_it_again(self, extra: Extra) -> None:
        assert eval(repr(extra), {"Extra": Extra}) == extra


class TestWhatJsonCannotHold:
    @pytest.mark.parametrize(
        "value",
        [
            *(math.nan, math.inf, -math.inf, "\ud800", {"\udc00": 1}, 10**5000),
            *(object(), {1, 2}, b"x", date(2031, 1, 1), Decimal(1), 1j, Text("x"), Shade.RED),
            *({1: 2}, {None: 1}, {True: 1}, {"a": {1: 2}}, [math.nan], {"a": [object()]}),
        ],
        ids=lambda value: type(value).__name__,
    )
    def test_is_refused(self, value: object) -> None:
        with pytest.raises(InvalidValue, match="what JSON"):
            Extra({"org.example": value})  # type: ignore[dict-item]

    def test_keys_are_text(self) -> None:
        with pytest.raises(InvalidValue, match="what JSON"):
            Extra({1: 2})  # type: ignore[dict-item]

    @pytest.mark.parametrize("value", [2**64, -(2**63) - 1, 1e308, 5e-324, "", "\x00", "\U0010ffff", [], {}])
    def test_the_ends_of_what_it_can(self, value: Any) -> None:
        assert Extra({"org.example": value})["org.example"] == value

    @pytest.mark.parametrize(("levels", "kept"), [(63, True), (64, False), (100_000, False)])
    def test_depth(self, levels: int, *, kept: bool) -> None:
        value = nested(levels)
        if kept:
            assert Extra({"a": value})["a"] == value
        else:
            with pytest.raises(InvalidValue, match="nested deeper than 64 levels; flatten it"):
                Extra({"a": value})

    def test_what_holds_itself_is_too_deep(self) -> None:
        with pytest.raises(InvalidValue, match="nested deeper"):
            Extra({"a": endless()})

    def test_what_holds_itself_twice_is_too_large(self) -> None:
        value: list[Any] = []
        value += [value, value]
        with pytest.raises(InvalidValue, match="holds more than 1000000 values; keep large data elsewhere"):
            Extra({"a": value})

    def test_size(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("bri_macao.model.extra.LARGEST", 4)
        assert Extra({"a": [1, 2], "b": {}}) == Extra({"b": {}, "a": [1, 2]})
        with pytest.raises(InvalidValue, match="holds more than 4 values"):
            Extra({"a": [1, 2], "b": {"c": 3}})

    @pytest.mark.parametrize(("given", "kind"), [([("a", 1)], "list"), ("a", "str"), (1, "int"), (b"{}", "bytes")])
    def test_what_is_no_mapping(self, given: Any, kind: str) -> None:
        with pytest.raises(InvalidValue, match=f"a mapping from namespaces to JSON, not {kind}$"):
            Extra(given)

    @given(st.recursive(st.floats() | st.integers() | st.text(st.characters()), st.lists, max_leaves=5))
    def test_kept_as_it_is_or_refused(self, value: Any) -> None:
        try:
            extra = Extra({"a": value})
        except InvalidValue:
            return
        assert repr(extra["a"]) == repr(value)
