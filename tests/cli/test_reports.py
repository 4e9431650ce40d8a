"""Reports: what the command line says of hits, entities and findings, where no run of the command goes."""

from typing import Any, get_args

import attrs
import msgspec
import pytest
from hypothesis import given, settings

from bri_macao.cli._reports import (
    clause,
    entity_table,
    finding_record,
    hit_record,
    hits_table,
    sarif,
    summary,
    target_line,
)
from bri_macao.findings import CODES, Finding, Severity
from bri_macao.model import (
    Action,
    ActionId,
    Aspect,
    Citation,
    Codes,
    Comparison,
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
    WorkItem,
)
from bri_macao.plans import load_plan
from bri_macao.querying import Hit, Quote, aspect, mechanism, partner, query, section, target, text
from bri_macao.spans import Span
from bri_macao.strategies import plans
from bri_macao.validation import RULES, Report

TEXT = "与港城举办海节，支持港城基金。港城。"
CITY, LEAGUE = PartnerId("city"), PartnerId("league")
FEST, FUND = MechanismId("fest"), MechanismId("fund")
HOLD = Action(ActionId("2031/1.1"), "hold", Names.of(en="Hold a festival", pt="Festa"), Span(0, 7))
SUPPORT = Action(ActionId("2031/1.2"), "support", Names(), Span(8, 14))
MENTIONS = (
    Mention(CITY, "partner", Span(1, 3), "港城"),
    Mention(FEST, "mechanism", Span(5, 7), "海节"),
    Mention(FUND, "mechanism", Span(10, 14), "港城基金"),
    Mention(CITY, "partner", Span(10, 12), "港城", nested=True),
    Mention(CITY, "partner", Span(15, 17), "港城"),
)
ITEM = WorkItem(
    id=ItemId("2031/1"), number=1, names=Names.of(en="Festival"), actions=(HOLD, SUPPORT), mentions=MENTIONS, text=TEXT
)
PARTNERS = (
    Partner(id=CITY, kind="city", names=Names.of(en="Port City", zh_Hans="港城"), memberships=(Membership(LEAGUE),)),
    Partner(id=LEAGUE, kind="group", names=Names.of(zh_Hant="聯盟")),
)
MECHANISMS = (
    Mechanism(id=FEST, kind="festival", names=Names.of(en="Sea Festival")),
    Mechanism(id=FUND, kind="fund", names=Names.of(en="City Fund"), part_of=FEST),
)


def plan_of(*items: WorkItem) -> Plan:
    top = Section(id=SectionId("2031/s1"), number=1, numeral="一", items=items)
    return Plan(id=PlanId("2031"), period=Period.years(2031), partners=PARTNERS, mechanisms=MECHANISMS, sections=(top,))


def bare(one: WorkItem) -> WorkItem:
    """The item detached from its text."""
    return attrs.evolve(one, text=None)


