"""What changed from one plan to another: every kind of change, and what `diff` promises of any two plans."""

from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bri_macao.anchoring import attach
from bri_macao.comparison import Alteration, Changes, Exchange, TargetChange, diff
from bri_macao.model import (
    Citation,
    Codes,
    Extra,
    Fingerprint,
    ItemId,
    MechanismId,
    Membership,
    Names,
    PartialDate,
    PartnerId,
    Period,
    Plan,
    PlanId,
    Section,
    SourceDescription,
    Target,
    WorkItem,
)
from bri_macao.parsing import read
from bri_macao.plans import load_plan
from bri_macao.spans import Span
from bri_macao.strategies import plans
from bri_macao.text import Source
from tests.comparison.plans import (
    BOOKS,
    PORT,
    SEA,
    TEA,
    TEXTS,
    action,
    any_plans,
    detached,
    in_traditional,
    item,
    kin,
    mechanism,
    mention,
    partner,
    plan,
    renumbered,
)

BUNDLED = load_plan(2023)


def told(changes: Changes) -> list[tuple[str, list[int], list[int]]]:
    return [(one.kind, [i.number for i in one.old], [i.number for i in one.new]) for one in changes.items]


OLD = plan(TEXTS[:2], TEXTS[2:])


class TestKinds:
    @pytest.mark.parametrize("loose", [lambda found: found, detached])
    @pytest.mark.parametrize(
        ("new", "expected"),
        [
            (OLD, [("kept", [n], [n]) for n in (1, 2, 3, 4)]),
            (
                plan((SEA, TEA), (BOOKS,)),
                [*(("kept", [n], [n]) for n in (1, 2, 3)), ("dropped", [4], [])],
            ),
            # What was added first changes the numbers of all, and moves nobody.
            (
                plan(("开发天气预报软件，培养气象员。", SEA, TEA), (BOOKS, PORT)),
                [("added", [], [1]), *(("kept", [n], [n + 1]) for n in (1, 2, 3, 4))],
            ),
            (
                plan((SEA.replace("渔业", "帆船"), TEA), (BOOKS, PORT)),
                [("reworded", [1], [1]), *(("kept", [n], [n]) for n in (2, 3, 4))],
            ),
            (
                plan((SEA,), (BOOKS, PORT, TEA)),
                [("kept", [1], [1]), ("kept", [3], [2]), ("kept", [4], [3]), ("moved", [2], [4])],
            ),
            (
                plan((SEA, TEA), (BOOKS, "落实港口铁路联运。", "完善冷链仓储。")),
                [*(("kept", [n], [n]) for n in (1, 2, 3)), ("split", [4], [4, 5])],
            ),
            (
                plan((SEA + TEA,), (BOOKS, PORT)),
                [("merged", [1, 2], [1]), ("kept", [3], [2]), ("kept", [4], [3])],
            ),
        ],
    )
    def test_table(self, loose: Any, new: Plan, expected: list[Any]) -> None:  # a function of plans, and rows: Any
        assert told(diff(loose(OLD), loose(new))) == expected
        assert told(diff(loose(OLD), new)) == expected

    def test_a_reworded_item_that_moved(self) -> None:
        new = plan((SEA,), (BOOKS, PORT, TEA.replace("互访", "互相访问")))
        (change,) = diff(OLD, new).changed
        assert (change.kind, change.moved, change.reworded) == ("reworded", True, True)
        assert 0.3 < change.similarity < 1

    def test_another_order_in_its_section(self) -> None:
        new = plan((TEA, BOOKS, PORT, SEA))
        old = plan(TEXTS)
        assert told(diff(old, new)) == [*(("kept", [n + 1], [n]) for n in (1, 2, 3)), ("moved", [1], [4])]

    def test_an_item_cut_down_to_a_part(self) -> None:
        long = SEA[:-1] + "；" + BOOKS[:-1] + "；" + PORT[:-1] + "；" + TEA
        (change,) = diff(plan((long,)), plan((TEA,))).items
        assert change.kind == "reworded"

    def test_three_parts_and_a_merger_beside(self) -> None:
        changes = diff(plan((SEA + BOOKS + PORT, TEA)), plan((PORT, SEA, TEA, BOOKS)))
        assert told(changes) == [("split", [1], [1, 2, 4]), ("kept", [2], [3])]
        assert changes.items[0].similarity > 0.9

    def test_the_best_in_all_goes_before_the_best_for_one(self) -> None:
        # The first old item is nearest to the second new one, which the second old item needs.
        shared, first, second = "图书档案戏剧陶瓷针灸", "渔业航运花卉", "芯片能源电网"
        old = plan((shared + first, shared + first + second))
        new = plan((first + shared + "海洋", first + second + shared))
        assert told(diff(old, new)) == [("reworded", [1], [1]), ("reworded", [2], [2])]

    def test_equal_items_keep_their_order(self) -> None:
        assert told(diff(plan((SEA, SEA, SEA)), plan((SEA, SEA)))) == [
            *(("kept", [n], [n]) for n in (1, 2)),
            ("dropped", [3], []),
        ]

    def test_without_texts_our_words_decide(self) -> None:
        old = plan((item(None, names=Names.of(en="Ocean forum")), item(None, names=Names.of(en="Tea growers"))))
        new = plan((item(None, names=Names.of(en="Tea growers")), item(None, names=Names.of(en="Ocean forum in May"))))
        changes = diff(old, new)
        assert [(i.number, j.number) for one in changes.items for i, j in [(*one.old, *one.new)]] == [(2, 1), (1, 2)]
        assert [one.reworded for one in changes.items] == [False, True]

    def test_empty_plans(self) -> None:
        assert not diff(plan(), plan())
        assert told(diff(plan(), plan((SEA,)))) == [("added", [], [1])]
        assert not diff(plan((item(None),)), plan((item(None),)))

    def test_traces_that_are_alike_by_chance(self) -> None:
        first, second = "甲", chr(ord("甲") + 144)  # one digit each, and the same
        assert Fingerprint.of(first).trace == Fingerprint.of(second).trace
        (change,) = diff(detached(plan((first,))), plan((second,))).items
        assert change.kind == "reworded"

    def test_ids_that_are_not_unique(self) -> None:
        double = plan((SEA, TEA))
        double = double.with_items(lambda one: attrs.evolve(one, id=ItemId("2031/1")))
        changes = diff(double, plan((TEA, BOOKS)))
        assert sorted(one.kind for one in changes.items) == ["added", "dropped", "kept"]

    def test_a_text_goes_before_a_stale_fingerprint(self) -> None:
        edited = OLD.with_items(lambda one: attrs.evolve(one, text=one.text and one.text.replace("茶叶", "咖啡")))
        assert [one.kind for one in diff(OLD, edited).items] == ["kept", "reworded", "kept", "kept"]


