"""The index of a plan: what it finds, in which order, and that it is made once."""

from collections.abc import Callable, Iterator
from datetime import date

import attrs
import pytest
from hypothesis import given, settings

from bri_macao.errors import UnknownId
from bri_macao.model import (
    Action,
    ActionId,
    EntityKind,
    Index,
    ItemId,
    Mechanism,
    MechanismId,
    Membership,
    Mention,
    Name,
    Names,
    PartialDate,
    Partner,
    PartnerId,
    Period,
    Plan,
    PlanId,
    Section,
    SectionId,
    Target,
    Words,
    WorkItem,
)
from bri_macao.model.indexing import look_up
from bri_macao.spans import Span
from bri_macao.strategies import plans

NAMES = Names.of(en="Port")


def mention(id: str, kind: EntityKind = "partner", *, nested: bool = False) -> Mention:
    entity = PartnerId(id) if kind == "partner" else MechanismId(id)
    return Mention(entity, kind, Span(0, 1), id, nested=nested)


def item(id: str, *mentions: Mention) -> WorkItem:
    return WorkItem(id=ItemId(f"2031/{id}"), number=int(id.rpartition("/")[2]), mentions=mentions)


def section(path: str, *children: WorkItem | Section) -> Section:
    return Section(
        id=SectionId(f"2031/{path}"),
        number=int(path.replace("s", ".").rpartition(".")[2]),
        items=tuple(child for child in children if isinstance(child, WorkItem)),
        sections=tuple(child for child in children if isinstance(child, Section)),
    )


def partner(id: str, *memberships: Membership) -> Partner:
    return Partner(id=PartnerId(id), kind="group", names=NAMES, memberships=memberships)


def member_of(group: str, since: int | None = None, until: int | None = None) -> Membership:
    first, last = (None if year is None else PartialDate(year) for year in (since, until))
    return Membership(PartnerId(group), first, last)


def mechanism(id: str, part_of: str | None = None) -> Mechanism:
    whole = None if part_of is None else MechanismId(part_of)
    return Mechanism(id=MechanismId(id), kind="forum", names=NAMES, part_of=whole)


FIRST = item("s1/1", mention("land"), mention("forum", "mechanism", nested=True), mention("land"))
SECOND = item("s1/2", mention("league", nested=True))
THIRD = item("s1/3", mention("forum", "mechanism"), mention("land"))
AGAIN = item("s2/1")

# The land is in the league, the league in the union until 2030, and the town in both, in the league since 2031.
PARTNERS = (
    partner("town", member_of("union"), member_of("league", since=2031)),
    partner("land", member_of("league"), member_of("lost")),
    partner("league", member_of("union", until=2030)),
    partner("union"),
)
MECHANISMS = (
    mechanism("session", "meeting"),
    mechanism("meeting", "forum"),
    mechanism("forum"),
    mechanism("fair", "forum"),
)
SECTIONS = (
    section("s1", FIRST, section("s1.1", SECOND, section("s1.1.1", THIRD)), section("s1.2")),
    section("s2", AGAIN),
)


def index_in(period: Period | None) -> Index:
    return Index.of(SECTIONS, PARTNERS, MECHANISMS, period)


INDEX = index_in(Period.years(2031))