class TestHitsTable:
    def test_heads_say_how_many_fit_what(self) -> None:
        plan = plan_of(ITEM, attrs.evolve(ITEM, id=ItemId("2031/2"), number=2, mentions=()))
        assert hits_table(query(plan), "en").heads == ("2", "of 2 items fit every item")
        assert hits_table(query(plan).partner("city"), "en").heads == ("1", "of 2 items fit partner('city')")
        assert hits_table(query(plan).text("亮点"), "en").heads == ("0", "of 2 items fit text('亮点')")
        assert hits_table(query(plan), "en").rows == (("1", "Festival"), ("2", "Festival"))

    @pytest.mark.parametrize(
        ("item", "lines"),
        [
            # the clause around it; outside of all clauses the whole text
            (
                ITEM,
                [
                    "港城 = city (Port City): 与【港城】举办海节",
                    "港城 = city (Port City): 与港城举办海节，支持港城基金。【港城】。",
                ],
            ),
            (
                attrs.evolve(ITEM, actions=()),
                [
                    "港城 = city (Port City): 与【港城】举办海节，支持港城基金。港城。",
                    "港城 = city (Port City): 与港城举办海节，支持港城基金。【港城】。",
                ],
            ),
            (
                attrs.evolve(ITEM, actions=(attrs.evolve(HOLD, span=None), attrs.evolve(SUPPORT, span=Span(1, 3)))),
                [
                    "港城 = city (Port City): 【港城】",
                    "港城 = city (Port City): 与港城举办海节，支持港城基金。【港城】。",
                ],
            ),
            # without the text: what we say of the clause, else its id, else nothing
            (bare(ITEM), ["港城 = city (Port City): Hold a festival", "港城 = city (Port City): "]),
            (
                bare(attrs.evolve(ITEM, actions=(attrs.evolve(HOLD, statement=Names()),))),
                ["港城 = city (Port City): 2031/1.1", "港城 = city (Port City): "],
            ),
            (bare(attrs.evolve(ITEM, actions=(attrs.evolve(HOLD, span=None),))), ["港城 = city (Port City): "]),
            (bare(attrs.evolve(ITEM, actions=(attrs.evolve(HOLD, span=Span(2, 7)),))), ["港城 = city (Port City): "]),
        ],
    )
    def test_a_mention_in_its_clause(self, item: WorkItem, lines: list[str]) -> None:
        assert hits_table(query(plan_of(item)).partner("city"), "en").rows == (("1", "Festival", *lines),)

    def test_a_nested_mention(self) -> None:
        ((*_, second, third),) = hits_table(query(plan_of(ITEM)).partner("city", nested=True), "en").rows
        assert second == "港城 = city (Port City): 支持【港城】基金"
        assert third.endswith("。【港城】。")

    @pytest.mark.parametrize(
        ("language", "row"),
        [
            ("en", ("1", "Festival", "海节 = fest (Sea Festival): Hold a festival")),
            ("pt", ("1", "Festival", "海节 = fest (Sea Festival): Festa")),
            ("zh-Hant", ("1", "Festival", "海节 = fest (Sea Festival): Hold a festival")),
        ],
    )
    def test_in_a_language(self, language: str, row: tuple[str, ...]) -> None:
        found = query(plan_of(bare(ITEM))).mechanism("fest", direct=True)
        assert hits_table(found, language).rows == (row,)

    def test_in_chinese_of_either_script_where_there_is_no_other(self) -> None:
        names = Names.of(en="Port City", zh_Hant="港城（市）")
        titles = Names.of(en="Festival", zh_Hans="海节")
        statement = Names.of(en="Hold a festival", zh_Hans="办海节")
        plan = attrs.evolve(
            plan_of(bare(attrs.evolve(ITEM, names=titles, actions=(attrs.evolve(HOLD, statement=statement),)))),
            partners=(attrs.evolve(PARTNERS[0], names=names),),
        )
        rows = hits_table(query(plan).partner("city", direct=True), "pt").rows
        assert rows == (("1", "海节", "港城 = city (港城（市）): 办海节", "港城 = city (港城（市）): "),)

    def test_actions_targets_and_quotes(self) -> None:
        counted = Target(Names.of(en="a port"), 2, "exactly", due=PartialDate(2031, 5))
        plan = plan_of(attrs.evolve(ITEM, targets=(counted,)))
        found = query(plan).where((aspect("support") | target()) & text("festival"))
        assert hits_table(found, "en").rows == (
            (
                *("1", "Festival", "support: 支持港城基金", "target, exactly 2: a port, due 2031-05"),
                *("names: 【Festival】", "statement: Hold a 【festival】"),
            ),
        )

    def test_words_of_a_text_stand_in_it(self) -> None:
        rows = hits_table(query(plan_of(ITEM)).text("港城基金"), "en").rows
        assert rows == (("1", "Festival", "text: 与港城举办海节，支持【港城基金】。港城。"),)

    def test_a_line_in_both_scripts_stands_once_in_the_first(self) -> None:
        names = Names.of(zh_Hant="論壇", zh_Hans="论坛", en="Luntan 论坛")
        plan = plan_of(attrs.evolve(bare(ITEM), names=names))
        ((_, title, *lines),) = hits_table(query(plan).text("论坛"), "en").rows
        assert (title, lines) == ("Luntan 论坛", ["names: 【論壇】", "names: Luntan 【论坛】"])

    def test_a_partner_through_its_group(self) -> None:
        item = WorkItem(id=ItemId("2031/1"), number=1, mentions=(Mention(LEAGUE, "partner", Span(0, 2), "联盟"),))
        rows = hits_table(query(plan_of(item)).partner("city"), "en").rows
        assert rows == (("1", "", "联盟 = league (聯盟): "),)

    @given(plans())
    @settings(max_examples=30)
    def test_of_any_plan(self, plan: Plan) -> None:
        for condition in (partner(nested=True), mechanism(nested=True), aspect("hold", "start"), target()):
            found = query(plan).where(condition)
            table = hits_table(found, "en")
            assert table.heads == (str(found.count()), f"of {len(plan.items)} items fit {condition.words}")
            assert [row[0] for row in table.rows] == [str(hit.item.number) for hit in found]
            assert all(len(row) > 2 for row in table.rows)


