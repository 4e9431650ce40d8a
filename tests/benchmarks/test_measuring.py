"""Measuring: ratios are ratios, and nothing is left changed."""

import gc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.measuring import QUICK, Call, Effort, Quartiles, elapsed, held, memory, seconds, timed


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


class Hours:
    """A clock that only work turns on."""

    def __init__(self) -> None:
        self.now = 0.0
        self.done: list[str] = []

    def __call__(self) -> float:
        return self.now

    def work(self, name: str, takes: float) -> Call:
        def work() -> None:
            self.done.append(name)
            self.now += takes

        return work


def effort(rounds: int = 2, sample: float = 0) -> Effort:
    return Effort(rounds=rounds, limit=9, sample=sample)


class TestTimed:
    @pytest.mark.parametrize(("work", "floor", "ratio"), [(6, 2, 3), (2, 6, 0.333), (5, 5, 1)])
    def test_is_work_over_floor(self, work: float, floor: float, ratio: float) -> None:
        clock = Hours()
        found = timed(clock.work("work", work), clock.work("floor", floor), effort(), clock=clock)
        assert found == Quartiles(ratio, ratio, ratio)

    def test_what_is_short_is_repeated_and_counts_once(self) -> None:
        clock = Hours()
        found = timed(clock.work("work", 2), clock.work("floor", 8), effort(sample=20), clock=clock)
        assert found.median == 0.25
        assert clock.done.count("work") == 2 + 2 * 10  # the warm-up, and the look at how long it takes
        assert clock.done.count("floor") == 2 + 2 * 3

    @pytest.mark.parametrize(
        ("given", "rounds"), [(QUICK, 2), (effort(7), 7), (Effort(rounds=7, limit=0, sample=0), 2)]
    )
    def test_rounds(self, given: Effort, rounds: int) -> None:
        clock = Hours()
        timed(clock.work("work", 1), clock.work("floor", 1), given, clock=clock)
        assert clock.done.count("work") == 2 + rounds

    def test_each_goes_first_in_turn(self) -> None:
        clock = Hours()
        timed(clock.work("work", 1), clock.work("floor", 1), effort(), clock=clock)
        assert clock.done[4:] == ["floor", "work", "work", "floor"]

    def test_real_clocks(self) -> None:
        for meter in (timed, elapsed):
            assert meter(lambda: sum(range(200_000)), lambda: sum(range(2_000)), effort(5)).median > 10

    def test_garbage_is_not_collected_meanwhile_and_is_afterwards(self) -> None:
        seen: list[bool] = []
        seconds(lambda: seen.append(gc.isenabled()))
        assert seen == [False]
        assert gc.isenabled()

    def test_garbage_is_collected_after_a_failure(self) -> None:
        with pytest.raises(ZeroDivisionError):
            seconds(lambda: 1 / 0)
        assert gc.isenabled()

    def test_nothing_stays_frozen(self) -> None:
        timed(lambda: None, lambda: None, effort())
        assert gc.get_freeze_count() == 0


class TestMemory:
    def test_held_is_what_the_result_takes(self) -> None:
        assert 100_000 <= held(lambda: bytes(100_000)) < 101_000

    def test_what_is_thrown_away_does_not_count(self) -> None:
        assert held(lambda: len(bytes(100_000))) < 1_000

    def test_is_work_over_floor(self) -> None:
        assert memory(lambda: bytes(300_000), lambda: bytes(100_000), QUICK).median == pytest.approx(3, rel=0.01)
