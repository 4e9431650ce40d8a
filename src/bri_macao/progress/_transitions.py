"""The states that a subject goes through, as data: which may come first, and which may follow which.

The same state may always be said again, with more evidence or a later date. Whatever else the table does not have is
a correction, and says so: an update that supersedes another takes its place before the table is asked.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from bri_macao.progress._subjects import Kind

__all__ = ["ENDED", "TRANSITIONS", "Status", "may_follow"]

Status = Literal[
    "not-started",
    "in-hand",
    "blocked",
    "done",
    "dropped",
    "counted",
    "raised",
    "resolved",
    "taken",
    "carried-out",
    "withdrawn",
    "planned",
    "held",
    "cancelled",
]
"""The state of a subject. Late and silent are none: they follow from dates and from what was not said."""

_WORK: tuple[Status, ...] = ("not-started", "in-hand", "blocked", "done", "dropped")

TRANSITIONS: Mapping[Kind, Mapping[Status | None, tuple[Status, ...]]] = MappingProxyType(
    {
        "work": MappingProxyType(
            {
                None: _WORK,
                "not-started": ("in-hand", "blocked", "done", "dropped"),
                "in-hand": ("blocked", "done", "dropped"),
                "blocked": ("in-hand", "done", "dropped"),
                "done": (),
                "dropped": ("in-hand",),
            }
        ),
        "target": MappingProxyType({None: ("counted",), "counted": ()}),
        "problem": MappingProxyType({None: ("raised",), "raised": ("resolved",), "resolved": ("raised",)}),
        "decision": MappingProxyType(
            {None: ("taken",), "taken": ("carried-out", "withdrawn"), "carried-out": (), "withdrawn": ()}
        ),
        "meeting": MappingProxyType(
            {None: ("planned", "held"), "planned": ("held", "cancelled"), "held": (), "cancelled": ("planned",)}
        ),
    }
)
"""For each kind of subject and each of its states, the other states that may follow; under None, those that may come
first."""

ENDED: frozenset[Status] = frozenset(("done", "dropped"))
"""The states in which nothing is left to do on a piece of work."""


def may_follow(kind: Kind, before: Status | None, after: Status) -> bool:
    """Whether a subject of that kind may go from one state to the other; None stands before the first.

    >>> may_follow("work", "in-hand", "done"), may_follow("work", "done", "not-started")
    (True, False)
    """
    return before == after or after in TRANSITIONS[kind][before]
