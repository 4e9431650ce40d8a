"""Queries: which items fit and by what evidence, how conditions combine, and what a query promises."""

import html
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, get_args

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bri_macao import querying
from bri_macao.errors import BriMacaoError, InvalidValue, UnknownId
from bri_macao.model import (
    Action,
    ActionId,
    Aspect,
    Comparison,
    EntityKind,
    Index,
    ItemId,
    Mechanism,
    MechanismId,
    MechanismKind,
    Membership,
    Mention,
    Name,
    Names,
    PartialDate,
    Partner,
    PartnerId,
    PartnerKind,
    Period,
    Plan,
    PlanId,
    PolicyArea,
    Section,
    SectionId,
    Target,
    WorkItem,
)
from bri_macao.plans import load_plan, load_registry
from bri_macao.querying import (
    Condition,
    Evidence,
    Hit,
    Query,
    Quote,
    Table,
    aspect,
    mechanism,
    partner,
    policy_area,
    query,
    section,
    target,
    text,
)
from bri_macao.spans import Span
from bri_macao.strategies import plans
from bri_macao.text import fold, width

BUNDLED = load_plan(2023)

# What the 2023 list says of each of these, nested names left out.
LUSOPHONE = [2, 3, 4, 5, 6, 9, 10, 12, 21, 22]
BELT_AND_ROAD = [3, 6, 10, 11, 12, 13, 15, 17, 18, 19, 20, 22]
MAINLAND = [4, 7, 8, 12, 17, 20, 22]


def numbers(found: Iterable[Hit]) -> list[int]:
    return [hit.item.number for hit in found]


def shown(part: Evidence) -> str:
    match part:
        case Mention():
            return part.surface
        case Action():
            return part.id
        case Target():
            return part.names["en"]
        case Quote():
            return f"{part.field} {part.language} {part.span.of(part.text)}"


def evidence(found: Iterable[Hit]) -> dict[int, list[str]]:
    return {hit.item.number: [shown(part) for part in hit.evidence] for hit in found}


# A plan of our own: land belongs to the league and the league to the union; the session is a part of the meeting, and
# that of the forum. Two sections carry the number 2, and one the number 0.


def names(english: str) -> Names:
    return Names.of(en=english)


def a_partner(id: str, *groups: str, kind: PartnerKind = "country") -> Partner:
    memberships = tuple(Membership(PartnerId(group)) for group in groups)
    return Partner(id=PartnerId(id), kind=kind, names=names(id.title()), memberships=memberships)


def a_mechanism(id: str, part_of: str | None = None, kind: MechanismKind = "conference") -> Mechanism:
    whole = None if part_of is None else MechanismId(part_of)
    return Mechanism(id=MechanismId(id), kind=kind, names=names(id.title()), part_of=whole)


def mention(id: str, place: int = 0, *, kind: EntityKind = "partner", nested: bool = False) -> Mention:
    entity = PartnerId(id) if kind == "partner" else MechanismId(id)
    return Mention(entity, kind, Span(place, place + 1), f"{id}@{place}", nested=nested)


def action(id: str, how: Aspect, english: str | None = None) -> Action:
    return Action(ActionId(id), how, Names() if english is None else names(english))


def item(number: int, *mentions: Mention, **values: Any) -> WorkItem:  # any field of an item: Any
    return WorkItem(**{"id": ItemId(f"2031/{number}"), "number": number, "mentions": mentions, **values})


def a_section(path: str, *children: WorkItem | Section) -> Section:
    number = int(path.replace("s", ".").rpartition(".")[2])
    return Section(
        id=SectionId(f"2031/{path}"),
        number=number,
        numeral="〇一二三"[number],
        items=tuple(child for child in children if isinstance(child, WorkItem)),
        sections=tuple(child for child in children if isinstance(child, Section)),
    )


ITEMS = (
    item(1, mention("land"), actions=(action("1.1", "strive", "Seek a port"), action("1.2", "hold", "Hold a fair"))),
    item(
        2,
        mention("land", 1),
        mention("league", 2),
        mention("land", 3),
        mention("fund", 4, kind="mechanism"),
        actions=(action("2.1", "hold"), action("2.2", "explore")),
        policy_areas=("unimpeded-trade", "people-to-people"),
    ),
    item(3, mention("land", 1, nested=True), mention("forum", 2, kind="mechanism", nested=True)),
    item(
        4,
        mention("session", kind="mechanism"),
        policy_areas=("people-to-people",),
        targets=(
            Target(names("three sessions"), 3, "exactly", mechanism=MechanismId("session")),
            Target(names("two ports"), 2),
        ),
    ),
    item(
        5,
        mention("union", 1),
        mention("town", 2),
        mention("meeting", 3, kind="mechanism"),
        mention("forum", 4, kind="mechanism"),
    ),
)
PLAN = Plan(
    id=PlanId("2031"),
    period=Period.years(2031),
    partners=(
        a_partner("land", "league"),
        a_partner("league", "union", kind="group"),
        a_partner("union", kind="group"),
        a_partner("town", kind="city"),
    ),
    mechanisms=(
        a_mechanism("forum", kind="forum"),
        a_mechanism("meeting", "forum"),
        a_mechanism("session", "meeting", kind="exchange"),
        a_mechanism("fund", kind="fund"),
    ),
    sections=(
        a_section("s0", ITEMS[0]),
        a_section("s1", ITEMS[1], a_section("s1.1", ITEMS[2]), a_section("s1.2", ITEMS[3])),
        a_section("s2", ITEMS[4]),
    ),
)


def plan_of(*items: WorkItem, **values: Any) -> Plan:  # any field of a plan: Any
    return attrs.evolve(PLAN, **{"sections": (a_section("s1", *items),), **values})


