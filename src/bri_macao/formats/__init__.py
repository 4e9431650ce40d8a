"""Formats: one small backend each, all of the same shape (floor 4).

A backend has `dumps`, `loads` where it can be read back, `LOSSES` (what it cannot carry) and `EXTRA` (the pip extra
that it needs, or None). The functions here find it by its name, or by the ending of a file.
"""

from os import PathLike, fspath
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from bri_macao._incoming import opened
from bri_macao.findings import Notice, warn
from bri_macao.formats._backends import (
    FOLDER,
    FORMATS,
    checked_options,
    foldered,
    format_of,
    is_folder,
    reader,
    writer,
)
from bri_macao.model import Plan

if TYPE_CHECKING:
    from bri_macao.formats import (
        arrow,
        csv,
        docx,
        dot,
        graphml,
        html,
        json,
        jsonld,
        markdown,
        parquet,
        sqlite,
        stratml,
        yaml,
    )

__all__ = [
    "FORMATS",
    "arrow",
    "csv",
    "docx",
    "dot",
    "dump",
    "dumps",
    "format_of",
    "graphml",
    "html",
    "json",
    "jsonld",
    "load",
    "loads",
    "markdown",
    "parquet",
    "sqlite",
    "stratml",
    "yaml",
]


def __getattr__(name: str) -> ModuleType:
    if name in FORMATS:
        found = writer(name)
        assert isinstance(found, ModuleType)
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def dumps(plan: Plan, format: str = "json", /, **options: object) -> bytes:
    """Write a plan in a format.

    Args:
        plan: the plan.
        format: the name of the format.
        options: those of the format's own `dumps`, such as `indent=2` for JSON.

    Raises:
        UnknownId: no such format.
        DumpError: the format cannot hold the plan.
        InvalidValue: the format has no such option, or the option no such value.
        MissingExtra: the format needs an optional dependency that is not installed.
    """
    backend = writer(format)
    return backend.dumps(plan, **checked_options(format, backend.dumps, options))


def loads(
    data: bytes | str,
    format: str = "json",
    *,
    largest: int | None = None,
    lenient: bool = False,
    notice: Notice = warn,
) -> Plan:
    """Read a plan from a format.

    Args:
        data: what `dumps` writes, or somebody else.
        format: the name of the format.
        largest: how many bytes it may have; by default the format's own limit.
        lenient: keep data that the model does not know under `Plan.extra`, instead of refusing it.
        notice: hears of what was noticed about data that was loaded all the same; by default it is a Python warning.

    Raises:
        UnknownId: no such format.
        LoadError: every problem with the data, at once.
        MissingExtra: the format needs an optional dependency that is not installed.
        BriMacaoError: the format can only be written.
    """
    backend = reader(format)
    limit = backend.LARGEST if largest is None else largest
    return backend.loads(data, largest=limit, lenient=lenient, notice=notice)


def dump(plan: Plan, path: str | PathLike[str], format: str | None = None, /, **options: object) -> None:
    """Write a plan to a file, whole or not at all; or, as tables in CSV, into a folder.

    Args:
        plan: the plan.
        path: where; a file that is there is replaced. A folder, or what ends like one (`tables/`), gets several files.
        format: the name of the format; by default the ending of the file says it.
        options: those of the format's own `dumps`.

    Raises:
        BriMacaoError: no format has that ending, or the file cannot be written; and as for `dumps`.
    """
    from bri_macao.formats._files import replace  # noqa: PLC0415 - imports tempfile, which reading has no need of

    if is_folder(path):
        name = format or FOLDER
        backend = foldered(name, path)
        backend.write_folder((plan,), path, **checked_options(name, backend.write_folder, options))
    else:
        replace(Path(fspath(path)), dumps(plan, format or format_of(path), **options))


def load(
    path: str | PathLike[str],
    format: str | None = None,
    *,
    largest: int | None = None,
    lenient: bool = False,
    notice: Notice = warn,
) -> Plan:
    """Read a plan from a file, or from a folder of tables in CSV.

    Args:
        path: where it is.
        format: the name of the format; by default the ending of the file says it.
        largest: how many bytes it may have; by default the format's own limit.
        lenient: keep data that the model does not know under `Plan.extra`, instead of refusing it.
        notice: hears of what was noticed about data that was loaded all the same; by default it is a Python warning.

    Raises:
        SourceError: the file or folder cannot be opened.
        BriMacaoError: no format has that ending, or the format is one file; and as for `loads`.
    """
    if is_folder(path):
        from bri_macao.formats._relations import one_of  # noqa: PLC0415 - only folders have need of it

        name = format or FOLDER
        backend = foldered(name, path)
        limit = backend.LARGEST if largest is None else largest
        plans = backend.read_folder(path, largest=limit, lenient=lenient, notice=notice)
        return one_of(plans, many=f"{name}.read_folder")
    name = format or format_of(path)
    limit = reader(name).LARGEST if largest is None else largest
    return loads(opened(path, limit), name, largest=limit, lenient=lenient, notice=notice)
