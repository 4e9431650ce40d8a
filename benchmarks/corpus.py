"""The command for a corpus: how long it takes, and how much memory, for more and more documents.

    python -m benchmarks.corpus 1000 3000 10000
    python -m benchmarks.corpus 1000 3000 10000 30000 100000 --workers-up-to 10000

Measured are reading with one worker and with two, reading with two and writing the dataset, and opening it with a few
questions, each in a process of its own. Wall time says how long one waits, and means something on a quiet machine
alone; CPU time, of all processes together, says whether the work grows in proportion.

What was measured is written after each size, so a run that is cut short leaves what it has. Peaks of memory are what
Linux says of each process; the command runs nowhere else.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import active_children, get_context
from pathlib import Path
from typing import TypeAlias

import attrs

from benchmarks.plots import scaling_plot
from benchmarks.results import (
    ONE_WORKER,
    ROOT,
    TWO_WORKERS,
    Cost,
    Machine,
    Scaling,
    Size,
    versions,
    write_files,
)
from benchmarks.tables import scaling_page
from bri_macao import corpus

__all__ = ["main", "write"]

LIBRARIES = ("attrs", "msgspec", "ahocorasick_rs", "pyarrow", "duckdb")

Work: TypeAlias = Callable[[], int | None]
"""Gives the peak of memory of its largest worker, in MB; None where it has no workers."""


def read_all(folder: Path, workers: int) -> int | None:
    """Read, and let go of each document."""
    peaks: list[int] = []
    for _ in _reading(folder, workers, peaks):
        pass
    return max(peaks, default=None)


def write_all(folder: Path, workers: int, dataset: Path) -> int | None:
    """Read and write."""
    peaks: list[int] = []
    corpus.write_dataset(_reading(folder, workers, peaks), dataset)
    return max(peaks, default=None)


def ask(dataset: Path) -> None:
    """Open, and ask what people ask."""
    opened = corpus.open(dataset)
    opened.partner("br").count()
    opened.mechanism(kind="forum").text("葡語國家").table()
    opened.pairs()
    opened.aspects()


def _reading(folder: Path, workers: int, peaks: list[int]) -> Iterator[corpus.Document]:
    """The documents; when the last is read, the workers are still there to be asked for their peaks."""

    def look(done: int, total: int | None) -> None:
        if done == total:
            peaks.extend(_peak(worker.pid) for worker in active_children())

    return corpus.read(folder, workers=workers, progress=look)


def _peak(process: int | None) -> int:
    """The most memory that a process has had, in MB.

    Not `resource.getrusage`: there a process begins with the peak of the one that started it.
    """
    lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    (kilobytes,) = (line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return round(int(kilobytes) * 1024 / 1e6)


def _cost(work: Work) -> Cost:
    """What a work costs this process, which has done nothing else."""
    before = os.times()
    worker = work()
    after = os.times()
    wall, cpu = after.elapsed - before.elapsed, sum(after[:4]) - sum(before[:4])
    return Cost(round(wall, 2), round(cpu, 2), _peak(os.getpid()), worker)


def measured(work: Work) -> Cost:
    """What a work costs, in a process of its own."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(_cost, work).result()


def measure(count: int, by_workers: bool) -> Size:
    """Every work on so many documents; reading alone, with one worker and with two, where it is asked for."""
    # Processes that are measured import this module too, and are not to hold what makes the documents.
    from benchmarks.generating import write_documents  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as place:
        folder, dataset = Path(place, "documents"), Path(place, "dataset")
        folder.mkdir()
        written = write_documents(folder, count)
        works: dict[str, Work] = {}
        if by_workers:
            works = {ONE_WORKER: partial(read_all, folder, 1), TWO_WORKERS: partial(read_all, folder, 2)}
        works["read and write, 2 workers"] = partial(write_all, folder, 2, dataset)
        works["open and ask"] = partial(ask, dataset)
        costs = {}
        for name, work in works.items():
            costs[name] = measured(work)
            print(f"{count:,} documents: {name}: {costs[name].wall:.1f} s", file=sys.stderr, flush=True)
        return Size(count, written, costs)


def write(scaling: Scaling, root: Path) -> None:
    """The results, and what the docs show of them, below that folder."""
    files = {
        "benchmarks/corpus.json": scaling.dumps(),
        "docs/_generated/corpus.md": scaling_page(scaling).encode(),
        "docs/_generated/corpus.svg": scaling_plot(scaling).encode(),
    }
    write_files(files, root)


def size(said: str) -> int:
    """A number of documents, one or more."""
    count = int(said)
    if count < 1:
        raise ValueError(said)  # argparse says which argument it was
    return count


def main(
    arguments: Sequence[str] | None = None, *, root: Path = ROOT, measuring: Callable[[int, bool], Size] = measure
) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.corpus", description="Measure a corpus, print and write the results."
    )
    parser.add_argument("sizes", nargs="+", type=size, help="how many documents, from few to many")
    parser.add_argument(
        "--workers-up-to", type=size, metavar="SIZE", help="leave out reading alone where there are more documents"
    )
    options = parser.parse_args(arguments)
    most = max(options.sizes) if options.workers_up_to is None else options.workers_up_to
    scaling = Scaling(Machine.this(), versions(LIBRARIES), ())
    for count in sorted(set(options.sizes)):
        scaling = attrs.evolve(scaling, sizes=(*scaling.sizes, measuring(count, count <= most)))
        write(scaling, root)
    print(scaling_page(scaling), end="")


if __name__ == "__main__":
    main()