class TestIndex:
    def test_sections_are_in_document_order(self) -> None:
        assert [*INDEX.sections] == ["2031/s1", "2031/s1.1", "2031/s1.1.1", "2031/s1.2", "2031/s2"]
        assert all(found.id == id for id, found in INDEX.sections.items())
        assert INDEX.sections["2031/s1.1"] is SECTIONS[0].sections[0]

    def test_entities(self) -> None:
        assert [*INDEX.partners.items()] == [(found.id, found) for found in PARTNERS]
        assert [*INDEX.mechanisms.items()] == [(found.id, found) for found in MECHANISMS]
        assert INDEX.period == Period.years(2031)

    def test_items_are_in_document_order(self) -> None:
        assert [*INDEX.items.items()] == [(found.id, found) for found in (FIRST, SECOND, THIRD, AGAIN)]

    def test_numbers_that_begin_anew(self) -> None:
        assert INDEX.numbers == {1: (FIRST, AGAIN), 2: (SECOND,), 3: (THIRD,)}
        assert [*INDEX.numbers] == [1, 2, 3]

    def test_homes_are_the_innermost(self) -> None:
        assert {id: home.id for id, home in INDEX.homes.items()} == {
            "2031/s1/1": "2031/s1",
            "2031/s1/2": "2031/s1.1",
            "2031/s1/3": "2031/s1.1.1",
            "2031/s2/1": "2031/s2",
        }

    def test_mentions_also_nested_ones(self) -> None:
        assert INDEX.mentions == {
            "land": ((FIRST, FIRST.mentions[0]), (FIRST, FIRST.mentions[2]), (THIRD, THIRD.mentions[1])),
            "forum": ((FIRST, FIRST.mentions[1]), (THIRD, THIRD.mentions[0])),
            "league": ((SECOND, SECOND.mentions[0]),),
        }

    @pytest.mark.parametrize(
        ("period", "members"),
        [
            (None, {"union": ["town", "league"], "league": ["town", "land"], "lost": ["land"]}),
            (Period.years(2029), {"union": ["town", "league"], "league": ["land"], "lost": ["land"]}),
            (Period.years(2031), {"union": ["town"], "league": ["town", "land"], "lost": ["land"]}),
            (Period.years(2030, 2031), {"union": ["town", "league"], "league": ["town", "land"], "lost": ["land"]}),
        ],
        ids=str,
    )
    def test_members_in_the_period(self, period: Period | None, members: dict[str, list[str]]) -> None:
        assert {group: [one.id for one in found] for group, found in index_in(period).members.items()} == members

    @pytest.mark.parametrize("period", [None, Period.years(2020, 2030)], ids=str)
    def test_who_left_and_joined_again_is_one_member(self, period: Period | None) -> None:
        again = partner("land", member_of("league", until=2021), member_of("league", since=2025))
        assert Index.of((), (again,), (), period).members == {"league": (again,)}

    def test_parts(self) -> None:
        session, meeting, _, fair = MECHANISMS
        assert INDEX.parts == {"meeting": (session,), "forum": (meeting, fair)}

    def test_an_empty_one(self) -> None:
        empty = Index.of((), (), (), None)
        for found in (empty.sections, empty.partners, empty.mechanisms, empty.items, empty.numbers, empty.homes):
            assert found == {}
        assert (empty.mentions, empty.members, empty.parts, empty.words, empty.period) == ({}, {}, {}, {}, None)

    def test_takes_what_can_be_read_once(self) -> None:
        once = Index.of(iter(SECTIONS), iter(PARTNERS), iter(MECHANISMS), None)
        for _ in range(2):
            assert (once.sections, once.partners, once.mechanisms) == (INDEX.sections, INDEX.partners, INDEX.mechanisms)


class TestMadeOnce:
    @pytest.mark.parametrize(
        "part",
        [
            lambda index: index.items,
            lambda index: index.numbers,
            lambda index: index.homes,
            lambda index: index.mentions,
            lambda index: index.members,
            lambda index: index.parts,
            lambda index: index.words,
        ],
    )
    def test_each_part(self, part: Callable[[Index], object]) -> None:
        assert part(INDEX) is part(INDEX)

    def test_on_first_use(self) -> None:
        read: list[str] = []

        def once() -> Iterator[Section]:
            read.append("sections")
            yield from SECTIONS

        index = Index.of(once(), (), (), None)
        assert [found.number for found in index.items.values()] == [1, 2, 3, 1]
        assert read == ["sections"]

    def test_of_a_plan(self) -> None:
        plan = Plan(id=PlanId("2031"), sections=SECTIONS, partners=PARTNERS, mechanisms=MECHANISMS)
        assert plan.index is plan.index
        assert plan.index is not attrs.evolve(plan).index

    def test_is_itself_and_no_other(self) -> None:
        assert INDEX == INDEX  # noqa: PLR0124 - a dictionary's key is looked up so
        assert index_in(INDEX.period) != INDEX
        assert len({INDEX, index_in(INDEX.period)}) == 2

    def test_frozen(self) -> None:
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            INDEX.period = None  # type: ignore[misc]


