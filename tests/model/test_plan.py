"""Plans: look-ups, relations, and that a plan stays what it is."""

import copy
import pickle
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bri_macao.errors import AmbiguousNumber, UnknownId
from bri_macao.model import (
    SCHEMA_VERSION,
    EntityKind,
    Extra,
    Index,
    ItemId,
    Mechanism,
    MechanismId,
    Membership,
    Mention,
    Names,
    PartialDate,
    Partner,
    PartnerId,
    Period,
    Plan,
    PlanId,
    Section,
    SectionId,
    WorkItem,
)
from bri_macao.plans import load_plan
from bri_macao.spans import Span
from bri_macao.strategies import plans


def item(id: str, *mentions: Mention, text: str | None = None) -> WorkItem:
    number = int(id.rpartition("/")[2])
    return WorkItem(id=ItemId(id), number=number, mentions=mentions, names=Names.of(en=f"Item {number}"), text=text)


def mention(id: str, kind: EntityKind = "partner", *, nested: bool = False) -> Mention:
    entity = PartnerId(id) if kind == "partner" else MechanismId(id)
    return Mention(entity, kind, Span(0, 1), id, nested=nested)


def section(id: str, *children: WorkItem | Section, name: str = "金融") -> Section:
    number = int(id.replace("s", ".").rpartition(".")[2])
    return Section(
        id=SectionId(id),
        number=number,
        numeral="〇一二三"[number],
        names=Names.of(zh_Hans=name),
        items=tuple(child for child in children if isinstance(child, WorkItem)),
        sections=tuple(child for child in children if isinstance(child, Section)),
    )


ITEMS = (
    item("2031/1", mention("br"), mention("forum", "mechanism"), mention("pt"), mention("br")),
    item("2031/2", mention("pt", nested=True), mention("fund", "mechanism", nested=True)),
    item("2031/3", mention("missing")),
    item("2031/4"),
)
PLAN = Plan(
    id=PlanId("2031"),
    names=Names.of(zh_Hans="2031年工作计划"),
    period=Period.years(2031),
    sections=(
        section("2031/s1", ITEMS[0], section("2031/s1.1", ITEMS[1]), section("2031/s1.2", ITEMS[2])),
        section("2031/s2", ITEMS[3], name="贸易"),
    ),
    partners=(
        Partner(id=PartnerId("br"), kind="country", names=Names.of(en="Brazil")),
        Partner(id=PartnerId("pt"), kind="country", names=Names.of(en="Portugal")),
    ),
    mechanisms=(Mechanism(id=MechanismId("forum"), kind="forum", names=Names.of(en="Forum")),),
)
RESTARTING = Plan(
    id=PlanId("2031"),
    sections=(section("2031/s1", item("2031/s1/1"), item("2031/s1/2")), section("2031/s2", item("2031/s2/1"))),
)


class TestItems:
    def test_all_in_document_order(self) -> None:
        assert PLAN.items == ITEMS
        assert Plan(id=PlanId("2031")).items == ()

    @pytest.mark.parametrize("key", [1, 2, 3, 4, "2031/1", "2031/2", "2031/3", "2031/4"])
    def test_by_number_or_id(self, key: int | str) -> None:
        assert PLAN.item(key) is ITEMS[int(str(key)[-1]) - 1]

    @pytest.mark.parametrize(
        ("key", "sentence"),
        [
            (0, "no item 0 here"),
            (33, "no item 33 here; the closest: '3'"),
            (-1, "no item -1 here; the closest: '1'"),
            ("2031/44", "no item '2031/44' here; the closest: '2031/4'"),
            ("zzz", "no item 'zzz' here"),
        ],
    )
    def test_unknown(self, key: int | str, sentence: str) -> None:
        with pytest.raises(UnknownId, match=f"^{sentence}") as caught:
            PLAN.item(key)
        assert (caught.value.kind, caught.value.wanted) == ("item", key)

    def test_ambiguous(self) -> None:
        with pytest.raises(AmbiguousNumber) as caught:
            RESTARTING.item(1)
        assert (caught.value.number, caught.value.ids) == (1, ("2031/s1/1", "2031/s2/1"))
        assert RESTARTING.item(2).id == "2031/s1/2"
        assert RESTARTING.item("2031/s2/1").number == 1


