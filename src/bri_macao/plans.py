"""The plans and the registry that come with the library (floor 5; the only reader of `data/`)."""

from functools import cache
from pathlib import Path

from bri_macao.errors import UnknownYear
from bri_macao.formats.json import trusted, trusted_registry
from bri_macao.model import Plan
from bri_macao.registry import Registry

__all__ = ["load_plan", "load_registry", "years"]

# Not importlib.resources: it takes nearly as long to import as attrs, and msgspec runs from no zip file anyhow.
_FROZEN = Path(__file__).with_name("data") / "frozen"


@cache
def years() -> tuple[int, ...]:
    """The years of which a plan is bundled, ascending.

    >>> years()
    (2023,)
    """
    return tuple(sorted(int(path.stem) for path in _FROZEN.glob("*.json") if path.stem.isdigit()))


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
    return trusted((_FROZEN / f"{year}.json").read_bytes())


@cache
def load_registry() -> Registry:
    """The registry that comes with the library; the same object each time.

    It has every partner and mechanism that a bundled plan names, the members of the groups among them, and the bodies
    that run the mechanisms, each fact with its source.

    >>> registry = load_registry()
    >>> registry.partner("br").names["pt"], registry.mechanism("forum-macao").founded
    ('Brasil', PartialDate(2003-10))
    """
    return trusted_registry((_FROZEN / "registry.json").read_bytes())
