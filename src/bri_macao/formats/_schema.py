"""The JSON Schema of a plan, generated from the model (2020-12)."""

from typing import Any

import msgspec
from msgspec import json

from bri_macao.model import SCHEMA_VERSION, Extra, Plan

__all__ = ["plan_schema"]


def _foreign(kind: type) -> dict[str, Any]:
    assert kind is Extra  # msgspec knows all others
    return {"type": "object"}


def plan_schema() -> dict[str, Any]:
    """The schema as JSON's types. `Any`: a schema is JSON of any shape."""
    (_,), components = msgspec.json.schema_components([Plan], schema_hook=_foreign, ref_template="#/$defs/{name}")
    components = json.decode(json.encode(components))  # a default of () is an array
    for definition in components.values():
        definition["description"] = definition.get("description", "").split("\n", 1)[0]
        definition["additionalProperties"] = False
    plan = components.pop("Plan")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:bri-macao:plan:{SCHEMA_VERSION}",
        **plan,
        "$defs": dict(sorted(components.items())),
    }