class TestSections:
    def test_renamed(self) -> None:
        second = attrs.evolve(OLD.sections[1], names=Names.of(zh_Hans="贸易往来"))
        changes = diff(OLD, attrs.evolve(OLD, sections=(OLD.sections[0], second)))
        assert [one.kind for one in changes.sections] == ["kept", "renamed"]
        assert changes.sections[1].alterations == (Alteration("names", ("zh-Hans: 经贸",), ("zh-Hans: 贸易往来",)),)
        assert changes
        assert not changes.changed

    def test_another_order_of_sections_moves_no_item(self) -> None:
        changes = diff(OLD, attrs.evolve(OLD, sections=OLD.sections[::-1]))
        assert sorted(one.kind for one in changes.sections) == ["kept", "moved"]
        assert [one.kind for one in changes.items] == ["kept"] * 4
        assert changes

    def test_added_and_dropped(self) -> None:
        changes = diff(OLD, plan(TEXTS[:2]))
        assert [one.kind for one in changes.sections] == ["kept", "dropped"]
        assert [one.kind for one in changes.reversed().sections] == ["kept", "added"]

    def test_an_item_follows_its_renamed_section(self) -> None:
        second = attrs.evolve(OLD.sections[1], names=Names.of(zh_Hans="其他"))
        moved = [one.moved for one in diff(OLD, attrs.evolve(OLD, sections=(OLD.sections[0], second))).items]
        assert moved == [False] * 4