class TestClause:
    @pytest.mark.parametrize(
        ("action", "item", "language", "line"),
        [
            (HOLD, ITEM, "en", "hold: Hold a festival"),
            (HOLD, ITEM, "pt", "hold: Festa"),
            (HOLD, ITEM, "zh-Hans", "hold: Hold a festival"),
            (attrs.evolve(HOLD, statement=Names.of(en="Hold", zh_Hant="辦海節")), ITEM, "pt", "hold: 辦海節"),
            (SUPPORT, ITEM, "en", "support: 支持港城基金"),
            (SUPPORT, bare(ITEM), "en", "support: 2031/1.2"),
            (attrs.evolve(SUPPORT, span=None), ITEM, "en", "support: 2031/1.2"),
            (SUPPORT, attrs.evolve(ITEM, text=""), "en", "support: 2031/1.2"),
        ],
    )
    def test_what_we_say_else_the_official_words_else_the_id(
        self, action: Action, item: WorkItem, language: str, line: str
    ) -> None:
        assert clause(item, action, language) == line


class TestTargetLine:
    @pytest.mark.parametrize(
        ("comparison", "due", "line"),
        [
            ("at-least", None, "at least 3: a port"),
            ("exactly", None, "exactly 3: a port"),
            ("ordinal", None, "no. 3: a port"),
            ("ordinal", PartialDate(2031), "no. 3: a port, due 2031"),
            ("at-least", PartialDate(2031, 5, 1), "at least 3: a port, due 2031-05-01"),
        ],
    )
    def test_how_many_of_what_until_when(self, comparison: Comparison, due: PartialDate | None, line: str) -> None:
        assert target_line(Target(Names.of(en="a port"), 3, comparison, due), "en") == line

    @pytest.mark.parametrize(
        ("language", "words"), [("en", "a port"), ("pt", "um porto"), ("fr", "三港"), ("zh-Hans", "三港")]
    )
    def test_in_a_language(self, language: str, words: str) -> None:
        counted = Target(Names.of(en="a port", pt="um porto", zh_Hant="三港"), 3)
        assert target_line(counted, language) == f"at least 3: {words}"


class TestHitRecord:
    # JSON of any shape: Any.
    def record(self, *evidence: Any) -> list[dict[str, Any]]:
        plan = plan_of(ITEM)
        found = hit_record(Hit(ITEM, plan.sections[0], evidence))
        assert {key: value for key, value in found.items() if key != "evidence"} == {
            "item": "2031/1",
            "number": 1,
            "section": "2031/s1",
        }
        read: list[dict[str, Any]] = msgspec.json.decode(msgspec.json.encode(found))["evidence"]
        return read

    def test_without_evidence(self) -> None:
        assert self.record() == []

    def test_an_action_without_its_statement(self) -> None:
        verb = attrs.evolve(HOLD, verb="举办")
        assert self.record(verb, attrs.evolve(SUPPORT, span=None)) == [
            {"type": "action", "id": "2031/1.1", "aspect": "hold", "span": {"start": 0, "end": 7}, "verb": "举办"},
            {"type": "action", "id": "2031/1.2", "aspect": "support"},
        ]

    def test_a_mention(self) -> None:
        assert self.record(MENTIONS[3]) == [
            {
                "type": "mention",
                "entity": "city",
                "kind": "partner",
                "span": {"start": 10, "end": 12},
                "surface": "港城",
                "inferred": False,
                "nested": True,
            }
        ]

    def test_a_target(self) -> None:
        counted = Target(Names.of(en="a port"), 2, due=PartialDate(2031), mechanism=FUND)
        assert self.record(counted) == [
            {
                "type": "target",
                "names": {"entries": [{"language": "en", "text": "a port", "status": "official"}]},
                "quantity": 2,
                "comparison": "at-least",
                "due": {"year": 2031},
                "mechanism": "fund",
            }
        ]

    def test_a_quote(self) -> None:
        assert self.record(Quote("statement", "en", "Hold a festival", Span(7, 15))) == [
            {
                "type": "quote",
                "field": "statement",
                "language": "en",
                "text": "Hold a festival",
                "span": {"start": 7, "end": 15},
            }
        ]

    def test_of_every_bundled_item(self) -> None:
        plan = load_plan(2023)
        aspects: tuple[Aspect, ...] = ("continue", "deepen", "hold", "other", "promote")
        for found in (
            query(plan).partner(),
            query(plan).mechanism(),
            query(plan).target(),
            query(plan).aspect(*aspects),
        ):
            records = [hit_record(hit) for hit in found]
            assert [record["number"] for record in records] == [hit.item.number for hit in found]
            assert [len(record["evidence"]) for record in records] == [len(hit.evidence) for hit in found]


