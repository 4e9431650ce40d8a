"""What the page is told of changes."""

import attrs

from bri_macao.comparison import diff
from bri_macao.model import Plan, Section
from bri_macao.model.ids import PlanId
from bri_macao.plans import load_plan
from bri_macao.site._changes import changes

OLD = load_plan(2023)


def next_year(plan: Plan = OLD) -> Plan:
    """The plan a year later: an action of the second item is less certain, the fifth item is gone."""

    def change(section: Section) -> Section:
        items = (
            attrs.evolve(item, actions=(*item.actions[:-1], attrs.evolve(item.actions[-1], aspect="strive")))
            if item.number == 2
            else item
            for item in section.items
            if item.number != 5
        )
        return attrs.evolve(section, items=tuple(items))

    return attrs.evolve(plan, id=PlanId("2024"), sections=tuple(map(change, plan.sections)))


class TestChanges:
    def test_of_a_plan_and_itself_are_none(self) -> None:
        found = changes(OLD, OLD)
        assert [(change.kind, change.old, change.new) for change in found] == [
            ("kept", (place,), (place,)) for place in range(len(OLD.items))
        ]

    def test_are_those_of_diff_by_place(self) -> None:
        new = next_year()
        before, after = list(OLD.index.items.values()), list(new.index.items.values())
        for told, change in zip(changes(OLD, new), diff(OLD, new).items, strict=True):
            assert told.kind == change.kind
            assert tuple(before[place] for place in told.old) == change.old
            assert tuple(after[place] for place in told.new) == change.new
            for (old, now), action in zip(told.actions, change.actions, strict=True):
                assert (None if old is None else before[old[0]].actions[old[1]]) == action.old
                assert (None if now is None else after[now[0]].actions[now[1]]) == action.new

    def test_say_who_is_no_longer_named(self) -> None:
        dropped = next(change for change in changes(OLD, next_year()) if change.kind == "dropped")
        item = OLD.item(5)
        assert dropped.new == ()
        assert set(dropped.lost) <= {mention.entity for mention in item.mentions}