class TestActions:
    @pytest.mark.parametrize(
        ("before", "after", "expected"),
        [
            ((action("strive", "Seek a fund"),), (action("complete", "Seek a fund"),), [("changed", "strengthened")]),
            ((action("hold", "Hold a fair"),), (action("explore", "Hold a fair"),), [("changed", "weakened")]),
            ((action("hold", "Hold a fair"),), (action("continue", "Hold a fair"),), [("changed", "same")]),
            ((action("other", "Meet"),), (action("hold", "Meet"),), [("changed", None)]),
            # Nothing else is known of them: the same place, the same action.
            ((action("strive"),), (action("complete"),), [("changed", "strengthened")]),
            ((action("hold", "Hold a fair"),), (action("hold", "Hold a big fair"),), [("changed", "same")]),
            ((action("hold", verb="举办"),), (action("hold", verb="舉辦"),), []),
            ((action("hold", verb="举办"),), (action("hold", verb="举行"),), [("changed", "same")]),
            ((action("hold", verb="举办"),), (action("hold"),), []),
            ((), (action("hold", "Hold a fair"),), [("added", None)]),
            ((action("hold", "Hold a fair"),), (), [("dropped", None)]),
            (
                (action("hold", "Hold a fair"), action("support", "Support tea growers")),
                (action("support", "Support tea growers"), action("hold", "Hold a fair")),
                [],
            ),
            # A statement in one more language is no change.
            (
                (action("hold", "Hold a fair"),),
                (attrs.evolve(action("hold"), statement=Names.of(en="Hold a fair", pt="Realizar uma feira")),),
                [],
            ),
        ],
    )
    def test_table(self, before: Any, after: Any, expected: Any) -> None:  # rows of the table: Any
        title = Names.of(en="A port and a garden")
        changes = diff(*(plan((item(None, names=title, actions=side),)) for side in (before, after)))
        assert [(one.kind, one.strength) for one in changes.actions] == expected
        assert [one.kind for one in changes.items] == [("reworded" if expected else "kept")]

    def test_words_of_the_document(self) -> None:
        old = plan((item(BOOKS, actions=(action("strive", span=Span(0, 12)), action("other", span=Span(13, 17)))),))
        text = BOOKS.replace("争取设立", "落实")
        new = plan((item(text, actions=(action("complete", span=Span(0, 10)), action("other", span=Span(11, 15)))),))
        for pair in ((old, new), (detached(old), detached(new)), (old, detached(new))):
            (change,) = diff(*pair).actions
            assert (change.kind, change.strength) == ("changed", "strengthened")

    def test_a_clause_that_reads_otherwise(self) -> None:
        old = plan((item(BOOKS, actions=(action("strive", span=Span(0, 12)),)),))
        new = plan((item(BOOKS.replace("数字", "资料"), actions=(action("strive", span=Span(0, 12)),)),))
        assert [one.strength for one in diff(old, new).actions] == ["same"]

    def test_spans_alone_are_no_change(self) -> None:
        old = plan((item(BOOKS, actions=(action("strive", span=Span(0, 12)),)),))
        new = plan((item(BOOKS, actions=(action("strive", span=Span(0, 13)),)),))
        assert not diff(old, new)

    def test_all_of_an_added_item_are_added(self) -> None:
        changes = diff(plan(), plan((item(SEA, actions=(action("hold", "Hold a fair"),)),)))
        assert [one.kind for one in changes.actions] == ["added"]


