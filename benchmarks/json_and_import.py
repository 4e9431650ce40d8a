"""Ratios of the first release's promises, each measured against its peer in one run.

    python benchmarks/json_and_import.py

Every pair is timed alternately, many times; the figure is the median of the ratios, with the middle half beside it.
Seconds are not given: on a busy machine they say nothing.
"""

import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import quantiles

import orjson

import bri_macao as bri
from bri_macao.formats.json import trusted


def seconds(work: Callable[[], object], times: int) -> float:
    """How long so many calls take."""
    start = time.perf_counter()
    for _ in range(times):
        work()
    return time.perf_counter() - start


def ratio(work: Callable[[], object], peer: Callable[[], object], *, times: int = 20, rounds: int = 60) -> list[float]:
    """The quartiles of work / peer."""
    gc.collect()
    return quantiles((seconds(work, times) / seconds(peer, times) for _ in range(rounds)), n=4)


def start(code: str) -> Callable[[], object]:
    """A whole Python process that runs the code."""
    return lambda: subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 - our own code


def main() -> None:
    """Measure and print."""
    plan = bri.load_plan(2023)
    data = bri.formats.json.dumps(plan)
    tree = json.loads(data)
    bare = start("pass")
    rows = {
        f"JSON load, {len(data)} bytes / orjson.loads": (
            2.5,
            ratio(lambda: bri.formats.json.loads(data), lambda: orjson.loads(data)),
        ),
        "bundled plan / orjson.loads": (1.6, ratio(lambda: trusted(data), lambda: orjson.loads(data))),
        "JSON dump / orjson.dumps of dicts": (
            2.5,
            ratio(lambda: bri.formats.json.dumps(plan), lambda: orjson.dumps(tree)),
        ),
        "process: import bri_macao / import attrs": (
            1.15,
            ratio(start("import bri_macao"), start("import attrs"), times=1, rounds=40),
        ),
        "process: import and load_plan(2023) / import attrs": (
            None,
            ratio(start("import bri_macao; bri_macao.load_plan(2023)"), start("import attrs"), times=1, rounds=40),
        ),
        "process: nothing at all / import attrs": (None, ratio(bare, start("import attrs"), times=1, rounds=40)),
    }
    print(f"Python {sys.version.split()[0]}")
    for name, (limit, (low, middle, high)) in rows.items():
        wanted = f"at most {limit}" if limit else ""
        print(f"{name:58} {middle:5.2f}  ({low:.2f} to {high:.2f})  {wanted}")


if __name__ == "__main__":
    main()
