"""Instructions: how many the processor executes for one call of a hot path, counted by callgrind.

    python -m benchmarks.instructions --check     # what CI runs: 5 % more than recorded fails
    python -m benchmarks.instructions --record    # after a change that is worth it, or for a new combination

Unlike time, the count is nearly the same in each run and on a busy machine. It depends on the build of Python, the
processor's kind and the libraries that do the work, so there is a record for each combination; where there is none yet,
the check says so and passes.
"""

import argparse
import gc
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Mapping, Sequence
from importlib import metadata
from pathlib import Path

import bri_macao as bri
from benchmarks.measuring import Call
from benchmarks.reading import document

__all__ = ["combination", "compare", "count", "main", "written"]

RECORDS = Path(__file__).with_suffix(".toml")
MOST = 1.05
TIMES = 3
# What marks the ends of a path for callgrind: a call of the C library that nothing else here makes.
MARK = "getppid"

HEAD = """\
# Instructions of one call, by callgrind; written by `python -m benchmarks.instructions --record`.
"""


def paths() -> dict[str, Call]:
    """The hot paths: JSON in, JSON out, and a document read."""
    plan = bri.load_plan(2023)
    data = bri.formats.json.dumps(plan)
    text = document(10)
    return {
        "load": lambda: bri.formats.json.loads(data),
        "dump": lambda: bri.formats.json.dumps(plan),
        "read": lambda: bri.read(text),
    }


def execute() -> None:
    """Under callgrind: every path, between marks. What is done once is done before."""
    works = paths()
    for work in works.values():
        work()
    gc.collect()
    gc.disable()
    for work in works.values():
        os.getppid()
        for _ in range(TIMES):
            work()
    os.getppid()


def count(valgrind: str) -> dict[str, int]:
    """The instructions of one call of each path."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        command = [valgrind, "-q", "--tool=callgrind", f"--dump-before={MARK}", f"--callgrind-out-file={out}"]
        subprocess.run(  # noqa: S603 - our own command
            [*command, sys.executable, "-B", "-c", "from benchmarks.instructions import execute; execute()"],
            check=True,
            cwd=RECORDS.parent.parent,
            env={**os.environ, "PYTHONHASHSEED": "0"},
        )
        # The first part is what comes before the first mark.
        parts = [out.with_suffix(f".{n}").read_text("utf-8") for n in range(2, len(paths()) + 2)]
    return {name: total(part) // TIMES for name, part in zip(paths(), parts, strict=True)}


def total(part: str) -> int:
    """The sum in what callgrind writes.

    >>> total("events: Ir\\nsummary: 1064\\n")
    1064
    """
    found = re.search(r"^summary: (\d+)$", part, re.MULTILINE)
    if found is None:
        raise ValueError("callgrind has written no summary")
    return int(found[1])


def combination() -> str:
    """What a count depends on: Python and how it was built, the processor's kind, and the libraries that work."""
    libraries = ("ahocorasick_rs", "attrs", "msgspec")
    return ", ".join(
        (
            f"{platform.python_implementation()} {'.'.join(platform.python_version_tuple()[:2])}",
            platform.python_compiler(),
            platform.machine(),
            *(f"{name} {_version(name)}" for name in libraries),
        )
    )


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "none"


def compare(counted: Mapping[str, int], recorded: Mapping[str, int]) -> tuple[list[str], bool]:
    """A line for each path, and whether none takes more than it may."""
    lines = []
    good = True
    for name, now in counted.items():
        before = recorded.get(name)
        if before is None:
            lines.append(f"{name}: {now:,}, not recorded yet")
            continue
        ratio = now / before
        verdict = "TOO MANY" if ratio > MOST else "fewer: record it anew" if ratio < 2 - MOST else "as recorded"
        good = good and ratio <= MOST
        lines.append(f"{name}: {now:,}, recorded {before:,}, {ratio - 1:+.1%}: {verdict}")
    return lines, good


def written(records: Mapping[str, Mapping[str, int]]) -> str:
    """The records as TOML, sorted."""
    tables = (
        f"\n[{json.dumps(key)}]\n" + "".join(f"{name} = {number:_}\n" for name, number in sorted(counts.items()))
        for key, counts in sorted(records.items())
    )
    return HEAD + "".join(tables)


def main(
    arguments: Sequence[str] | None = None,
    *,
    records: Path = RECORDS,
    counting: Callable[[str], Mapping[str, int]] = count,
) -> int:
    """Run the command; 1 where a path takes more than 5 % more instructions than recorded."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.instructions", description="Count instructions.")
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--check", action="store_true", help="compare with what is recorded")
    action.add_argument("--record", action="store_true", help="record the counts of this combination anew")
    options = parser.parse_args(arguments)
    valgrind = shutil.which("valgrind")
    if valgrind is None:
        print("skipped: valgrind is not installed")
        return 0
    recorded = tomllib.loads(records.read_text("utf-8")) if records.is_file() else {}
    here = combination()
    counted = counting(valgrind)
    print(here)
    lines, good = compare(counted, recorded.get(here, {}))
    print("\n".join(lines))
    if options.record:
        records.write_text(written({**recorded, here: counted}), "utf-8")
        return 0
    if here not in recorded:
        print(f"no record for this combination: run with --record, and commit {records.name}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