class TestTargets:
    FAIRS = Target(Names.of(en="Fairs"), 2, mechanism=MechanismId("fair"))

    def change(self, before: Target | None, after: Target | None) -> TargetChange | None:
        sides = [plan((item(SEA, targets=() if one is None else (one,)),)) for one in (before, after)]
        found = diff(*sides).targets
        assert len(found) < 2
        return found[0] if found else None

    @pytest.mark.parametrize(
        ("values", "quantity", "due"),
        [
            ({"quantity": 3}, "raised", None),
            ({"quantity": 1}, "lowered", None),
            ({"comparison": "exactly"}, None, None),
            ({"names": Names.of(en="Fairs abroad")}, None, None),
            ({"mechanism": None}, None, None),
            ({"comparison": "ordinal", "quantity": 3}, None, None),
            ({"due": PartialDate(2031, 6)}, None, "set"),
        ],
    )
    def test_changed(self, values: dict[str, Any], quantity: str | None, due: str | None) -> None:
        found = self.change(self.FAIRS, attrs.evolve(self.FAIRS, **values))
        assert found is not None
        assert (found.kind, found.quantity, found.due) == ("changed", quantity, due)

    @pytest.mark.parametrize(
        ("before", "after", "due"),
        [
            ((2031, 6), (2031, 9), "later"),
            ((2031, 6, 1), (2031, 5), "earlier"),
            ((2031,), (2031, 12), "later"),  # the same last day, known better; not the whole year any more
            ((2031, 6), None, "lifted"),
        ],
    )
    def test_dates(self, before: Any, after: Any, due: str) -> None:
        sides = [attrs.evolve(self.FAIRS, due=one and PartialDate(*one)) for one in (before, after)]
        old, new = (plan((item(SEA, targets=(one,)),), period=Period.years(2031, 2032)) for one in sides)
        (found,) = diff(old, new).targets
        assert found.due == due
        mirrored = {"later": "earlier", "earlier": "later", "set": "lifted", "lifted": "set"}
        assert diff(new, old).targets[0].due == mirrored[due]

    def test_the_end_of_either_period_is_no_move(self) -> None:
        old, new = (
            plan((item(SEA, targets=(attrs.evolve(self.FAIRS, due=PartialDate(year)),)),), period=Period.years(year))
            for year in (2031, 2032)
        )
        assert diff(old, new).targets == ()

    def test_gained_and_lost(self) -> None:
        gained, lost = self.change(None, self.FAIRS), self.change(self.FAIRS, None)
        assert gained is not None
        assert lost is not None
        assert (gained.kind, gained.quantity, lost.kind) == ("added", None, "dropped")

    def test_read_plans_say_nothing_of_targets(self) -> None:
        judged = plan((item(SEA, targets=(self.FAIRS,), policy_areas=("unimpeded-trade",)),), arrangement="fair")
        judged = judged.with_items(lambda one: attrs.evolve(one, actions=(action("continue", "Hold the forum"),)))
        other = read(f"2031年重点工作\n一、金融\n1.{SEA}").plan
        changes = diff(judged, other)
        assert changes.targets == ()
        assert [one.kind for one in changes.items] == ["kept"]
        assert "arrangement" not in {one.field for one in changes.alterations}


