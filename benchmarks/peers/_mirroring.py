"""Mirroring: a model of attrs classes, made anew of another library's classes, from the innermost outwards."""

import types
from collections.abc import Callable, Mapping
from typing import Annotated, Any, NewType, Union, get_args, get_origin

import attrs
from msgspec import Meta

from bri_macao.model import Extra

__all__ = ["Field", "mirror"]


@attrs.frozen
class Field:
    """A field as another library needs it."""

    type: Any
    default: Any  # `attrs.NOTHING` where there is none
    factory: Callable[[], Any] | None


# `Any`: types of any shape go in, and classes of any library come out.
def mirror(
    kind: type,
    make: Callable[[type, Mapping[str, Field]], type],
    constrain: Callable[[Any, Meta], Any],
) -> type:
    """The class that stands for `kind` in another library.

    Args:
        kind: an attrs class.
        make: makes a class from the one that it is like and its fields; a string among the types is the class itself.
        constrain: a type with one of msgspec's constraints on it, as the other library says it.
    """
    made: dict[type, type] = {}

    def of_class(kind: type) -> type:
        fields = attrs.fields(attrs.resolve_types(kind))
        made[kind] = make(kind, {field.name: of_field(field, kind) for field in fields})
        return made[kind]

    def of_field(field: Any, within: type) -> Field:
        kind, default = of_type(field.type, within), field.default
        if field.type is Extra:
            return Field(kind, attrs.NOTHING, dict)
        if attrs.has(type(default)):  # such a default is an empty one
            return Field(kind, attrs.NOTHING, made[type(default)])
        return Field(kind, default, None)

    def of_type(kind: Any, within: type) -> Any:
        if kind is within:
            return kind.__name__
        if kind is Extra:
            return dict[str, Any]
        if isinstance(kind, NewType):
            return of_type(kind.__supertype__, within)
        if attrs.has(kind):
            return made.get(kind) or of_class(kind)
        origin, arguments = get_origin(kind), get_args(kind)
        if origin is Annotated:
            return constrain(of_type(arguments[0], within), arguments[1])
        if origin is tuple:
            return types.GenericAlias(tuple, (of_type(arguments[0], within), ...))
        if origin in (Union, types.UnionType):
            return Union[tuple(of_type(part, within) for part in arguments)]  # noqa: UP007 - made of a tuple
        return kind

    return of_class(kind)