class TestWords:
    ITEM = WorkItem(
        id=ItemId("2031/1"),
        number=1,
        names=Names.of(en="Port", zh_Hans="港口"),
        actions=(
            Action(ActionId("2031/1.1"), "hold", Names.of(pt="Porto")),
            Action(
                ActionId("2031/1.2"), "hold", Names((Name("en", "Quay", "editorial"), Name("en", "Pier", "official")))
            ),
            Action(ActionId("2031/1.3"), "hold"),
        ),
        targets=(Target(Names.of(en="one port"), 1), Target(Names.of(zh_Hant="兩港"), 2)),
        mentions=(mention("land"), mention("league", nested=True), mention("land")),
    )
    COMMON = (
        Words("names", "en", "Port"),
        Words("names", "zh-Hans", "港口"),
        Words("statement", "pt", "Porto"),
        Words("statement", "en", "Quay"),
        Words("statement", "en", "Pier"),
        Words("target", "en", "one port"),
        Words("target", "zh-Hant", "兩港"),
    )

    def of(self, one: WorkItem) -> tuple[Words, ...]:
        index = Index.of((section("s1", one),), (), (), None)
        assert [*index.words] == [one.id]
        return index.words[one.id]

    def test_with_the_surfaces_where_no_text_is_attached(self) -> None:
        assert self.of(self.ITEM) == (*self.COMMON, Words("surface", "", "land"), Words("surface", "", "league"))

    @pytest.mark.parametrize("text", ["办好海港论坛。", ""])
    def test_with_the_official_text(self, text: str) -> None:
        assert self.of(attrs.evolve(self.ITEM, text=text)) == (*self.COMMON, Words("text", "", text))

    def test_of_an_item_of_which_nothing_is_known(self) -> None:
        assert self.of(AGAIN) == ()

    def test_are_named(self) -> None:
        words = self.of(self.ITEM)[3]
        assert (words.field, words.language, words.text) == ("statement", "en", "Quay")


class TestEntity:
    def test_of_either_kind(self) -> None:
        assert INDEX.entity("land") is PARTNERS[1]
        assert INDEX.entity("fair") is MECHANISMS[3]

    def test_unknown(self) -> None:
        with pytest.raises(UnknownId) as caught:
            INDEX.entity("fairs")
        assert str(caught.value) == "no partner or mechanism 'fairs' here; the closest: 'fair', 'forum'"
        with pytest.raises(UnknownId) as caught:
            INDEX.entity("leagues")
        assert (caught.value.kind, caught.value.wanted, caught.value.closest) == (
            *("partner or mechanism", "leagues"),
            ("league",),
        )


class TestLookUp:
    def test_the_entry(self) -> None:
        assert look_up("port", "b", {"a": 1, "b": 0}) == 0

    def test_unknown(self) -> None:
        with pytest.raises(UnknownId) as caught:
            look_up("port", "fort", {"porto": 1, "forth": 2})
        assert str(caught.value) == "no port 'fort' here; the closest: 'forth', 'porto'"