class TestEntities:
    def test_gained_and_lost_globally_and_by_item(self) -> None:
        tables: dict[str, Any] = {
            "partners": (partner("pt"), partner("br")),
            "mechanisms": (mechanism("forum"), mechanism("fund", "fund")),
        }
        old = plan(
            (item(SEA, mentions=(mention("pt"), mention("fund", "mechanism"))), item(TEA, mentions=(mention("pt"),))),
            **tables,
        )
        new = plan(
            (item(SEA, mentions=(mention("br"), mention("forum", "mechanism"))), item(TEA, mentions=(mention("pt"),))),
            **tables,
        )
        changes = diff(old, new)
        assert changes.items[0].partners == Exchange(("br",), ("pt",))  # type: ignore[arg-type]
        assert changes.items[0].mechanisms == Exchange(("forum",), ("fund",))  # type: ignore[arg-type]
        assert (changes.partners.gained, changes.partners.lost) == (("br",), ())
        assert (changes.mechanisms.gained, changes.mechanisms.lost) == (("forum",), ("fund",))
        assert changes.items[0].kind == "reworded"

    def test_nested_names_do_not_count(self) -> None:
        old = plan((item(SEA, mentions=(mention("pt"),)),))
        new = plan((item(SEA, mentions=(mention("pt"), mention("br", nested=True))),))
        assert not diff(old, new)

    def test_who_only_stands_in_the_table(self) -> None:
        league = partner("league", "group")
        member = partner("land", memberships=(Membership(PartnerId("league")),))
        old = plan((SEA,))
        # A newcomer that nobody refers to is gained; members and operators are there for another's sake.
        assert diff(old, attrs.evolve(old, partners=(partner("br"),))).partners.gained == ("br",)
        assert diff(old, attrs.evolve(old, partners=(league, member))).partners.gained == ()
        run = mechanism("fair", operators=(PartnerId("br"),))
        changes = diff(old, attrs.evolve(old, partners=(partner("br"),), mechanisms=(run,)))
        assert (changes.partners.gained, changes.mechanisms.gained) == ((), ("fair",))
        assert changes.mechanisms.lost == ()

    def test_a_registry_that_learnt_a_name(self) -> None:
        fund = Names.of("attested", zh_Hans="蓝色基金")
        old = plan(
            (item(SEA, mentions=(mention("new-1", "mechanism"),)),),
            mechanisms=(mechanism("new-1", "fund", names=fund),),
        )
        new = plan(
            (item(SEA, mentions=(mention("blue", "mechanism"),)),),
            mechanisms=(mechanism("blue", "fund", names=Names.of(zh_Hant="藍色基金")),),
        )
        assert not diff(old, new)
        assert not diff(new, old)

    @pytest.mark.parametrize(
        ("values", "expected"),
        [
            ({}, []),
            ({"kind": "territory"}, [Alteration("kind", ("country",), ("territory",))]),
            ({"names": Names.of(en="Brasil")}, [Alteration("names", ("en: Br",), ("en: Brasil",))]),
            ({"names": Names.of(en="Br", pt="Brasil")}, [Alteration("names", (), ("pt: Brasil",))]),
            ({"aliases": ("巴西",)}, [Alteration("aliases", (), ("巴西",))]),
            ({"codes": Codes("BR")}, [Alteration("codes", (), ("alpha2 BR",))]),
            ({"since": PartialDate(1822)}, [Alteration("since", (), ("1822",))]),
            (
                {"memberships": (Membership(PartnerId("g20"), PartialDate(1999)),)},
                [Alteration("memberships", (), ("g20 since 1999",))],
            ),
            ({"names": Names.of("translated", en="Br")}, []),
            ({"citations": (Citation(("names",), "a list", "high"),)}, []),
        ],
    )
    def test_altered_partners(self, values: dict[str, Any], expected: list[Alteration]) -> None:
        sides = (partner("br"), attrs.evolve(partner("br"), **values))
        old, new = (plan((item(SEA, mentions=(mention("br"),)),), partners=(one,)) for one in sides)
        found = diff(old, new).partners.altered
        assert [alteration for one in found for alteration in one.alterations] == expected
        assert [(one.id, one.kind) for one in found] == [("br", "partner")] * bool(expected)

    def test_altered_mechanisms(self) -> None:
        after = mechanism("forum", founded=PartialDate(2003), operators=(PartnerId("br"),), part_of=MechanismId("hub"))
        old, new = (plan((SEA,), mechanisms=(one,)) for one in (mechanism("forum"), after))
        (found,) = diff(old, new).mechanisms.altered
        assert [one.field for one in found.alterations] == ["founded", "operators", "part_of"]

    def test_a_group_that_a_country_joined(self) -> None:
        """Both plans say when it joined, and only one of the periods is later."""
        member = partner("tl", memberships=(Membership(PartnerId("asean"), PartialDate(2025, 10, 26)),))
        tables = (partner("asean", "group"), member)  # the very same in both plans
        old, new = (plan((SEA,), partners=tables, period=Period.years(year)) for year in (2024, 2026))
        (found,) = diff(old, new).partners.altered
        assert (found.id, found.alterations) == ("asean", (Alteration("members", (), ("tl",)),))

    def test_a_member_that_only_one_plan_knows_of(self) -> None:
        member = partner("tl", memberships=(Membership(PartnerId("asean")),))
        old, new = (
            plan((SEA,), partners=table)
            for table in ((partner("asean", "group"), member), (partner("asean", "group"),))
        )
        assert diff(old, new).partners.altered == ()


