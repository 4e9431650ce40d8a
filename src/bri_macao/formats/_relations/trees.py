"""From rows to plans: objects are made row by row, hung where they belong, and go the road that all formats go.

What is found on the way, here or there, is told in the terms of the file that the rows come from.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import attrs

from bri_macao._incoming import refused
from bri_macao._json import DEEPEST, read
from bri_macao._structuring import shown
from bri_macao.errors import InvalidValue
from bri_macao.findings import Finding, LoadError, Notice, warn
from bri_macao.formats._relations.rows import LARGEST_INTEGER, Cell, Row, Rows, faults
from bri_macao.formats._relations.tables import TABLES, Column, Kind, Path, Table
from bri_macao.formats._trees import Tree, plan_of
from bri_macao.model import PartialDate, Plan

__all__ = ["header_faults", "one_of", "plans_of"]

DEEPEST_SECTIONS = DEEPEST // 2
"""Sections in sections: each is two levels of a tree, an array and an object."""

_TYPES: Mapping[Kind, type] = MappingProxyType({"integer": int, "boolean": bool, "presence": bool})
"""The types of cells that are no text."""


def header_faults(table: Table, names: Sequence[str], place: str, *, lenient: bool) -> list[Finding]:
    """What is wrong with the columns that a file has for a table.

    A lenient reader lets a column pass that the table does not know: it becomes a key that the model does not know.
    Where a row is a text and no object, there is no place for it.
    """
    found = []
    room = lenient and bool(table.fields)
    for name, count in Counter(names).items():
        path = f"{place}:{name}"
        if count > 1:
            found.append(Finding(code="BRI402", path=path, message=f"column {name!r} is there {count} times"))
        if name not in table.by_name and (not room or name in table.fields):
            hint = "foreign data goes into the column extra of plans"
            found.append(Finding(code="BRI403", path=path, message=f"{table.name} has no column {name!r}", hint=hint))
    lacking = [column.name for column in table.columns if not column.null and column.name not in names]
    if lacking:
        found.append(Finding(code="BRI413", path=place, message=f"columns are missing: {', '.join(lacking)}"))
    return found


def one_of(plans: tuple[Plan, ...], *, many: str) -> Plan:
    """The plan, where there is exactly one.

    Raises:
        LoadError: there is none, or there are several, which `many` reads.
    """
    if len(plans) != 1:
        message = f"one plan is asked for, and there are {len(plans)}"
        raise refused("BRI413", message, path="plans", hint=f"{many} reads any number")
    return plans[0]


def plans_of(rows: Rows, *, lenient: bool = False, notice: Notice = warn) -> tuple[Plan, ...]:
    """The plans that rows say, in their order.

    Args:
        rows: with every table, and in it the columns that `header_faults` lets pass.
        lenient: keep columns that the model does not know, under `Plan.extra`.
        notice: hears of each value that was kept so.

    Raises:
        LoadError: everything that is wrong, at once.
    """
    forest = _Forest(rows)
    plans = []
    # What is nested too deeply is looked at by nobody.
    for place, tree in enumerate(forest.trees if not forest.too_deep else ()):
        try:
            plans.append(plan_of(tree, lenient=lenient, notice=notice))
        except LoadError as error:
            forest.hear(place, error.findings)
    if forest.findings:
        raise LoadError(tuple(forest.findings))
    return tuple(plans)


class _Forest:
    """The trees of several plans, what is wrong with the rows, and the way back from a tree to them.

    `Any` in here: a part of a tree.

    Attributes:
        trees: the plans.
        findings: what is wrong, so far.
        too_deep: whether sections are nested too deeply.
    """

    def __init__(self, rows: Rows) -> None:
        self.findings: list[Finding] = []
        self.too_deep = False
        self.trees: list[Tree] = []
        self._spoken: set[str | None] = set()
        self._faulty: set[str] = set()
        # Of each entry of an array, by the id() of the array: a text cannot carry a note of where it comes from.
        self._origins: dict[tuple[int, int], tuple[Table, Row]] = {}
        self._holders: dict[tuple[Cell, Cell, Cell], Any] = {}
        made = {
            table.name: [(row, self._make(table, row)) for row in sorted(rows[table.name], key=_position)]
            for table in TABLES.values()
        }
        for fault in faults(rows):
            self._tell(fault)
        for name, branches in made.items():
            for row, value in branches:
                self._hang(TABLES[name], row, value)
        self._climb(made["sections"])

    def _tell(self, finding: Finding) -> None:
        """Keep a finding, unless one is kept about the same cell."""
        if finding.path not in self._spoken:
            self._spoken.add(finding.path)
            self._faulty.add(str(finding.path).rpartition(":")[0])
            self.findings.append(finding)

    def _make(self, table: Table, row: Row) -> Any:
        """The value that a row stands for, with empty arrays for what stands in it."""
        # What is no column of the table is what a lenient reader let pass.
        made: dict[str, Any] = {
            name: cell for name, cell in row.cells.items() if name not in table.by_name and cell is not None
        }
        whole: Any = made
        for child in table.children:
            _put(made, child.holders[table.name], [])
        for column in table.columns:
            value, problem = _read(column, row.cells.get(column.name))
            if column.at == ():
                whole = value
            elif column.at is not None and value is not None:
                if column.when is not None:
                    problem = "a row names one of the two, not both" if column.at[0] in made else problem
                    _put(made, column.when[:1], column.when[1])
                _put(made, column.at, value)
            if problem is not None:
                self._tell(Finding(code="BRI405", path=f"{row.place}:{column.name}", message=problem))
        for column in table.columns:
            if column.kind == "presence" and row.cells.get(column.name) is False and column.at and column.at[0] in made:
                message = f"it says that there is none, and the row has {', '.join(made[column.at[0]])}"
                self._tell(Finding(code="BRI413", path=f"{row.place}:{column.name}", message=message))
        if "id" in table.by_name:
            self._holders.setdefault((row.cells.get(table.plan), table.name, row.cells.get("id")), whole)
        return whole

    def _hang(self, table: Table, row: Row, value: Any) -> None:
        """Put a value where it belongs, behind what is there already."""
        array: Any = self.trees
        if table.holders:
            plan = row.cells.get("plan")
            owner, whose = _owner(table, row)
            holder = self._holders.get((plan, owner, plan if whose is None else whose))
            array = None if holder is None or owner not in table.holders else _at(holder, table.holders[owner])
            if array is None:
                message = (
                    f"plan {plan!r} has no {whose!r} in {owner}" if whose is not None else f"there is no plan {plan!r}"
                )
                path = f"{row.place}:{'plan' if whose is None else table.within}"
                self._tell(Finding(code="BRI413", path=path, message=message))
                return
        array.append(value)
        self._origins[id(array), len(array) - 1] = (table, row)

    def _climb(self, sections: Iterable[tuple[Row, Any]]) -> None:
        """See that every section stands in a plan, and none too deeply in others."""
        rows = {id(section): row for row, section in sections}
        level = [section for tree in self.trees for section in _at(tree, ("sections",))]
        depth = 1
        while level:
            if depth == DEEPEST_SECTIONS + 1:
                self.too_deep = True
                message = f"more than {DEEPEST_SECTIONS} sections in each other"
                self._tell(Finding(code="BRI408", path=f"{rows[id(level[0])].place}:parent", message=message))
            for section in level:
                del rows[id(section)]
            level = [below for section in level for below in section["sections"]]
            depth += 1
        for row in rows.values():
            message = "going up from here leads to no plan: a section is a part of itself, or its parent is not there"
            self._tell(Finding(code="BRI413", path=f"{row.place}:parent", message=message))

    def hear(self, place: int, findings: Iterable[Finding]) -> None:
        """Keep what was found in a tree, in terms of the rows; what follows from a fault in the rows is no news."""
        places = self._places(place)
        for finding in findings:
            path = finding.path or "$"
            head = path
            while head not in places:
                head = head[: max(head.rfind("."), head.rfind("["))]
            table, row = places[head]
            at = tuple(path[len(head) :].removeprefix(".").split(".")) if path != head else ()
            name = next((column.name for column in table.columns if column.at == at), "_".join(at))
            where = f"{row.place}:{name}" if name else row.place
            # A cell that is empty and should not be has been told of by its name.
            if finding.code != "BRI404" or row.place not in self._faulty:
                self._tell(attrs.evolve(finding, path=where))

    def _places(self, place: int) -> dict[str, tuple[Table, Row]]:
        """The rows of a tree by the paths to what they stand for."""
        places = {"$": self._origins[id(self.trees), place]}
        pending: list[tuple[str, Any]] = [("$", self.trees[place])]
        while pending:
            path, value = pending.pop()
            if isinstance(value, dict):
                pending.extend((f"{path}.{key}", below) for key, below in value.items())
            elif isinstance(value, list):
                for i, below in enumerate(value):
                    pending.append((f"{path}[{i}]", below))
                    if (id(value), i) in self._origins:
                        places[f"{path}[{i}]"] = self._origins[id(value), i]
        return places


def _position(row: Row) -> int:
    """What rows are sorted by."""
    found = row.cells.get("position")
    return found if isinstance(found, int) else 0


def _owner(table: Table, row: Row) -> tuple[str, Cell]:
    """The table and the id of what a row stands in; without an id it is the plan."""
    whose = row.cells.get(table.within) if table.within is not None else None
    if table.within is None or whose is None:
        return "plans", None
    return str(row.cells.get("owner") or table.by_name[table.within].refers), whose


def _put(value: dict[str, Any], path: Path, kept: object) -> None:
    *way, last = path
    for key in way:
        value = value.setdefault(key, {})
    value[last] = kept


def _at(value: Any, path: Path) -> Any:
    for key in path:
        value = value[key]
    return value


def _read(column: Column, cell: Cell) -> tuple[object, str | None]:
    """What a cell says, for the tree, and what is wrong with it; then it is kept as it is."""
    if cell is None:
        return None, None if column.null else "a value is missing"
    wanted = _TYPES.get(column.kind, str)
    if type(cell) is not wanted:
        problem = f"expected {wanted.__name__}, got {type(cell).__name__}"
    elif column.values and cell not in column.values:
        problem = f"none of {', '.join(column.values)}"
    elif isinstance(cell, int) and abs(cell) > LARGEST_INTEGER:
        problem = f"larger than {LARGEST_INTEGER}"
    elif column.kind == "presence":
        return {} if cell else None, None
    elif column.kind == "partial-date":
        try:
            date = PartialDate.parse(str(cell))
        except InvalidValue as error:
            return cell, str(error)
        return attrs.asdict(date), None
    elif column.kind == "json":
        value, findings = read(str(cell).encode())
        if not findings:
            return value, None
        problem = findings[0].message
    else:
        return cell, None
    return cell, f"{problem}; the value is {shown(cell)}"
