"""Outlines: the goals and objectives of a record, each with where it stands and by what it is known again."""

from collections.abc import Iterator
from typing import NamedTuple

from bri_macao.formats._stratml.records import Record, paths, record_in, records_in, text_in, without

__all__ = ["NO_GOAL", "Node", "outline"]

NO_GOAL: Record = {"Name": "", "Description": ""}
"""What stands for no goal at all, since a plan needs one."""


class Node(NamedTuple):
    """A goal or an objective.

    Attributes:
        key: its identifier, or which it is among those around it that have none.
        path: its XPath.
        record: it, without its objectives.
        objectives: these.
    """

    key: str
    path: str
    record: Record
    objectives: "tuple[Node, ...]" = ()

    @property
    def identifier(self) -> str:
        """Its identifier, `""` where it has none."""
        return (text_in(self.record, "Identifier") or "").strip()


def outline(record: Record, root: str) -> tuple[Node, ...]:
    """The goals of a document; none, where there is only an empty one."""
    goals = records_in(record_in(record, "StrategicPlanCore"), "Goal")
    return () if goals == [NO_GOAL] else tuple(_nodes(goals, f"{root}/StrategicPlanCore/Goal", ""))


def _nodes(records: list[Record], path: str, around: str) -> Iterator[Node]:
    for i, (record, where) in enumerate(zip(records, paths(records, path), strict=True)):
        key = (text_in(record, "Identifier") or "").strip() or f"{around}#{i}"
        objectives = _nodes(records_in(record, "Objective"), f"{where}/Objective", key)
        yield Node(key, where, without(record, "Objective"), tuple(objectives))