class TestPartner:
    @pytest.mark.parametrize(
        ("condition", "found"),
        [
            # through 葡语国家 and its like
            *((partner(id), LUSOPHONE) for id in ("ao", "br", "cv", "gw", "gq", "mz", "st", "tl")),
            (partner("portuguese-speaking-countries"), LUSOPHONE),
            (partner("pt"), [2, 3, 4, 5, 6, 9, 10, 12, 17, 21, 22]),
            # through the European Union (12, 22), ASEAN (22) and South-East Asia (12)
            *((partner(id), [12, 22]) for id in ("eu", "be", "hr", "se", "id", "kh")),
            (partner("southeast-asia"), [12]),
            (partner("asean"), [22]),
            (partner("gb"), []),  # left the Union in 2020
            # through the Greater Bay Area; in 20 it is only a part of a centre's name
            *((partner(id), [17]) for id in ("greater-bay-area", "guangzhou", "zhaoqing", "hk", "mo")),
            (partner("zhuhai"), [17, 21]),
            (partner("belt-and-road-countries"), BELT_AND_ROAD),
            (partner("mainland"), MAINLAND),
            (partner("hengqin-zone"), [2, 21]),
            (partner("who"), [19]),
            (partner("who-member-states"), [19]),
            (partner("asel"), [4]),
            (partner("ipim"), []),  # runs mechanisms; nobody names it
            # one of several
            (partner("who", "zhuhai"), [17, 19, 21]),
            (partner("gq", "eu"), LUSOPHONE),
            # anybody
            (partner(), [*range(1, 14), 15, *range(17, 23)]),
            (partner(nested=True), [*range(1, 16), *range(17, 23)]),
        ],
        ids=repr,
    )
    def test_by_id(self, condition: Condition, found: list[int]) -> None:
        assert numbers(query(BUNDLED).where(condition)) == found

    @pytest.mark.parametrize(
        ("condition", "found"),
        [
            (partner("br", direct=True), [21]),
            (partner("pt", direct=True), [17, 21]),
            (partner("zhuhai", direct=True), [21]),
            (partner("mz", direct=True), []),
            (partner("eu", direct=True), [12, 22]),
            (partner(direct=True), [*range(1, 14), 15, *range(17, 23)]),
            (partner("br", nested=True), [1, 2, 3, 4, 5, 6, 9, 10, 12, 14, 18, 21, 22]),
            (partner("br", direct=True, nested=True), [21]),
            (partner("zhuhai", nested=True), [17, 20, 21]),
            (partner("hk", direct=True, nested=True), []),
            (partner("mainland", nested=True), MAINLAND),
        ],
        ids=repr,
    )
    def test_switches(self, condition: Condition, found: list[int]) -> None:
        assert numbers(query(BUNDLED).where(condition)) == found

    @pytest.mark.parametrize(
        ("kind", "found"),
        [
            ("country", [17, 21]),
            ("territory", []),
            ("region", MAINLAND),  # South-East Asia and the Bay Area stand beside it
            ("group", [2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 15, 17, 18, 19, 20, 21, 22]),
            ("city", [21]),
            ("zone", [2, 21]),
            ("organization", [1, 4, 17, 19]),
            ("government", []),
            ("community", []),
            ("enterprises", [2, 12, 22]),
            ("host", []),
        ],
    )
    def test_by_kind(self, kind: PartnerKind, found: list[int]) -> None:
        assert numbers(query(BUNDLED).partner(kind=kind)) == found

    @pytest.mark.parametrize(
        ("condition", "found"),
        [
            (partner("br", kind="group"), LUSOPHONE),
            (partner("br", kind="country"), [21]),  # the kind is that of who is named
            (partner("br", kind="city"), []),
            (partner("pt", "zhuhai", kind="country"), [17, 21]),
            (partner("tl", kind="region"), [12]),
        ],
        ids=repr,
    )
    def test_by_id_and_kind(self, condition: Condition, found: list[int]) -> None:
        assert numbers(query(BUNDLED).where(condition)) == found

    @pytest.mark.parametrize(
        ("condition", "found"),
        [
            (partner("who"), {19: ["世卫", "世界卫生组织", "世卫"]}),
            (partner("zhuhai"), {17: ["粤港澳大湾区"], 21: ["珠海市"]}),
            (partner("zhuhai", nested=True), {17: ["粤港澳大湾区"], 20: ["粤港澳大湾区"], 21: ["珠海市"]}),
            (partner("br", direct=True, nested=True), {21: ["巴葡", "巴葡"]}),
            (partner("asean", "eu"), {12: ["欧盟"], 22: ["欧盟", "东盟"]}),
            (partner(kind="city"), {21: ["珠海市"]}),
        ],
        ids=repr,
    )
    def test_evidence(self, condition: Condition, found: dict[int, list[str]]) -> None:
        assert evidence(query(BUNDLED).where(condition)) == found

    def test_evidence_through_several_groups(self) -> None:
        timor, portugal = (evidence(query(BUNDLED).partner(id)) for id in ("tl", "pt"))
        assert timor[12] == ["葡语国家", "东南亚国家", "葡语国家", "东南亚"]
        assert timor[22] == ["葡语国家"]  # joins ASEAN in 2025
        assert portugal[12] == ["葡语国家", "葡语国家", "欧盟"]
        assert portugal[17] == ["葡萄牙"]
        assert portugal[21] == ["巴葡", "葡语国家/地区"]
        assert portugal[22] == ["葡语国家", "欧盟"]

    @pytest.mark.parametrize(
        ("condition", "found"),
        [
            (partner("land"), {1: ["land@0"], 2: ["land@1", "league@2", "land@3"], 5: ["union@1"]}),
            (partner("land", direct=True), {1: ["land@0"], 2: ["land@1", "land@3"]}),
            (
                partner("land", direct=True, nested=True),
                {1: ["land@0"], 2: ["land@1", "land@3"], 3: ["land@1"]},
            ),
            (partner("league"), {2: ["league@2"], 5: ["union@1"]}),
            (partner("union"), {5: ["union@1"]}),
            (partner("land", kind="group"), {2: ["league@2"], 5: ["union@1"]}),
            (partner("union", "town"), {5: ["union@1", "town@2"]}),
        ],
        ids=repr,
    )
    def test_at_any_remove(self, condition: Condition, found: dict[int, list[str]]) -> None:
        assert evidence(query(PLAN).where(condition)) == found

    def test_a_mention_of_somebody_whom_the_plan_lacks(self) -> None:
        plan = plan_of(item(1, mention("nobody")))
        assert evidence(query(plan).partner()) == {1: ["nobody@0"]}
        assert query(plan).partner(kind="country").count() == 0

    def test_a_membership_of_a_group_that_the_plan_lacks(self) -> None:
        plan = plan_of(*ITEMS, partners=(a_partner("land", "nobody"), *PLAN.partners[1:]))
        assert numbers(query(plan).partner("land")) == [1, 2]

    @pytest.mark.parametrize("groups", ["ab", "ba", "abc", "a"])
    def test_memberships_in_a_circle(self, groups: str) -> None:
        ring = tuple(a_partner(id, groups[(i + 1) % len(groups)]) for i, id in enumerate(groups))
        plan = plan_of(*(item(i, mention(id)) for i, id in enumerate(sorted(groups), 1)), partners=ring)
        for id in groups:
            assert query(plan).partner(id).count() == len(groups)
            assert query(plan).partner(id, direct=True).count() == 1


class TestMechanism:
    @pytest.mark.parametrize(
        ("condition", "found"),
        [
            (mechanism("cpd-fund"), [1]),
            (mechanism("forum-macao"), [7]),  # by its anniversary and its conference
            (mechanism("forum-macao", direct=True), []),
            (mechanism("forum-macao", direct=True, nested=True), [7]),
            (mechanism("forum-macao-6th-conference"), [7]),
            (mechanism("psc-platform"), [5, 21]),
            (mechanism("sino-lusophone-st-centre"), [21]),
            (mechanism("st-centre-seminars"), [21]),
            (mechanism("arrangement-macao-bri"), [23]),
            (mechanism("joint-conference-meeting"), [23]),
            (mechanism("cepa", "psc-complex"), [5, 8]),
            (mechanism("bilingual-training-base"), [16]),
            (mechanism(), [1, *range(4, 12), *range(13, 24)]),
        ],
        ids=repr,
    )
    def test_by_id(self, condition: Condition, found: list[int]) -> None:
        assert numbers(query(BUNDLED).where(condition)) == found

    @pytest.mark.parametrize(
        ("kind", "found"),
        [
            ("agreement", [1, 6, 8, 10, 11]),
            ("arrangement", [13, 23]),
            ("award", []),
            ("base", [14, 16, 17, 22]),
            ("campaign", [7]),
            ("centre", [14, 20, 21]),
            ("college", [10]),
            ("competition", [16, 21]),
            ("complex", [5]),
            ("conference", [4, 7, 19, 21, 23]),
            ("exchange", []),
            ("exhibition", [7, 17, 21]),
            ("festival", [14, 16]),
            ("forum", [7, 17]),
            ("fund", [1]),
            ("lab", [20]),
            ("network", [9]),
            ("park", [22]),
            ("platform", [1, 5, 20, 21]),
            ("programme", [18, 20]),
            ("project", [17]),
            ("scholarship", [15]),
            ("service", [9]),
            ("training", [4, 10]),
            ("workshop", [19]),
        ],
    )
    def test_by_kind(self, kind: MechanismKind, found: list[int]) -> None:
        assert numbers(query(BUNDLED).mechanism(kind=kind)) == found

    @pytest.mark.parametrize(
        ("condition", "found"),
        [
            (mechanism(part_of="forum-macao"), {7: ["中葡论坛成立 20 周年系列活动", "中葡论坛第六届部长级会议"]}),
            (mechanism(part_of="forum-macao", kind="conference"), {7: ["中葡论坛第六届部长级会议"]}),
            (mechanism(part_of="arrangement-macao-bri"), {23: ["联席会议制度", "联席会议例会"]}),
            (mechanism(part_of="joint-conference"), {23: ["联席会议例会"]}),
            (mechanism(part_of="joint-conference", nested=True), {23: ["联席会议例会"]}),
            (
                mechanism(part_of="arrangement-macao-bri", nested=True),
                {23: ["联席会议制度", "联席会议例会", "联席会议"]},
            ),
            (mechanism(part_of="sino-lusophone-st-centre"), {21: ["中葡科技中心研讨会"]}),
            (mechanism(part_of="cepa"), {}),
            (mechanism("joint-conference", part_of="arrangement-macao-bri", direct=True), {23: ["联席会议制度"]}),
            (mechanism("cepa", part_of="forum-macao"), {}),
            (mechanism("forum-macao-6th-conference", kind="forum"), {}),
            (
                mechanism("sino-lusophone-st-centre", nested=True),
                {21: ["中葡科技中心", "中葡科技中心研讨会", "中葡科技中心"]},
            ),
        ],
        ids=repr,
    )
    def test_evidence(self, condition: Condition, found: dict[int, list[str]]) -> None:
        assert evidence(query(BUNDLED).where(condition)) == found

    @pytest.mark.parametrize(
        ("condition", "found"),
        [
            (mechanism("forum"), {4: ["session@0"], 5: ["meeting@3", "forum@4"]}),
            (mechanism("forum", direct=True), {5: ["forum@4"]}),
            (mechanism("forum", direct=True, nested=True), {3: ["forum@2"], 5: ["forum@4"]}),
            (mechanism("meeting"), {4: ["session@0"], 5: ["meeting@3"]}),
            (mechanism("session"), {4: ["session@0"]}),
            (mechanism(part_of="forum"), {4: ["session@0"], 5: ["meeting@3"]}),
            (mechanism("meeting", part_of="forum", direct=True), {5: ["meeting@3"]}),
            (mechanism("forum", part_of="meeting"), {4: ["session@0"]}),
            (mechanism(kind="conference"), {5: ["meeting@3"]}),
            (mechanism("forum", kind="exchange"), {4: ["session@0"]}),
        ],
        ids=repr,
    )
    def test_at_any_remove(self, condition: Condition, found: dict[int, list[str]]) -> None:
        assert evidence(query(PLAN).where(condition)) == found

    def test_parts_in_a_circle(self) -> None:
        ring = (a_mechanism("a", "b"), a_mechanism("b", "c"), a_mechanism("c", "a"), a_mechanism("d", "d"))
        named = (item(i, mention(id, kind="mechanism")) for i, id in enumerate("abcd", 1))
        plan = plan_of(*named, mechanisms=ring)
        assert numbers(query(plan).mechanism("a")) == [1, 2, 3]
        assert numbers(query(plan).mechanism("a", direct=True)) == [1]
        assert numbers(query(plan).mechanism(part_of="b")) == [1, 3]
        assert numbers(query(plan).mechanism("d")) == [4]
        assert numbers(query(plan).mechanism(part_of="d")) == []

    def test_a_partner_of_the_same_id_is_another(self) -> None:
        plan = plan_of(
            item(1, mention("port", kind="mechanism")),
            item(2, mention("port")),
            item(3, mention("club")),
            partners=(a_partner("port", "club", kind="city"), a_partner("club", kind="group")),
            mechanisms=(a_mechanism("port", kind="fund"),),
        )
        assert numbers(query(plan).mechanism("port")) == numbers(query(plan).mechanism(kind="fund")) == [1]
        assert numbers(query(plan).partner("port")) == [2, 3]
        assert numbers(query(plan).partner(kind="city")) == [2]


