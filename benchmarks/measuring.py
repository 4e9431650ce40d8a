"""Measuring: the ratio of one call to another, by time or by memory.

The two are measured alternately, many times; what is told is the median of the ratios, with the middle half beside it.
"""

import gc
import math
import time
import tracemalloc
from collections.abc import Callable, Iterable
from functools import partial
from statistics import quantiles
from typing import TypeAlias

import attrs

__all__ = [
    "FULL",
    "QUICK",
    "Call",
    "Clock",
    "Effort",
    "Meter",
    "Quartiles",
    "elapsed",
    "held",
    "memory",
    "seconds",
    "timed",
]

Call: TypeAlias = Callable[[], object]
Clock: TypeAlias = Callable[[], float]


@attrs.frozen
class Quartiles:
    """The median of some ratios, and the middle half of them."""

    low: float
    median: float
    high: float

    @classmethod
    def of(cls, values: Iterable[float]) -> "Quartiles":
        """Rounded to what a figure measured so can say.

        >>> Quartiles.of([1, 2, 3, 4, 100])
        Quartiles(low=2.0, median=3.0, high=4.0)
        """
        return cls(*(float(f"{value:.3g}") for value in quantiles(values, n=4, method="inclusive")))


@attrs.frozen
class Effort:
    """How much is done for one ratio.

    Attributes:
        rounds: how many pairs are measured at most.
        limit: after so many seconds there is no further one.
        sample: a measurement takes so many seconds at least; what is shorter is repeated.
    """

    rounds: int
    limit: float
    sample: float

    # Two values have quartiles; one has not.
    fewest = 2


FULL = Effort(rounds=100, limit=4, sample=0.01)
QUICK = Effort(rounds=2, limit=0, sample=0)

Meter: TypeAlias = Callable[[Call, Call, Effort], Quartiles]
"""From a call and its floor to the ratio."""


def timed(work: Call, floor: Call, effort: Effort, *, clock: Clock = time.process_time) -> Quartiles:
    """How many times as long as the floor the work takes.

    Args:
        work: what is measured.
        floor: what it is measured against.
        effort: how often.
        clock: by default the time that the processor spends on this process, so that other programs count for less.
    """
    calls = (work, floor)
    times = tuple(_repeats(call, effort.sample, clock) for call in calls)
    gc.collect()
    gc.freeze()  # the search for garbage before each sample need not look at everything that is there already
    try:
        end = time.perf_counter() + effort.limit
        ratios: list[float] = []
        while len(ratios) < effort.fewest or (len(ratios) < effort.rounds and time.perf_counter() < end):
            # Each goes first in every other round, so that neither always finds what the other left in the caches.
            order = (0, 1) if len(ratios) % 2 else (1, 0)
            took = {which: seconds(calls[which], times[which], clock=clock) / times[which] for which in order}
            ratios.append(took[0] / took[1])
        return Quartiles.of(ratios)
    finally:
        gc.unfreeze()


elapsed = partial(timed, clock=time.perf_counter)
"""As `timed`, by the clock on the wall: for work that other processes do."""


def _repeats(call: Call, sample: float, clock: Clock) -> int:
    """How often a call is repeated to fill a sample; its first run is the warm-up."""
    call()
    return max(1, math.ceil(sample / seconds(call, clock=clock)))


def seconds(work: Call, times: int = 1, *, clock: Clock = time.process_time) -> float:
    """How long so many calls take, in seconds, without the collector of garbage."""
    gc.collect()
    gc.disable()
    try:
        start = clock()
        for _ in range(times):
            work()
        return clock() - start
    finally:
        gc.enable()


def memory(work: Call, floor: Call, effort: Effort) -> Quartiles:
    """How many times as much memory as the floor's the work's result takes."""
    rounds = min(effort.rounds, 3)  # it hardly varies
    return Quartiles.of(held(work) / held(floor) for _ in range(rounds))


def held(work: Call) -> int:
    """How many bytes of memory the result of a call holds, by Python's own count."""
    work()  # what is made once and kept is no part of the result
    gc.collect()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        result = work()
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
        del result
        return after - before
    finally:
        tracemalloc.stop()
