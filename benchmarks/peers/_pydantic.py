"""pydantic: models in strict mode, frozen, without keys that they do not know."""

import types
from collections.abc import Mapping
from typing import Annotated, Any

import attrs
import pydantic
from msgspec import Meta

from benchmarks.peers import Codec
from benchmarks.peers._mirroring import Field, mirror

__all__ = ["codec"]

_CONFIG = pydantic.ConfigDict(strict=True, frozen=True, extra="forbid")


def codec(kind: type) -> Codec:
    """The codec for that class."""
    adapter: pydantic.TypeAdapter[object] = pydantic.TypeAdapter(mirror(kind, _make, _constrain))
    return Codec(adapter.validate_json, adapter.dump_json)


def _make(kind: type, fields: Mapping[str, Field]) -> type:
    body: dict[str, Any] = {
        "__module__": __name__,
        "__annotations__": {name: field.type for name, field in fields.items()},
        "model_config": _CONFIG,
        **{name: _default(field) for name, field in fields.items()},
    }
    if check := getattr(kind, "__attrs_post_init__", None):
        body["model_post_init"] = lambda self, _: check(self)
    made = types.new_class(kind.__name__, (pydantic.BaseModel,), exec_body=lambda space: space.update(body))
    assert issubclass(made, pydantic.BaseModel)
    made.model_rebuild(_types_namespace={kind.__name__: made})
    return made


def _default(field: Field) -> Any:
    if field.factory:
        return pydantic.Field(default_factory=field.factory)
    return pydantic.Field(... if field.default is attrs.NOTHING else field.default)


def _constrain(kind: Any, meta: Meta) -> Any:
    given = {name: getattr(meta, name) for name in ("ge", "le", "min_length", "max_length")}
    # Its expressions know no look-ahead, and their $ is the very end.
    pattern = meta.pattern and meta.pattern.replace(r"(?![\s\S])", "$")
    return Annotated[kind, pydantic.Field(pattern=pattern, **given)]