class TestTheWhole:
    def test_facts_of_the_plan(self) -> None:
        new = attrs.evolve(
            OLD,
            id=PlanId("2032"),
            names=Names.of(en="Plan of 2032"),
            period=Period.years(2032),
            arrangement=MechanismId("arrangement"),
        )
        old = attrs.evolve(OLD, names=Names.of(en="Plan of 2031", pt="Plano"))
        assert diff(old, new).alterations == (
            Alteration("names", ("en: Plan of 2031",), ("en: Plan of 2032",)),
            Alteration("arrangement", (), ("arrangement",)),
            Alteration("period", ("2031",), ("2032",)),
        )

    def test_counts_in_the_order_of_kinds(self) -> None:
        changes = diff(OLD, plan((PORT, TEA, "开发天气预报软件。")))
        assert list(changes.counts.items()) == [("kept", 1), ("moved", 1), ("added", 1), ("dropped", 2)]
        assert str(changes) == "2031 to 2031: 1 kept, 1 moved, 1 added, 2 dropped"
        assert repr(diff(plan(), plan())) == "<Changes 2031 to 2031: no items>"

    def test_an_item_in_words(self) -> None:
        changes = diff(OLD, plan((SEA + TEA,), (BOOKS, PORT)))
        assert str(changes.items[0]) == "merged 1, 2 to 1: 继续举办海洋文化论坛"
        assert repr(changes.items[1]) == "<ItemChange kept 3 to 2: 争取设立图书档案数字中心>"

    def test_words_where_texts_are_attached(self) -> None:
        new = plan((SEA.replace("渔业", "帆船"), TEA), (BOOKS, PORT))
        assert [(one.old, one.new) for one in diff(OLD, new).items[0].words if one.changed] == [("渔业", "帆船")]
        assert diff(detached(OLD), new).items[0].words == ()
        assert diff(OLD, plan()).items[0].words == ()

    def test_policy_areas(self) -> None:
        new = OLD.with_items(lambda one: attrs.evolve(one, policy_areas=("unimpeded-trade",)))
        assert diff(OLD, new).items[0].alterations == (Alteration("policy_areas", (), ("unimpeded-trade",)),)


class TestProvenance:
    @pytest.mark.parametrize(
        ("change", "fields"),
        [
            ({"source": SourceDescription(title="A list")}, {"source.title"}),
            ({"extra": Extra({"org.example": 1})}, {"extra.org.example"}),
            ({"names": Names.of("translated", en="Plan")}, {"names"}),
        ],
    )
    def test_of_the_plan(self, change: dict[str, Any], fields: set[str]) -> None:
        old = attrs.evolve(OLD, names=Names.of(en="Plan"))
        new = attrs.evolve(old, **change)
        assert not diff(old, new)
        assert {one.field for one in diff(old, new, provenance=True).alterations} == fields

    def test_of_items(self) -> None:
        old = plan((item(SEA, mentions=(mention("pt"),), names=Names.of(en="Sea")),))
        place = attrs.evolve(mention("pt"), span=Span(1, 2))
        new = plan((item(SEA, mentions=(place,), fingerprint=None, names=Names.of("editorial", en="Sea")),))
        assert not diff(old, new)
        (change,) = diff(old, new, provenance=True).items
        assert (change.kind, change.changed) == ("kept", True)
        assert {one.field for one in change.alterations} == {"fingerprint", "mentions", "names"}

    def test_of_entities(self) -> None:
        cited = partner("br", citations=(Citation(("names",), "a list", "high"),), names=Names.of("converted", en="Br"))
        old, new = (plan((SEA,), partners=(one,)) for one in (partner("br"), cited))
        assert not diff(old, new)
        (found,) = diff(old, new, provenance=True).partners.altered
        assert [one.field for one in found.alterations] == ["citations", "names"]


