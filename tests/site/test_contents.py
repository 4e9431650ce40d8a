"""What the page is told of a plan."""

from typing import Any

import attrs
import pytest

from bri_macao.model import (
    Action,
    Mention,
    Names,
    PartialDate,
    Partner,
    Period,
    Plan,
    Section,
    SourceDescription,
    Target,
    WorkItem,
)
from bri_macao.model.ids import ActionId, ItemId, MechanismId, PartnerId, PlanId, SectionId
from bri_macao.model.names import Name
from bri_macao.plans import load_plan
from bri_macao.site._contents import Contents, contents
from bri_macao.spans import Span

PLAN = load_plan(2023)
ITEM = WorkItem(id=ItemId("2024/1"), number=1)


def told(*items: WorkItem, language: str | None = None, **section: Any) -> Contents:  # fields of the section
    first = Section(id=SectionId("2024/s1"), number=1, items=items)
    source = SourceDescription(language=language) if language else None
    return contents(Plan(id=PlanId("2024"), sections=(attrs.evolve(first, **section),), source=source))


class TestContents:
    def test_of_the_bundled_plan(self) -> None:
        found = contents(PLAN)
        assert [entry.id for entry in found.items] == list(PLAN.index.items)
        assert [len(entry.actions) for entry in found.items] == [len(item.actions) for item in PLAN.items]
        assert [entry.words for entry in found.items] == [PLAN.index.words[item.id] for item in PLAN.items]
        assert found.period[0] == ("zh-Hans", "2023年")
        assert [name for _, name in found.partners["br"].name] == ["巴西", "巴西", "Brasil", "Brazil"]

    def test_knows_every_entity_that_can_be_shown(self) -> None:
        found = contents(PLAN)
        known = {*found.partners, *found.mechanisms}
        assert {mention.entity for entry in found.items for mention in entry.mentions if not nested(mention)} <= known
        assert {id for facet in found.facets for choice in facet.choices for way in choice.ways for id in way} <= known

    def test_without_period_says_none(self) -> None:
        assert told().period == ()


def nested(naming: object) -> bool:
    """Nested mentions are no evidence; who is only named so need not be known."""
    named = {mention.entity for item in PLAN.items for mention in item.mentions if not mention.nested}
    return getattr(naming, "entity", None) not in named


class TestNames:
    def test_are_said_once_where_they_are_the_same_for_all(self) -> None:
        entry = told(attrs.evolve(ITEM, names=Names.of(zh_Hans="港口"))).items[0]
        assert entry.title == (("zh-Hans", "港口"),)

    def test_are_those_of_the_period(self) -> None:
        names = Names(
            (
                Name("en", "Old Harbour", "official", until=PartialDate(2023)),
                Name("en", "New Harbour", "official", since=PartialDate(2024)),
            )
        )
        port = Partner(id=PartnerId("port"), kind="organization", names=names)
        mention = Mention(port.id, "partner", Span(0, 2), "港口")
        item = attrs.evolve(ITEM, mentions=(mention,))
        section = Section(id=SectionId("2023/s1"), number=1, items=(item,))
        plan = Plan(id=PlanId("2023"), partners=(port,), sections=(section,), period=Period.years(2023))
        assert contents(plan).partners["port"].name == (("en", "Old Harbour"),)

    def test_show_what_would_hide(self) -> None:
        entry = told(attrs.evolve(ITEM, names=Names.of(en="a\u202eb"))).items[0]
        assert entry.title == (("en", "a⟨U+202E⟩b"),)


class TestSections:
    @pytest.mark.parametrize(
        ("numeral", "number", "expected"),
        [
            ("一", 1, (("zh", "一"), ("zh", "一"), ("", "1"), ("", "1"))),
            ("", 1, (("", "1"),)),
            ("", 0, (("", ""),)),
        ],
    )
    def test_are_numbered_as_readers_count(self, numeral: str, number: int, expected: object) -> None:
        assert told(numeral=numeral, number=number).sections[0].numeral == expected

    def test_know_their_depth_and_order(self) -> None:
        inner = Section(id=SectionId("2024/s1.1"), number=1, items=(ITEM,))
        found = told(sections=(inner,))
        assert [(heading.id, heading.depth) for heading in found.sections] == [("2024/s1", 1), ("2024/s1.1", 2)]
        assert found.items[0].section == 1


class TestClauses:
    ACTION = Action(ActionId("2024/1.1"), "hold", span=Span(2, 6), verb="举办")

    @pytest.mark.parametrize(
        ("action", "text", "expected"),
        [
            (attrs.evolve(ACTION, statement=Names.of(en="Hold it")), "澳门举办灯会", ("en", "Hold it")),
            (ACTION, "澳门举办灯会", ("zh-Hans", "举办灯会")),
            (ACTION, None, ("zh-Hans", "举办")),
            (attrs.evolve(ACTION, verb=None), None, ("zh-Hans", "")),
            (attrs.evolve(ACTION, span=None, verb="舉辦"), "澳門舉辦燈會", ("zh-Hant", "舉辦")),
        ],
    )
    def test_have_the_best_words_there_are(self, action: Action, text: str | None, expected: object) -> None:
        entry = told(attrs.evolve(ITEM, actions=(action,), text=text)).items[0]
        assert entry.actions[0].statement == (expected,)

    def test_of_a_document_in_another_language(self) -> None:
        entry = told(attrs.evolve(ITEM, text="Realizar a feira"), language="pt").items[0]
        assert entry.text == ("pt", "Realizar a feira")


class TestTargets:
    @pytest.mark.parametrize(
        ("target", "expected"),
        [
            (Target(Names.of(en="courses"), 3), "courses (at least 3)"),
            (Target(Names.of(en="courses"), 3, due=PartialDate(2024, 6)), "courses (at least 3; by June 2024)"),
            (Target(Names(), 3, mechanism=MechanismId("fair")), "fair (at least 3)"),
        ],
    )
    def test_say_how_much_and_by_when(self, target: Target, expected: str) -> None:
        entry = told(attrs.evolve(ITEM, targets=(target,))).items[0]
        goal = entry.targets[0]
        assert goal.name[-1][1] + goal.measure[-1][1] == expected