class TestSection:
    @pytest.mark.parametrize(
        ("key", "found"),
        [
            (1, [1, 2, 3, 4]),
            (2, list(range(5, 12))),
            (3, list(range(12, 20))),
            (4, [20, 21, 22]),
            (5, [23]),
            ("2023/s1", [1, 2, 3, 4]),
            ("2023/s5", [23]),
        ],
    )
    def test_of_the_bundled_plan(self, key: int | str, found: list[int]) -> None:
        assert numbers(query(BUNDLED).section(key)) == found

    @pytest.mark.parametrize(
        ("key", "found"),
        [
            (0, [1]),
            (1, [2, 3, 4]),
            (2, [5]),  # not 2031/s1.2, whose number is 2 as well
            ("2031/s0", [1]),
            ("2031/s1", [2, 3, 4]),
            ("2031/s1.1", [3]),
            ("2031/s1.2", [4]),
            ("2031/s2", [5]),
        ],
    )
    def test_by_number_or_id(self, key: int | str, found: list[int]) -> None:
        assert numbers(query(PLAN).section(key)) == found
        assert [hit.evidence for hit in query(PLAN).section(key)] == [()] * len(found)

    def test_a_hit_says_the_innermost(self) -> None:
        assert [hit.section.id for hit in query(PLAN).section(1)] == ["2031/s1", "2031/s1.1", "2031/s1.2"]

    def test_an_empty_one(self) -> None:
        plan = attrs.evolve(PLAN, sections=(a_section("s1"), *PLAN.sections[2:]))
        assert query(plan).section(1).count() == 0

    @pytest.mark.parametrize(
        "key",
        [
            1,
            "2031/s1-2",
        ],
    )
    def test_two_that_carry_a_number(self, key: int | str) -> None:
        # A heading that is counted wrong in the document: reading gives the second the id s1-2.
        second = attrs.evolve(a_section("s1", ITEMS[4]), id=SectionId("2031/s1-2"))
        plan = attrs.evolve(PLAN, sections=(a_section("s1", ITEMS[0]), second))
        assert query(plan).section(key).items() == plan.section(key).all_items()


class TestAspect:
    @pytest.mark.parametrize(
        ("one", "found"),
        [
            ("continue", [1, *range(4, 19), 20, 22]),
            ("deepen", [2, 3, 4, 5, 8, 9, 12, 14, 16, 17, 19, 20, 21, 22]),
            ("start", []),
            ("hold", [4, 7, 14, 16, 18, 21, 23]),
            ("complete", [3, 9]),
            ("strive", [2, 22]),
            ("support", [9, 18, 19, 20, 22]),
            ("encourage", [3, 8]),
            ("explore", []),
            ("prepare", [7]),
        ],
    )
    def test_of_the_bundled_plan(self, one: Aspect, found: list[int]) -> None:
        assert numbers(query(BUNDLED).aspect(one)) == found

    def test_evidence(self) -> None:
        assert evidence(query(BUNDLED).aspect("hold").section(4)) == {21: ["2023/21.4", "2023/21.7", "2023/21.9"]}
        assert evidence(query(BUNDLED).aspect("strive")) == {2: ["2023/2.3"], 22: ["2023/22.3"]}

    def test_one_of_several(self) -> None:
        assert numbers(query(BUNDLED).aspect("strive", "complete")) == [2, 3, 9, 22]
        assert evidence(query(PLAN).aspect("explore", "hold")) == {1: ["1.2"], 2: ["2.1", "2.2"]}


class TestPolicyArea:
    @pytest.mark.parametrize(
        ("area", "found"),
        [
            ("policy-coordination", [6, 7, 10, 11, 13, 23]),
            ("facilities-connectivity", [7]),
            ("unimpeded-trade", [5, 7, 8, 9, 10, 12, 21, 22]),
            ("financial-integration", [1, 2, 3, 4, 11]),
            ("people-to-people", list(range(12, 23))),
        ],
    )
    def test_of_the_bundled_plan(self, area: PolicyArea, found: list[int]) -> None:
        assert numbers(query(BUNDLED).policy_area(area)) == found

    def test_one_of_several_without_evidence(self) -> None:
        assert numbers(query(BUNDLED).policy_area("facilities-connectivity", "financial-integration")) == [
            *(1, 2, 3, 4, 7, 11)
        ]
        assert evidence(query(PLAN).policy_area("unimpeded-trade", "people-to-people")) == {2: [], 4: []}


class TestTarget:
    ANNIVERSARY, CONFERENCE = "20th anniversary of Forum Macao", "6th Ministerial Conference of Forum Macao"
    MEETING = "At least one regular meeting in the year"

    @pytest.mark.parametrize(
        ("condition", "found"),
        [
            (target(), {7: [ANNIVERSARY, CONFERENCE], 23: [MEETING]}),
            (target(comparison="ordinal"), {7: [ANNIVERSARY, CONFERENCE]}),
            (target(comparison="at-least"), {23: [MEETING]}),
            (target(comparison="exactly"), {}),
            (target(mechanism="forum-macao"), {7: [ANNIVERSARY, CONFERENCE]}),
            (target(mechanism="forum-macao-6th-conference"), {7: [CONFERENCE]}),
            (target(mechanism="arrangement-macao-bri"), {23: [MEETING]}),
            (target(mechanism="joint-conference-meeting"), {23: [MEETING]}),
            (target(mechanism="cepa"), {}),
            (target(mechanism="forum-macao", comparison="at-least"), {}),
            (target(mechanism="joint-conference", comparison="at-least"), {23: [MEETING]}),
        ],
        ids=repr,
    )
    def test_of_the_bundled_plan(self, condition: Condition, found: dict[int, list[str]]) -> None:
        assert evidence(query(BUNDLED).where(condition)) == found

    @pytest.mark.parametrize(
        ("condition", "found"),
        [
            (target(), ["three sessions", "two ports"]),
            (target(mechanism="forum"), ["three sessions"]),
            (target(comparison="at-least"), ["two ports"]),
            (target(comparison="exactly"), ["three sessions"]),
        ],
        ids=repr,
    )
    def test_only_those_that_fit_are_evidence(self, condition: Condition, found: list[str]) -> None:
        assert evidence(query(PLAN).where(condition)) == {4: found}


