"""The thorough converter: every error of a JSON tree at once, each with its path, by cattrs.

The single values are left to msgspec, as in the fast converter, so that the two cannot disagree about them.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Literal, TypeVar, get_args, get_origin

import attrs
import msgspec
from cattrs import (
    AttributeValidationNote,
    BaseValidationError,
    Converter,
    ForbiddenExtraKeysError,
)
from cattrs.gen import make_dict_structure_fn

from bri_macao._shapes import escaped, expect, to_extra
from bri_macao.findings import Finding
from bri_macao.model import Extra, Plan

__all__ = ["set_aside", "shape_of", "shown", "structure", "structure_as"]

T = TypeVar("T")


def structure(tree: object) -> Plan | list[Finding]:
    """A plan from JSON's types, or everything that is wrong with them."""
    return structure_as(Plan, tree)


def structure_as(kind: type[T], tree: object) -> T | list[Finding]:
    """An attrs class of that kind from JSON's types, or everything that is wrong with them."""
    try:
        made: T = _CONVERTER.structure(tree, kind)
    except (BaseValidationError, msgspec.ValidationError, ValueError, TypeError) as error:
        return list(_findings(error, "$", tree))
    return made


def shape_of(plan: object) -> tuple[Finding, ...]:
    """Everything in an object that a plan cannot have, each with its path in the plan's JSON."""
    if not isinstance(plan, Plan):
        return (Finding(code="BRI405", path="$", message=f"a plan is expected, and this is a {type(plan).__name__}"),)
    try:
        made = structure(_tree(plan))
        return tuple(_others(made, plan, "$") if isinstance(made, Plan) else made)
    except RecursionError:
        return (Finding(code="BRI408", path="$", message="parts within parts, deeper than anybody can look"),)


# `Any`: JSON of any shape.
def set_aside(tree: Any) -> tuple[Any, dict[str, Any]]:
    """The tree of a plan without the keys that the model does not know; and these, by JSON Pointer (RFC 6901)."""
    aside: dict[str, Any] = {}
    return _without(tree, Plan, "", aside), aside


# `Any`: JSON of any shape.
def _without(tree: Any, kind: type, pointer: str, aside: dict[str, Any]) -> Any:
    """What stands where parts of that kind belong, its unknown keys moved to `aside`."""
    if isinstance(tree, list):
        return [_without(value, kind, f"{pointer}/{place}", aside) for place, value in enumerate(tree)]
    if not isinstance(tree, dict):
        return tree
    known, parts = _fields(kind)
    if tree.keys() <= known:
        kept = dict(tree)
    else:
        kept = {key: value for key, value in tree.items() if key in known}
        aside.update((f"{pointer}/{escaped(key)}", tree[key]) for key in tree if key not in known)
    for key, part in parts.items():
        if kept.get(key):
            kept[key] = _without(kept[key], part, f"{pointer}/{key}", aside)
    return kept


@cache
def _fields(kind: type) -> tuple[frozenset[str], dict[str, type]]:
    """The names of the fields of a class of the model; and those that hold parts of it, with the class of these."""
    held = {
        field.name: next((part for part in (field.type, *get_args(field.type)) if attrs.has(part)), None)
        for field in attrs.fields(attrs.resolve_types(kind))
    }
    return frozenset(held), {name: part for name, part in held.items() if part is not None}


# `Any`: whatever somebody put where a part of the model belongs.
def _tree(value: Any) -> Any:
    """What stands in an object, as JSON's types; what is none of the model's stays, for the converter to refuse."""
    if attrs.has(type(value)):
        return {field.name: _tree(getattr(value, field.name)) for field in attrs.fields(type(value))}
    if isinstance(value, tuple | list):
        return [_tree(inner) for inner in value]
    return dict(value) if isinstance(value, Extra) else value