class TestSections:
    @pytest.mark.parametrize(
        ("key", "id"),
        [(1, "2031/s1"), (2, "2031/s2"), ("2031/s1", "2031/s1"), ("2031/s1.2", "2031/s1.2")],
    )
    def test_by_number_or_id(self, key: int | str, id: str) -> None:
        assert PLAN.section(key).id == id

    @pytest.mark.parametrize(
        ("key", "sentence"),
        [
            (3, "no section 3 here"),
            (11, "no section 11 here; the closest: '1'"),
            ("2031/s1.3", "no section '2031/s1.3' here; the closest: '2031/s1"),
        ],
    )
    def test_unknown(self, key: int | str, sentence: str) -> None:
        with pytest.raises(UnknownId, match=f"^{sentence}"):
            PLAN.section(key)

    def test_walk_is_in_document_order(self) -> None:
        deep = section("x/s1", section("x/s1.1", section("x/s1.1.1"), section("x/s1.1.2")), section("x/s1.2"))
        assert [below.id for below in deep.walk()] == ["x/s1", "x/s1.1", "x/s1.1.1", "x/s1.1.2", "x/s1.2"]

    def test_all_items_of_it_and_below(self) -> None:
        assert PLAN.section(1).all_items() == ITEMS[:3]
        assert PLAN.section("2031/s1.1").all_items() == ITEMS[1:2]

    @pytest.mark.parametrize(("number", "id"), [(1, "2031/s1"), (2, "2031/s1.1"), (3, "2031/s1.2"), (4, "2031/s2")])
    def test_of_an_item_the_innermost(self, number: int, id: str) -> None:
        assert PLAN.section_of(PLAN.item(number)).id == id

    def test_of_an_item_that_has_changed_since(self) -> None:
        assert PLAN.section_of(attrs.evolve(ITEMS[3], text="办好论坛。")).id == "2031/s2"

    def test_of_an_item_of_another_plan(self) -> None:
        with pytest.raises(UnknownId, match="no item '2030/1' here; the closest: '2031/1'"):
            PLAN.section_of(item("2030/1"))


class TestEntities:
    def test_by_id(self) -> None:
        assert PLAN.partner("br") is PLAN.partners[0]
        assert PLAN.mechanism("forum") is PLAN.mechanisms[0]

    def test_unknown(self) -> None:
        with pytest.raises(UnknownId, match="no partner 'brr' here; the closest: 'br'"):
            PLAN.partner("brr")
        with pytest.raises(UnknownId, match="no mechanism 'forums' here; the closest: 'forum'"):
            PLAN.mechanism("forums")
        with pytest.raises(UnknownId, match="no partner 'forum' here"):
            PLAN.partner("forum")

    def test_of_an_item_each_once_in_the_order_of_mention(self) -> None:
        assert [partner.id for partner in PLAN.partners_of(ITEMS[0])] == ["br", "pt"]
        assert [mechanism.id for mechanism in PLAN.mechanisms_of(ITEMS[0])] == ["forum"]

    def test_nested_mentions_do_not_count(self) -> None:
        assert PLAN.partners_of(ITEMS[1]) == ()
        assert PLAN.mechanisms_of(ITEMS[1]) == ()

    def test_a_mention_of_what_the_plan_lacks(self) -> None:
        with pytest.raises(UnknownId, match="no partner 'missing' here"):
            PLAN.partners_of(ITEMS[2])


