"""Carrying forward: what is left of a plan is the draft of the next."""

from datetime import date

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bri_macao.conference import CARRIED, carry_forward, prepare
from bri_macao.errors import InvalidValue
from bri_macao.formats import json
from bri_macao.model import Period, Plan, PlanId, Section
from bri_macao.plans import load_plan
from bri_macao.progress import Log, Update
from bri_macao.strategies import written_plans
from bri_macao.validation import validate

PLAN = load_plan(2023)
END = date(2023, 12, 31)


def done(*subjects: str) -> Log:
    updates = (Update(subject=subject, status="done", as_of=END, who="desk") for subject in subjects)
    return Log(PLAN.id, tuple(updates))


def draft(log: Log = done(), **options: Period) -> Plan:  # noqa: B008 - a log never changes
    return carry_forward(PLAN, prepare(PLAN, log, END), **options)


class TestItems:
    def test_are_those_for_which_there_is_a_reason(self) -> None:
        ended = {1, 2, 3, 4, 9}
        made = draft(done(*(f"2023/{number}" for number in ended)))
        assert [item.names for item in made.items] == [item.names for item in PLAN.items if item.number not in ended]

    def test_are_numbered_afresh_through_the_sections(self) -> None:
        made = draft(done(*(f"2023/{number}" for number in range(1, 5))))
        assert [item.number for item in made.items] == list(range(1, 20))
        assert [item.id for item in made.items][:2] == ["2024/1", "2024/2"]
        assert [item.numeral for item in made.items][-1] == "19"
        assert [(section.id, section.number, section.numeral) for section in made.sections] == [
            ("2024/s1", 1, "一"),
            ("2024/s2", 2, "二"),
            ("2024/s3", 3, "三"),
            ("2024/s4", 4, "四"),
        ]

    def test_keep_the_actions_that_have_not_ended(self) -> None:
        made = draft(done("2023/23.1", "2023/23.3"))
        item = made.items[-1]
        assert [action.id for action in item.actions] == ["2024/23.1", "2024/23.2"]
        assert [action.statement for action in item.actions] == [PLAN.item(23).actions[n].statement for n in (1, 3)]

    def test_keep_all_actions_where_only_a_target_is_left(self) -> None:
        made = draft(done("2023/23"))
        assert len(made.items[-1].actions) == 4
        assert made.items[-1].targets == PLAN.item(23).targets

    def test_drop_targets_that_are_reached(self) -> None:
        counted = Update(subject="2023/23#target-1", status="counted", quantity=1, as_of=END, who="desk")
        assert draft(Log(PLAN.id, (counted,))).items[-1].targets == ()

    def test_say_where_they_come_from(self) -> None:
        made = draft(done("2023/1"))
        origins = made.extra[CARRIED]
        assert isinstance(origins, dict)
        assert origins["2024/1"] == {
            "from": "2023/2",
            "reasons": ["nothing-reported"],
            "as_of": "2023-12-31",
        }
        assert list(origins) == sorted(item.id for item in made.items)


class TestPlan:
    def test_is_of_the_next_period(self) -> None:
        assert (draft().id, draft().period) == ("2024", Period(date(2024, 1, 1), date(2024, 12, 31)))

    @pytest.mark.parametrize(
        ("period", "id", "following"),
        [
            (Period(date(2024, 1, 1), date(2028, 12, 31)), "2024-2028", (2029, 2033)),
            (Period(date(2024, 3, 1), date(2024, 4, 30)), "2024", (2025, 2025)),
        ],
    )
    def test_of_as_many_years_as_the_last(self, period: Period, id: str, following: tuple[int, int]) -> None:
        made = draft(period=period)
        assert (made.id, made.period) == (id, period)
        after = carry_forward(made, prepare(made, Log(made.id), period.end))
        assert after.period == Period(date(following[0], 1, 1), date(following[1], 12, 31))

    def test_is_titled_as_the_last_with_its_own_years(self) -> None:
        assert all("2024" in draft().names[tag] for tag in PLAN.names)
        assert {entry.status for entry in draft().names.entries} == {"editorial"}

    def test_is_valid_and_travels(self) -> None:
        made = draft(done("2023/1", "2023/7.1"))
        assert validate(made).ok
        assert json.loads(json.dumps(made)) == made

    def test_carries_its_entities(self) -> None:
        assert (draft().partners, draft().mechanisms) == (PLAN.partners, PLAN.mechanisms)

    def test_remembers_what_was_carried_twice(self) -> None:
        made = draft()
        again = prepare(made, Log(made.id), date(2024, 12, 31))
        assert all("carried-over" in priority.reasons for priority in again.priorities)

    @settings(max_examples=20)
    @given(written_plans(), st.data())
    def test_of_any_plan(self, plan: Plan, data: st.DataObject) -> None:
        ended = data.draw(st.sets(st.sampled_from([item.id for item in plan.items])))
        day = date(2031, 12, 31)
        log = Log(plan.id, tuple(Update(subject=id, status="done", as_of=day, who="desk") for id in sorted(ended)))
        period = Period(date(2040, 1, 1), date(2040, 12, 31))
        dossier = prepare(plan, log, day)
        made = carry_forward(plan, dossier, period=period)
        kept = {priority.item.id for priority in dossier.priorities}
        assert [item.names for item in made.items] == [item.names for item in plan.items if item.id in kept]
        assert len({item.id for item in made.items}) == len(made.items)
        assert all(section.all_items() for section in all_sections(made))


def all_sections(plan: Plan) -> list[Section]:
    return [section for top in plan.sections for section in top.walk()]


class TestWhatCannotBe:
    def test_the_dossier_of_another_plan(self) -> None:
        other = attrs.evolve(PLAN, id=PlanId("2022"), sections=())
        with pytest.raises(InvalidValue, match=r"^the dossier is of plan '2022', not of '2023'"):
            carry_forward(PLAN, prepare(other, Log(other.id), END))

    def test_a_plan_without_a_period(self) -> None:
        timeless = attrs.evolve(PLAN, period=None)
        with pytest.raises(InvalidValue, match=r"^plan '2023' has no period, so none follows it; pass period="):
            carry_forward(timeless, prepare(timeless, Log(PLAN.id), END))
