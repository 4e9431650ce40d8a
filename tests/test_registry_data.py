"""The registry that comes with the library: complete, consistent, and each claim with its source."""

from datetime import date

import attrs
import pytest

from bri_macao import load_registry
from bri_macao.mentions import Linker
from bri_macao.model import LANGUAGES, Mechanism, Partner
from bri_macao.text import fold

REGISTRY = load_registry()
ENTITIES: tuple[Partner | Mechanism, ...] = (*REGISTRY.partners, *REGISTRY.mechanisms)


def members(group: str, day: date) -> list[str]:
    return sorted(partner.id for partner in REGISTRY.partners if partner.belongs_to(group, day))


class TestGroups:
    @pytest.mark.parametrize(
        ("group", "day", "count"),
        [
            ("portuguese-speaking-countries", date(2004, 1, 1), 7),
            ("portuguese-speaking-countries", date(2017, 12, 31), 8),
            ("portuguese-speaking-countries", date(2023, 1, 1), 9),
            ("asean", date(2023, 12, 31), 10),
            ("asean", date(2026, 1, 1), 11),
            ("eu", date(2019, 12, 31), 28),
            ("eu", date(2023, 1, 1), 27),
            ("southeast-asia", date(2023, 1, 1), 11),
            ("greater-bay-area", date(2023, 1, 1), 11),
            # An open group: no members are invented.
            ("belt-and-road-countries", date(2023, 1, 1), 0),
        ],
    )
    def test_members_by_date(self, group: str, day: date, count: int) -> None:
        assert len(members(group, day)) == count
        assert group in REGISTRY

    def test_the_portuguese_speaking_ones(self) -> None:
        found = members("portuguese-speaking-countries", date(2023, 6, 1))
        assert found == ["ao", "br", "cv", "gq", "gw", "mz", "pt", "st", "tl"]

    def test_every_country_is_there(self) -> None:
        countries = [partner for partner in REGISTRY.partners if partner.kind == "country"]
        assert len(countries) == 194  # the United Nations' members without China, and two observers
        assert all(country.codes and country.codes.alpha2 == country.id.upper() for country in countries)


class TestSources:
    @pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: str(entity.id))
    def test_each_claim_has_one(self, entity: Partner | Mechanism) -> None:
        supported = {field for citation in entity.citations for field in citation.supports}

        def claimed(field: str, whole: str) -> bool:
            return not supported.isdisjoint((field, whole))

        for name in entity.names.entries:
            if name.status in ("official", "attested") or name.since or name.until:
                assert claimed(f"names.{name.language}", "names"), name
        facts = (
            ("since", "until", "codes") if isinstance(entity, Partner) else ("founded", "ended", "operators", "part_of")
        )
        for fact in facts:
            assert not getattr(entity, fact) or fact in supported, fact
        if isinstance(entity, Partner):
            for membership in entity.memberships:
                assert claimed(f"memberships.{membership.group}", "memberships"), membership
        assert entity.citations

    @pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: str(entity.id))
    def test_none_supports_what_is_not_there(self, entity: Partner | Mechanism) -> None:
        there = {field.name for field in attrs.fields(type(entity)) if getattr(entity, field.name)}
        there |= {f"names.{name.language}" for name in entity.names.entries}
        if isinstance(entity, Partner):
            there |= {f"memberships.{membership.group}" for membership in entity.memberships}
        assert {field for citation in entity.citations for field in citation.supports} <= there

    def test_none_is_an_address_with_a_query(self) -> None:
        sources = {citation.source for entity in ENTITIES for citation in entity.citations}
        assert [source for source in sources if "?" in source or "://" in source] == []


class TestNames:
    @pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: str(entity.id))
    def test_in_four_languages(self, entity: Partner | Mechanism) -> None:
        assert set(entity.names) == set(LANGUAGES)

    @pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: str(entity.id))
    def test_what_is_converted_is_the_same_in_the_other_script(self, entity: Partner | Mechanism) -> None:
        for name in entity.names.entries:
            if name.status == "converted":
                others = [other.text for other in entity.names.entries if other.language != name.language]
                assert fold(name.text) in map(fold, others)

    def test_only_what_the_plan_attests_is_not_official(self) -> None:
        fund = REGISTRY.mechanism("lotus-fund")
        assert {name.language: name.status for name in fund.names.entries}["zh-Hans"] == "attested"
        assert fund.founded is None
        assert all(citation.confidence == "low" for citation in fund.citations)

    def test_references_resolve(self) -> None:
        for mechanism in REGISTRY.mechanisms:
            assert {REGISTRY.partner(operator).id for operator in mechanism.operators} == set(mechanism.operators)
            assert mechanism.part_of is None or REGISTRY.mechanism(mechanism.part_of).id == mechanism.part_of
        for partner in REGISTRY.partners:
            assert all(REGISTRY.partner(membership.group).id for membership in partner.memberships)


class TestCities:
    CITIES = tuple(partner for partner in REGISTRY.partners if partner.kind == "city")

    def test_none_bears_the_name_of_a_country(self) -> None:
        countries = {
            name.text for partner in REGISTRY.partners if partner.kind == "country" for name in partner.names.entries
        }
        assert [
            city.id for city in self.CITIES if not countries.isdisjoint(name.text for name in city.names.entries)
        ] == []

    @pytest.mark.parametrize(
        ("text", "names"),
        [
            *(
                (text, [])
                for text in ("扩大连接", "东西安排", "经济南部", "促成都市圈", "成长沙龙", "西南通道", "沿海口岸")
            ),
            *(
                (text, [])
                for text in ("大厦门口", "混合肥料", "包罗万象", "基金边缘", "胜利马上", "公里加长", "马赛克")
            ),
            *((text, []) for text in ("中德班列", "赛马赛事", "宫廷布料", "敬仰光荣", "多哈回合", "黄河内航")),
            ("到达卡塔尔", ["卡塔尔"]),
            ("航班吉隆坡", ["吉隆坡"]),
            ("众多哈萨克斯坦学生", ["哈萨克斯坦"]),
            ("推广东京茶叶", ["东京"]),
            ("开拓广州市场", ["广州"]),
            ("赴里斯本、馬普托、聖保羅市和東京", ["里斯本", "馬普托", "聖保羅市", "東京"]),
        ],
    )
    def test_words_that_only_hold_a_name(self, text: str, names: list[str]) -> None:
        assert [found.mention.surface for found in Linker(REGISTRY).find(text)] == names
