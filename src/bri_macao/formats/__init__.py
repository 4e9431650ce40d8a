"""Formats: one small backend each, all of the same shape (floor 4).

A backend has `dumps`, `loads` where it can be read back, `LOSSES` (what it cannot carry) and `EXTRA` (the pip extra
that it needs, or None).
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from bri_macao.errors import UnknownId
from bri_macao.model import Plan

if TYPE_CHECKING:
    from bri_macao.formats import json

__all__ = ["FORMATS", "dumps", "json", "loads"]

FORMATS = ("json",)
"""The formats by name; each is a module of this package."""


def _backend(format: str) -> ModuleType:
    if format not in FORMATS:
        raise UnknownId("format", format, FORMATS)
    return import_module(f"{__name__}.{format}")


def __getattr__(name: str) -> ModuleType:
    if name in FORMATS:
        return _backend(name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def dumps(plan: Plan, format: str = "json") -> bytes:
    """Write a plan in a format.

    Raises:
        UnknownId: no such format.
        DumpError: the format cannot hold the plan.
    """
    data: bytes = _backend(format).dumps(plan)
    return data


def loads(data: bytes | str, format: str = "json", *, largest: int | None = None) -> Plan:
    """Read a plan from a format.

    Args:
        data: what `dumps` writes, or somebody else.
        format: the name of the format.
        largest: how many bytes it may have; by default the format's own limit.

    Raises:
        UnknownId: no such format.
        LoadError: every problem with the data, at once.
    """
    backend = _backend(format)
    plan: Plan = backend.loads(data, largest=backend.LARGEST if largest is None else largest)
    return plan
