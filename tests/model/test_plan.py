"""Plans: look-ups, relations, and that a plan stays what it is."""

import copy
import pickle

import attrs
import pytest
from hypothesis import given, settings

from bri_macao.errors import AmbiguousNumber, UnknownId
from bri_macao.model import (
    SCHEMA_VERSION,
    EntityKind,
    Extra,
    ItemId,
    Mechanism,
    MechanismId,
    Mention,
    Names,
    Partner,
    PartnerId,
    Period,
    Plan,
    PlanId,
    Section,
    SectionId,
    WorkItem,
)
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
