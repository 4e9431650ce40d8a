"""Parquet: a zip file with one Parquet file for each table.

Many plans go through `arrow.to_tables`, which whoever has pyarrow writes where they belong.
"""

from bri_macao.findings import Notice, warn
from bri_macao.formats._archives import pack, unpack
from bri_macao.formats._arrow import from_tables, parquet_bytes, read_parquet, to_tables
from bri_macao.formats._relations import TABLES, one_of
from bri_macao.model import Plan

__all__ = ["EXTRA", "LARGEST", "LOSSES", "dumps", "loads"]

LOSSES: tuple[str, ...] = ()
EXTRA: str | None = "arrow"

LARGEST = 200_000_000
"""How many bytes an archive may have, packed and unpacked, unless the caller says otherwise: as JSON."""

ENDING = ".parquet"


def dumps(plan: Plan) -> bytes:
    """Write a plan as a zip file of Parquet files.

    Raises:
        DumpError: two things have one id, or a reference leads nowhere.

    >>> from bri_macao.plans import load_plan
    >>> loads(dumps(load_plan(2023))) == load_plan(2023)
    True
    """
    return pack({f"{name}{ENDING}": parquet_bytes(table) for name, table in to_tables([plan]).items()})


def loads(data: bytes | str, *, largest: int = LARGEST, lenient: bool = False, notice: Notice = warn) -> Plan:
    """Read a plan from a zip file of Parquet files.

    Args:
        data: the zip file.
        largest: how many bytes it may have, and its members together when they are unpacked.
        lenient: keep columns that the model does not know, under `Plan.extra`, instead of refusing them.
        notice: hears of each value that was kept so; by default it is a Python warning.

    Raises:
        LoadError: every problem at once, each with its table, row and column.
    """
    members = unpack(data, [f"{name}{ENDING}" for name in TABLES], largest, name="a zip file of Parquet files")
    tables = {name.removesuffix(ENDING): read_parquet(member, name, largest) for name, member in members.items()}
    return one_of(from_tables(tables, lenient=lenient, notice=notice), many="from_tables")
