"""The backends by name and by file ending, and the few names that each of them has."""

import os
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from inspect import signature
from os import PathLike, fspath
from pathlib import Path
from typing import Any, Protocol, cast, get_type_hints

import msgspec

from bri_macao.errors import BriMacaoError, InvalidValue, UnknownId
from bri_macao.findings import Notice, warn
from bri_macao.model import Plan

__all__ = [
    "FOLDER",
    "FORMATS",
    "Foldered",
    "Reader",
    "Writer",
    "checked_options",
    "foldered",
    "format_of",
    "is_folder",
    "reader",
    "writer",
]

ENDINGS = {
    "json": (".json",),
    "yaml": (".yaml", ".yml"),
    "csv": (".csv.zip", ".zip"),
    "arrow": (".arrow.zip",),
    "parquet": (".parquet.zip",),
    "sqlite": (".sqlite", ".sqlite3", ".db"),
    "stratml": (".stratml.xml", ".stratml", ".xml"),
    "jsonld": (".jsonld",),
    "graphml": (".graphml",),
    "dot": (".dot", ".gv"),
    "markdown": (".md", ".markdown"),
    "html": (".html", ".htm"),
    "docx": (".docx",),
}
"""The formats, each a module of this package, with the endings of its files; the first is the usual one."""

FORMATS = tuple(ENDINGS)
"""The formats by name; each is a module of this package."""


FOLDER = "csv"
"""The format of a folder, unless another is named."""


class Writer(Protocol):
    """A backend that writes plans.

    Attributes:
        LOSSES: the fields that the format cannot carry, such as `sections[].items[].text`.
        EXTRA: the pip extra that it needs, or None.
    """

    LOSSES: tuple[str, ...]
    EXTRA: str | None

    # `Any`: each backend has options of its own, all by keyword.
    def dumps(self, plan: Plan, /, **options: Any) -> bytes:
        """Write a plan: the same bytes for the same plan."""
        ...


class Reader(Writer, Protocol):
    """A backend that can read back what it writes.

    Attributes:
        LARGEST: how many bytes it takes, unless the caller says otherwise.
    """

    LARGEST: int

    def loads(self, data: bytes | str, /, *, largest: int = ..., lenient: bool = False, notice: Notice = warn) -> Plan:
        """Read a plan; every problem at once, in a `LoadError`."""
        ...


class Foldered(Reader, Protocol):
    """A backend that also keeps plans in a folder, as several files."""

    # `Any`: each backend has options of its own, all by keyword.
    def write_folder(self, plans: Iterable[Plan], path: str | PathLike[str], /, **options: Any) -> None:
        """Write any number of plans into a folder."""

    def read_folder(
        self, path: str | PathLike[str], /, *, largest: int = ..., lenient: bool = False, notice: Notice = warn
    ) -> tuple[Plan, ...]:
        """Read the plans of a folder; every problem at once, in a `LoadError`."""
        ...


def writer(format: str) -> Writer:
    """The backend of that name.

    Raises:
        UnknownId: there is none.
        MissingExtra: it needs an optional dependency that is not installed.
    """
    if format not in FORMATS:
        raise UnknownId("format", format, FORMATS)
    return cast(Writer, import_module(f"bri_macao.formats.{format}"))


def checked_options(format: str, dumps: Callable[..., object], options: Mapping[str, object]) -> dict[str, object]:
    """The options of a function that writes a format, each with a value of its type; a number may come as text.

    Raises:
        InvalidValue: there is no such option, or it has no such value.
    """
    known = [each.name for each in signature(dumps).parameters.values() if each.kind == each.KEYWORD_ONLY]
    types = get_type_hints(dumps)
    checked = {}
    for name, value in options.items():
        if name not in known:
            raise InvalidValue(f"{format} has no option {name!r}; it has {', '.join(known) or 'none'}")
        try:
            checked[name] = msgspec.convert(value, types[name], strict=False)
        except msgspec.ValidationError as error:
            raise InvalidValue(f"{format} cannot be written with {name}={value!r}: {error}") from error
    return checked


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


def is_folder(path: str | PathLike[str]) -> bool:
    """Whether that is a folder: one that is there, or a name that ends as only those of folders do."""
    return fspath(path).endswith(("/", os.sep)) or Path(fspath(path)).is_dir()


def foldered(format: str, path: str | PathLike[str]) -> Foldered:
    """The backend of that name, which can use a folder.

    Raises:
        UnknownId: there is none.
        BriMacaoError: the format is one file.
    """
    found = writer(format)
    if not hasattr(found, "read_folder"):
        raise BriMacaoError(f"{fspath(path)!r} is a folder, and {format} is one file; name a file in it")
    return cast(Foldered, found)


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