class TestEntityTable:
    def test_a_partner_of_which_all_is_known(self) -> None:
        one = Partner(
            id=CITY,
            kind="city",
            names=Names(
                (
                    Name("en", "Fishing Port", "attested", until=PartialDate(1999)),
                    Name("en", "Port City", "official", since=PartialDate(2000), until=PartialDate(2040, 1)),
                    Name("zh-Hans", "港城", "converted", since=PartialDate(2000, 1, 2)),
                    Name("pt", "Porto", "translated"),
                )
            ),
            aliases=("港", "城"),
            codes=Codes(alpha2="PC", m49="999"),
            memberships=(
                Membership(LEAGUE),
                Membership(PartnerId("union"), PartialDate(2001)),
                Membership(PartnerId("club"), PartialDate(2001), PartialDate(2002, 3)),
                Membership(PartnerId("team"), None, PartialDate(2003)),
            ),
            since=PartialDate(1900),
            until=PartialDate(2050),
            citations=(
                Citation(("names.en", "since"), "The port's charter", "high"),
                Citation(("codes",), "A list", "low", note="not read"),
            ),
        )
        table = entity_table(one, None, "pt")
        assert table.heads == ("city", "Porto")
        assert table.headings == frozenset()
        assert table.rows == (
            ("id", "city"),
            ("kind", "city"),
            ("en", "Fishing Port (attested, until 1999)"),
            ("en", "Port City (official, since 2000 until 2040-01)"),
            ("zh-Hans", "港城 (converted, since 2000-01-02)"),
            ("pt", "Porto (translated)"),
            ("also", "港"),
            ("also", "城"),
            ("codes", "PC, 999"),
            ("member of", "league"),
            ("member of", "union since 2001"),
            ("member of", "club since 2001 until 2002-03"),
            ("member of", "team until 2003"),
            ("exists", "since 1900 until 2050"),
            ("source", "names.en, since: The port's charter (high)"),
            ("source", "codes: A list (low; not read)"),
        )

    def test_a_mechanism_of_which_all_is_known(self) -> None:
        one = Mechanism(
            id=FUND,
            kind="fund",
            names=Names.of(en="Fund", zh_Hant="基金"),
            aliases=("金",),
            founded=PartialDate(2013, 6),
            ended=PartialDate(2020),
            operators=(CITY, LEAGUE),
            part_of=FEST,
            citations=(Citation(("founded",), "A decree", "medium"),),
        )
        table = entity_table(one, None, "pt")
        assert table.heads == ("fund", "基金")
        assert table.rows == (
            ("id", "fund"),
            ("kind", "fund"),
            ("en", "Fund (official)"),
            ("zh-Hant", "基金 (official)"),
            ("also", "金"),
            ("founded", "2013-06"),
            ("ended", "2020"),
            ("operators", "city, league"),
            ("part of", "fest"),
            ("source", "founded: A decree (medium)"),
        )

    @pytest.mark.parametrize(
        ("entity", "kind"),
        [
            (Partner(id=CITY, kind="city", names=Names.of(en="Port")), "city"),
            (Mechanism(id=FUND, kind="fund", names=Names.of(en="Port")), "fund"),
        ],
    )
    def test_one_of_which_little_is_known(self, entity: Partner | Mechanism, kind: str) -> None:
        rows = (("id", entity.id), ("kind", kind), ("en", "Port (official)"))
        assert entity_table(entity, None, "en").rows == rows
        assert (
            entity_table(entity, Plan(id=PlanId("2031"), partners=PARTNERS[:1], mechanisms=MECHANISMS[1:]), "en").rows
            == rows
        )

    @pytest.mark.parametrize(
        ("entity", "language", "rows"),
        [
            (PARTNERS[0], "en", [("member of", "league"), ("item 1", "Festival [港城]"), ("item 2", "Sea Day [联盟]")]),
            (PARTNERS[1], "en", [("members", "Port City"), ("item 2", "Sea Day [联盟]")]),
            (PARTNERS[1], "pt", [("members", "港城"), ("item 2", "海节 [联盟]")]),
            (MECHANISMS[0], "en", [("parts", "fund"), ("item 1", "Festival [海节, 港城基金]")]),
            (MECHANISMS[1], "en", [("part of", "fest"), ("item 1", "Festival [港城基金]")]),
        ],
    )
    def test_where_a_plan_names_it(
        self, entity: Partner | Mechanism, language: str, rows: list[tuple[str, str]]
    ) -> None:
        second = WorkItem(
            id=ItemId("2031/2"),
            number=2,
            names=Names.of(en="Sea Day", zh_Hans="海节"),
            mentions=(
                Mention(LEAGUE, "partner", Span(0, 2), "联盟"),
                Mention(CITY, "partner", Span(2, 4), "港城", nested=True),
                Mention(LEAGUE, "partner", Span(5, 7), "联盟"),
            ),
        )
        table = entity_table(entity, plan_of(ITEM, second), language)
        assert [row for row in table.rows if row[0] not in ("id", "kind", "en", "zh-Hans", "zh-Hant")] == rows

    def test_what_the_plan_says_stands_before_the_sources(self) -> None:
        one = attrs.evolve(PARTNERS[0], citations=(Citation(("kind",), "A list", "high"),))
        rows = [row[0] for row in entity_table(one, plan_of(ITEM), "en").rows]
        assert rows == ["id", "kind", "en", "zh-Hans", "member of", "item 1", "source"]

    def test_every_entity_of_the_bundled_plan(self) -> None:
        plan = load_plan(2023)
        entities: tuple[Partner | Mechanism, ...] = (*plan.partners, *plan.mechanisms)
        for entity in entities:
            rows = entity_table(entity, plan, "en").rows
            assert all(len(row) == 2 and all(row) for row in rows)
            items = [int(row[0].removeprefix("item ")) for row in rows if row[0].startswith("item ")]
            assert items == [item.number for item in plan.items_of(entity)]
            assert not any(row[1].endswith("[]") for row in rows)


