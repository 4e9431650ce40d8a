"""The dossier: every item under one heading, every matter with its history, every priority with its reasons."""

from datetime import date
from typing import Any

import attrs
import pytest

from bri_macao.conference import GROUPS, WEIGHTS, Dossier, Priority, prepare
from bri_macao.errors import InvalidValue
from bri_macao.model import (
    Action,
    ActionId,
    Aspect,
    Citation,
    Extra,
    ItemId,
    Mechanism,
    MechanismId,
    Mention,
    Names,
    PartialDate,
    Period,
    Plan,
    PlanId,
    Section,
    SectionId,
    Target,
    WorkItem,
)
from bri_macao.plans import load_plan
from bri_macao.progress import Log, ProgressStore, Status, Update
from bri_macao.spans import Span

MIDSUMMER, END, AFTER = date(2031, 6, 30), date(2031, 12, 31), date(2032, 1, 15)


def action(item: int, number: int, aspect: Aspect = "continue") -> Action:
    return Action(ActionId(f"2031/{item}.{number}"), aspect, span=Span(10 * number, 10 * number + 9))


def item(number: int, *actions: Action, **fields: Any) -> WorkItem:
    made = WorkItem(id=ItemId(f"2031/{number}"), number=number, numeral=str(number), actions=actions)
    return attrs.evolve(made, **fields)


FAIR = Mention(MechanismId("fair"), "mechanism", Span(12, 14), "展会")
PLAN = Plan(
    id=PlanId("2031"),
    period=Period(date(2031, 1, 1), END),
    mechanisms=(Mechanism(id=MechanismId("fair"), kind="exhibition", names=Names.of(en="Fair")),),
    sections=(
        Section(
            id=SectionId("2031/s1"),
            number=1,
            numeral="一",
            items=(item(1, action(1, 1), action(1, 2)), item(2)),
            sections=(Section(id=SectionId("2031/s1.1"), number=1, items=(item(3, action(3, 1)),)),),
        ),
        Section(
            id=SectionId("2031/s2"),
            number=2,
            numeral="二",
            items=(
                item(4, action(4, 1, "prepare"), mentions=(FAIR,)),
                item(5, targets=(Target(Names.of(en="a meeting"), 2, due=PartialDate(2031, 3)),)),
            ),
        ),
    ),
)


def update(subject: str, status: Status, day: date = date(2031, 5, 1), **fields: Any) -> Update:
    note = Names.of("editorial", en="said") if "#" in subject and "target" not in subject else Names()
    return attrs.evolve(
        Update(subject=f"2031{subject}", status=status, as_of=day, who="desk", note=note)
        if "target" not in subject
        else Update(subject=f"2031{subject}", status=status, as_of=day, who="desk", quantity=1),
        **fields,
    )


def dossier(*updates: Update, as_of: date = MIDSUMMER, plan: Plan = PLAN) -> Dossier:
    return prepare(plan, Log(plan.id, updates), as_of)


def groups(found: Dossier) -> dict[int, str]:
    return {each.item.number: each.group for each in found.items}


class TestSections:
    def test_have_the_items_of_all_below(self) -> None:
        found = dossier()
        assert [[each.item.number for each in section.items] for section in found.sections] == [[1, 2, 3], [4, 5]]
        assert [section.figures.total for section in found.sections] == [4, 2]
        assert found.standing.figures.total == 6

    def test_report_each_item_under_one_heading(self) -> None:
        found = dossier(update("/1", "done"), update("/3", "in-hand"))
        for section in found.sections:
            listed = [each for group in GROUPS for each in section.of(group)]
            assert sorted(each.item.number for each in listed) == [each.item.number for each in section.items]


class TestReprs:
    def test_are_short(self) -> None:
        found = dossier(update("/1.1", "done"))
        first, second = found.items[0].actions
        assert repr(found) == "<Dossier 2031 as of 2031-06-30, actions 6: 1 done, 5 silent>"
        assert repr(found.sections[1]) == "<SectionProgress 2031/s2, actions 2: 2 silent>"
        assert repr(found.items[0]) == "<ItemProgress 2031/1 in-hand, actions 2: 1 done, 1 silent>"
        assert (repr(first), repr(second)) == ("<ActionProgress 2031/1.1 done>", "<ActionProgress 2031/1.2 silent>")


