"""Filters: what `query` finds, and the ways that lead there."""

import attrs
import pytest
from hypothesis import given, settings

from bri_macao.model import Mechanism, Membership, Names, PartialDate, Partner, Period, Plan
from bri_macao.model.ids import MechanismId, PartnerId, PlanId
from bri_macao.plans import load_plan
from bri_macao.querying import Query, query
from bri_macao.site._facets import Facet, facets, ways
from bri_macao.strategies import plans

PLAN = load_plan(2023)
FACETS = {facet.key: facet for facet in facets(PLAN)}


def asked(plan: Plan, key: str, value: str) -> Query:
    """What a choice asks for, in the words of a user of the library."""
    found = query(plan)
    match key:
        case "section":
            return found.section(value)
        case "partner":
            return found.partner(value)
        case "mechanism":
            return found.mechanism(value)
        case "kind":
            return found.mechanism(kind=value)  # type: ignore[arg-type]
        case "aspect":
            return found.aspect(value)  # type: ignore[arg-type]
        case _:
            return found.policy_area(value)  # type: ignore[arg-type]


class TestFacets:
    def test_are_these(self) -> None:
        assert list(FACETS) == ["section", "partner", "mechanism", "kind", "aspect", "area"]

    @pytest.mark.parametrize("facet", FACETS.values(), ids=lambda facet: facet.key)
    def test_say_what_query_says(self, facet: Facet) -> None:
        order = list(PLAN.index.items)
        assert facet.choices
        for choice in facet.choices:
            hits = list(asked(PLAN, facet.key, choice.value))
            assert [order[place] for place, _ in choice.fits] == [hit.item.id for hit in hits]
            for (_, places), hit in zip(choice.fits, hits, strict=True):
                parts = hit.item.actions if facet.key == "aspect" else hit.item.mentions
                assert [parts[place] for place in places] == list(hit.evidence)

    def test_leave_out_what_nothing_fits(self) -> None:
        assert "award" not in {choice.value for choice in FACETS["kind"].choices}
        assert facets(attrs.evolve(PLAN, sections=()))[1].choices == ()

    def test_say_through_what_a_member_fits(self) -> None:
        brazil = next(choice for choice in FACETS["partner"].choices if choice.value == "br")
        assert ("br", "portuguese-speaking-countries") in brazil.ways


def partner(id: str, *groups: Membership) -> Partner:
    return Partner(id=PartnerId(id), kind="country", names=Names.of(en=id), memberships=groups)


def of(id: str, since: int | None = None) -> Membership:
    return Membership(PartnerId(id), since=PartialDate(since) if since else None)


class TestWays:
    def test_are_the_shortest(self) -> None:
        held = (partner("a", of("b"), of("c")), partner("b", of("c")), partner("c", of("d")), partner("d", of("a")))
        plan = Plan(id=PlanId("2023"), partners=held)
        assert list(ways(plan, held[0])) == [("a", "b"), ("a", "c"), ("a", "c", "d")]

    def test_hold_in_the_period_of_the_plan(self) -> None:
        held = (partner("a", of("b", 2025), of("nowhere")), partner("b"))
        plan = Plan(id=PlanId("2023"), partners=held, period=Period.years(2023))
        assert list(ways(plan, held[0])) == []
        assert list(ways(attrs.evolve(plan, period=Period.years(2023, 2026)), held[0])) == [("a", "b")]

    def test_lead_through_parts(self) -> None:
        def mechanism(id: str, whole: str | None) -> Mechanism:
            part_of = MechanismId(whole) if whole else None
            return Mechanism(id=MechanismId(id), kind="forum", names=Names.of(en=id), part_of=part_of)

        held = (mechanism("a", None), mechanism("b", "a"), mechanism("c", "b"))
        plan = Plan(id=PlanId("2023"), mechanisms=held)
        assert list(ways(plan, held[0])) == [("a", "b"), ("a", "b", "c")]
        assert list(ways(plan, held[2])) == []

    @given(plans())
    @settings(max_examples=50)
    def test_end_where_the_index_reaches(self, plan: Plan) -> None:
        entities: tuple[Partner | Mechanism, ...] = (*plan.partners, *plan.mechanisms)
        for entity in entities:
            assert {entity.id, *(way[-1] for way in ways(plan, entity))} == plan.index.reach(entity)
