"""A bar that says how far it is, where rich is installed and somebody is looking; elsewhere nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

__all__ = ["bar"]


@contextmanager
def bar(file: TextIO) -> Iterator[Callable[[int, int | None], None]]:
    """A function to be told how many are done and how many there are, None where nobody knows."""
    if not file.isatty():
        yield _silent
        return
    try:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn
    except ImportError:
        yield _silent
        return
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(file=file), transient=True) as shown:
        task = shown.add_task("", total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)


def _silent(_done: int, _total: int | None) -> None:
    """Nobody is looking."""
