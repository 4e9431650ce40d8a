"""`Extra`: what a plan carries for somebody else, kept as it came through every round trip."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

import msgspec

from bri_macao.errors import InvalidValue

__all__ = ["JSON", "Extra"]

JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"
"""A value that JSON can hold."""

DEEPEST = 64
"""How many levels of arrays and objects an extra may have; deeper is an attack or an accident."""


def _depth(value: object) -> int:
    """Levels of nesting, found without recursion."""
    depth, level = 0, [value]
    while level := [child for node in level if isinstance(node, dict | list | tuple) for child in _children(node)]:
        depth += 1
        if depth > DEEPEST:
            break
    return depth


def _children(node: "dict[object, object] | list[object] | tuple[object, ...]") -> "list[object]":
    return list(node.values()) if isinstance(node, dict) else list(node)


class Extra(Mapping[str, JSON]):
    """Foreign data by namespace: an immutable, hashable mapping from a key such as `org.example.budget` to JSON.

    A look-up gives a fresh copy each time, so nothing that is done to it reaches the plan. Two are equal when their
    JSON is: unlike in plain Python, `1`, `1.0` and `true` stay different.

    >>> extra = Extra({"org.example.budget": {"mop": [1, 2]}})
    >>> extra["org.example.budget"]["mop"].append(3)
    >>> extra
    Extra({'org.example.budget': {'mop': [1, 2]}})
    """

    __slots__ = ("_json",)

    def __init__(self, values: Mapping[str, JSON] | None = None) -> None:
        given = dict(values or {})
        if not given:
            self._json = b"{}"
            return
        if _depth(given) > DEEPEST:
            raise InvalidValue(f"extra is nested deeper than {DEEPEST} levels; flatten it")
        try:
            self._json = msgspec.json.encode(given, order="sorted")
            kept = msgspec.json.decode(self._json)
        except (TypeError, ValueError, RecursionError, OverflowError) as error:
            raise InvalidValue(f"extra holds what JSON cannot: {error}") from error
        if not _same(kept, given):
            raise InvalidValue("extra holds what JSON would change; keep to str, int, float, bool, None, list and dict")

    @property
    def json(self) -> bytes:
        """The whole of it as canonical JSON: keys sorted, no spaces."""
        return self._json

    def _values(self) -> dict[str, JSON]:
        values: dict[str, JSON] = msgspec.json.decode(self._json)
        return values

    def __getitem__(self, key: str) -> JSON:
        return self._values()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values())

    def __len__(self) -> int:
        return len(self._values())

    def __eq__(self, other: object) -> bool:
        return self._json == other._json if isinstance(other, Extra) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._json)

    def __repr__(self) -> str:
        return f"Extra({self._values()!r})"

    def __reduce__(self) -> tuple[type["Extra"], tuple[dict[str, JSON]]]:
        return Extra, (self._values(),)


def _same(kept: object, given: object) -> bool:
    """Whether JSON gave back what went in: same types all through (NaN, for one, comes back as null)."""
    if isinstance(given, dict) and isinstance(kept, dict):
        return kept.keys() == given.keys() and all(_same(kept[key], given[key]) for key in given)
    if isinstance(given, list | tuple) and isinstance(kept, list):
        return len(kept) == len(given) and all(map(_same, kept, given))
    return type(kept) is type(given) and kept == given
