"""Logs: what is in force, and the last word of a day."""

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bri_macao.errors import InvalidValue
from bri_macao.model import PlanId
from bri_macao.plans import load_plan
from bri_macao.progress import Log, Status, Update, status_at
from bri_macao.strategies import logs

ID = PlanId("2031")
PLAN = load_plan(2023)


def say(status: Status, month: int, subject: str = "2031/1.1", who: str = "desk") -> Update:
    return Update(subject=subject, status=status, as_of=date(2031, month, 1), who=who)


def correct(old: Update, status: Status, month: int) -> Update:
    return attrs.evolve(say(status, month, old.subject), supersedes=old.id)


BEGUN, DONE, OTHER = say("in-hand", 3), say("done", 9), say("done", 4, "2031/2")
MENDED = correct(DONE, "blocked", 8)
AGAIN = correct(MENDED, "done", 7)


class TestLog:
    def test_is_of_one_plan(self) -> None:
        with pytest.raises(InvalidValue, match=r"2031/1\.1 is no subject of plan '2023'; a log is of one plan"):
            Log(PlanId("2023"), (BEGUN,))

    def test_gives_every_update_as_recorded(self) -> None:
        log = Log(ID, (DONE, BEGUN, MENDED))
        assert [*log] == [DONE, BEGUN, MENDED]
        assert len(log) == 3
        assert repr(log) == "<Log 2031: 3 updates>"

    @pytest.mark.parametrize(
        ("updates", "kept"),
        [
            ((), ()),
            ((DONE, BEGUN), (BEGUN, DONE)),
            ((DONE, BEGUN, MENDED), (BEGUN, MENDED)),
            ((DONE, BEGUN, MENDED, AGAIN), (BEGUN, AGAIN)),
            ((OTHER, DONE, BEGUN), (BEGUN, OTHER, DONE)),
        ],
    )
    def test_in_force(self, updates: tuple[Update, ...], kept: tuple[Update, ...]) -> None:
        log = Log(ID, updates)
        assert log.in_force == kept
        assert log.of("2031/1.1") == tuple(update for update in kept if update is not OTHER)


class TestStatusAt:
    @pytest.mark.parametrize(
        ("updates", "day", "status"),
        [
            ((BEGUN, DONE), date(2031, 2, 28), None),
            ((BEGUN, DONE), date(2031, 3, 1), "in-hand"),
            ((BEGUN, DONE), date(2031, 8, 31), "in-hand"),
            ((BEGUN, DONE), date(2031, 9, 1), "done"),
            ((DONE, BEGUN), date(2031, 9, 1), "done"),  # late, and still in its place
            ((BEGUN, DONE, MENDED), date(2031, 12, 31), "blocked"),
            ((BEGUN, DONE, MENDED, AGAIN), date(2031, 12, 31), "done"),
            ((BEGUN, DONE, MENDED, AGAIN), date(2031, 6, 30), "in-hand"),
            ((say("in-hand", 5), say("blocked", 5)), date(2031, 5, 1), "blocked"),  # of one day, the later recorded
            ((say("blocked", 5), say("in-hand", 5)), date(2031, 5, 1), "in-hand"),
        ],
    )
    def test_last_word(self, updates: tuple[Update, ...], day: date, status: Status | None) -> None:
        found = status_at(Log(ID, updates), day).get("2031/1.1")
        assert (None if found is None else found.status) == status

    def test_of_each_subject(self) -> None:
        found = status_at(Log(ID, (DONE, OTHER)), date.max)
        assert found == {"2031/2": OTHER, "2031/1.1": DONE}

    @given(st.data(), logs(PLAN))
    @settings(max_examples=50)
    def test_what_came_in_when_matters_within_a_day_alone(self, data: st.DataObject, log: Log) -> None:
        days = data.draw(st.permutations(sorted({update.as_of for update in log})))
        shuffled = Log(log.plan, tuple(update for day in days for update in log if update.as_of == day))
        assert status_at(shuffled, date.max) == status_at(log, date.max)

    @given(logs(PLAN))
    @settings(max_examples=50)
    def test_says_nothing_new_on_a_day_without_updates(self, log: Log) -> None:
        days = {update.as_of for update in log}
        for day in days:
            if (after := day + timedelta(days=1)) not in days:
                assert status_at(log, after) == status_at(log, day)
