"""The plans and the registry that come with the library (floor 5; the only reader of `data/`)."""

import os
from functools import cache
from typing import TYPE_CHECKING

from bri_macao._shapes import decode
from bri_macao.errors import UnknownYear
from bri_macao.model import Plan

if TYPE_CHECKING:
    from bri_macao.registry import Registry

__all__ = ["load_plan", "load_registry", "years"]

# Neither pathlib nor importlib.resources: to import them takes several times as long as to read the plan. (msgspec runs
# from no zip file anyhow.)
_FROZEN = os.path.join(os.path.dirname(__file__), "data", "frozen")  # noqa: PTH118, PTH120


def _frozen(name: str) -> bytes:
    with open(os.path.join(_FROZEN, name), "rb") as file:  # noqa: PTH118, PTH123
        return file.read()


@cache
def years() -> tuple[int, ...]:
    """The years of which a plan is bundled, ascending.

    >>> years()
    (2023,)
    """
    names = (name.removesuffix(".json") for name in os.listdir(_FROZEN))  # noqa: PTH208
    return tuple(sorted(int(name) for name in names if name.isdigit()))


@cache
def load_plan(year: int) -> Plan:
    """The bundled plan of a year; the same object each time.

    It holds no official wording: `item.text` is None until the plan is attached to a copy of the document.

    Raises:
        UnknownYear: no plan of that year is bundled; the error names those that are.

    >>> load_plan(2023)
    <Plan 2023: 5 sections, 23 items>
    """
    if year not in years():
        raise UnknownYear(year, years())
    return decode(_frozen(f"{year}.json"))


@cache
def load_registry() -> "Registry":
    """The registry that comes with the library; the same object each time.

    It has every partner and mechanism that a bundled plan names, the members of the groups among them, and the bodies
    that run the mechanisms, each fact with its source.

    >>> registry = load_registry()
    >>> registry.partner("br").names["pt"], registry.mechanism("forum-macao").founded
    ('Brasil', PartialDate(2003-10))
    """
    from bri_macao.formats.json import trusted_registry  # noqa: PLC0415 - a plan has all that its items name

    return trusted_registry(_frozen("registry.json"))
