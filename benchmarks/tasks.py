"""Tasks: a piece of work that the library and its peers do, each measured against one floor."""

from collections.abc import Callable, Iterable

import attrs

from benchmarks.measuring import Call, Effort, Meter, timed
from benchmarks.results import OURS, Row, TaskResult

__all__ = ["Task", "Work", "measure", "ready"]


@attrs.frozen
class Work:
    """Somebody's way to do a task.

    Attributes:
        by: who or what does it.
        prepare: makes the call that is measured; raises `ImportError` where that is not installed.
    """

    by: str
    prepare: Callable[[], Call]


def ready(by: str, call: Call) -> Work:
    """Work that needs no preparation."""
    return Work(by, lambda: call)


@attrs.frozen
class Task:
    """A piece of work.

    Attributes:
        name: what is to be done.
        floor: the least that anybody could do.
        ours: what the library does.
        goal: the ratio that the library is to reach at most; None where the figure is for information.
        peers: what others do.
        meter: what is measured.
    """

    name: str
    floor: Work
    ours: Callable[[], Call]
    goal: float | None = None
    peers: tuple[Work, ...] = ()
    meter: Meter = timed


def measure(tasks: Iterable[Task], effort: Effort, say: Callable[[str], None]) -> tuple[TaskResult, ...]:
    """Measure all of it; who is not installed is left out, with a word."""
    found = []
    for task in tasks:
        try:
            floor = task.floor.prepare()
        except ImportError as error:
            say(f"{task.name}: left out: {error}")
            continue
        rows = []
        for work in (Work(OURS, task.ours), *task.peers):
            try:
                call = work.prepare()
            except ImportError as error:
                say(f"{task.name}: {work.by} is left out: {error}")
                continue
            ratio = task.meter(call, floor, effort)
            say(f"{task.name}: {work.by}: {ratio.median}")
            rows.append(Row(work.by, ratio))
        found.append(TaskResult(task.name, task.floor.by, task.goal, tuple(rows)))
    return tuple(found)
