"""From plans to rows, and what rows must keep to: keys that tell them apart, references that lead somewhere."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TypeAlias

import msgspec

from bri_macao.errors import DumpError
from bri_macao.findings import Finding
from bri_macao.formats._relations.tables import TABLES, Column, Table
from bri_macao.formats._trees import Tree, tree_of
from bri_macao.model import JSON, PartialDate, Plan

__all__ = ["LARGEST_INTEGER", "Cell", "Row", "Rows", "faults", "rows_of", "rows_of_trees"]

Cell: TypeAlias = str | int | float | bool | None
"""What stands in a row: dates and JSON are text. No column of ours has fractions, but a stranger's may."""

LARGEST_INTEGER = 2**63 - 1
"""What a column of whole numbers holds in Arrow and SQLite."""


class Row(NamedTuple):
    """A row: the cells by column, and where it stands, in the terms of its file."""

    cells: dict[str, Cell]
    place: str


Rows: TypeAlias = dict[str, list[Row]]
"""The rows by table; every table is there."""


def rows_of(plans: Iterable[Plan]) -> Iterator[Rows]:
    """The rows of each plan, plan by plan, in document order.

    Raises:
        DumpError: two plans, or two things of a kind in one plan, have one id; something is referred to that the plan
            lacks; a number is too large.
    """
    return rows_of_trees(map(tree_of, plans))


def rows_of_trees(trees: Iterable[Tree]) -> Iterator[Rows]:
    """As `rows_of`, for plans that are trees already: what canonical JSON says, or `tree_of`."""
    ids: set[JSON] = set()
    for position, tree in enumerate(trees, 1):
        id = tree["id"]
        if id in ids:
            raise DumpError(f"two plans have the id {id!r}; give one of them another")
        ids.add(id)
        rows: Rows = {name: [] for name in TABLES}
        _unfold(TABLES["plans"], tree, {"position": position}, rows)
        for fault in faults(rows):
            raise DumpError(f"plan {id!r} does not fit into tables: {fault.message}; {fault.hint}")
        yield rows


# `Any`: a part of a tree.
def _unfold(table: Table, value: Any, said: dict[str, Cell], rows: Rows) -> None:
    """Add the row of a value, and those of all that stands in it; `said` are the cells that its place says."""
    cells = {
        column.name: said.get(column.name) if column.at is None else _cell(column, value) for column in table.columns
    }
    rows[table.name].append(Row(cells, table.name))
    for child in table.children:
        link: dict[str, Cell] = {"plan": cells[table.plan]}
        if "owner" in child.by_name:
            link |= {"owner": table.name, "owner_id": cells["id"]}
        elif child.within is not None and table.name != "plans":
            link[child.within] = cells["id"]
        for position, below in enumerate(_at(value, child.holders[table.name]), 1):
            # Targets have no id in the model.
            own = {"id": f"{cells['id']}#{position}"}
            _unfold(child, below, own | link | {"position": position}, rows)


def _at(value: Any, path: tuple[str, ...]) -> Any:
    """What stands at a path in a tree; None where something on the way is null."""
    for key in path:
        value = None if value is None else value[key]
    return value


def _cell(column: Column, value: Any) -> Cell:
    assert column.at is not None
    if column.when is not None and value[column.when[0]] != column.when[1]:
        return None
    found = _at(value, column.at)
    if column.kind == "presence":
        return found is not None
    if column.kind == "json":
        return msgspec.json.encode(found, order="sorted").decode()
    if column.kind == "partial-date" and found is not None:
        return str(PartialDate(**found))
    if column.kind == "integer" and found is not None and found > LARGEST_INTEGER:
        raise DumpError(f"{found} is too large for a column of whole numbers ({column.name})")
    cell: Cell = found
    return cell


def faults(rows: Rows) -> Iterator[Finding]:
    """Rows with one key, and references to what is not there."""
    ids = {
        name: {(row.cells.get(table.plan), row.cells.get("id")) for row in rows[name]} for name, table in TABLES.items()
    }
    # Of an id that is there twice, all that stands under it is there twice: it is told first.
    for table in sorted(TABLES.values(), key=lambda table: "id" not in table.by_name):
        for unique in dict.fromkeys((table.key, table.siblings)):
            seen: set[tuple[Cell, ...]] = set()
            for row in rows[table.name]:
                key = tuple(row.cells.get(name) for name in unique)
                if key in seen:
                    message = f"two rows of {table.name} have {_said(row, unique)}"
                    path = f"{row.place}:{unique[-1]}"
                    yield Finding(code="BRI413", path=path, message=message, hint=f"each needs its own {unique[-1]}")
                seen.add(key)
        for column in table.columns:
            # Where a row stands is asked when it is put there.
            if column.refers is None or column.at is None:
                continue
            for row in rows[table.name]:
                target = row.cells.get(column.name)
                if target is not None and (row.cells.get(table.plan), target) not in ids[column.refers]:
                    said = f"the {column.name} in {table.name} of {_said(row, table.key)}"
                    message = f"{column.refers} has no {target!r}, {said}"
                    path, hint = f"{row.place}:{column.name}", "add it, or leave out what refers to it"
                    yield Finding(code="BRI413", path=path, message=message, hint=hint)


def _said(row: Row, names: Iterable[str]) -> str:
    return ", ".join(f"{name} {row.cells.get(name)!r}" for name in names)