class TestGroups:
    @pytest.mark.parametrize(
        ("status", "day", "group"),
        [
            ("done", MIDSUMMER, "done"),
            ("dropped", MIDSUMMER, "dropped"),
            ("in-hand", MIDSUMMER, "in-hand"),
            ("not-started", MIDSUMMER, "not-started"),
            ("blocked", MIDSUMMER, "blocked"),
            ("done", AFTER, "done"),
            ("dropped", AFTER, "dropped"),
            ("in-hand", AFTER, "late"),
            ("not-started", AFTER, "late"),
            ("blocked", AFTER, "late"),
        ],
    )
    def test_of_an_item(self, status: Status, day: date, group: str) -> None:
        assert groups(dossier(update("/2", status), as_of=day))[2] == group

    @pytest.mark.parametrize("day", [MIDSUMMER, AFTER])
    def test_silence_goes_before_lateness(self, day: date) -> None:
        assert set(groups(dossier(as_of=day)).values()) == {"silent"}

    def test_an_item_with_a_late_target_is_late(self) -> None:
        assert groups(dossier(update("/5", "in-hand")))[5] == "late"
        assert groups(dossier(update("/5", "in-hand"), update("/5#target-1", "counted", quantity=2)))[5] == "in-hand"


class TestEvidence:
    def test_is_that_of_every_word_that_counts(self) -> None:
        first, second = (Citation((), f"https://example.org/{n}", "high") for n in (1, 2))
        found = dossier(
            update("/1.1", "done", evidence=(first,)),
            update("/1.2", "in-hand", evidence=(second, first)),
            update("/3", "done", date(2031, 11, 1), evidence=(second,)),
        )
        assert found.items[0].evidence == (first, second)
        assert found.items[2].evidence == ()
        assert [each.standing.status for each in found.items[0].actions] == ["done", "in-hand"]

    def test_earlier_words_count_too(self) -> None:
        first, second, third = (Citation((), f"https://example.org/{n}", "high") for n in (1, 2, 3))
        begun = update("/1.1", "in-hand", date(2031, 2, 1), evidence=(first,))
        ended = update("/1.1", "done", date(2031, 5, 1), evidence=(second,))
        whole = update("/1", "in-hand", date(2031, 3, 1), evidence=(third,))
        item = dossier(ended, begun, whole).items[0]
        assert item.actions[0].words == (begun, ended)
        assert item.words == (whole,)
        assert item.evidence == (third, first, second)
        assert dossier(ended, begun, as_of=date(2031, 4, 1)).items[0].evidence == (first,)

    def test_what_is_superseded_does_not(self) -> None:
        wrong = update("/1.1", "in-hand", date(2031, 2, 1), evidence=(Citation((), "a rumour", "low"),))
        right = update("/1.1", "not-started", date(2031, 2, 1), supersedes=wrong.id)
        assert dossier(wrong, right).items[0].actions[0].words == (right,)


class TestMatters:
    def test_have_a_history(self) -> None:
        raised = update("#problem-quota", "raised", date(2031, 2, 1), about=("2031/1",))
        resolved = update("#problem-quota", "resolved", date(2031, 4, 1), about=("2031/3", "2031/1"))
        other = update("#problem-fog", "raised", date(2031, 3, 1))
        later = update("#problem-quota", "raised", date(2031, 8, 1))
        quota, fog = dossier(later, other, resolved, raised).problems
        assert (quota.subject, quota.opened, quota.last, quota.status, quota.open) == (
            "2031#problem-quota",
            raised,
            resolved,
            "resolved",
            False,
        )
        assert quota.about == ("2031/1", "2031/3")
        assert (fog.history, fog.open) == ((other,), True)

    def test_of_each_kind(self) -> None:
        found = dossier(
            update("#decision-list", "taken"), update("#meeting-6", "planned"), update("#meeting-5", "held")
        )
        assert [matter.open for matter in found.decisions] == [True]
        assert [(matter.status, matter.open) for matter in found.meetings] == [("planned", True), ("held", False)]
        assert found.problems == ()

    def test_that_still_stand_come_over_from_earlier_plans(self) -> None:
        def earlier(name: str, status: Status) -> Update:
            return Update(
                subject=f"2030#decision-{name}",
                status=status,
                as_of=date(2030, 6, 1),
                who="desk",
                note=Names.of(en="x"),
            )

        log = Log(PlanId("2030"), (earlier("open", "taken"), earlier("shut", "carried-out")))
        found = prepare(PLAN, Log(PLAN.id, (update("#decision-own", "carried-out"),)), MIDSUMMER, earlier=(log,))
        assert [matter.subject for matter in found.decisions] == ["2030#decision-open", "2031#decision-own"]


