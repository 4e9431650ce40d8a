"""The network: everything that an item names is tied to it, and nothing else is."""

from collections import Counter
from itertools import pairwise

import attrs
import pytest
from hypothesis import given, settings

from bri_macao.model import Membership, Mention, Names, Partner, PartnerId, Plan
from bri_macao.plans import load_plan
from bri_macao.plot import Curve, Dot, Picture, Text, network
from bri_macao.plot._sheets import SECTIONS
from bri_macao.spans import Span
from bri_macao.strategies import plans
from tests.plot.contrasts import contrast

BUNDLED = load_plan(2023)


def ties(picture: Picture) -> list[Curve]:
    return [mark for mark in picture.marks if isinstance(mark, Curve) and mark.dashed]


def edges(picture: Picture) -> Counter[tuple[str, str]]:
    """What is tied to what, by the texts that stand at the ends."""
    texts = {
        (round(dot.x, 3), round(dot.y, 3)): text.text
        for dot, text in zip(picture.marks, picture.marks[1:], strict=False)
        if isinstance(dot, Dot) and isinstance(text, Text)
    }

    def at(x: float, y: float) -> str:
        return texts[round(x, 3), round(y, 3)]

    curves = [mark for mark in picture.marks if isinstance(mark, Curve) and not mark.dashed]
    return Counter((at(curve.x, curve.y), at(curve.to_x, curve.to_y)) for curve in curves)


def plain(plan: Plan) -> Plan:
    """The plan with short names, each its own."""
    return attrs.evolve(
        plan,
        partners=tuple(attrs.evolve(partner, names=Names.of(en=f"p:{partner.id}")) for partner in plan.partners),
        mechanisms=tuple(attrs.evolve(tool, names=Names.of(en=f"m:{tool.id}")) for tool in plan.mechanisms),
    )


def wanted(plan: Plan) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for item in plan.items:
        number = str(item.number)
        found.update((f"p:{partner.id}", number) for partner in plan.partners_of(item))
        found.update((number, f"m:{mechanism.id}") for mechanism in plan.mechanisms_of(item))
    return found


def named(plan: Plan, number: int, *ids: str) -> Plan:
    """The plan in which only the item of that number names anybody, and these partners."""
    mentions = tuple(Mention(PartnerId(id), "partner", Span(0, 1), id) for id in ids)
    return plan.with_items(lambda item: attrs.evolve(item, mentions=mentions if item.number == number else ()))


def member(id: str, *groups: str) -> Partner:
    memberships = tuple(Membership(PartnerId(group)) for group in groups)
    return Partner(id=PartnerId(id), kind="group", names=Names.of(en=id), memberships=memberships)


class TestEdges:
    def test_are_what_the_items_name(self) -> None:
        picture = network(plain(BUNDLED))
        found = edges(picture)
        sizes = {text: text.split(" (members")[0] for text in picture.texts}
        assert Counter({(sizes[a], sizes[b]): n for (a, b), n in found.items()}) == wanted(plain(BUNDLED))

    @pytest.mark.usefixtures("chinese")
    @settings(max_examples=25)
    @given(plans())
    def test_are_as_many_in_any_plan(self, plan: Plan) -> None:
        curves = [mark for mark in network(plan).marks if isinstance(mark, Curve) and not mark.dashed]
        assert len(curves) == wanted(plain(plan)).total()

    def test_have_the_colour_of_the_section(self) -> None:
        dots = {mark.fill for mark in network(BUNDLED).marks if isinstance(mark, Dot) and mark.radius == 8}
        curves = {mark.color for mark in network(BUNDLED).marks if isinstance(mark, Curve) and not mark.dashed}
        assert curves == dots
        assert len(dots) == 5

    @pytest.mark.parametrize("color", SECTIONS)
    def test_numbers_can_be_read_on_the_colours(self, color: str) -> None:
        assert contrast(color, "#ffffff") >= 4.5  # WCAG 2, AA


class TestTies:
    def test_lead_from_members_to_groups_and_from_parts_to_wholes(self) -> None:
        # Portugal and Brazil, Portugal in the EU, Zhuhai; the seminars, the joint conference and its meeting.
        assert len(ties(network(BUNDLED))) == 7

    def test_the_size_of_a_group_is_not_cut(self) -> None:
        long = attrs.evolve(member("bays"), names=Names.of(en="bays " * 90))
        plan = attrs.evolve(BUNDLED, partners=(long, member("reefs", "bays")))
        (label,) = (text for text in network(named(plan, 3, "bays")).texts if text.startswith("bays"))
        assert label.endswith("… (members: 1)")

    def test_members_stand_below_their_group(self) -> None:
        texts = network(BUNDLED).texts
        place = texts.index("Portuguese-speaking Countries (members: 9)")
        assert texts[place : place + 3] == ("Portuguese-speaking Countries (members: 9)", "Portugal", "Brazil")

    def test_also_where_they_are_named_before_it(self) -> None:
        plan = attrs.evolve(BUNDLED, partners=(member("reefs", "bays"), member("bays"), member("capes")))
        first, third = named(plan, 3, "reefs").item(3).mentions, named(plan, 3, "capes", "bays").item(3).mentions
        mentions = {1: first, 2: third[:1], 3: third[1:]}
        spread = plan.with_items(lambda item: attrs.evolve(item, mentions=mentions.get(item.number, ())))
        texts = [text for text in network(spread).texts if text.split()[0] in ("reefs", "bays", "capes")]
        assert texts == ["capes", "bays (members: 1)", "reefs"]

    def test_groups_that_are_members_of_each_other_are_there(self) -> None:
        circle = attrs.evolve(BUNDLED, partners=(member("reefs", "bays"), member("bays", "reefs")))
        picture = network(named(circle, 3, "reefs", "bays"))
        assert {"reefs (members: 1)", "bays (members: 1)"} <= set(picture.texts)
        assert len(ties(picture)) == 2


class TestNodes:
    def test_do_not_lie_on_each_other(self) -> None:
        dots = [mark for mark in network(BUNDLED).marks if isinstance(mark, Dot)]
        for x in {dot.x for dot in dots}:
            ys = sorted(dot.y for dot in dots if dot.x == x)
            assert all(below - above >= 12 for above, below in pairwise(ys))

    def test_what_nobody_describes_goes_by_its_id(self) -> None:
        assert {"atlantis", "3"} <= set(network(named(BUNDLED, 3, "atlantis")).texts)

    def test_more_partners_than_mechanisms_make_it_longer(self) -> None:
        many = [f"harbour-{n}" for n in range(100)]
        assert network(named(BUNDLED, 3, *many)).height > 100 * 15

    def test_long_numbers_are_cut(self) -> None:
        def renumber(plan: Plan) -> Plan:
            return plan.with_items(lambda item: attrs.evolve(item, number=item.number + 10**12))

        assert any(text == "1…" for text in network(renumber(BUNDLED)).texts)

    @pytest.mark.parametrize("number", [1, 23])
    def test_only_sections_in_which_something_is_named_are_explained(self, number: int) -> None:
        picture = network(named(BUNDLED, number, "br"))
        headings = [text for text in picture.texts if ". " in text[:4]]
        section = BUNDLED.section_of(BUNDLED.item(number))
        assert headings == [f"{section.number}. {section.names['en']}"]