# The land is in the league, the league in the union until 2030; the meeting and the fair are parts of the forum.
MEMBERS = {"land": ("league", None), "town": ("union", None), "league": ("union", PartialDate(2030)), "union": None}
RELATED = Plan(
    id=PlanId("2031"),
    period=Period.years(2031),
    sections=(
        section(
            "2031/s1",
            item("2031/1", mention("fair", "mechanism"), mention("town")),
            section("2031/s1.1", item("2031/2", mention("land"), mention("fund", "mechanism"), mention("land"))),
        ),
        section(
            "2031/s2",
            item(
                "2031/3", mention("league"), mention("town", nested=True), mention("town"), mention("fund", "mechanism")
            ),
            item("2031/4", mention("union"), mention("forum", "mechanism", nested=True), mention("land", nested=True)),
            item("2031/5", mention("forum", "mechanism"), mention("fund", "mechanism"), mention("town")),
        ),
    ),
    partners=tuple(
        Partner(
            id=PartnerId(id),
            kind="group",
            names=Names.of(en=id),
            memberships=() if found is None else (Membership(PartnerId(found[0]), until=found[1]),),
        )
        for id, found in MEMBERS.items()
    ),
    mechanisms=tuple(
        Mechanism(
            id=MechanismId(id),
            kind="forum",
            names=Names.of(en=id),
            part_of=None if whole is None else MechanismId(whole),
        )
        for id, whole in {"forum": None, "meeting": "forum", "fair": "meeting", "fund": None}.items()
    ),
)
BEFORE = attrs.evolve(RELATED, period=Period.years(2030))


def entities(plan: Plan) -> tuple[Partner | Mechanism, ...]:
    return (*plan.partners, *plan.mechanisms)


class TestIndex:
    def test_is_over_what_the_plan_holds(self) -> None:
        index = RELATED.index
        assert isinstance(index, Index)
        assert tuple(index.items.values()) == RELATED.items
        assert tuple(index.partners.values()) == RELATED.partners
        assert tuple(index.mechanisms.values()) == RELATED.mechanisms
        assert [*index.sections] == ["2031/s1", "2031/s1.1", "2031/s2"]
        assert index.period == RELATED.period

    def test_is_made_once_for_each_plan(self) -> None:
        assert RELATED.index is RELATED.index
        assert RELATED.index is not BEFORE.index
        assert BEFORE.index.period == Period.years(2030)

    def test_is_no_part_of_the_value(self) -> None:
        assert attrs.evolve(RELATED) == RELATED
        assert "index" not in {field.name for field in attrs.fields(Plan)}
        with pytest.raises(AttributeError):
            RELATED.index = BEFORE.index  # type: ignore[misc]


class TestItemsOf:
    @pytest.mark.parametrize(
        ("plan", "id", "numbers", "direct"),
        [
            (RELATED, "land", [2, 3], [2]),  # in 4 it is nested, and its league has left the union
            (BEFORE, "land", [2, 3, 4], [2]),
            (RELATED, "league", [3], [3]),
            (BEFORE, "league", [3, 4], [3]),
            (RELATED, "union", [4], [4]),
            (RELATED, "town", [1, 3, 4, 5], [1, 3, 5]),
            (RELATED, "forum", [1, 5], [5]),
            (RELATED, "meeting", [1], []),
            (RELATED, "fair", [1], [1]),
            (RELATED, "fund", [2, 3, 5], [2, 3, 5]),
        ],
    )
    def test_by_id_or_entity(self, plan: Plan, id: str, numbers: list[int], direct: list[int]) -> None:
        for entity in (id, plan.index.entity(id)):
            assert [one.number for one in plan.items_of(entity)] == numbers
            assert [one.number for one in plan.items_of(entity, direct=True)] == direct

    def test_one_of_another_plan_goes_by_its_id(self) -> None:
        other = Partner(id=PartnerId("land"), kind="city", names=Names())
        assert RELATED.items_of(other) == RELATED.items_of("land")

    @pytest.mark.parametrize("entity", ["lands", "2031/1", Partner(id=PartnerId("lands"), kind="city", names=Names())])
    def test_unknown(self, entity: str | Partner) -> None:
        for ask in (RELATED.items_of, RELATED.related):
            with pytest.raises(UnknownId, match="no partner or mechanism '"):
                ask(entity)

    @pytest.mark.parametrize(
        ("id", "numbers", "direct"),
        [
            ("br", [2, 3, 4, 5, 6, 9, 10, 12, 21, 22], [21]),
            ("gq", [2, 3, 4, 5, 6, 9, 10, 12, 21, 22], []),
            ("zhuhai", [17, 21], [21]),
            ("who", [19], [19]),
            ("forum-macao", [7], []),
            ("joint-conference", [23], [23]),
            ("arrangement-macao-bri", [23], [23]),
            ("psc-platform", [5, 21], [5, 21]),
        ],
    )
    def test_of_the_bundled_plan(self, id: str, numbers: list[int], direct: list[int]) -> None:
        plan = load_plan(2023)
        assert [one.number for one in plan.items_of(id)] == numbers
        assert [one.number for one in plan.items_of(id, direct=True)] == direct

    @given(plans())
    @settings(max_examples=30)
    def test_of_any_plan(self, plan: Plan) -> None:
        for entity in entities(plan):
            reach = plan.index.reach(entity)
            for ids, found in ((reach, plan.items_of(entity)), ({entity.id}, plan.items_of(entity.id, direct=True))):
                assert found == tuple(
                    one for one in plan.items if any(part.entity in ids and not part.nested for part in one.mentions)
                )


