"""The shape of a plan: whether everything in it is of the type that the model says.

A good plan is proven to be one level by level: what a field holds is looked at in all parts of a level together, by
functions in C. A plan without such a proof goes to the thorough converter, which says what is wrong and where.
"""

from collections import defaultdict
from collections.abc import Callable
from functools import cache
from itertools import chain
from operator import attrgetter
from types import GenericAlias
from typing import Any, get_args, get_origin

import attrs
import msgspec

from bri_macao.findings import Finding
from bri_macao.model import Plan

__all__ = ["shape"]

DEEPEST = 300
"""How many levels the proof goes down: more than any file may have, and an end where parts hold each other."""


# `Any`, here and below: whatever somebody put there, and types that msgspec knows and the type checker does not.
@attrs.frozen(eq=False)  # told apart by identity: types take long to compare
class _Field:
    """A field of a class of the model.

    Attributes:
        read: gives what it holds in a part of that class.
        many: whether that is a tuple of such.
        optional: whether None may stand for a part.
        part: the class of the parts that it holds; None where it holds plain values.
        values: the type of a list of what it holds.
    """

    read: Callable[[object], Any]
    many: bool
    optional: bool
    part: type | None
    values: Any


def shape(plan: object) -> tuple[Finding, ...]:
    """What of a plan made in Python is not what the model allows; with anything of it, rules cannot be asked."""
    try:
        proven = _proven(plan)
    except (TypeError, ValueError, AttributeError):
        proven = False
    return () if proven else _misshapen(plan)


def _proven(plan: object) -> bool:
    """Whether every part of a plan is of its class, and every plain value what the thorough converter makes of it."""
    plain: dict[_Field, list[object]] = defaultdict(list)
    level: dict[type, list[object]] = {Plan: [plan]}
    for _ in range(DEEPEST):
        below: dict[type, list[object]] = defaultdict(list)
        for kind, parts in level.items():
            if not _all_are(kind, parts):
                return False
            for field in _fields(kind):
                held = [*map(field.read, parts)]
                if field.many:
                    if not _all_are(tuple, held):
                        return False
                    held = [*chain.from_iterable(held)]
                if field.part is None:
                    plain[field] += held
                else:
                    below[field.part] += [part for part in held if part is not None] if field.optional else held
            # What a class forbids when it is made, it forbids when it was changed behind its back.
            check = getattr(kind, "__attrs_post_init__", None)
            if check is not None:
                for part in parts:
                    check(part)
        level = {kind: parts for kind, parts in below.items() if parts}
        if not level:
            return all(msgspec.convert(values, field.values) == values for field, values in plain.items())
    return False


def _all_are(kind: type, values: list[Any]) -> bool:
    return set(map(type, values)) <= {kind}


@cache
def _fields(kind: type) -> tuple[_Field, ...]:
    """The fields of a class of the model."""
    return tuple(map(_field, attrs.fields(attrs.resolve_types(kind))))


def _field(field: "attrs.Attribute[Any]") -> _Field:
    many = get_origin(field.type) is tuple
    held = get_args(field.type)[0] if many else field.type
    part = next((kind for kind in (held, *get_args(held)) if isinstance(kind, type) and attrs.has(kind)), None)
    return _Field(attrgetter(field.name), many, held is not part, part, GenericAlias(list, (held,)))


def _misshapen(plan: object) -> tuple[Finding, ...]:
    # cattrs is slow to import, and a good plan never needs it.
    from bri_macao._structuring import shape_of  # noqa: PLC0415

    return shape_of(plan)