class TestText:
    @pytest.mark.parametrize(
        ("words", "found"),
        [
            # the scripts
            *((words, [3]) for words in ("人民币", "人民幣", " 人民幣\n", "離岸人民币")),
            *((words, [1]) for words in ("莲花基金", "蓮花基金")),
            *((words, [14]) for words in ("葡文化藝術節", "葡文化艺术节")),
            # the languages
            *((words, [4]) for words in ("财富", "財富", "wealth", "fortunas")),
            ("WHO training", [19]),
            ("a OMS", [19]),
            # case, width, accents
            *((words, [3]) for words in ("renminbi", "RENMINBI", "ＲenMinBi", "\u3000ｒｅｎｍｉｎｂｉ\u3000")),
            *((words, [5]) for words in ("acção", "ACÇÃO", "accao", "Acçao", "ａｃｃａｏ")),
            *((words, [8]) for words in ("CEPA", "cepa", "ｃｅｐａ")),
            # quotes and dashes
            *((words, [1]) for words in ("«Fundo Lótus»", '"fundo lotus"', "“FUNDO LOTUS”", "＂fundo lótus＂")),
            *((words, [9, 18]) for words in ("国—葡语国家", "国-葡语国家", "國－葡語國家", "国─葡语国家")),
            # what is only a surface, a target
            ("对所得避免", [10]),
            ("對所得避免", [10]),
            ("Pelo menos uma reunião", [23]),
            # a part of a word
            ("harmaceutical", [22]),
            # nowhere
            ("亮点", []),
            ("renminbi\u200b", []),
            ("ren min bi", []),
        ],
    )
    def test_of_the_bundled_plan(self, words: str, found: list[int]) -> None:
        assert numbers(query(BUNDLED).text(words)) == found

    def test_evidence(self) -> None:
        (hit,) = query(BUNDLED).text("人民幣")
        quotes = [part for part in hit.evidence if isinstance(part, Quote)]
        assert [(quote.field, quote.language) for quote in quotes] == [
            *(("names", "zh-Hans"), ("names", "zh-Hant")),
            *(("statement", "zh-Hans"), ("statement", "zh-Hant")) * 5,
        ]
        assert [quote.span.of(quote.text) for quote in quotes] == ["人民币", "人民幣"] * 6
        assert quotes[0].text == BUNDLED.item(3).names["zh-Hans"]
        assert quotes[3].text == BUNDLED.item(3).actions[0].statement["zh-Hant"]

    @pytest.mark.parametrize(
        ("words", "number", "found"),
        [
            ("对所得避免", 10, ["surface  对所得避免"]),
            ("嘉年華", 16, ["statement zh-Hans 嘉年华", "statement zh-Hant 嘉年華", "surface  嘉年华"]),
            ("pelo menos uma reuniao ordinaria por", 23, ["target pt Pelo menos uma reunião ordinária por"]),
            ("Fortunas", 4, ["names pt fortunas", "statement pt fortunas"]),
        ],
    )
    def test_where_they_stand(self, words: str, number: int, found: list[str]) -> None:
        assert evidence(query(BUNDLED).text(words)) == {number: found}

    def test_every_place_of_an_item_and_the_first_in_each(self) -> None:
        one = item(
            1,
            mention("port", 1),
            names=Names.of(en="Port, port", pt="Porto"),
            actions=(action("1.1", "hold", "A port"),),
            targets=(Target(names("one port"), 1),),
        )
        assert [*query(plan_of(one)).text("PORT")] == [
            Hit(
                one,
                a_section("s1", one),
                (
                    Quote("names", "en", "Port, port", Span(0, 4)),
                    Quote("names", "pt", "Porto", Span(0, 4)),
                    Quote("statement", "en", "A port", Span(2, 6)),
                    Quote("target", "en", "one port", Span(4, 8)),
                    Quote("surface", "", "port@1", Span(0, 4)),
                ),
            )
        ]

    def test_the_official_text_in_place_of_surfaces(self) -> None:
        one = item(1, mention("port"), text="办好海港论坛。")
        (hit,) = query(plan_of(one)).text("論壇")
        assert hit.evidence == (Quote("text", "", "办好海港论坛。", Span(4, 6)),)
        assert query(plan_of(one)).text("port@0").count() == 0
        assert query(plan_of(attrs.evolve(one, text=""))).text("port@0").count() == 0

    def test_accents_that_stand_by_themselves(self) -> None:
        assert numbers(query(BUNDLED).text(unicodedata.normalize("NFD", "acção"))) == [5]

    def test_a_capital_whose_small_letter_is_two(self) -> None:
        assert query(plan_of(item(1, names=names("İstanbul")))).text("istanbul").count() == 1

    def test_each_quote_once(self) -> None:
        renamed = Names((Name("en", "Port", "official", until=PartialDate(2000)), Name("en", "Port", "official")))
        (hit,) = query(plan_of(item(1, names=renamed))).text("port")
        assert hit.evidence == (Quote("names", "en", "Port", Span(0, 4)),)


def members_in(period: Period | None) -> Plan:
    """A plan with an item for each of four groups, and the registry's partners for members."""
    registry = load_registry()
    groups = ("portuguese-speaking-countries", "asean", "eu", "greater-bay-area")
    ids = (*groups, "southeast-asia", "br", "st", "gq", "tl", "gb", "hr", "hk")
    return plan_of(
        *(item(i, mention(id)) for i, id in enumerate(groups, 1)),
        period=period,
        partners=tuple(registry.partner(id) for id in ids),
    )


class TestMembershipInThePeriod:
    @pytest.mark.parametrize(
        ("period", "who", "found"),
        [
            # São Tomé and Príncipe since March 2017, Equatorial Guinea since April 2022
            (Period.years(2016), "br", [1]),
            (Period.years(2016), "st", []),
            (Period.years(2016), "gq", []),
            (Period.years(2017), "st", [1]),
            (Period.years(2021), "gq", []),
            (Period.years(2022), "gq", [1]),
            (Period(date(2022, 1, 1), date(2022, 4, 9)), "gq", []),
            (Period(date(2022, 1, 1), date(2022, 4, 10)), "gq", [1]),
            (Period.years(2023), "gq", [1]),
            # Brazil since 2003: some day of it
            (Period.years(2002), "br", []),
            (Period.years(2003), "br", [1]),
            (Period(date(2003, 1, 1), date(2003, 12, 30)), "br", []),
            # Timor-Leste in ASEAN since October 2025
            (Period.years(2024), "tl", [1]),
            (Period.years(2024, 2028), "tl", [1, 2]),
            (Period.years(2025), "tl", [1, 2]),
            (Period(date(2024, 1, 1), date(2025, 10, 25)), "tl", [1]),
            (Period(date(2024, 1, 1), date(2025, 10, 26)), "tl", [1, 2]),
            # the United Kingdom from 1973 to January 2020, Croatia since July 2013
            (Period.years(1972), "gb", []),
            (Period.years(1973), "gb", [3]),
            (Period.years(2016), "gb", [3]),
            (Period.years(2020), "gb", [3]),
            (Period(date(2020, 2, 1), date(2020, 12, 31)), "gb", []),
            (Period.years(2021), "gb", []),
            (Period.years(2012), "hr", []),
            (Period.years(2013), "hr", [3]),
            (Period.years(2018), "hk", []),
            (Period.years(2019), "hk", [4]),
            # where no period is known, every membership counts
            (None, "st", [1]),
            (None, "tl", [1, 2]),
            (None, "gb", [3]),
            (None, "hr", [3]),
        ],
        ids=str,
    )
    def test_counts(self, period: Period | None, who: str, found: list[int]) -> None:
        plan = members_in(period)
        assert numbers(query(plan).partner(who)) == found
        assert numbers(query(plan).partner(who, direct=True)) == []
        assert [one.number for one in plan.items_of(who)] == found

    def test_of_a_group_in_a_group(self) -> None:
        left = Membership(PartnerId("union"), until=PartialDate(2020))
        league = attrs.evolve(PLAN.partners[1], memberships=(left,))
        plan = attrs.evolve(PLAN, partners=(PLAN.partners[0], league, *PLAN.partners[2:]))
        assert numbers(query(plan).partner("land")) == [1, 2]
        assert numbers(query(attrs.evolve(plan, period=Period.years(2020))).partner("land")) == [1, 2, 5]


FAULTS: tuple[tuple[Condition, type[BriMacaoError], str], ...] = (
    (partner("brazil"), UnknownId, "no partner 'brazil' here"),
    (partner("forum-macao"), UnknownId, "no partner 'forum-macao' here"),
    (partner("br", "brr", "pt"), UnknownId, "no partner 'brr' here; the closest: 'br'"),
    (partner("brazil", direct=True), UnknownId, "no partner 'brazil' here"),
    (partner(""), UnknownId, "no partner '' here"),
    (partner(kind="nation"), InvalidValue, "no kind 'nation'; those that there are: country, territory, "),  # type: ignore[arg-type]
    (partner("br", kind="forum"), InvalidValue, "no kind 'forum'; those that there are: country, "),  # type: ignore[arg-type]
    (partner(kind=""), InvalidValue, "no kind ''"),  # type: ignore[arg-type]
    (mechanism("br"), UnknownId, "no mechanism 'br' here"),
    (mechanism("forum-macau"), UnknownId, "no mechanism 'forum-macau' here; the closest: 'forum-macao', "),
    (mechanism("cepa", part_of="cepaa"), UnknownId, "no mechanism 'cepaa' here; the closest: 'cepa'"),
    (mechanism(part_of=""), UnknownId, "no mechanism '' here"),
    (mechanism(kind="country"), InvalidValue, "no kind 'country'; those that there are: agreement, "),  # type: ignore[arg-type]
    (section(0), UnknownId, "no section 0 here"),
    (section(6), UnknownId, "no section 6 here"),
    (section(-1), UnknownId, "no section -1 here; the closest: '1'"),
    (section("2023/s6"), UnknownId, "no section '2023/s6' here; the closest: '2023/s"),
    (section("1"), UnknownId, "no section '1' here"),
    (aspect("hope"), InvalidValue, "no aspect 'hope'; those that there are: continue, deepen, "),  # type: ignore[arg-type]
    (aspect("strive", "hope"), InvalidValue, "no aspect 'hope'"),  # type: ignore[arg-type]
    (policy_area("trade"), InvalidValue, "no policy area 'trade'; those that there are: policy-coordination, "),  # type: ignore[arg-type]
    (policy_area("unimpeded-trade", "trade"), InvalidValue, "no policy area 'trade'"),  # type: ignore[arg-type]
    (target(mechanism="br"), UnknownId, "no mechanism 'br' here"),
    (target(mechanism=""), UnknownId, "no mechanism '' here"),
    (target(comparison="most"), InvalidValue, "no comparison 'most'; those that there are: at-least, exactly, ordinal"),  # type: ignore[arg-type]
    (text(""), InvalidValue, "no words to look for; pass some, or leave text() out"),
    (text(" \t\n\u3000\xa0"), InvalidValue, "no words to look for"),
    (~section(6), UnknownId, "no section 6 here"),
    (section(6) & section(7), UnknownId, "no section 6 here"),
    (section(1) & section(7), UnknownId, "no section 7 here"),
    (section(6) | section(1), UnknownId, "no section 6 here"),
    (section(1) | ~(section(2) & section(7)), UnknownId, "no section 7 here"),
)