MISSING = Finding(
    code="BRI101", message="item 2 missing", path="2031/3", span=Span(10, 12), line=4, page=1, hint="look for it"
)
OTHERWISE = Finding(code="BRI301", message="the copy has '巷'", path="2031/1", expected="港", found="巷")
NOT_JSON = Finding(code="BRI401", message="not JSON")


class TestFindings:
    def test_a_record_leaves_out_what_is_unknown(self) -> None:
        assert [*map(finding_record, (MISSING, OTHERWISE, NOT_JSON))] == [
            {
                "code": "BRI101",
                "message": "item 2 missing",
                "path": "2031/3",
                "span": {"start": 10, "end": 12},
                "line": 4,
                "page": 1,
                "hint": "look for it",
                "severity": "warning",
            },
            {
                "code": "BRI301",
                "message": "the copy has '巷'",
                "path": "2031/1",
                "expected": "港",
                "found": "巷",
                "severity": "warning",
            },
            {"code": "BRI401", "message": "not JSON", "severity": "error"},
        ]

    @pytest.mark.parametrize(
        ("codes", "words"),
        [
            ((), "nothing to report"),
            (("BRI401",), "1 error"),
            (("BRI401", "BRI101", "BRI402", "BRI103"), "2 errors, 1 warning, 1 info"),
            (("BRI103", "BRI101", "BRI102", "BRI103"), "2 warnings, 2 infos"),
        ],
    )
    def test_a_summary(self, codes: tuple[str, ...], words: str) -> None:
        assert summary(Report(tuple(Finding(code=code, message="") for code in codes))) == words


