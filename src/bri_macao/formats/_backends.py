"""The backends by name and by file ending, and the few names that each of them has."""

from importlib import import_module
from os import PathLike, fspath
from pathlib import Path
from typing import Protocol, cast

from bri_macao.errors import BriMacaoError, UnknownId
from bri_macao.findings import Notice, warn
from bri_macao.model import Plan

__all__ = ["FORMATS", "Reader", "Writer", "format_of", "reader", "writer"]

ENDINGS = {
    "json": (".json",),
    "markdown": (".md", ".markdown"),
    "html": (".html", ".htm"),
    "docx": (".docx",),
}
"""The formats, each a module of this package, with the endings of its files; the first is the usual one."""

FORMATS = tuple(ENDINGS)
"""The formats by name; each is a module of this package."""


class Writer(Protocol):
    """A backend that writes plans.

    Attributes:
        LOSSES: the fields that the format cannot carry, such as `sections[].items[].text`.
        EXTRA: the pip extra that it needs, or None.
    """

    LOSSES: tuple[str, ...]
    EXTRA: str | None

    def dumps(self, plan: Plan, /) -> bytes:
        """Write a plan: the same bytes for the same plan."""


class Reader(Writer, Protocol):
    """A backend that can read back what it writes.

    Attributes:
        LARGEST: how many bytes it takes, unless the caller says otherwise.
    """

    LARGEST: int

    def loads(self, data: bytes | str, /, *, largest: int = ..., lenient: bool = False, notice: Notice = warn) -> Plan:
        """Read a plan; every problem at once, in a `LoadError`."""


def writer(format: str) -> Writer:
    """The backend of that name.

    Raises:
        UnknownId: there is none.
        MissingExtra: it needs an optional dependency that is not installed.
    """
    if format not in FORMATS:
        raise UnknownId("format", format, FORMATS)
    return cast(Writer, import_module(f"bri_macao.formats.{format}"))


def reader(format: str) -> Reader:
    """The backend of that name, which can be read back.

    Raises:
        UnknownId: there is none.
        MissingExtra: it needs an optional dependency that is not installed.
        BriMacaoError: the format can only be written.
    """
    found = writer(format)
    if not hasattr(found, "loads"):
        raise BriMacaoError(f"{format} is a format for reading by people and other programs; no plan is loaded from it")
    return cast(Reader, found)


def format_of(path: str | PathLike[str]) -> str:
    """The format that a file's name says.

    Raises:
        BriMacaoError: no format has such an ending.

    >>> format_of("plans/2023.JSON")
    'json'
    """
    name = Path(fspath(path)).name.lower()
    fitting = [
        (len(ending), format) for format, endings in ENDINGS.items() for ending in endings if name.endswith(ending)
    ]
    if not fitting:
        known = ", ".join(ending for endings in ENDINGS.values() for ending in endings)
        raise BriMacaoError(f"{name!r} does not end like a format: name the format, or use one of {known}")
    return max(fitting)[1]