class TestWhatCannotBeAsked:
    @pytest.mark.parametrize(("condition", "error", "sentence"), FAULTS, ids=[repr(fault[0]) for fault in FAULTS])
    def test_shows_when_the_condition_is_added(
        self, condition: Condition, error: type[BriMacaoError], sentence: str
    ) -> None:
        for found in (query(BUNDLED), query(BUNDLED).section(1)):
            with pytest.raises(error) as caught:
                found.where(condition)
            assert str(caught.value).startswith(sentence)

    @pytest.mark.parametrize(
        ("ask", "error"),
        [
            (lambda found: found.partner("brazil"), UnknownId),
            (lambda found: found.partner(kind="forum"), InvalidValue),
            (lambda found: found.mechanism("br"), UnknownId),
            (lambda found: found.mechanism(part_of="br"), UnknownId),
            (lambda found: found.section(6), UnknownId),
            (lambda found: found.aspect("hope"), InvalidValue),
            (lambda found: found.policy_area("trade"), InvalidValue),
            (lambda found: found.target(comparison="most"), InvalidValue),
            (lambda found: found.text(" "), InvalidValue),
        ],
    )
    def test_by_method(self, ask: Callable[[Query], Query], error: type[BriMacaoError]) -> None:
        with pytest.raises(error):
            ask(query(BUNDLED))

    def test_says_how_to_mend_it(self) -> None:
        with pytest.raises(InvalidValue) as caught:
            query(BUNDLED).text(" ")
        assert str(caught.value) == "no words to look for; pass some, or leave text() out"

    def test_is_asked_of_the_plan(self) -> None:
        assert numbers(query(PLAN).where(section(0))) == [1]
        with pytest.raises(UnknownId) as caught:
            query(PLAN).mechanism("forums")
        assert (caught.value.kind, caught.value.wanted, caught.value.closest) == (
            "mechanism",
            "forums",
            ("forum", "fund"),
        )
        with pytest.raises(UnknownId) as caught:
            query(PLAN).section(12)
        assert (caught.value.kind, caught.value.wanted, caught.value.closest) == ("section", 12, ("2", "1"))


class TestCombining:
    @pytest.mark.parametrize(
        ("condition", "found"),
        [
            (partner("br") & mechanism(kind="platform"), [5, 21]),
            (partner("br") & mechanism(kind="platform") & section(2), [5]),
            (section(1) & section(2), []),
            (section(5) | section(1), [1, 2, 3, 4, 23]),
            (aspect("strive") | aspect("prepare"), [2, 7, 22]),
            ((aspect("strive") | aspect("prepare")) & ~section(1), [7, 22]),
            (aspect("strive") | aspect("prepare") & ~section(2), [2, 22]),
            (~partner(), [14, 16, 23]),
            (~~partner("who"), [19]),
            (~partner("br") & ~mechanism(), []),
            (~(partner("br") | mechanism()), []),
            (~partner("belt-and-road-countries") & ~partner("br"), [1, 7, 8, 14, 16, 23]),
            (~section(1) & ~section(2) & ~section(3) & ~section(4), [23]),
        ],
        ids=repr,
    )
    def test_of_the_bundled_plan(self, condition: Condition, found: list[int]) -> None:
        assert numbers(query(BUNDLED).where(condition)) == found

    @pytest.mark.parametrize(
        ("condition", "found"),
        [
            (partner("league") & mechanism("fund"), {2: ["league@2", "fund@4"]}),
            (mechanism("fund") & partner("league"), {2: ["fund@4", "league@2"]}),
            (partner("land", direct=True) & partner("land"), {1: ["land@0"], 2: ["land@1", "land@3", "league@2"]}),
            (partner("land") & partner("land"), {1: ["land@0"], 2: ["land@1", "league@2", "land@3"], 5: ["union@1"]}),
            (section(1) & partner("league"), {2: ["league@2"]}),
            (
                mechanism("fund") | partner("league") | mechanism("fund"),
                {2: ["fund@4", "league@2"], 5: ["union@1"]},
            ),
            (aspect("strive") | partner("land", direct=True), {1: ["1.1", "land@0"], 2: ["land@1", "land@3"]}),
            (section(0) | mechanism("fund"), {1: [], 2: ["fund@4"]}),
            (~section(1), {1: [], 5: []}),
            (~partner("land"), {3: [], 4: []}),
            (~~partner("land", direct=True), {1: [], 2: []}),
            (~section(1) & partner("union"), {5: ["union@1"]}),
            (~section(1) | mechanism("fund"), {1: [], 2: ["fund@4"], 5: []}),
        ],
        ids=repr,
    )
    def test_evidence(self, condition: Condition, found: dict[int, list[str]]) -> None:
        assert evidence(query(PLAN).where(condition)) == found

    def test_a_chain_is_a_conjunction(self) -> None:
        chain = query(PLAN).mechanism("fund").partner("league").aspect("hold").partner("land")
        assert evidence(chain) == {2: ["fund@4", "league@2", "2.1", "land@1", "land@3"]}

    @pytest.mark.parametrize(
        "use",
        [
            bool,
            lambda condition: not condition,
            lambda condition: condition and section(1),
            lambda condition: condition or section(1),
            lambda condition: 1 if condition else 2,
        ],
    )
    def test_has_no_truth_of_its_own(self, use: Callable[[Condition], Any]) -> None:
        sentence = "a condition is neither true nor false by itself; combine conditions with &, | and ~"
        for condition in (section(1), section(1) & section(2), section(1) | section(2), ~section(1)):
            with pytest.raises(TypeError) as caught:
                use(condition)
            assert str(caught.value) == sentence

    def test_a_second_test_is_spared_where_the_first_fails(self) -> None:
        seen: list[int] = []
        assert numbers(query(PLAN).where(partner("town") & spy(seen))) == [5]
        assert seen == [5]


def spy(seen: list[int], bound: list[Index] | None = None) -> Condition:
    """A condition that every item fits, and that writes down which were looked at."""

    def bind(index: Index) -> Callable[[WorkItem], tuple[Evidence, ...] | None]:
        if bound is not None:
            bound.append(index)

        def test(one: WorkItem) -> tuple[Evidence, ...] | None:
            seen.append(one.number)
            return ()

        return test

    return Condition("spy()", bind)


class TestQuery:
    def test_all_items(self) -> None:
        assert [*query(PLAN)] == [
            Hit(one, PLAN.section(id), ())
            for one, id in zip(ITEMS, ("2031/s0", "2031/s1", "2031/s1.1", "2031/s1.2", "2031/s2"), strict=True)
        ]
        assert query(PLAN) == Query(PLAN)

    def test_of_an_empty_plan(self) -> None:
        found = query(Plan(id=PlanId("2031")))
        assert (found.count(), found.first(), found.items(), found.partners(), found.mechanisms()) == (
            0,
            None,
            (),
            (),
            (),
        )

    def test_nothing_is_searched_before_it_is_asked_for(self) -> None:
        seen: list[int] = []
        found = query(PLAN).where(spy(seen)).partner("land").where(spy(seen) | ~spy(seen)).text("x")
        hits = iter(query(PLAN).where(spy(seen)))
        assert seen == []
        next(hits)
        next(hits)
        assert seen == [1, 2]
        repr(found)
        assert seen == [1, 2]

    def test_first_looks_no_further(self) -> None:
        seen: list[int] = []
        found = query(PLAN).where(spy(seen)).mechanism()
        hit = found.first()
        assert hit is not None
        assert (hit.item.number, seen) == (2, [1, 2])

    def test_two_queries_share_the_index(self) -> None:
        plan, bound = attrs.evolve(PLAN), list[Index]()
        for _ in range(2):
            assert query(plan).where(spy([], bound)).count() == 5
        assert len(bound) == 4  # when it is added, and when it is asked
        assert all(index is plan.index for index in bound)

    def test_narrowing_leaves_the_wider_one_alone(self) -> None:
        wide = query(BUNDLED).partner("br")
        before = [*wide]
        narrow = wide.section(4)
        wide.aspect("strive")
        assert (numbers(narrow), [*wide], wide.plan) == ([21, 22], before, BUNDLED)
        assert numbers(wide.section(1)) == [2, 3, 4]
        assert query(BUNDLED).condition is None

    def test_may_be_asked_again_also_meanwhile(self) -> None:
        found = query(PLAN).partner("land")
        pairs = [(one.item.number, other.item.number) for one, other in zip(found, found, strict=True)]
        assert pairs == [(1, 1), (2, 2), (5, 5)]
        assert [(a.item.number, b.item.number) for a in found for b in found][:4] == [(1, 1), (1, 2), (1, 5), (2, 1)]

    def test_frozen(self) -> None:
        found = query(PLAN).section(1)
        hit = found.first()
        for thing, field in ((found, "plan"), (found.condition, "words"), (hit, "evidence"), (found.table(), "rows")):
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                setattr(thing, field, None)

    @pytest.mark.parametrize(
        ("ask", "condition"),
        [
            (lambda found: found.partner("land", "town"), partner("land", "town")),
            (lambda found: found.partner(kind="group"), partner(kind="group")),
            (lambda found: found.partner("land", direct=True), partner("land", direct=True)),
            (lambda found: found.partner("land", nested=True), partner("land", nested=True)),
            (lambda found: found.mechanism("forum", "fund"), mechanism("forum", "fund")),
            (lambda found: found.mechanism(kind="fund"), mechanism(kind="fund")),
            (lambda found: found.mechanism(part_of="forum"), mechanism(part_of="forum")),
            (lambda found: found.mechanism("forum", direct=True), mechanism("forum", direct=True)),
            (lambda found: found.mechanism("forum", nested=True), mechanism("forum", nested=True)),
            (lambda found: found.section(1), section(1)),
            (lambda found: found.aspect("hold", "strive"), aspect("hold", "strive")),
            (lambda found: found.policy_area("unimpeded-trade"), policy_area("unimpeded-trade")),
            (
                lambda found: found.policy_area("unimpeded-trade", "people-to-people"),
                policy_area("unimpeded-trade", "people-to-people"),
            ),
            (lambda found: found.target(), target()),
            (lambda found: found.target(mechanism="forum"), target(mechanism="forum")),
            (lambda found: found.target(comparison="at-least"), target(comparison="at-least")),
            (lambda found: found.text("port"), text("port")),
        ],
    )
    def test_a_method_is_its_condition(self, ask: Callable[[Query], Query], condition: Condition) -> None:
        found = ask(query(PLAN))
        assert found.condition is not None
        assert found.condition.words == condition.words
        assert [*found] == [*query(PLAN).where(condition)] != []

    def test_count_first_items(self) -> None:
        found = query(BUNDLED).partner("eu")
        assert (found.count(), found.items()) == (2, (BUNDLED.item(12), BUNDLED.item(22)))
        assert found.first() == next(iter(found))
        assert found.section(1).first() is None

    def test_partners_and_mechanisms_of_the_items(self) -> None:
        found = query(BUNDLED).section(5)
        assert found.partners() == ()
        assert [one.id for one in found.mechanisms()] == [
            *("joint-conference", "joint-conference-meeting", "arrangement-macao-bri")
        ]
        lusophone = query(BUNDLED).partner("br").section(4)
        assert [one.id for one in lusophone.partners()] == [
            *("zhuhai", "hengqin-zone", "br", "pt", "portuguese-speaking-countries"),  # 21
            *("mainland", "national-pharmaceutical-enterprises", "eu", "asean", "belt-and-road-countries"),  # 22
        ]
        assert [one.id for one in lusophone.mechanisms()] == [
            *("psc-platform", "bptech", "psc-tech-promotion", "world-class-tech-exhibitions"),
            *("sino-lusophone-st-centre", "st-centre-seminars", "young-tcm-base", "gmtcm-park"),
        ]

    def test_partners_and_mechanisms_each_once(self) -> None:
        assert query(PLAN).partners() == tuple(map(PLAN.partner, ("land", "league", "union", "town")))
        assert query(PLAN).mechanisms() == tuple(map(PLAN.mechanism, ("fund", "session", "meeting", "forum")))


