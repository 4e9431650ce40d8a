"""Tasks: who is not installed is left out, with a word."""

import pytest

from benchmarks.measuring import QUICK, Call, Quartiles
from benchmarks.tasks import Task, Work, measure, ready


def absent() -> Call:
    raise ImportError("No module named 'absent'")


def same(*_: object) -> Quartiles:
    return Quartiles(1, 2, 3)


def ours() -> Call:
    return lambda: None


FLOOR = ready("a raft", lambda: None)


def test_ours_comes_first_and_peers_in_order() -> None:
    task = Task("ship tea", FLOOR, ours, 2, (ready("one", lambda: 1), ready("two", lambda: 2)), same)
    said: list[str] = []
    (found,) = measure([task], QUICK, said.append)
    assert (found.name, found.floor, found.goal) == ("ship tea", "a raft", 2)
    assert [(row.by, row.ratio.median) for row in found.rows] == [("bri_macao", 2), ("one", 2), ("two", 2)]
    assert said == ["ship tea: bri_macao: 2", "ship tea: one: 2", "ship tea: two: 2"]


def test_a_peer_that_is_not_installed() -> None:
    task = Task("ship tea", FLOOR, ours, peers=(Work("gone", absent), ready("two", lambda: 2)), meter=same)
    said: list[str] = []
    (found,) = measure([task], QUICK, said.append)
    assert [row.by for row in found.rows] == ["bri_macao", "two"]
    assert "ship tea: gone is left out: No module named 'absent'" in said


def test_a_floor_that_is_not_installed() -> None:
    said: list[str] = []
    assert measure([Task("ship tea", Work("gone", absent), ours)], QUICK, said.append) == ()
    assert said == ["ship tea: left out: No module named 'absent'"]


def test_a_failure_of_ours_is_a_failure() -> None:
    with pytest.raises(ZeroDivisionError):
        measure([Task("ship tea", FLOOR, lambda: lambda: 1 / 0)], QUICK, print)