class TestAnyPlans:
    @given(any_plans())
    @settings(max_examples=25)
    def test_a_plan_and_itself(self, found: Plan) -> None:
        assert not diff(found, found)
        assert not diff(found, found, provenance=True)
        assert all(one.similarity == 1 for one in diff(found, found).items)

    @given(kin())
    @settings(max_examples=60)
    def test_mirrored(self, pair: tuple[Plan, Plan]) -> None:
        old, new = pair
        changes = diff(old, new)
        assert diff(new, old) == changes.reversed()
        assert changes.reversed().reversed() == changes
        assert bool(changes) == bool(changes.reversed())

    @given(kin())
    @settings(max_examples=25)
    def test_every_item_is_in_one_change(self, pair: tuple[Plan, Plan]) -> None:
        changes = diff(*pair)
        for plan_of, side in ((pair[0], "old"), (pair[1], "new")):
            inside = [id(one) for change in changes.items for one in getattr(change, side)]
            assert sorted(inside) == sorted(map(id, plan_of.items))
        for change in changes.items:
            assert min(len(change.old), len(change.new)) < 2
            assert 0 <= change.similarity <= 1

    @given(kin(), st.integers(1, 9))
    @settings(max_examples=25)
    def test_numbers_do_not_matter(self, pair: tuple[Plan, Plan], by: int) -> None:
        def shape(changes: Changes) -> list[Any]:  # rows to compare: Any
            places = [{one.id: n for n, one in enumerate(found.items)} for found in (changes.old, changes.new)]
            return [
                (
                    one.kind,
                    one.moved,
                    [places[0][i.id] for i in one.old],
                    [places[1][i.id] for i in one.new],
                    one.similarity,
                )
                for one in changes.items
            ]

        old, new = pair
        assert shape(diff(old, new)) == shape(diff(old, renumbered(new, by)))
        assert not diff(old, renumbered(old, by))

    @given(plans(), st.randoms(use_true_random=False))
    @settings(max_examples=25)
    def test_shuffled_items_are_kept_or_moved(self, found: Plan, random: Any) -> None:
        def shuffled(section: Section) -> Section:
            items = [*section.items]
            random.shuffle(items)
            return attrs.evolve(section, items=tuple(items), sections=tuple(map(shuffled, section.sections)))

        changes = diff(found, attrs.evolve(found, sections=tuple(map(shuffled, found.sections))))
        assert {one.kind for one in changes.items} <= {"kept", "moved"}
        assert not changes.actions

    @given(any_plans())
    @settings(max_examples=25)
    def test_a_traditional_copy_is_no_change(self, found: Plan) -> None:
        assert not diff(found, in_traditional(found))

    @given(kin())
    @settings(max_examples=25)
    def test_a_traditional_copy_is_compared_alike(self, pair: tuple[Plan, Plan]) -> None:
        old, new = pair
        copy = diff(old, in_traditional(new))
        assert [(one.kind, one.similarity) for one in diff(old, new).items] == [
            (one.kind, one.similarity) for one in copy.items
        ]

    @given(any_plans())
    @settings(max_examples=25)
    def test_a_plan_without_its_texts_is_no_other(self, found: Plan) -> None:
        assert not diff(found, detached(found))


class TestBundled:
    def test_a_traditional_copy(self) -> None:
        assert not diff(BUNDLED, in_traditional(BUNDLED))

    def test_an_attached_copy(self, official: Any) -> None:
        attached = attach(BUNDLED, Source.from_path(official)).plan
        assert not diff(BUNDLED, attached)
        changes = diff(BUNDLED, read(official).plan)
        assert [one.kind for one in changes.items] == ["kept"] * 23
        assert not changes.actions
        assert not changes.targets

    def test_strive_becomes_carry_out(self) -> None:
        def firmer(one: WorkItem) -> WorkItem:
            return attrs.evolve(
                one,
                actions=tuple(
                    attrs.evolve(part, aspect="complete") if part.aspect == "strive" else part for part in one.actions
                ),
            )

        changes = diff(BUNDLED, BUNDLED.with_items(firmer))
        assert [one.strength for one in changes.actions] == ["strengthened"] * 2
        assert [one.new[0].number for one in changes.changed] == [2, 22]