class TestMembersOf:
    @pytest.mark.parametrize(
        ("plan", "group", "members"),
        [
            (RELATED, "union", ["town"]),
            (BEFORE, "union", ["town", "league"]),
            (attrs.evolve(RELATED, period=None), "union", ["town", "league"]),
            (RELATED, "league", ["land"]),  # direct members; the land is none of the union's
            (RELATED, "land", []),
        ],
    )
    def test_by_id_or_partner(self, plan: Plan, group: str, members: list[str]) -> None:
        assert [one.id for one in plan.members_of(group)] == members
        assert plan.members_of(plan.partner(group)) == plan.members_of(group)

    @pytest.mark.parametrize(
        ("group", "members"),
        [
            ("portuguese-speaking-countries", "ao br cv gw gq mz pt st tl"),
            ("asean", "id my ph sg th bn vn la mm kh"),  # Timor-Leste joins in 2025
            ("southeast-asia", "tl id my ph sg th bn vn la mm kh"),
            ("greater-bay-area", "guangzhou shenzhen zhuhai foshan huizhou dongguan zhongshan jiangmen zhaoqing hk mo"),
            ("who", ""),
        ],
    )
    def test_of_the_bundled_plan(self, group: str, members: str) -> None:
        assert [one.id for one in load_plan(2023).members_of(group)] == members.split()

    def test_of_the_european_union(self) -> None:
        members = [one.id for one in load_plan(2023).members_of("eu")]
        assert len(members) == len(set(members)) == 27
        assert "gb" not in members

    def test_unknown(self) -> None:
        with pytest.raises(UnknownId, match="no partner 'unions' here; the closest: 'union'"):
            RELATED.members_of("unions")
        with pytest.raises(UnknownId, match="no partner 'forum' here"):
            RELATED.members_of("forum")
        with pytest.raises(UnknownId, match="no partner 'isle' here"):
            RELATED.members_of(Partner(id=PartnerId("isle"), kind="group", names=Names()))

    @given(plans())
    @settings(max_examples=30)
    def test_of_any_plan(self, plan: Plan) -> None:
        for group in plan.partners:
            assert plan.members_of(group) == tuple(
                one
                for one in plan.partners
                if any(found.group == group.id and found.holds_in(plan.period) for found in one.memberships)
            )


