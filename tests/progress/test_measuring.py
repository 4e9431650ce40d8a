"""Targets measured: counted, held, reached, late."""

from datetime import date

import attrs
import pytest

from bri_macao.model import Names, Plan, PlanId
from bri_macao.progress import Log, Measure, Update, measure

NOTE = Names.of("editorial", en="words")
MEETINGS, COURSES, CONFERENCE = "2031/1#target-1", "2031/3#target-1", "2031/3#target-2"


def count(subject: str, quantity: int, month: int) -> Update:
    return Update(subject=subject, status="counted", as_of=date(2031, month, 1), who="desk", quantity=quantity)


def meeting(name: str, month: int, *about: str) -> Update:
    subject = f"2031#meeting-{name}"
    return Update(subject=subject, status="held", as_of=date(2031, month, 1), who="desk", note=NOTE, about=about)


def at(plan: Plan, day: date, *updates: Update) -> dict[str, Measure]:
    return {found.subject: found for found in measure(plan, Log(PlanId("2031"), updates), day)}


class TestMeasure:
    @pytest.mark.parametrize(
        ("updates", "subject", "shown", "reached"),
        [
            ((), MEETINGS, "0 of at least 2", False),
            ((count(MEETINGS, 1, 3), count(MEETINGS, 2, 4)), MEETINGS, "2 of at least 2", True),
            ((count(MEETINGS, 5, 3),), MEETINGS, "5 of at least 2", True),
            ((meeting("a", 3, MEETINGS), meeting("b", 4, MEETINGS)), MEETINGS, "2 of at least 2", True),
            ((meeting("a", 3, MEETINGS), meeting("a", 4, MEETINGS)), MEETINGS, "1 of at least 2", False),
            ((meeting("a", 3, COURSES), meeting("b", 4)), MEETINGS, "0 of at least 2", False),
            ((count(MEETINGS, 0, 3), meeting("a", 4, MEETINGS)), MEETINGS, "1 of at least 2", False),
            ((count(MEETINGS, 3, 3), meeting("a", 4, MEETINGS)), MEETINGS, "3 of at least 2", True),
            ((count(COURSES, 1, 3),), COURSES, "1 of exactly 2", False),
            ((count(COURSES, 2, 3),), COURSES, "2 of exactly 2", True),
            ((count(COURSES, 3, 3),), COURSES, "3 of exactly 2", False),
            ((count(CONFERENCE, 0, 3),), CONFERENCE, "0 of 1, no. 6", False),
            ((meeting("a", 3, CONFERENCE, COURSES),), CONFERENCE, "1 of 1, no. 6", True),
        ],
    )
    def test_how_far(self, plan: Plan, updates: tuple[Update, ...], subject: str, *, shown: str, reached: bool) -> None:
        found = at(plan, date(2031, 5, 1), *updates)[subject]
        assert (str(found), found.reached) == (shown, reached)

    @pytest.mark.parametrize("said", [count(MEETINGS, 1, 3), meeting("a", 3, MEETINGS)])
    def test_counts_from_its_day(self, plan: Plan, said: Update) -> None:
        days = (date(2031, 2, 28), date(2031, 3, 1))
        assert [at(plan, day, said)[MEETINGS].count for day in days] == [0, 1]

    def test_a_meeting_that_was_only_planned_does_not_count(self, plan: Plan) -> None:
        planned = attrs.evolve(meeting("a", 3, MEETINGS), status="planned")
        assert at(plan, date(2031, 5, 1), planned)[MEETINGS].count == 0

    def test_every_target_in_order(self, plan: Plan) -> None:
        found = measure(plan, Log(plan.id), date(2031, 5, 1))
        assert [(one.subject, one.item) for one in found] == [
            (MEETINGS, "2031/1"),
            (COURSES, "2031/3"),
            (CONFERENCE, "2031/3"),
        ]
        assert found[1].target is plan.item(3).targets[0]

    def test_shows_what_it_rests_on(self, plan: Plan) -> None:
        said = (meeting("a", 3, MEETINGS), meeting("b", 2, MEETINGS), count(MEETINGS, 1, 4), count(COURSES, 1, 4))
        assert at(plan, date(2031, 5, 1), *said)[MEETINGS].updates == (said[2], said[1], said[0])


class TestLate:
    @pytest.mark.parametrize(
        ("subject", "day", "late"),
        [
            (MEETINGS, date(2031, 12, 31), False),
            (MEETINGS, date(2032, 1, 1), True),
            (COURSES, date(2031, 6, 30), False),
            (COURSES, date(2031, 7, 1), True),
        ],
    )
    def test_after_it_was_due(self, plan: Plan, subject: str, day: date, late: bool) -> None:
        assert at(plan, day)[subject].late is late
        assert not at(plan, day, count(subject, 2, 5))[subject].late

    def test_never_without_a_date(self, plan: Plan) -> None:
        timeless = attrs.evolve(plan, period=None)
        assert [found.late for found in measure(timeless, Log(plan.id), date.max)] == [False, True, False]
