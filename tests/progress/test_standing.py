"""Standing: the rules of the roll-up, each in a table."""

from collections.abc import Sequence
from datetime import date

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bri_macao.model import Names, Plan, PlanId
from bri_macao.plans import load_plan
from bri_macao.progress import ENDED, Figures, Log, Standing, Status, Update, roll_up
from bri_macao.strategies import logs

BUNDLED = load_plan(2023)
END, AFTER = date(2031, 12, 31), date(2032, 1, 1)

SHORT: dict[str, Status] = {"n": "not-started", "i": "in-hand", "b": "blocked", "d": "done", "x": "dropped"}


def say(subject: str, letter: str, month: int = 3) -> Update:
    return Update(subject=subject, status=SHORT[letter], as_of=date(2031, month, 1), who="desk")


def at(plan: Plan, day: date, *updates: Update) -> dict[str, Standing]:
    return {**roll_up(plan, Log(PlanId("2031"), updates), day)}


class TestTogether:
    # Of three actions, in any order; a dot is one of which nothing was said.
    RULES = (
        ("...", None),
        ("xxx", "dropped"),
        ("ddd", "done"),
        ("ddx", "done"),
        ("dxx", "done"),
        ("n..", "not-started"),
        ("nnn", "not-started"),
        ("nnx", "not-started"),
        ("x..", "not-started"),
        ("b..", "blocked"),
        ("bn.", "blocked"),
        ("bbb", "blocked"),
        ("bdd", "blocked"),
        ("bdx", "blocked"),
        ("i..", "in-hand"),
        ("ibb", "in-hand"),
        ("idx", "in-hand"),
        ("d..", "in-hand"),
        ("dn.", "in-hand"),
        ("ddn", "in-hand"),
        ("dx.", "in-hand"),
    )

    @pytest.mark.parametrize(("letters", "status"), RULES)
    @pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0), (2, 1, 0)])
    def test_of_an_item(self, plan: Plan, letters: str, status: Status | None, order: Sequence[int]) -> None:
        said = (say(f"2031/1.{n + 1}", letters[place]) for n, place in enumerate(order) if letters[place] != ".")
        found = at(plan, END, *said)
        assert found["2031/1"].status == found["2031/s1"].status == status
        assert found["2031/1"].silent is (status is None)

    def test_of_a_section_and_those_below_it(self, plan: Plan) -> None:
        found = at(plan, END, say("2031/2", "d"), say("2031/3.1", "d"))
        assert [found[id].status for id in ("2031/s2", "2031/s2.1", "2031/s1", "2031")] == [
            *("done", "done", None, "in-hand")
        ]

    def test_everything_in_order(self, plan: Plan) -> None:
        found = at(plan, END)
        assert [*found] == [
            *("2031", "2031/s1", "2031/1", "2031/1.1", "2031/1.2", "2031/1.3"),
            *("2031/s2", "2031/2", "2031/s2.1", "2031/3", "2031/3.1"),
        ]
        assert all(id == standing.id and standing.silent for id, standing in found.items())


class TestWordOnAnItem:
    @pytest.mark.parametrize(
        ("on_item", "own", "status"),
        [
            (("d", 5), None, "done"),
            (("i", 5), None, "in-hand"),
            (("i", 5), ("n", 3), "in-hand"),  # the later word
            (("i", 3), ("b", 5), "blocked"),
            (("d", 5), ("b", 5), "blocked"),  # of one day, its own
            (("i", 5), ("d", 3), "done"),  # what has ended stays so
            (("i", 5), ("x", 3), "dropped"),
            (("d", 5), ("i", 3), "done"),
        ],
    )
    def test_reaches_its_actions(
        self, plan: Plan, on_item: tuple[str, int], own: tuple[str, int] | None, status: Status
    ) -> None:
        said = (say("2031/1", *on_item), *([] if own is None else [say("2031/1.2", *own)]))
        found = at(plan, END, *said)
        assert found["2031/1.2"].status == status
        assert found["2031/1.2"].update == next(update for update in said if update.status == status)
        assert found["2031/1.1"].status == found["2031/1.3"].status == SHORT[on_item[0]]
        assert found["2031/1"].update == said[0]

    def test_is_all_that_an_item_without_actions_has(self, plan: Plan) -> None:
        found = at(plan, END, say("2031/2", "b"))["2031/2"]
        assert (found.status, found.last, found.figures) == ("blocked", date(2031, 3, 1), Figures(1, blocked=1))
        assert found.update == say("2031/2", "b")