class TestRelated:
    @pytest.mark.parametrize(
        ("plan", "id", "others", "direct"),
        [
            (RELATED, "land", ["fund", "town"], ["fund"]),  # the fund in two items, the town in one
            (BEFORE, "land", ["fund", "town"], ["fund"]),
            (RELATED, "town", ["fund", "fair", "league", "forum"], ["fund", "fair", "league", "forum"]),
            (RELATED, "fund", ["town", "land", "league", "forum"], ["town", "land", "league", "forum"]),
            (RELATED, "forum", ["town", "fund"], ["fund", "town"]),
            (RELATED, "fair", ["town"], ["town"]),
            (RELATED, "meeting", ["town"], []),
            (RELATED, "union", [], []),
            (RELATED, "league", ["town", "fund"], ["town", "fund"]),
        ],
    )
    def test_most_items_first(self, plan: Plan, id: str, others: list[str], direct: list[str]) -> None:
        for entity in (id, plan.index.entity(id)):
            assert [one.id for one in plan.related(entity)] == others
            assert [one.id for one in plan.related(entity, direct=True)] == direct

    def test_a_part_is_another_where_only_the_whole_counts(self) -> None:
        both = section("2031/s1", item("2031/1", mention("forum", "mechanism"), mention("fair", "mechanism")))
        plan = attrs.evolve(RELATED, sections=(both,))
        assert plan.related("forum") == ()
        assert plan.related("forum", direct=True) == (plan.mechanism("fair"),)

    @pytest.mark.parametrize(
        ("id", "others"),
        [
            ("who", ["who-member-states", "belt-and-road-countries", "who-workshops", "who-expert-meetings"]),
            (
                "forum-macao",
                [
                    *("international-exhibitions", "mainland", "belt-and-road-themed-forums"),
                    *("iiicf", "miecf", "mif", "gmbpf"),
                ],
            ),
            (
                "zhuhai",
                [
                    *("pt", "belt-and-road-countries", "mainland", "multi-stop-routes", "tourism-alliance", "mite"),
                    *("gtef", "tourism-training-base", "psc-platform", "hengqin-zone", "bptech", "br"),
                    *("portuguese-speaking-countries", "psc-tech-promotion", "world-class-tech-exhibitions"),
                    *("sino-lusophone-st-centre", "st-centre-seminars"),
                ],
            ),
        ],
    )
    def test_of_the_bundled_plan(self, id: str, others: list[str]) -> None:
        assert [one.id for one in load_plan(2023).related(id)] == others

    @given(plans())
    @settings(max_examples=30)
    def test_of_any_plan(self, plan: Plan) -> None:
        for entity in entities(plan):
            items = plan.items_of(entity)
            named = [[part.entity for part in one.mentions if not part.nested] for one in items]
            others = {id for ids in named for id in ids} - plan.index.reach(entity)
            order = [id for ids in named for id in ids]
            ranked = sorted(others, key=lambda one: (-sum(one in ids for ids in named), order.index(one)))
            assert [one.id for one in plan.related(entity)] == ranked


class TestWithItems:
    def test_every_item_also_of_sub_sections(self) -> None:
        seen: list[str] = []

        def change(one: WorkItem) -> WorkItem:
            seen.append(one.id)
            return attrs.evolve(one, text=f"办好{one.number}。")

        made = PLAN.with_items(change)
        assert [one.text for one in made.items] == ["办好1。", "办好2。", "办好3。", "办好4。"]
        assert sorted(seen) == [one.id for one in ITEMS]
        assert [one.text for one in PLAN.items] == [None] * 4
        assert made.item(3).text == "办好3。"
        assert made.section_of(made.item(3)).id == "2031/s1.2"

    def test_nothing_else_changes(self) -> None:
        made = PLAN.with_items(lambda one: attrs.evolve(one, mentions=()))
        assert attrs.evolve(made, sections=()) == attrs.evolve(PLAN, sections=())
        sections = [below for top in made.sections for below in top.walk()]
        assert [attrs.evolve(below, items=(), sections=()) for below in sections] == [
            attrs.evolve(below, items=(), sections=()) for top in PLAN.sections for below in top.walk()
        ]
        assert [len(below.items) for below in sections] == [1, 1, 1, 1]

    def test_of_a_section(self) -> None:
        made = PLAN.section(1).with_items(lambda one: attrs.evolve(one, number=one.number + 10))
        assert [one.number for one in made.all_items()] == [11, 12, 13]
        assert [below.id for below in made.walk()] == ["2031/s1", "2031/s1.1", "2031/s1.2"]
        assert PLAN.section(1).all_items() == ITEMS[:3]

    @given(plans(), st.sampled_from(({"mentions": ()}, {"text": "办好。"}, {})))
    @settings(max_examples=30)
    def test_of_any_plan(self, plan: Plan, values: dict[str, Any]) -> None:  # any field of an item: Any
        change: Callable[[WorkItem], WorkItem] = lambda one: attrs.evolve(one, **values)  # noqa: E731
        made = plan.with_items(change)
        assert made.items == tuple(map(change, plan.items))
        assert [*made.index.sections] == [*plan.index.sections]
        assert plan.with_items(lambda one: one) == plan


