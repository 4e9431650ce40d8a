"""Shapes: the model to and from JSON at msgspec's speed, and what every other converter must agree with (floor 2).

The fast converter sees neither unknown nor repeated keys and stops at the first error; `_structuring` is thorough.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import msgspec

from bri_macao.errors import DumpError, InvalidValue
from bri_macao.model import Extra, Mechanism, Partner, Plan, Section, WorkItem

__all__ = ["DECODER", "ENCODER", "decode", "encode", "escaped", "expect", "same_json", "to_extra", "uncollected"]

T = TypeVar("T")

_NAMES = {dict: "object", list: "array", bool: "bool", int: "int", float: "float", str: "str", type(None): "null"}


def expect(kind: type[T], value: object) -> T:
    """The value, when it is of that kind. The sentence is msgspec's, so that both converters say the same."""
    if not isinstance(value, kind):
        raise InvalidValue(f"Expected `{_NAMES[kind]}`, got `{_NAMES.get(type(value), type(value).__name__)}`")
    return value


# `Any`: a value of JSON.
def to_extra(_: type, value: Any) -> Extra:
    """The hook for the one type that no converter knows."""
    return Extra(expect(dict, value))


def _from_extra(value: object) -> msgspec.Raw:
    if isinstance(value, Extra):
        return msgspec.Raw(value.json)
    raise TypeError(f"a plan cannot hold a {type(value).__name__}")


ENCODER = msgspec.json.Encoder(enc_hook=_from_extra)
DECODER = msgspec.json.Decoder(Plan, dec_hook=to_extra)


def encode(part: Plan | Section | WorkItem | Partner | Mechanism) -> bytes:
    """A plan, or a part of one, as canonical JSON.

    Raises:
        DumpError: JSON cannot hold it.
    """
    try:
        return ENCODER.encode(part)
    except (UnicodeEncodeError, TypeError, ValueError, OverflowError, RecursionError) as error:
        raise DumpError(f"{part.id} cannot be written as JSON: {error}") from error


@contextmanager
def uncollected() -> Iterator[None]:
    """Many objects are made at once, and none is garbage: nobody looks for it meanwhile.

    Without it, the more plans a program holds, the more of its time goes into looking at all of them again.
    """
    if not gc.isenabled():  # as the caller wants it, or as another thread has it for a moment and will restore it
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def decode(data: bytes) -> Plan:
    """A plan from JSON, as far as the fast converter looks.

    Raises:
        msgspec.MsgspecError: it is no JSON, or no plan.
        BriMacaoError: a class of the model refuses a value.
    """
    with uncollected():
        return DECODER.decode(data)


def same_json(raw: bytes, said: bytes) -> bool:
    """Whether JSON is what was understood of it and encoded again, but for spaces between values.

    If so, nothing of it was dropped: the spaces are taken out by a parser, so that they join no two values.

    Raises:
        msgspec.DecodeError: it is no JSON.
    """
    return said == raw or said == msgspec.json.format(raw, indent=-1)


def escaped(key: object) -> str:
    """A key as a step of a JSON Pointer (RFC 6901)."""
    return str(key).replace("~", "~0").replace("/", "~1")