class TestFigures:
    def test_are_those_of_the_actions(self, plan: Plan) -> None:
        said = [say("2031/1.1", "d"), say("2031/1.2", "n"), say("2031/2", "x"), say("2031/3.1", "b")]
        found = at(plan, END, *said)
        assert found["2031"].figures == Figures(5, done=1, not_started=1, blocked=1, dropped=1, silent=1)
        assert str(found["2031"].figures) == "5: 1 done, 1 blocked, 1 not started, 1 dropped, 1 silent"
        assert str(found["2031/1"].figures) == "3: 1 done, 1 not started, 1 silent"
        assert found["2031/s2"].figures == Figures(2, blocked=1, dropped=1)

    def test_of_nothing(self, plan: Plan) -> None:
        empty = attrs.evolve(plan, sections=(attrs.evolve(plan.sections[0], items=()),))
        found = at(empty, AFTER)
        assert found["2031/s1"] == Standing(id="2031/s1", status=None, late=False, figures=Figures())
        assert str(found["2031"].figures) == "0: "


class TestLast:
    def test_is_the_day_of_the_last_word(self, plan: Plan) -> None:
        found = at(plan, END, say("2031/1.1", "d", 4), say("2031/1", "i", 3), say("2031/3.1", "i", 7))
        assert [found[id].last for id in ("2031", "2031/s1", "2031/1.2", "2031/2", "2031/3")] == [
            *(date(2031, 7, 1), date(2031, 4, 1), date(2031, 3, 1), None, date(2031, 7, 1))
        ]

    def test_on_the_item_itself_too(self, plan: Plan) -> None:
        found = at(plan, END, *(say(f"2031/1.{n}", "d", 4) for n in (1, 2, 3)), say("2031/1", "d", 8))
        assert (found["2031/1"].last, found["2031/s1"].last) == (date(2031, 8, 1), date(2031, 8, 1))


class TestLate:
    def test_when_the_period_is_over(self, plan: Plan) -> None:
        said = [say("2031/1.1", "d"), say("2031/1.2", "i"), say("2031/2", "x")]
        assert not any(standing.late for id, standing in at(plan, END, *said).items() if not id.startswith("2031/3"))
        found = at(plan, AFTER, *said)
        assert {id for id, standing in found.items() if standing.late} == {
            *("2031", "2031/s1", "2031/1", "2031/1.2", "2031/1.3", "2031/s2", "2031/s2.1", "2031/3", "2031/3.1")
        }
        assert found["2031"].figures == Figures(5, done=1, in_hand=1, dropped=1, silent=2, late=3)

    def test_with_a_target_that_is(self, plan: Plan) -> None:
        before, after = date(2031, 6, 30), date(2031, 7, 1)
        begun, done = say("2031/3.1", "i"), say("2031/3.1", "d")
        assert [at(plan, day, begun)["2031/3"].late for day in (before, after)] == [False, True]
        assert not at(plan, after, begun)["2031/3.1"].late
        assert not at(plan, after, done)["2031/3"].late

    def test_never_without_a_period(self, plan: Plan) -> None:
        timeless = attrs.evolve(plan, period=None)
        late = {id for id, standing in at(timeless, AFTER, say("2031/1.1", "i")).items() if standing.late}
        assert late == {"2031/3"}  # for its target, which has a date


class TestPromises:
    @given(logs(BUNDLED), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
    @settings(max_examples=50)
    def test_figures_add_up(self, log: Log, day: date) -> None:
        found = roll_up(BUNDLED, log, day)
        for standing in found.values():
            total, *counts, late = attrs.astuple(standing.figures)
            assert sum(counts) == total
            assert late <= total - standing.figures.done - standing.figures.dropped
            assert not (standing.late and standing.status in ENDED)
        actions = [found[action.id] for item in BUNDLED.items for action in item.actions]
        assert found[BUNDLED.id].figures.done == sum(action.status == "done" for action in actions)
        assert found[BUNDLED.id].figures.total == len(actions)

    @given(st.data(), logs(BUNDLED))
    @settings(max_examples=50)
    def test_what_came_in_when_matters_within_a_day_alone(self, data: st.DataObject, log: Log) -> None:
        days = data.draw(st.permutations(sorted({update.as_of for update in log})))
        shuffled = Log(log.plan, tuple(update for day in days for update in log if update.as_of == day))
        assert roll_up(BUNDLED, shuffled, date.max) == roll_up(BUNDLED, log, date.max)

    def test_problems_and_meetings_are_no_work(self, plan: Plan) -> None:
        note = Names.of("editorial", en="words")
        raised = Update(subject="2031#problem-a", status="raised", as_of=END, who="desk", note=note, about=("2031/1",))
        assert at(plan, END, raised) == at(plan, END)
