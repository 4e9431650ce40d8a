"""Results: what one run measured, on which machine and with which versions; kept as JSON."""

import os
import platform
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Self

import attrs
import msgspec

from benchmarks.measuring import Quartiles
from bri_macao import __version__

__all__ = [
    "ONE_WORKER",
    "OURS",
    "ROOT",
    "TWO_WORKERS",
    "Cost",
    "Machine",
    "Results",
    "Row",
    "Scaling",
    "Size",
    "TaskResult",
    "versions",
    "write_files",
]

ROOT = Path(__file__).parent.parent
OURS = "bri_macao"
ONE_WORKER, TWO_WORKERS = "read, 1 worker", "read, 2 workers"


@attrs.frozen
class Row:
    """Who did it, and how many times as long as the floor it took."""

    by: str
    ratio: Quartiles


@attrs.frozen
class TaskResult:
    """A task with a row for each who did it, ours first; the floor is 1 by its definition."""

    name: str
    floor: str
    goal: float | None = attrs.field(converter=attrs.converters.optional(float))
    rows: tuple[Row, ...]

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None where there is none."""
        return None if self.goal is None else self.rows[0].ratio.median <= self.goal


@attrs.frozen
class Machine:
    """Where it was measured, as far as it matters and nobody is named."""

    cpu: str
    cores: int
    system: str
    python: str

    @classmethod
    def this(cls) -> "Machine":
        """The machine that this runs on."""
        return cls(
            _cpu(),
            os.cpu_count() or 1,
            f"{platform.system()} {platform.machine()}",
            f"{platform.python_implementation()} {platform.python_version()} ({platform.python_compiler()})",
        )


@attrs.frozen
class Kept:
    """What is kept as JSON."""

    @classmethod
    def loads(cls, data: bytes) -> Self:
        """Read what `dumps` wrote."""
        return msgspec.json.decode(data, type=cls)

    def dumps(self) -> bytes:
        """The results as JSON, for people too."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n"


@attrs.frozen
class Results(Kept):
    """What a run over tasks measured."""

    machine: Machine
    versions: dict[str, str]
    tasks: tuple[TaskResult, ...]


@attrs.frozen
class Cost:
    """What a work on a corpus took.

    Attributes:
        wall: seconds from its beginning to its end.
        cpu: seconds of the processor, of all its processes together.
        memory: the peak of the process that did it, in MB.
        worker: the peak of the largest of its worker processes, in MB; None where it had none.
    """

    wall: float = attrs.field(converter=float)
    cpu: float = attrs.field(converter=float)
    memory: int
    worker: int | None


@attrs.frozen
class Size:
    """A number of documents, the bytes of all of them, and what each work on them took."""

    documents: int
    bytes: int
    costs: dict[str, Cost]

    @property
    def speed_up(self) -> float | None:
        """How many times as fast two workers read as one, by the clock on the wall; None where one did not read."""
        if ONE_WORKER not in self.costs:
            return None
        return self.costs[ONE_WORKER].wall / self.costs[TWO_WORKERS].wall

    @property
    def largest_worker(self) -> int:
        """The peak of the largest worker of all works, in MB."""
        return max(cost.worker for cost in self.costs.values() if cost.worker is not None)


@attrs.frozen
class Scaling(Kept):
    """What a run over sizes of a corpus measured, from few documents to many."""

    machine: Machine
    versions: dict[str, str]
    sizes: tuple[Size, ...]

    @property
    def works(self) -> tuple[str, ...]:
        """The works, in the order in which they first come."""
        return tuple(dict.fromkeys(work for size in self.sizes for work in size.costs))

    def of(self, work: str) -> tuple[tuple[Size, Cost], ...]:
        """What a work took, at each size at which it was measured."""
        return tuple((size, size.costs[work]) for size in self.sizes if work in size.costs)

    def growth(self, work: str, size: Size) -> float:
        """The processor's time for a document, as a multiple of what it was at the first size: 1 is linear."""
        first, least = self.of(work)[0]
        return (size.costs[work].cpu / size.documents) / (least.cpu / first.documents)


def write_files(files: Mapping[str, bytes], root: Path) -> None:
    """Write files below a folder, each at its path."""
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def versions(libraries: Iterable[str]) -> dict[str, str]:
    """The version of each library that is installed, and ours first."""
    found = {"bri-macao": __version__}
    for name in libraries:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:  # not Linux
        return platform.processor() or platform.machine()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())