def _others(made: Any, given: Any, path: str) -> Iterator[Finding]:
    """What JSON makes another thing of, and Python code would stumble over: a list in the place of a tuple."""
    if isinstance(made, tuple) and isinstance(given, tuple | list):
        for n, (one, other) in enumerate(zip(made, given, strict=True)):
            yield from _others(one, other, f"{path}[{n}]")
    if not isinstance(given, type(made)) and given != made:
        message = f"expected `{type(made).__name__}`, got `{type(given).__name__}`"
        hint = "use a tuple" if isinstance(made, tuple) else None
        yield Finding(code="BRI405", path=path, message=message, hint=hint)
    elif attrs.has(type(made)):
        for field in attrs.fields(type(made)):
            yield from _others(getattr(made, field.name), getattr(given, field.name), f"{path}.{field.name}")


def _converter() -> Converter:
    converter = Converter(detailed_validation=True, forbid_extra_keys=True)
    converter.register_structure_hook_factory(_is_leaf, _leaf)
    for kind in (bool, float, int, str):  # cattrs looks its own hooks for these up before any factory
        converter.register_structure_hook(kind, _leaf(kind))
    converter.register_structure_hook_factory(_is_array, lambda kind: _array(kind, converter))
    converter.register_structure_hook_factory(attrs.has, lambda kind: _object(kind, converter))
    converter.register_structure_hook(Extra, lambda value, _: to_extra(Extra, value))
    return converter


def _is_array(kind: object) -> bool:
    origin: object = get_origin(kind)
    return origin is tuple


# The signatures below are those of cattrs' hooks: a value of JSON and the type to make of it, both of any type.
def _is_leaf(kind: Any) -> bool:
    """A type without attrs classes in it, and no array of such."""
    return not attrs.has(kind) and get_origin(kind) not in (list, tuple) and not any(map(attrs.has, get_args(kind)))


class _NoChoice(msgspec.ValidationError):
    """A value that is none of those that may stand there."""

    def __init__(self, said: msgspec.ValidationError, choices: tuple[object, ...]) -> None:
        super().__init__(str(said))
        self.choices = choices


def _leaf(kind: Any) -> Callable[[Any, Any], Any]:
    choices = get_args(kind) if get_origin(kind) is Literal else ()

    def hook(value: Any, _: Any) -> Any:
        try:
            return msgspec.convert(value, kind)
        except msgspec.ValidationError as error:
            raise (_NoChoice(error, choices) if choices else error) from error

    return hook


def _array(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    listed = converter.get_structure_hook(list[get_args(kind)[0]])  # type: ignore[misc]

    def hook(value: Any, _: Any) -> Any:
        return tuple(listed(expect(list, value), list[get_args(kind)[0]]))  # type: ignore[misc]

    return hook


def _object(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    made = make_dict_structure_fn(kind, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True)

    def hook(value: Any, _: Any) -> Any:
        return made(expect(dict, value), kind)

    return hook


def _findings(error: BaseException, path: str, value: object) -> Iterator[Finding]:
    """An error tree as findings, each with its path. `value` is what stands at the path."""
    if isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            where, held = path, value
            for note in getattr(inner, "__notes__", ()):
                if isinstance(note, AttributeValidationNote):
                    where, held = f"{path}.{note.name}", value.get(note.name) if isinstance(value, dict) else None
                else:  # an IterableValidationNote: cattrs leaves no other
                    where, held = f"{path}[{note.index}]", value[int(note.index)] if isinstance(value, list) else None
            yield from _findings(inner, where, held)
    elif isinstance(error, ForbiddenExtraKeysError):
        for key in sorted(error.extra_fields):
            message = f"the model has no {key!r}"
            yield Finding(code="BRI403", path=f"{path}.{key}", message=message, hint="foreign data goes under $.extra")
    elif isinstance(error, KeyError):
        yield Finding(code="BRI404", path=path, message=f"{error.args[0]!r} is required")
    else:
        said = str(error)
        message = f"{said[:1].lower()}{said[1:]}; the value is {shown(value)}"
        hint = f"one of {', '.join(map(str, error.choices))}" if isinstance(error, _NoChoice) else None
        yield Finding(code="BRI405", path=path, message=message, hint=hint)


def shown(value: object, most: int = 60) -> str:
    """A value for a sentence, cut where it is long."""
    text = repr(value) if not isinstance(value, dict | list) else f"of {len(value)} entries"
    return text if len(text) <= most else text[:most] + "…"


_CONVERTER = _converter()
