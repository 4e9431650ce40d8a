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


LARGEST = 1_000_000
"""How many values an extra may hold. A list that holds itself twice would hold without end."""


def _measure(value: object) -> None:
    """Refuse what is too deep or too large; without recursion, level by level."""
    level: list[object] = [value]
    depth = total = 0
    while level:
        depth += 1
        children = [child for node in level for child in _children(node)]
        total += len(children)
        if depth > DEEPEST:
            raise InvalidValue(f"extra is nested deeper than {DEEPEST} levels; flatten it")
        if total > LARGEST:
            raise InvalidValue(f"extra holds more than {LARGEST} values; keep large data elsewhere")
        level = [child for child in children if isinstance(child, dict | list | tuple)]


def _children(node: object) -> list[object]:
    if isinstance(node, dict):
        return list(node.values())
    return list(node) if isinstance(node, list | tuple) else []


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
        if not isinstance(values, Mapping | None):
            raise InvalidValue(f"extra is a mapping from namespaces to JSON, not {type(values).__name__}")
        given = dict(values or {})
        if not given:
            self._json = b"{}"
            return
        _measure(given)
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