class TestSarif:
    # JSON of any shape: Any.
    def run_of(self, *findings: Finding, name: str = "plan.txt") -> dict[str, Any]:
        found = msgspec.json.decode(msgspec.json.encode(sarif(Report(findings), name, "1.2.3")))
        assert (found["$schema"], found["version"]) == ("https://json.schemastore.org/sarif-2.1.0.json", "2.1.0")
        assert len(found["runs"]) == 1
        run: dict[str, Any] = found["runs"][0]
        assert run["columnKind"] == "unicodeCodePoints"
        return run

    def test_the_tool_and_the_rules_each_once_by_code(self) -> None:
        driver = self.run_of(NOT_JSON, MISSING, NOT_JSON)["tool"]["driver"]
        assert (driver["name"], driver["semanticVersion"]) == ("bri-macao", "1.2.3")
        (rule,) = (rule for rule in RULES if rule.code == "BRI101")
        assert driver["rules"] == [
            {
                "id": "BRI101",
                "shortDescription": {"text": CODES["BRI101"].title},
                "fullDescription": {"text": rule.rationale},
                "defaultConfiguration": {"level": "warning"},
            },
            {
                "id": "BRI401",  # no rule's: only JSON can get it wrong
                "shortDescription": {"text": "not JSON"},
                "fullDescription": {"text": "not JSON"},
                "defaultConfiguration": {"level": "error"},
            },
        ]

    def test_results(self) -> None:
        first, second, third = self.run_of(NOT_JSON, MISSING, OTHERWISE)["results"]
        assert first == {
            "ruleId": "BRI401",
            "ruleIndex": 2,
            "level": "error",
            "message": {"text": "not JSON"},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": "plan.txt"}}}],
        }
        assert (second["ruleId"], second["ruleIndex"], second["level"]) == ("BRI101", 0, "warning")
        assert second["message"] == {"text": "item 2 missing (look for it)"}
        (place,) = second["locations"]
        region = place["physicalLocation"]["region"]
        assert (region["startLine"], region["charOffset"], region["charLength"]) == (4, 10, 2)
        assert place["logicalLocations"] == [{"fullyQualifiedName": "2031/3"}]
        assert (third["ruleId"], third["ruleIndex"]) == ("BRI301", 1)
        assert "region" not in third["locations"][0]["physicalLocation"]

    @pytest.mark.parametrize("finding", [attrs.evolve(MISSING, line=None), attrs.evolve(MISSING, span=None)])
    def test_a_place_that_is_known_by_half_is_none(self, finding: Finding) -> None:
        (result,) = self.run_of(finding)["results"]
        assert "region" not in result["locations"][0]["physicalLocation"]

    @pytest.mark.parametrize(
        ("name", "uri"), [("a plan.txt", "a%20plan.txt"), ("港/计划.txt", "%E6%B8%AF/%E8%AE%A1%E5%88%92.txt")]
    )
    def test_the_file_is_a_uri(self, name: str, uri: str) -> None:
        (result,) = self.run_of(NOT_JSON, name=name)["results"]
        assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri}

    @pytest.mark.parametrize("severity", get_args(Severity))
    def test_levels(self, severity: Severity) -> None:
        run = self.run_of(attrs.evolve(MISSING, severity=severity))
        assert run["results"][0]["level"] == {"info": "note"}.get(severity, severity)
        assert run["tool"]["driver"]["rules"][0]["defaultConfiguration"] == {"level": "warning"}

    def test_of_nothing(self) -> None:
        run = self.run_of()
        assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])


class TestSections:
    def test_a_query_by_section_has_no_evidence(self) -> None:
        assert hits_table(query(plan_of(ITEM)).where(section(1)), "en").rows == (("1", "Festival"),)
