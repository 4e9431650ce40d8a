"""The command: measure, print the table, and write what the docs show.

python -m benchmarks            # about three minutes
python -m benchmarks --quick    # does it run? its figures say nothing
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import exchanging, reading, starting
from benchmarks.measuring import FULL, QUICK
from benchmarks.plots import plot
from benchmarks.results import ROOT, Machine, Results, versions, write_files
from benchmarks.tables import page
from benchmarks.tasks import measure

__all__ = ["main", "write"]

LIBRARIES = (
    *("attrs", "cattrs", "msgspec", "orjson", "pydantic", "mashumaro", "ahocorasick_rs"),
    *("pystac", "cyclonedx-python-lib", "stix2"),
)


def write(results: Results, root: Path) -> None:
    """The results, and what the docs show of them, below that folder."""
    files = {
        "benchmarks/results.json": results.dumps(),
        "docs/_generated/benchmarks.md": page(results).encode(),
        "docs/_generated/benchmarks.svg": plot(results).encode(),
    }
    write_files(files, root)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure, print and write the results.")
    parser.add_argument("--quick", action="store_true", help="few rounds, to see that it runs; nothing is written")
    options = parser.parse_args(arguments)
    tasks = (task for kind in (exchanging, starting, reading) for task in kind.tasks())
    found = measure(tasks, QUICK if options.quick else FULL, lambda line: print(line, file=sys.stderr, flush=True))
    results = Results(Machine.this(), versions(LIBRARIES), found)
    print(page(results), end="")
    if not options.quick:
        write(results, ROOT)


if __name__ == "__main__":
    main()