class TestReach:
    @pytest.mark.parametrize(
        ("id", "period", "reached"),
        [
            ("town", Period.years(2031), {"town", "union", "league"}),
            ("town", Period.years(2029), {"town", "union"}),
            ("land", Period.years(2031), {"land", "league"}),  # not the lost group, which the plan has not
            ("land", Period.years(2030), {"land", "league", "union"}),
            ("land", Period.years(2030, 2031), {"land", "league", "union"}),
            ("land", Period(date(2030, 1, 2), date(2031, 12, 31)), {"land", "league"}),
            ("land", None, {"land", "league", "union"}),
            ("league", Period.years(2030), {"league", "union"}),
            ("union", None, {"union"}),
            ("forum", None, {"forum", "meeting", "session", "fair"}),
            ("meeting", None, {"meeting", "session"}),
            ("session", None, {"session"}),
        ],
        ids=lambda value: str(sorted(value)) if isinstance(value, set) else str(value),  # the same in every process
    )
    def test_groups_above_and_parts_below(self, id: str, period: Period | None, reached: set[str]) -> None:
        index = index_in(period)
        assert index.reach(index.entity(id)) == reached
        assert index.reach(index.entity(id), direct=True) == {id}

    @pytest.mark.parametrize("ring", ["a", "ab", "abc", "abcde"])
    def test_in_a_circle(self, ring: str) -> None:
        after = {id: ring[(i + 1) % len(ring)] for i, id in enumerate(ring)}
        people = Index.of((), [partner(id, member_of(after[id])) for id in ring], (), None)
        tools = Index.of((), (), [mechanism(id, after[id]) for id in ring], None)
        for id in ring:
            assert people.reach(people.entity(id)) == tools.reach(tools.entity(id)) == {*ring}

    def test_by_two_ways(self) -> None:
        people = (
            partner("d", member_of("b"), member_of("c")),
            partner("b", member_of("a")),
            partner("c", member_of("a")),
            partner("a"),
        )
        assert Index.of((), people, (), None).reach(people[0]) == {*"abcd"}

    def test_of_an_entity_that_is_none_of_the_plan(self) -> None:
        assert INDEX.reach(partner("isle", member_of("league"))) == {"isle", "league"}
        assert INDEX.reach(mechanism("forum")) == {"forum", "meeting", "session", "fair"}


class TestAnyPlan:
    @given(plans())
    @settings(max_examples=30)
    def test_everything_is_where_it_is(self, plan: Plan) -> None:
        index = plan.index
        assert tuple(index.items.values()) == plan.items
        assert {one.id for found in index.numbers.values() for one in found} == {*index.items}
        assert all(one.number == number for number, found in index.numbers.items() for one in found)
        assert all(one in index.homes[one.id].items for one in plan.items)
        mentions = [(one, found) for one in plan.items for found in one.mentions]
        assert sorted(map(repr, mentions)) == sorted(
            repr(found) for places in index.mentions.values() for found in places
        )
        assert all(found.entity == id for id, places in index.mentions.items() for _, found in places)

    @given(plans())
    @settings(max_examples=30)
    def test_members_and_parts(self, plan: Plan) -> None:
        index = plan.index
        for group in index.partners:
            members = [
                one
                for one in plan.partners
                for found in one.memberships
                if found.group == group and found.holds_in(plan.period)
            ]
            assert [*index.members.get(group, ())] == members
            assert all(group in index.reach(member) for member in members)
        for whole in index.mechanisms:
            parts = [one for one in plan.mechanisms if one.part_of == whole]
            assert [*index.parts.get(whole, ())] == parts
            assert all(index.reach(part) <= index.reach(plan.mechanism(whole)) for part in parts)

    @given(plans())
    @settings(max_examples=30)
    def test_words(self, plan: Plan) -> None:
        assert [*plan.index.words] == [one.id for one in plan.items]
        for one in plan.items:
            words = plan.index.words[one.id]
            fields = [place.field for place in words]
            assert fields == sorted(fields, key=["names", "statement", "target", "text", "surface"].index)
            assert [place.text for place in words if place.field == "names"] == [
                name.text for name in one.names.entries
            ]
            assert [place.text for place in words if place.field == "text"] == [one.text] * (one.text is not None)
            surfaces = {found.surface for found in one.mentions} if one.text is None else set()
            assert sorted(place.text for place in words if place.field == "surface") == sorted(surfaces)


def test_repr_is_short() -> None:
    sections = (section("s1", section("s1.1")),)
    index = Index.of(sections, (partner("br"),), (), None)
    assert repr(index) == "<Index: 2 sections, 1 partners, 0 mechanisms>"