class TestRepr:
    @pytest.mark.parametrize(
        ("condition", "words"),
        [
            (partner(), "partner()"),
            (partner("br", "pt"), "partner('br', 'pt')"),
            (
                partner("br", kind="group", direct=True, nested=True),
                "partner('br', kind='group', direct=True, nested=True)",
            ),
            (partner(nested=True), "partner(nested=True)"),
            (
                mechanism("cepa", kind="fund", part_of="forum-macao", direct=True),
                "mechanism('cepa', kind='fund', part_of='forum-macao', direct=True)",
            ),
            (section(2), "section(2)"),
            (section("2023/s2"), "section('2023/s2')"),
            (aspect("strive", "hold"), "aspect('strive', 'hold')"),
            (policy_area("unimpeded-trade"), "policy_area('unimpeded-trade')"),
            (target(), "target()"),
            (
                target(mechanism="cepa", comparison="exactly"),
                "target(mechanism='cepa', comparison='exactly')",
            ),
            (text(" It's 人民幣"), 'text(" It\'s 人民幣")'),
            (section(1) & section(2), "section(1) & section(2)"),
            (section(1) | section(2), "(section(1) | section(2))"),
            (~section(1), "~(section(1))"),
            (~(section(1) & section(2)), "~(section(1) & section(2))"),
            ((section(1) | section(2)) & ~section(3), "(section(1) | section(2)) & ~(section(3))"),
            (section(1) | section(2) & section(3), "(section(1) | section(2) & section(3))"),
        ],
    )
    def test_of_a_condition(self, condition: Condition, words: str) -> None:
        assert condition.words == words
        assert repr(condition) == f"Condition(words={words!r})"
        assert repr(query(BUNDLED).where(condition)) == f"Query(plan=2023, condition={words})"

    def test_of_a_chain(self) -> None:
        found = query(BUNDLED).partner("br").where(section(1) | section(2)).text("x")
        assert repr(found) == "Query(plan=2023, condition=partner('br') & (section(1) | section(2)) & text('x'))"

    def test_without_a_condition(self) -> None:
        assert repr(query(BUNDLED)) == "Query(plan=2023, condition=)"


TABLE = Table(("no.", "名称"), (("1", "海港论坛"), ("二十", "Pôrto"), ("3", "")))


class TestTable:
    def test_of_a_query(self) -> None:
        found = query(PLAN).partner("land").table()
        assert found.columns == ("item", "section", "title", "partners", "mechanisms", "evidence")
        assert found.rows == (
            ("1", "〇", "", "Land", "", "land@0"),
            ("2", "一", "", "Land; League", "Fund", "land@1; league@2; land@3"),
            ("5", "二", "", "Union; Town", "Meeting; Forum", "union@1"),
        )
        assert len(found) == 3

    @pytest.mark.parametrize("language", ["en", "pt", "zh-Hans", "zh-Hant"])
    def test_in_a_language(self, language: str) -> None:
        (row,) = query(BUNDLED).partner("zhuhai", direct=True).table(language).rows
        one = BUNDLED.item(21)
        assert row == (
            "21",
            "四",
            one.names[language],
            "; ".join(found.names[language] for found in BUNDLED.partners_of(one)),
            "; ".join(found.names[language] for found in BUNDLED.mechanisms_of(one)),
            "珠海市",
        )

    def test_in_english_by_default(self) -> None:
        found = query(BUNDLED).section(5)
        assert found.table() == found.table("en") != found.table("pt")

    def test_of_no_hits(self) -> None:
        found = query(PLAN).section("2031/s2").section(1).table()
        assert (len(found), found.rows, found.records()) == (0, (), [])
        assert str(found).splitlines() == [
            "item  section  title  partners  mechanisms  evidence",
            "----  -------  -----  --------  ----------  --------",
        ]

    @pytest.mark.parametrize(
        ("condition", "language", "shown"),
        [
            (aspect("strive"), "en", "Seek a port"),
            (aspect("strive"), "pt", "Seek a port"),
            (aspect("strive", "hold") & section(0), "en", "Seek a port; Hold a fair"),
            (aspect("explore"), "en", "explore"),
            (aspect("hold", "explore") & section(1), "en", "hold; explore"),
            (target(), "en", "three sessions; two ports"),
            (text("PORT") & section(0), "en", "Seek a port"),
            (text("port") & aspect("strive"), "en", "Seek a port"),
            (section("2031/s2"), "en", ""),
            (partner("land", direct=True) & section(1), "en", "land@1; land@3"),
        ],
        ids=repr,
    )
    def test_evidence(self, condition: Condition, language: str, shown: str) -> None:
        (row,) = query(PLAN).where(condition).table(language).rows
        assert row[5] == shown

    @pytest.mark.parametrize(
        ("names", "verb", "language", "shown"),
        [
            (Names(), "举办", "en", "hold 举办"),
            (Names(), None, "en", "hold"),
            (Names.of(zh_Hans="办节", en="A fair"), "举办", "en", "A fair"),
            (Names.of(en="A fair", zh_Hant="辦節"), None, "pt", "辦節"),
        ],
    )
    def test_an_action(self, names: Names, verb: str | None, language: str, shown: str) -> None:
        one = item(1, actions=(Action(ActionId("2031/1.1"), "hold", names, verb=verb),))
        ((*_, found),) = query(plan_of(one)).aspect("hold").table(language).rows
        assert found == shown

    def test_other_languages_stand_in(self) -> None:
        one = item(
            1,
            mention("land"),
            mention("forum", 1, kind="mechanism"),
            names=Names.of(en="Port", zh_Hans="海港"),
            targets=(Target(Names.of(en="a port", zh_Hant="一港"), 1), Target(Names.of(en="a pier", pt="um cais"), 1)),
        )
        plan = plan_of(
            one,
            partners=(attrs.evolve(PLAN.partners[0], names=Names.of(en="Land", zh_Hant="地", pt="Terra")),),
            mechanisms=(attrs.evolve(PLAN.mechanisms[0], names=Names.of(en="Forum", zh_Hans="论坛")),),
        )
        assert query(plan).target().table("pt").rows == (("1", "一", "海港", "Terra", "论坛", "一港; um cais"),)

    def test_records(self) -> None:
        assert TABLE.records() == [
            {"no.": "1", "名称": "海港论坛"},
            {"no.": "二十", "名称": "Pôrto"},
            {"no.": "3", "名称": ""},
        ]

    def test_rows_of_another_length_are_not_cut_off(self) -> None:
        for rows in ((("1",),), (("1", "2", "3"),)):
            for read in (Table.records, str):
                with pytest.raises(ValueError, match="zip"):
                    read(Table(("x", "y"), rows))

    def test_columns_are_aligned(self) -> None:
        assert str(TABLE).split("\n") == [
            "no.   名称",
            "----  --------",
            "1     海港论坛",
            "二十  Pôrto",
            "3",
        ]

    @pytest.mark.parametrize(
        ("cell", "shown"),
        [
            ("a" * 36, "a" * 36),
            ("a" * 37, "a" * 35 + "…"),
            ("a" * 500, "a" * 35 + "…"),
            ("港" * 18, "港" * 18),
            ("港" * 19, "港" * 17 + "…"),
            ("a" + "港" * 18, "a" + "港" * 17 + "…"),
        ],
    )
    def test_long_cells_are_cut(self, cell: str, shown: str) -> None:
        found = Table(("x", "y"), ((cell, "1"),))
        assert str(found).split("\n")[2] == f"{shown}{' ' * (max(width(shown), 1) - width(shown))}  1"
        assert str(Table((cell,), ())).split("\n") == [shown, "-" * width(shown)]
        assert found.records() == [{"x": cell, "y": "1"}]

    @given(st.lists(st.sampled_from("a港é，\u0301－"), max_size=60).map("".join))
    def test_as_much_of_a_cell_as_has_room(self, cell: str) -> None:
        line = str(Table(("x", "y"), ((cell, "1"),))).split("\n")[2]
        start = line.removesuffix("1").rstrip(" ")
        if width(cell) <= 36:
            assert start == cell
        else:
            kept = start.removesuffix("…")
            assert cell.startswith(kept)
            assert width(start) <= 36
            assert width(cell[: len(kept) + 1]) >= 36 or not kept

    def test_html(self) -> None:
        found = Table(("no.", "<b>"), (("1 & 2", "<script>"), ("三", "'\"")))
        shown = found._repr_html_()
        assert "<script>" not in shown
        assert "<b>" not in shown
        assert shown.startswith(
            '<table><tr><th><span lang="en">no.</span></th><th><span lang="en">&lt;b&gt;</span></th></tr><tr><td>'
        )
        assert shown.endswith("</td></tr></table>")
        rows = [row.split("</td><td>") for row in shown.split("<tr><td>")[1:]]
        cells = [[html.unescape(cell.partition(">")[2].partition("</span>")[0]) for cell in row] for row in rows]
        assert cells == [["1 & 2", "<script>"], ["三", "'\""]]


