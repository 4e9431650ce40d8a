"""Tables: results as Markdown, that reads well on a terminal too."""

from collections.abc import Mapping, Sequence

from benchmarks.results import TWO_WORKERS, Machine, Results, Scaling

__all__ = ["measured_on", "number", "page", "scaling_page", "table"]

VERDICTS = {True: "met", False: "missed", None: ""}


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; every column but the first two is of numbers."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    rule = [("-" * width if n < 2 else "-" * (width - 1) + ":") for n, width in enumerate(widths)]
    lines = [head, rule, *rows]
    return "".join(
        "| "
        + " | ".join(
            cell.ljust(width) if n < 2 else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        + " |\n"
        for line in lines
    )


def page(results: Results) -> str:
    """The whole of the results: the table, the machine and the versions."""
    rows = []
    for task in results.tasks:
        goal = "" if task.goal is None else f"{task.goal:g}"
        rows.append((task.name, task.floor, "1", "", "", ""))
        for n, row in enumerate(task.rows):
            own = (goal, VERDICTS[task.met]) if n == 0 else ("", "")
            low, high = number(row.ratio.low), number(row.ratio.high)
            rows.append(("", row.by, number(row.ratio.median), f"{low} to {high}", *own))
    head = ("work", "by", "ratio", "middle half", "goal", "")
    return f"{table(head, rows)}\n{measured_on(results.machine, results.versions)}\n"


def scaling_page(scaling: Scaling) -> str:
    """The whole of what a run over sizes measured: each work at each size."""
    rows = []
    for work in scaling.works:
        for n, (size, cost) in enumerate(scaling.of(work)):
            speed_up = size.speed_up if work == TWO_WORKERS else None
            rows.append(
                (
                    "" if n else work,
                    f"{size.documents:,}",
                    number(size.bytes / 1e6),
                    number(cost.wall),
                    number(cost.cpu / size.documents * 1000),
                    number(scaling.growth(work, size)),
                    "" if speed_up is None else number(speed_up),
                    str(cost.memory),
                    "" if cost.worker is None else str(cost.worker),
                )
            )
    time = ("wall, s", "CPU each, ms", "growth", "speed-up")
    head = ("work", "documents", "size, MB", *time, "memory, MB", "worker, MB")
    return f"{table(head, rows)}\n{measured_on(scaling.machine, scaling.versions)}\n"


def measured_on(machine: Machine, versions: Mapping[str, str]) -> str:
    """Where and with what, as a sentence."""
    cores = f"{machine.cores} core" + "s" * (machine.cores != 1)
    libraries = ", ".join(f"{name} {version}" for name, version in versions.items())
    return f"Measured on {machine.cpu}, {cores}, {machine.system}, {machine.python}, with {libraries}."


def number(value: float) -> str:
    """A ratio with as many digits as it is worth.

    >>> number(0.123), number(2.1), number(159.4)
    ('0.12', '2.10', '159')
    """
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"
