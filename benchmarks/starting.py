"""Starting: whole processes, from nothing to an import or a first answer."""

import subprocess
import sys
from collections.abc import Iterable
from importlib.util import find_spec

from benchmarks.measuring import Call, elapsed
from benchmarks.tasks import Task, Work, ready

__all__ = ["tasks"]

# What a program imports to make the chief object of each.
PEERS = {
    "pystac": "import pystac",
    "cyclonedx-python-lib": "from cyclonedx.model.bom import Bom",
    "stix2": "import stix2",
}

ANSWER = "import bri_macao as bri; bri.query(bri.load_plan(2023)).partner('br').items()"


def tasks() -> Iterable[Task]:
    """Every task of this kind."""
    floor = ready("import attrs", start("import attrs"))
    nothing = ready("nothing at all", start("pass"))
    yield Task(
        "import, in a process of its own",
        floor,
        lambda: start("import bri_macao"),
        1.1,
        (nothing, *(_peer(name, code) for name, code in PEERS.items())),
        elapsed,
    )
    yield Task("import, load_plan(2023) and a query, likewise", floor, lambda: start(ANSWER), 2.0, meter=elapsed)


def start(code: str) -> Call:
    """A whole Python process that runs the code."""
    return lambda: subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 - our own code


def _peer(name: str, code: str) -> Work:
    def prepare() -> Call:
        module = code.split()[1].partition(".")[0]
        if find_spec(module) is None:
            raise ImportError(f"No module named {module!r}")
        return start(code)

    return Work(name, prepare)
