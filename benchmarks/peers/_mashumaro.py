"""mashumaro, with orjson beneath: frozen dataclasses with slots, without keys that they do not know.

It checks neither constraints nor that a text is a text: it does less than the others.
"""

import dataclasses
import sys
from collections.abc import Mapping
from typing import Any

import attrs
from mashumaro.codecs.orjson import ORJSONDecoder, ORJSONEncoder
from mashumaro.config import BaseConfig
from msgspec import Meta

from benchmarks.peers import Codec
from benchmarks.peers._mirroring import Field, mirror

__all__ = ["codec"]


class _Config(BaseConfig):
    forbid_extra_keys = True


def codec(kind: type) -> Codec:
    """The codec for that class."""
    made = mirror(kind, _make, _constrain)
    return Codec(ORJSONDecoder(made).decode, ORJSONEncoder(made).encode)


def _make(kind: type, fields: Mapping[str, Field]) -> type:
    body: dict[str, Any] = {"Config": _Config}
    if check := getattr(kind, "__attrs_post_init__", None):
        body["__post_init__"] = check
    rows = [(name, field.type, _default(field)) for name, field in fields.items()]
    made = dataclasses.make_dataclass(kind.__name__, rows, namespace=body, frozen=True, slots=True, kw_only=True)
    made.__module__ = __name__
    setattr(sys.modules[__name__], kind.__name__, made)  # where it looks for a class that holds itself
    return made


def _default(field: Field) -> Any:
    if field.factory:
        return dataclasses.field(default_factory=field.factory)
    return dataclasses.field(**({} if field.default is attrs.NOTHING else {"default": field.default}))


def _constrain(kind: Any, _: Meta) -> Any:
    return kind
