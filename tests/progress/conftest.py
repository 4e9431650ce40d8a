"""A small plan of our own, for all tests of progress."""

import pytest

from bri_macao.model import (
    Action,
    ActionId,
    ItemId,
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


def item(number: int, actions: int, *targets: Target) -> WorkItem:
    id = ItemId(f"2031/{number}")
    made = tuple(Action(ActionId(f"{id}.{place}"), "hold") for place in range(1, actions + 1))
    return WorkItem(id=id, number=number, actions=made, targets=targets)


@pytest.fixture(scope="session")
def plan() -> Plan:
    """Two sections, the second with a sub-section; item 2 has no actions."""
    meetings = Target(Names.of(en="meetings"), 2)
    courses = Target(Names.of(en="courses"), 2, "exactly", due=PartialDate(2031, 6))
    conference = Target(Names.of(en="sixth conference"), 6, "ordinal")
    below = Section(id=SectionId("2031/s2.1"), number=1, items=(item(3, 1, courses, conference),))
    return Plan(
        id=PlanId("2031"),
        period=Period.years(2031),
        sections=(
            Section(id=SectionId("2031/s1"), number=1, items=(item(1, 3, meetings),)),
            Section(id=SectionId("2031/s2"), number=2, items=(item(2, 0),), sections=(below,)),
        ),
    )