# Plans in which groups are named for their members and parts for their wholes more often than in `plans()`; groups and
# parts may go round in circles, and a partner and a mechanism may have an id in common.

PEOPLE = tuple(map(PartnerId, "abc"))
TOOLS = tuple(map(MechanismId, "axy"))
KNOWN: tuple[tuple[str, EntityKind], ...] = (*((id, "partner") for id in PEOPLE), *((id, "mechanism") for id in TOOLS))
FURNISHED: tuple[dict[str, Any], ...] = (
    {},
    {"names": Names.of(zh_Hant="論壇"), "policy_areas": ("unimpeded-trade",)},
    {"names": Names.of(pt="Acção"), "actions": (action("1.1", "hold", "A fair"), action("1.2", "strive"))},
    {"text": "海港论坛", "actions": (action("1.1", "hold"),), "targets": (Target(names("A fair"), 1, "exactly"),)},
    {"targets": tuple(Target(names(id), 1, "at-least", mechanism=id) for id in TOOLS)},
)


@st.composite
def linked_plans(draw: st.DrawFn) -> Plan:
    years = st.none() | st.integers(2028, 2033).map(PartialDate)

    def membership(group: PartnerId, one: PartialDate | None, other: PartialDate | None) -> Membership:
        backwards = one is not None and other is not None and other.year < one.year
        return Membership(group, other, one) if backwards else Membership(group, one, other)

    some = st.builds(membership, st.sampled_from(PEOPLE), years, years)
    memberships = st.lists(some, max_size=2, unique_by=lambda found: found.group).map(tuple)
    kinds: tuple[PartnerKind, ...] = ("country", "group", "group")
    forms: tuple[MechanismKind, ...] = ("forum", "conference", "forum")
    wholes = st.sampled_from((None, *TOOLS))
    places = st.lists(st.tuples(st.sampled_from(KNOWN), st.booleans()), max_size=3)

    def one(number: int) -> WorkItem:
        named = (mention(id, i, kind=kind, nested=nested) for i, ((id, kind), nested) in enumerate(draw(places)))
        return item(number, *named, **draw(st.sampled_from(FURNISHED)))

    return Plan(
        id=PlanId("2031"),
        period=draw(st.sampled_from((None, Period.years(2030, 2031)))),
        partners=tuple(
            Partner(id=id, kind=kind, names=names(id), memberships=draw(memberships))
            for id, kind in zip(PEOPLE, kinds, strict=True)
        ),
        mechanisms=tuple(
            Mechanism(id=id, kind=kind, names=names(id), part_of=draw(wholes))
            for id, kind in zip(TOOLS, forms, strict=True)
        ),
        sections=(a_section("s1", one(1), a_section("s1.1", one(2))), a_section("s2", one(3))),
    )


def any_plans() -> st.SearchStrategy[Plan]:
    return st.one_of(linked_plans(), linked_plans(), plans())


def subset(values: Sequence[str], most: int = 2) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), max_size=most) if values else st.just([])


def partner_conditions(plan: Plan) -> st.SearchStrategy[Condition]:
    return st.builds(
        lambda ids, **values: partner(*ids, **values),
        subset([found.id for found in plan.partners]),
        kind=st.none() | st.sampled_from([found.kind for found in plan.partners] or ["city"]),
        direct=st.booleans(),
        nested=st.booleans(),
    )


def mechanism_conditions(plan: Plan) -> st.SearchStrategy[Condition]:
    ids = [found.id for found in plan.mechanisms]
    return st.builds(
        lambda ids, **values: mechanism(*ids, **values),
        subset(ids),
        kind=st.none() | st.sampled_from([found.kind for found in plan.mechanisms] or ["fund"]),
        part_of=st.none() | st.sampled_from(ids) if ids else st.none(),
        direct=st.booleans(),
        nested=st.booleans(),
    )


def readable(plan: Plan) -> list[str]:
    """Everything in the plan that words can be looked for in."""
    return [place.text for words in plan.index.words.values() for place in words if place.text.strip()]


def positive_conditions(plan: Plan) -> st.SearchStrategy[Condition]:
    """Conditions that show what made an item fit."""
    aspects: list[Aspect] = [found.action.aspect for found in actions_of(plan)] or [*get_args(Aspect)]
    ids = [found.id for found in plan.mechanisms]
    return st.one_of(
        partner_conditions(plan),
        mechanism_conditions(plan),
        st.lists(st.sampled_from(aspects), min_size=1, max_size=2).map(lambda found: aspect(*found)),
        st.builds(
            target,
            mechanism=st.none() | st.sampled_from(ids) if ids else st.none(),
            comparison=st.none() | st.sampled_from(get_args(Comparison)),
        ),
        st.sampled_from(readable(plan) or ["x"]).map(text),
    )


@attrs.frozen
class Placed:
    item: WorkItem
    action: Action


def actions_of(plan: Plan) -> list[Placed]:
    return [Placed(one, found) for one in plan.items for found in one.actions]


def conditions(plan: Plan) -> st.SearchStrategy[Condition]:
    """Any condition that can be asked of the plan."""
    leaves = [
        positive_conditions(plan),
        st.lists(st.sampled_from(get_args(PolicyArea)), min_size=1, max_size=2).map(lambda found: policy_area(*found)),
    ]
    if plan.sections:
        keys: list[int | str] = [*plan.index.sections, *(top.number for top in plan.sections)]
        leaves.append(st.sampled_from(keys).map(section))
    return st.recursive(
        st.one_of(leaves),
        lambda inner: st.one_of(
            st.builds(lambda one, other: one & other, inner, inner),
            st.builds(lambda one, other: one | other, inner, inner),
            inner.map(lambda one: ~one),
        ),
        max_leaves=4,
    )


@st.composite
def asked(draw: st.DrawFn) -> tuple[Plan, Condition, Condition]:
    plan = draw(any_plans())
    found = conditions(plan)
    return plan, draw(found), draw(found)


def with_condition(
    of: Callable[[Plan], st.SearchStrategy[Condition]],
) -> st.SearchStrategy[tuple[Plan, Condition]]:
    return any_plans().flatmap(lambda plan: st.tuples(st.just(plan), of(plan)))


def hits(plan: Plan, condition: Condition) -> list[Hit]:
    return [*query(plan).where(condition)]


def items(plan: Plan, condition: Condition) -> tuple[WorkItem, ...]:
    return query(plan).where(condition).items()


