"""Results: what one run measured, on which machine and with which versions; kept as JSON."""

import os
import platform
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import attrs
import msgspec

from benchmarks.measuring import Quartiles
from bri_macao import __version__

__all__ = ["OURS", "Machine", "Results", "Row", "TaskResult", "versions"]

OURS = "bri_macao"


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
class Results:
    """What one run measured."""

    machine: Machine
    versions: dict[str, str]
    tasks: tuple[TaskResult, ...]

    @classmethod
    def loads(cls, data: bytes) -> "Results":
        """Read what `dumps` wrote."""
        return msgspec.json.decode(data, type=cls)

    def dumps(self) -> bytes:
        """The results as JSON, for people too."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n"


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
