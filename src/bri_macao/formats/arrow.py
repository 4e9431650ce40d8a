"""Arrow: a zip file with one Arrow file (IPC) for each table; and plans as tables in memory, without a file.

Many plans go through `to_tables` and `from_tables`; what becomes of the tables is for whoever made them.
"""

from bri_macao.findings import Notice, warn
from bri_macao.formats._archives import pack, unpack
from bri_macao.formats._arrow import from_tables, ipc_bytes, read_ipc, to_tables
from bri_macao.formats._relations import TABLES, one_of
from bri_macao.model import Plan

__all__ = ["EXTRA", "LARGEST", "LOSSES", "dumps", "from_tables", "loads", "to_tables"]

LOSSES: tuple[str, ...] = ()
EXTRA: str | None = "arrow"

LARGEST = 200_000_000
"""How many bytes an archive may have, packed and unpacked, unless the caller says otherwise: as JSON."""

ENDING = ".arrow"


def dumps(plan: Plan) -> bytes:
    """Write a plan as a zip file of Arrow files.

    Raises:
        DumpError: two things have one id, or a reference leads nowhere.

    >>> from bri_macao.plans import load_plan
    >>> loads(dumps(load_plan(2023))) == load_plan(2023)
    True
    """
    return pack({f"{name}{ENDING}": ipc_bytes(table) for name, table in to_tables([plan]).items()})


def loads(data: bytes | str, *, largest: int = LARGEST, lenient: bool = False, notice: Notice = warn) -> Plan:
    """Read a plan from a zip file of Arrow files.

    Args:
        data: the zip file.
        largest: how many bytes it may have, and its members together when they are unpacked.
        lenient: keep columns that the model does not know, under `Plan.extra`, instead of refusing them.
        notice: hears of each value that was kept so; by default it is a Python warning.

    Raises:
        LoadError: every problem at once, each with its table, row and column.
    """
    members = unpack(data, [f"{name}{ENDING}" for name in TABLES], largest, name="a zip file of Arrow files")
    tables = {name.removesuffix(ENDING): read_ipc(member, name, largest) for name, member in members.items()}
    return one_of(from_tables(tables, lenient=lenient, notice=notice), many="from_tables")