class TestPriorities:
    @pytest.mark.parametrize(
        ("updates", "number", "reasons"),
        [
            ((), 1, ("nothing-reported",)),
            ((update("/1", "done"),), 1, ()),
            ((update("/1", "dropped"),), 1, ()),
            ((update("/1.1", "done"),), 1, ("not-done",)),
            ((update("/1", "not-started"),), 1, ("not-done",)),
            ((update("/1", "blocked"),), 1, ("blocked",)),
            ((update("/1", "done"), update("#problem-fog", "raised", about=("2031/1.2",))), 1, ("problem-open",)),
            ((update("/1", "done"), update("#decision-x", "taken", about=("2031/1",))), 1, ("decision-open",)),
            ((update("/1", "done"), update("#decision-x", "withdrawn", about=("2031/1",))), 1, ()),
            ((update("/4", "in-hand"),), 4, ("not-done", "mechanism-due")),
            ((update("/4.1", "done"),), 4, ()),
            ((update("/5", "done"),), 5, ("target-missed",)),
            ((update("/5", "done"), update("/5#target-1", "counted", quantity=2)), 5, ()),
            (
                (update("/5", "done"), update("#problem-x", "raised", about=("2031/5#target-1",))),
                5,
                ("problem-open", "target-missed"),
            ),
        ],
    )  # fmt: skip
    def test_have_their_reasons(self, updates: tuple[Update, ...], number: int, reasons: tuple[str, ...]) -> None:
        found = {priority.item.number: priority.reasons for priority in dossier(*updates).priorities}
        assert found.get(number, ()) == reasons

    @pytest.mark.parametrize(
        ("aspect", "place", "nested", "due"),
        [
            ("start", 12, False, True),
            ("explore", 12, False, True),
            ("strive", 12, False, True),
            ("hold", 12, False, False),
            ("prepare", 2, False, False),
            ("prepare", 19, False, False),
            ("prepare", 12, True, False),
        ],
    )
    def test_a_mechanism_is_due_where_an_action_announces_it(
        self, aspect: Aspect, place: int, nested: bool, due: bool
    ) -> None:
        mention = attrs.evolve(FAIR, span=Span(place, place + 2), nested=nested)
        section = Section(
            id=SectionId("2031/s1"), number=1, items=(item(1, action(1, 1, aspect), mentions=(mention,)),)
        )
        (priority,) = dossier(plan=attrs.evolve(PLAN, sections=(section,))).priorities
        assert ("mechanism-due" in priority.reasons) == due

    def test_the_most_pressing_come_first(self) -> None:
        found = dossier(
            update("/1", "in-hand"),
            update("/2", "done"),
            update("#problem-fog", "raised", about=("2031/3",)),
        ).priorities
        assert [priority.item.number for priority in found] == [3, 5, 4, 1]
        assert [priority.weight for priority in found] == [10, 8, 3, 2]

    def test_what_was_carried_over_already(self) -> None:
        before = attrs.evolve(PLAN, extra=Extra({"bri-macao.carried-forward": {"2031/1": {}, "2031/2": {}}}))
        found = dossier(update("/1", "in-hand"), update("/2", "done"), plan=before).priorities
        assert [priority.reasons for priority in found if priority.item.number == 1] == [("carried-over", "not-done")]
        assert 2 not in [priority.item.number for priority in found]
        odd = attrs.evolve(PLAN, extra=Extra({"bri-macao.carried-forward": [1]}))
        assert [priority.reasons for priority in dossier(plan=odd).priorities][-1] == ("nothing-reported",)

    def test_read_well(self) -> None:
        assert str(Priority(item(7), ("problem-open", "not-done"))) == "7: problem open, not done"

    def test_every_reason_has_a_weight(self) -> None:
        assert sorted(WEIGHTS.values(), reverse=True) == list(WEIGHTS.values())


class TestPrepare:
    def test_from_a_store(self, tmp_path: object) -> None:
        plan = load_plan(2023)
        with ProgressStore(f"{tmp_path}/progress.db") as store:
            store.append(plan, Update(subject="2023/7", status="done", as_of=date(2023, 11, 1), who="desk"))
            found = prepare(plan, store, END)
            assert found == prepare(plan, store.log("2023"), END)
        assert [each.item.number for section in found.sections for each in section.of("done")] == [7]

    def test_the_log_of_another_plan(self) -> None:
        with pytest.raises(InvalidValue, match=r"^the log is of plan '2030', and the dossier of '2031'"):
            prepare(PLAN, Log(PlanId("2030")), END)

    def test_what_was_said_of_a_later_day_is_left_out(self) -> None:
        late = update("/1", "done", date(2031, 7, 1))
        assert groups(dossier(late))[1] == "silent"
        assert groups(dossier(late, as_of=date(2031, 7, 1)))[1] == "done"
