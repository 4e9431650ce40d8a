"""The bundled plans, as they are loaded."""

from typing import Any

import pytest

from bri_macao import plans
from bri_macao.errors import UnknownYear
from bri_macao.model import Mechanism, Partner, Plan, is_provisional
from bri_macao.plans import load_plan, load_registry, years
from bri_macao.registry import Registry


class TestYears:
    def test_are_ascending_and_there(self) -> None:
        assert years() == tuple(sorted(set(years())))
        assert 2023 in years()

    @pytest.mark.parametrize("year", years())
    def test_each_can_be_loaded(self, year: int) -> None:
        plan = load_plan(year)
        assert isinstance(plan, Plan)
        assert plan.period is not None
        assert plan.period.start.year == year


class TestLoadPlan:
    def test_gives_the_same_object_each_time(self) -> None:
        assert load_plan(2023) is load_plan(2023)

    def test_is_what_is_frozen(self) -> None:
        assert load_plan.__wrapped__(2023) == load_plan(2023)

    @pytest.mark.parametrize("year", [1999, 0, -1, 2**70, "2023", None, "../registry/partners"])
    def test_unknown_year(self, year: Any) -> None:
        with pytest.raises(UnknownYear) as caught:
            load_plan(year)
        assert (caught.value.year, caught.value.years) == (year, years())
        assert str(caught.value).startswith(f"no plan of {year!r} is bundled; those that are: 2023")
        assert isinstance(caught.value, LookupError)

    def test_the_surface(self) -> None:
        assert plans.__all__ == ["load_plan", "load_registry", "years"]


class TestLoadRegistry:
    def test_gives_the_same_object_each_time(self) -> None:
        assert isinstance(load_registry(), Registry)
        assert load_registry() is load_registry()

    def test_is_what_is_frozen(self) -> None:
        assert load_registry.__wrapped__() == load_registry()

    @pytest.mark.parametrize("year", years())
    def test_has_every_entity_of_a_bundled_plan(self, year: int) -> None:
        plan, registry = load_plan(year), load_registry()
        assert [registry.partner(one.id) for one in plan.partners] == [*plan.partners]
        assert [registry.mechanism(one.id) for one in plan.mechanisms] == [*plan.mechanisms]

    @pytest.mark.parametrize("year", years())
    def test_has_the_members_of_the_groups_that_a_plan_names(self, year: int) -> None:
        plan, registry = load_plan(year), load_registry()
        named = {mention.entity for item in plan.items for mention in item.mentions}
        members = [one.id for one in registry.partners if any(found.group in named for found in one.memberships)]
        assert {"gq", "hk", "gb"} < set(members) <= {*plan.index.partners}

    def test_what_it_refers_to_is_there(self) -> None:
        registry = load_registry()
        for one in registry.partners:
            assert all(isinstance(registry[found.group], Partner) for found in one.memberships)
        for other in registry.mechanisms:
            assert all(isinstance(registry[id], Partner) for id in other.operators)
            assert other.part_of is None or isinstance(registry[other.part_of], Mechanism)
        assert not any(map(is_provisional, registry))

    def test_every_entity_has_its_sources(self) -> None:
        for id, one in load_registry().items():
            assert one.citations, id
            assert all(found.supports and found.source for found in one.citations), id

    @pytest.mark.parametrize(
        ("id", "language", "name"),
        [
            ("br", "pt", "Brasil"),
            ("gq", "zh-Hans", "赤道几内亚"),
            ("who", "en", "World Health Organization"),
            ("forum-macao", "zh-Hant", "中國—葡語國家經貿合作論壇（澳門）"),
        ],
    )
    def test_names(self, id: str, language: str, name: str) -> None:
        assert load_registry()[id].names[language] == name

    @pytest.mark.parametrize(
        ("partner", "group", "since", "until"),
        [
            ("br", "portuguese-speaking-countries", "2003", None),
            ("st", "portuguese-speaking-countries", "2017-03", None),
            ("gq", "portuguese-speaking-countries", "2022-04-10", None),
            ("tl", "asean", "2025-10-26", None),
            ("gb", "eu", "1973-01-01", "2020-01-31"),
        ],
    )
    def test_memberships(self, partner: str, group: str, since: str, until: str | None) -> None:
        (found,) = (found for found in load_registry().partner(partner).memberships if found.group == group)
        assert (str(found.since), None if found.until is None else str(found.until)) == (since, until)

    def test_the_one_name_of_two_partners(self) -> None:
        assert [one.id for one in load_registry().named("巴葡")] == ["br", "pt"]
