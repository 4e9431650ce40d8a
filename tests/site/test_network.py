"""The network: what is linked, and in which order it is drawn."""

from hypothesis import given, settings

from bri_macao.model import Plan
from bri_macao.plans import load_plan
from bri_macao.site._network import Network, network
from bri_macao.strategies import plans

PLAN = load_plan(2023)


def crossings(drawn: Network, partners: tuple[str, ...], mechanisms: tuple[str, ...]) -> int:
    """How many pairs of lines cross when the sides stand in these orders."""
    lines = [(partners.index(one), mechanisms.index(other)) for one, other, _ in drawn.links]
    return sum(a < c and b > d for a, b in lines for c, d in lines)


class TestNetwork:
    def test_links_what_items_name_together(self) -> None:
        items = list(PLAN.index.items.values())
        for partner, mechanism, places in network(PLAN).links:
            both = [
                place
                for place, item in enumerate(items)
                if partner in [found.id for found in PLAN.partners_of(item)]
                and mechanism in [found.id for found in PLAN.mechanisms_of(item)]
            ]
            assert list(places) == both

    def test_of_a_plan_without_items_is_empty(self) -> None:
        assert network(Plan(id=PLAN.id)) == Network((), (), ())

    def test_has_fewer_crossings_than_the_order_of_the_document(self) -> None:
        drawn = network(PLAN)
        partners = tuple(dict.fromkeys(partner for partner, _, _ in drawn.links))
        mechanisms = tuple(dict.fromkeys(mechanism for _, mechanism, _ in drawn.links))
        sorted_ = crossings(drawn, drawn.partners, drawn.mechanisms)
        assert sorted_ < crossings(drawn, partners, mechanisms) * 0.6

    @given(plans())
    @settings(max_examples=50)
    def test_shows_each_end_once(self, plan: Plan) -> None:
        drawn = network(plan)
        for side, ids in enumerate((drawn.partners, drawn.mechanisms)):
            assert len(ids) == len(set(ids))
            assert set(ids) == {link[side] for link in drawn.links}