class TestAlgebra:
    @given(asked())
    @settings(max_examples=50)
    def test_a_chain_is_a_conjunction(self, given: tuple[Plan, Condition, Condition]) -> None:
        plan, one, other = given
        assert [*query(plan).where(one).where(other)] == hits(plan, one & other)

    @given(asked())
    @settings(max_examples=50)
    def test_not_not(self, given: tuple[Plan, Condition, Condition]) -> None:
        plan, one, _ = given
        assert items(plan, ~~one) == items(plan, one)
        assert all(hit.evidence == () for hit in (*hits(plan, ~one), *hits(plan, ~~one)))

    @given(asked())
    @settings(max_examples=50)
    def test_de_morgan(self, given: tuple[Plan, Condition, Condition]) -> None:
        plan, one, other = given
        assert hits(plan, ~(one | other)) == hits(plan, ~one & ~other)
        assert hits(plan, ~(one & other)) == hits(plan, ~one | ~other)

    @given(asked())
    @settings(max_examples=50)
    def test_sets_of_items(self, given: tuple[Plan, Condition, Condition]) -> None:
        plan, one, other = given
        first, second = set(items(plan, one)), set(items(plan, other))
        assert items(plan, one & other) == tuple(found for found in plan.items if found in first & second)
        assert items(plan, one | other) == tuple(found for found in plan.items if found in first | second)
        assert items(plan, ~one) == tuple(found for found in plan.items if found not in first)

    @given(asked())
    @settings(max_examples=50)
    def test_evidence_is_that_of_both_each_thing_once_in_order(self, given: tuple[Plan, Condition, Condition]) -> None:
        plan, one, other = given
        proofs = [{hit.item.id: hit.evidence for hit in hits(plan, condition)} for condition in (one, other)]
        for condition in (one & other, one | other):
            for hit in hits(plan, condition):
                both = [part for proof in proofs for part in proof.get(hit.item.id, ())]
                assert [*hit.evidence] == sorted(set(both), key=both.index)

    @given(asked())
    @settings(max_examples=50)
    def test_a_repr_is_code(self, given: tuple[Plan, Condition, Condition]) -> None:
        plan, one, other = given
        for condition in (one, one & other, one | other, ~(one & other)):
            again = eval(condition.words, {name: getattr(querying, name) for name in querying.__all__})
            assert again.words == condition.words
            assert hits(plan, again) == hits(plan, condition)


def held(found: Membership, period: Period | None) -> bool:
    if period is None:
        return True
    too_late = found.since is not None and found.since.latest > period.end
    too_early = found.until is not None and found.until.earliest < period.start
    return not too_late and not too_early


def named_by(plan: Plan, id: str) -> set[str]:
    """The partner and the groups above it, by brute force: until nothing more comes."""
    reached = {id}
    while True:
        more = {
            found.group
            for one in plan.partners
            if one.id in reached
            for found in one.memberships
            if held(found, plan.period)
        }
        if more <= reached:
            return reached
        reached |= more


def parts_of(plan: Plan, id: str) -> set[str]:
    """The mechanism and its parts at any remove."""
    reached = {id}
    while more := {one.id for one in plan.mechanisms if one.part_of in reached and one.id not in reached}:
        reached |= more
    return reached


def by_hand(plan: Plan, fits: Callable[[Mention], bool]) -> list[tuple[WorkItem, tuple[Mention, ...]]]:
    found = ((one, tuple(part for part in one.mentions if fits(part))) for one in plan.items)
    return [(one, parts) for one, parts in found if parts]


def pairs(found: Iterable[Hit]) -> list[tuple[WorkItem, tuple[Evidence, ...]]]:
    return [(hit.item, hit.evidence) for hit in found]


class TestAnyPlan:
    @given(with_condition(conditions))
    @settings(max_examples=50)
    def test_hits_are_in_document_order_in_their_sections(self, given: tuple[Plan, Condition]) -> None:
        plan, condition = given
        found = hits(plan, condition)
        places = [plan.items.index(hit.item) for hit in found]
        assert places == sorted(set(places))
        assert all(hit.item in hit.section.items for hit in found)
        assert all(hit.section is plan.section_of(hit.item) for hit in found)

    @given(with_condition(positive_conditions))
    @settings(max_examples=50)
    def test_what_fits_has_evidence_of_its_own(self, given: tuple[Plan, Condition]) -> None:
        plan, condition = given
        for hit in hits(plan, condition):
            assert hit.evidence
            for part in hit.evidence:
                match part:
                    case Mention():
                        assert part in hit.item.mentions
                    case Action():
                        assert part in hit.item.actions
                    case Target():
                        assert part in hit.item.targets
                    case Quote():
                        assert (part.field, part.language, part.text) in plan.index.words[hit.item.id]

    @given(any_plans())
    @settings(max_examples=50)
    def test_everything_without_a_condition(self, plan: Plan) -> None:
        found = query(plan)
        assert (found.items(), found.count()) == (plan.items, len(plan.items))
        assert found.first() == next(iter(found), None)
        assert all(hit.evidence == () for hit in found)

    @given(any_plans(), st.data())
    @settings(max_examples=80)
    def test_partner(self, plan: Plan, data: st.DataObject) -> None:
        ids = data.draw(subset([found.id for found in plan.partners]))
        direct, nested = data.draw(st.booleans()), data.draw(st.booleans())
        kind: PartnerKind | None = data.draw(st.none() | st.sampled_from(("country", "group")))
        names = {name for id in ids for name in ({id} if direct else named_by(plan, id))}
        kinds = {found.id: found.kind for found in plan.partners}

        def fits(part: Mention) -> bool:
            named = part.kind == "partner" and (not ids or part.entity in names)
            return named and (nested or not part.nested) and kind in (None, kinds[PartnerId(part.entity)])

        assert pairs(query(plan).partner(*ids, kind=kind, direct=direct, nested=nested)) == by_hand(plan, fits)

    @given(any_plans(), st.data())
    @settings(max_examples=80)
    def test_mechanism(self, plan: Plan, data: st.DataObject) -> None:
        known = [found.id for found in plan.mechanisms]
        ids = data.draw(subset(known))
        whole = data.draw(st.none() | st.sampled_from(known)) if known else None
        direct, nested = data.draw(st.booleans()), data.draw(st.booleans())
        kind: MechanismKind | None = data.draw(st.none() | st.sampled_from(("forum", "conference")))
        names = {name for id in ids for name in ({id} if direct else parts_of(plan, id))}
        parts = set() if whole is None else parts_of(plan, whole) - {whole}
        kinds = {found.id: found.kind for found in plan.mechanisms}

        def fits(part: Mention) -> bool:
            named = part.kind == "mechanism" and (not ids or part.entity in names)
            within = whole is None or part.entity in parts
            return named and within and (nested or not part.nested) and kind in (None, kinds[MechanismId(part.entity)])

        found = query(plan).mechanism(*ids, kind=kind, part_of=whole, direct=direct, nested=nested)
        assert pairs(found) == by_hand(plan, fits)

    @given(any_plans(), st.data())
    @settings(max_examples=50)
    def test_target(self, plan: Plan, data: st.DataObject) -> None:
        known = [found.id for found in plan.mechanisms]
        whole = data.draw(st.none() | st.sampled_from(known)) if known else None
        comparison: Comparison | None = data.draw(st.none() | st.sampled_from(get_args(Comparison)))
        reach: set[str | None] = set() if whole is None else {*parts_of(plan, whole)}
        by_hand = (
            (
                one,
                tuple(
                    found
                    for found in one.targets
                    if (whole is None or found.mechanism in reach) and comparison in (None, found.comparison)
                ),
            )
            for one in plan.items
        )
        assert pairs(query(plan).target(mechanism=whole, comparison=comparison)) == [
            pair for pair in by_hand if pair[1]
        ]

    @given(any_plans(), st.data())
    @settings(max_examples=50)
    def test_words_that_stand_there_are_found_however_they_are_written(self, plan: Plan, data: st.DataObject) -> None:
        there = readable(plan)
        if not there:
            return
        whole = data.draw(st.sampled_from(there))
        start = data.draw(st.integers(0, len(whole) - 1))
        words = whole[start : data.draw(st.integers(start + 1, len(whole)))]
        if not words.strip():
            return
        words = data.draw(st.sampled_from((words, fold(words), bare(words), f" {words}\n")))
        wanted = bare(words.strip())
        expected = [
            (place.field, place.language, place.text)
            for one in plan.items
            for place in plan.index.words[one.id]
            if wanted in bare(place.text)
        ]
        quotes = [part for hit in query(plan).text(words) for part in hit.evidence if isinstance(part, Quote)]
        found = [(quote.field, quote.language, quote.text) for quote in quotes]
        assert [*dict.fromkeys(found)] == [*dict.fromkeys(expected)] != []
        assert all(bare(quote.span.of(quote.text)) == wanted for quote in quotes)
        assert all(wanted not in bare(quote.text[: quote.span.end - 1]) for quote in quotes)

    @given(with_condition(conditions))
    @settings(max_examples=50)
    def test_a_table_has_a_row_for_each_hit(self, given: tuple[Plan, Condition]) -> None:
        plan, condition = given
        found = query(plan).where(condition)
        table = found.table()
        assert [row[0] for row in table.rows] == [str(hit.item.number) for hit in found]
        assert [record["title"] for record in table.records()] == [one.label("en", "zh") for one in found.items()]
        assert table._repr_html_().count("<tr>") == len(table) + 1


def bare(words: str) -> str:
    """Words without accents, in the letters in which they are compared."""
    plain = (unicodedata.normalize("NFD", letter)[0] if "À" <= letter <= "ɏ" else letter for letter in fold(words))
    return fold("".join(plain))


class TestTheSurface:
    def test_names(self) -> None:
        assert querying.__all__ == sorted(querying.__all__)
        assert all(hasattr(querying, name) for name in querying.__all__)