class TestValue:
    @given(plans())
    @settings(max_examples=50)
    def test_copies_are_equal_also_after_use(self, plan: Plan) -> None:
        for used in (False, True):
            if used and plan.items:
                plan.section_of(plan.item(plan.items[0].id))
            for other in (pickle.loads(pickle.dumps(plan)), copy.copy(plan), copy.deepcopy(plan), attrs.evolve(plan)):
                assert (other, hash(other), repr(other)) == (plan, hash(plan), repr(plan))

    @given(plans())
    @settings(max_examples=50)
    def test_everything_is_found_by_its_id(self, plan: Plan) -> None:
        sections = [below for top in plan.sections for below in top.walk()]
        assert all(plan.section(below.id) is below for below in sections)
        assert all(plan.item(one.id) is one for one in plan.items)
        assert all(plan.partner(one.id) is one for one in plan.partners)
        assert all(plan.mechanism(one.id) is one for one in plan.mechanisms)
        assert all(one in plan.section_of(one).items for one in plan.items)
        for one in plan.items:
            named: set[str] = {found.id for found in plan.partners_of(one)}
            named |= {found.id for found in plan.mechanisms_of(one)}
            assert named == {mention.entity for mention in one.mentions if not mention.nested}

    def test_an_evolved_plan_finds_its_own(self) -> None:
        assert PLAN.item(4) is ITEMS[3]
        other = attrs.evolve(PLAN, sections=(section("2031/s1", item("2031/9")),))
        assert other.item(9).id == "2031/9"
        with pytest.raises(UnknownId):
            other.item(4)

    def test_everything_counts_when_comparing(self) -> None:
        assert attrs.evolve(PLAN, extra=Extra({"org.example": 1})) != PLAN
        assert attrs.evolve(PLAN, id=PlanId("2032")) != PLAN

    def test_frozen(self) -> None:
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            PLAN.id = PlanId("2032")  # type: ignore[misc]
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            PLAN.sections[0].number = 2  # type: ignore[misc]
        with pytest.raises(AttributeError):
            PLAN.colour = "red"  # type: ignore[attr-defined]

    def test_version(self) -> None:
        assert PLAN.schema_version == SCHEMA_VERSION == 1


class TestShown:
    def test_repr(self) -> None:
        assert repr(PLAN) == "<Plan 2031: 2 sections, 4 items>"
        assert repr(PLAN.section(2)) == "<Section 2031/s2 二 '贸易': 1 items>"

    @given(plans())
    @settings(max_examples=30)
    def test_repr_is_short(self, plan: Plan) -> None:
        assert len(repr(plan)) < 80

    def test_html_of_a_section(self) -> None:
        shown = section("2031/s1", item("2031/7"), name="<script>")._repr_html_()
        assert shown == (
            '<table><caption><span lang="zh-Hans">&lt;script&gt;</span></caption>'
            '<tr><td>7</td><td><span lang="zh-Hans">Item 7</span></td></tr></table>'
        )

    def test_html_of_a_plan(self) -> None:
        dirty = attrs.evolve(
            PLAN,
            names=Names.of(zh_Hans="<script>1"),
            sections=(
                attrs.evolve(
                    section("2031/s1", WorkItem(id=ItemId("2031/1"), number=1, text="<script>2"), name="<script>3"),
                    numeral="<script>4",
                ),
            ),
        )
        shown = dirty._repr_html_()
        assert "<script>" not in shown
        assert [shown.count(f'<span lang="zh-Hans">&lt;script&gt;{n}</span>') for n in range(1, 5)] == [1] * 4

    @given(plans())
    @settings(max_examples=30)
    def test_html_of_any_plan_has_a_row_for_each_item_and_section(self, plan: Plan) -> None:
        assert plan._repr_html_().count("<tr>") == len(plan.items) + len(plan.sections)
