"""Measuring: ratios are ratios, and nothing is left changed."""

import gc
import time
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.measuring import QUICK, Effort, Quartiles, held, memory, seconds, timed


class TestQuartiles:
    @pytest.mark.parametrize(
        ("values", "expected"),
        [
            ([1, 2, 3, 4, 5], (2, 3, 4)),
            ([5, 1, 4, 2, 3], (2, 3, 4)),
            ([1, 2], (1.25, 1.5, 1.75)),
            ([1.23456, 1.23456], (1.23, 1.23, 1.23)),
            ([1234, 1234], (1230, 1230, 1230)),
            ([1, 1, 1, 1, 1000], (1, 1, 1)),
        ],
    )
    def test_of(self, values: list[float], expected: tuple[float, float, float]) -> None:
        assert Quartiles.of(values) == Quartiles(*expected)

    @given(st.lists(st.floats(0.001, 1e6), min_size=2))
    def test_lie_among_the_values(self, values: list[float]) -> None:
        found = Quartiles.of(values)
        assert min(values) * 0.99 <= found.low <= found.median <= found.high <= max(values) * 1.01


class TestTimed:
    def test_is_work_over_floor(self) -> None:
        ratio = timed(lambda: time.sleep(0.02), lambda: time.sleep(0.002), Effort(rounds=3, limit=9, sample=0))
        assert 2 < ratio.median < 11

    def test_what_is_short_is_repeated(self) -> None:
        calls = count()
        timed(lambda: next(calls), lambda: None, Effort(rounds=2, limit=9, sample=0.001))
        assert next(calls) > 20

    @pytest.mark.parametrize(("effort", "rounds"), [(QUICK, 2), (Effort(rounds=7, limit=9, sample=0), 7)])
    def test_rounds(self, effort: Effort, rounds: int) -> None:
        calls = count()
        timed(lambda: next(calls), lambda: None, effort)
        assert next(calls) == rounds + 2  # the warm-up, and the look at how long it takes

    def test_each_goes_first_in_turn(self) -> None:
        order: list[str] = []
        timed(lambda: order.append("work"), lambda: order.append("floor"), Effort(rounds=2, limit=9, sample=0))
        assert order[4:] == ["floor", "work", "work", "floor"]

    def test_garbage_is_not_collected_meanwhile_and_is_afterwards(self) -> None:
        seen: list[bool] = []
        seconds(lambda: seen.append(gc.isenabled()))
        assert seen == [False]
        assert gc.isenabled()

    def test_garbage_is_collected_after_a_failure(self) -> None:
        with pytest.raises(ZeroDivisionError):
            seconds(lambda: 1 / 0)
        assert gc.isenabled()


class TestMemory:
    def test_held_is_what_the_result_takes(self) -> None:
        assert 100_000 <= held(lambda: bytes(100_000)) < 101_000

    def test_what_is_thrown_away_does_not_count(self) -> None:
        assert held(lambda: len(bytes(100_000))) < 1_000

    def test_is_work_over_floor(self) -> None:
        assert memory(lambda: bytes(300_000), lambda: bytes(100_000), QUICK).median == pytest.approx(3, rel=0.01)
