"""Validation: every rule on its own examples, whichever way the plan came in, and the report."""

import copy
import pickle
from collections.abc import Iterable, Iterator
from typing import Any, get_args

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bri_macao import _structuring, load_plan, load_registry, strategies
from bri_macao.anchoring import attach
from bri_macao.findings import CODES, Finding, LoadError, Severity
from bri_macao.formats import json
from bri_macao.model import (
    Mechanism,
    MechanismId,
    Name,
    Names,
    PartialDate,
    Partner,
    PartnerId,
    Plan,
    PlanId,
    Section,
    SectionId,
)
from bri_macao.parsing import read
from bri_macao.registry import Registry
from bri_macao.spans import Span
from bri_macao.validation import (
    OF_DOCUMENTS,
    OF_OUTLINES,
    RULES,
    Edits,
    Problem,
    Report,
    Rule,
    Subject,
    example,
    example_tree,
    validate,
)

BY_CODE = {rule.code: rule for rule in RULES}


def codes(report: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in report]


class TestTheExample:
    def test_has_no_fault(self) -> None:
        assert validate(example()).findings == ()

    def test_is_read_from_its_own_text(self) -> None:
        """The example says of its text what reading says of it."""
        text = "2031年港口工作\n一、港口\n1.{}\n2.{}\n二、海图\n3.{}".format(*(item.text for item in example().items))
        found = read(text).plan
        for item, other in zip(example().items, found.items, strict=True):
            assert (item.text, item.fingerprint) == (other.text, other.fingerprint)
            assert [(a.span, a.aspect) for a in item.actions] == [(a.span, a.aspect) for a in other.actions]

    def test_a_change_that_makes_no_plan(self) -> None:
        with pytest.raises(LoadError, match=r"BRI405 at \$.sections\[0\].number"):
            example((("sections.0.number", "one"),))

    def test_a_change_leaves_the_example_as_it_was(self) -> None:
        assert example_tree((("partners.0.codes.alpha2", "PT"),)) != example_tree()
        assert example().partner("br").codes == example((("id", "2031"),)).partner("br").codes


class TestRules:
    def test_are_in_the_order_of_their_codes_and_each_has_its_own(self) -> None:
        assert [rule.code for rule in RULES] == sorted(BY_CODE)
        assert set(BY_CODE) <= set(CODES)

    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
    def test_say_what_they_are_for(self, rule: Rule) -> None:
        assert rule.rationale.endswith(".")
        assert rule.kind == CODES[rule.code]
        assert rule.fails != rule.passes

    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
    def test_fail_on_their_example_and_pass_a_near_one(self, rule: Rule) -> None:
        found = [finding for finding in validate(example(rule.fails)) if finding.code == rule.code]
        assert found
        for finding in found:
            assert finding.message
            assert finding.severity == CODES[rule.code].severity
            assert finding.path is not None
        assert rule.code not in codes(validate(example(rule.passes)))

    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
    def test_the_same_fault_in_json_has_the_same_code(self, rule: Rule) -> None:
        plan = example(rule.fails)
        assert validate(json.loads(json.dumps(plan))) == validate(plan)

    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
    def test_can_be_switched_off(self, rule: Rule) -> None:
        rest = tuple(other for other in RULES if other is not rule)
        assert rule.code not in codes(validate(example(rule.fails), rules=rest))

    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
    def test_stand_empty_plans(self, rule: Rule) -> None:
        validate(Plan(id=example().id), rules=(rule,))


WORDLESS: Edits = (("sections.1.items.0.text", None), ("sections.1.items.0.fingerprint", None))

# What a rule says, to the letter: code, change, then path, message and what else it tells.
SAID: list[tuple[str, Edits, list[tuple[str, str]]]] = [
    ("BRI101", (("sections.1.items.0.number", 9),), [("2031/3", "item 3 to 8 missing before item 9")]),
    ("BRI101", (("sections.1.number", 3),), [("2031/s2", "section 2 missing before section 3")]),
    ("BRI102", (("sections.1.number", 1),), [("2031/s2", "section 1 follows section 1")]),
    ("BRI103", (("sections.1.items.0.number", 1),), [("2031/3", "the item numbers begin anew after 2")]),
    ("BRI104", (("sections.0.number", 2), ("sections.1.number", 1)), [("2031/s2", "section 1 follows section 2")]),
    (
        "BRI105",
        (("sections.0.items.0.numeral", "Ⅰa"), ("sections.1.numeral", "廿一")),
        [
            ("2031/s2", "the numeral '廿一' means 21, the number is 2"),
            ("2031/1", "the numeral 'Ⅰa' means no number, the number is 1"),
        ],
    ),
    ("BRI105", (("sections.0.numeral", " 一 "), ("sections.1.numeral", "")), []),
    ("BRI204", (("sections.1.items", []),), [("2031/s2", "no items under '海图'")]),
    ("BRI207", (("sections.0.number", 0),), [("2031/1", "2 items stand under no heading")]),
    ("BRI207", (("sections.0.number", 0), ("sections.0.items", [])), []),
    ("BRI601", (("sections.1.id", "2031/s1"),), [("2031/s1", "2 times the section '2031/s1'")]),
    (
        "BRI601",
        (("mechanisms.1.id", "br"), ("sections.0.items.1.actions.0.id", "2031/1.1")),
        [("2031/1.1", "2 times the action '2031/1.1'"), ("br", "2 times the partner or mechanism 'br'")],
    ),
    (
        "BRI602",
        (("sections.0.items.0.actions.1.id", "2031/1.3"),),
        [("2031/1.3", "action 2 of '2031/1' has the id '2031/1.3'")],
    ),
    ("BRI602", (("sections.0.id", "2031/s7"),), [("2031/s7", "'2031/s7' has the number 1")]),
    ("BRI603", (("id", "next year"),), [("next year", "'next year' is no id of a plan")]),
    ("BRI603", (("id", "2031-2035"),), []),
    ("BRI603", (("id", "undated"),), []),
    ("BRI603", (("sections.0.id", "2031/1"),), [("2031/1", "'2031/1' is no id of a section")]),
    ("BRI603", (("sections.0.id", "2031/s1.1-2.3"),), []),
    ("BRI603", (("sections.0.items.0.id", "2031/s1"),), [("2031/s1", "'2031/s1' is no id of a item")]),
    ("BRI603", (("sections.0.items.0.id", "2031/s1/1-2"),), []),
    (
        "BRI611",
        (("sections.0.items.0.mentions.0.entity", "cv"),),
        [("2031/1.mentions[0]", "'巴西' is 'cv', whom the plan does not have")],
    ),
    (
        "BRI612",
        (("sections.0.items.0.mentions.1.kind", "partner"),),
        [("2031/1.mentions[1]", "'港口论坛' is called a partner, and 'port-forum' is a mechanism")],
    ),
    (
        "BRI613",
        (
            ("arrangement", "nothing"),
            ("partners.0.memberships.0.group", "un"),
            ("mechanisms.0.operators", ["nobody"]),
            ("mechanisms.1.part_of", "other-forum"),
            ("sections.0.items.1.targets.0.mechanism", "nowhere"),
        ),
        [
            ("2031", "the plan does not have the arrangement 'nothing'"),
            ("partner:br.memberships", "the plan does not have the group 'un'"),
            ("mechanism:port-forum.operators", "the plan does not have the operator 'nobody'"),
            ("mechanism:port-forum-7.part_of", "the plan does not have the whole 'other-forum'"),
            ("2031/2.targets[0].mechanism", "the plan does not have the mechanism 'nowhere'"),
        ],
    ),
    (
        "BRI614",
        (("mechanisms.0.part_of", "port-forum"),),
        [("mechanism:port-forum.part_of", "'port-forum' is a part of itself, through what it is a part of")],
    ),
    (
        "BRI615",
        (("partners.0.memberships", [{"group": "br"}, {"group": "br"}]),),
        [("partner:br.memberships", "'br' is a member of itself, through what it belongs to")],
    ),
    (
        "BRI621",
        (("sections.0.items.1.targets.0.span.end", 17), ("sections.0.items.1.text", None)),
        [("2031/2.targets[0]", "0:17 reaches beyond 16 code points")],
    ),
    ("BRI621", (("sections.0.items.1.targets.0.span.end", 16), ("sections.0.items.1.text", None)), []),
    (
        "BRI621",
        (
            ("sections.0.items.1.targets.0.span.end", 99),
            ("sections.0.items.1.text", None),
            ("sections.0.items.1.fingerprint", None),
        ),
        [],
    ),
    (
        "BRI622",
        (("sections.0.items.1.targets.0.span", {"start": 3, "end": 2}),),
        [("2031/2.targets[0]", "3:2 covers nothing")],
    ),
    (
        "BRI623",
        (("sections.0.items.0.actions.0.span.end", 11),),
        [("2031/1.2", "2031/1.2 begins at 10, before 2031/1.1 ends at 11")],
    ),
    (
        "BRI624",
        (("sections.0.items.0.mentions.0.span", {"start": 6, "end": 8}),),
        [("2031/1.mentions[1]", "5:9 comes after 6:8")],
    ),
    (
        "BRI625",
        (("sections.0.items.0.mentions.0.span", {"start": 0, "end": 2}),),
        [("2031/1.mentions[0].surface", "'巴西' is said to stand at 0:2, and there stands '与巴'")],
    ),
    (
        "BRI625",
        (("sections.0.items.0.mentions.0.span.end", 4), ("sections.0.items.0.text", None)),
        [("2031/1.mentions[0].surface", "'巴西' does not fill 1:4")],
    ),
    (
        "BRI626",
        (("sections.0.items.1.mentions.0.nested", True),),
        [("2031/2.mentions[0].nested", "'港口论坛第七届会议' is marked nested, and no longer name holds it")],
    ),
    (
        "BRI626",
        (
            (
                "sections.0.items.0.mentions.0",
                {"entity": "br", "kind": "partner", "nested": True, "span": {"start": 0, "end": 1}, "surface": "与"},
            ),
        ),
        [("2031/1.mentions[0].nested", "'与' is marked nested, and no longer name holds it")],
    ),
    ("BRI627", (("sections.0.items.0.actions.1.span.start", 11),), [("2031/1", "these words lie in no action")]),
    (
        "BRI631",
        (("partners.0.names.entries.3.language", "fr"),),
        [("partner:br.names", "'巴西' has no name in en")],
    ),
    (
        "BRI632",
        (("mechanisms.0.names.entries.2.text", "论坛"), ("mechanisms.0.names.entries.1.text", "港口论坛")),
        [
            ("mechanism:port-forum.names.zh-Hant", "'港口论坛' is tagged zh-Hant and has '论'"),
            ("mechanism:port-forum.names.pt", "'论坛' is tagged pt and has '论'"),
        ],
    ),
    ("BRI632", (("mechanisms.0.names.entries.0.language", "ja"),), []),
    ("BRI632", (("mechanisms.0.names.entries.0.language", "zh"),), []),
    (
        "BRI633",
        (("mechanisms.0.citations.0.supports", ["names.pt", "names.en", "names.zh-Hans"]),),
        [("mechanism:port-forum.names.zh-Hant", "'港口論壇' is called official, and no citation supports it")],
    ),
    (
        "BRI634",
        (("names.entries.0.text", "2031\uf98e港口"),),
        [("2031.names.zh-Hans", "U+F98E stands for '年' in '2031\uf98e港口'")],
    ),
    ("BRI634", (("names.entries.3.text", "Cafe\u0301 of the ports"),), []),  # an accent of its own stands for nothing
    (
        "BRI635",
        (("names.entries.3.text", 'Port "work'),),
        [("2031.names.en", "\" has no partner in 'Port \"work'")],
    ),
    ("BRI636", (("names.entries.3.text", "Port\tof"),), [("2031.names.en", "U+0009 in 'Port\\tof'")]),
    (
        "BRI637",
        (("names.entries.3", {"language": "pt", "text": "Porto", "status": "editorial"}),),
        [("2031.names.pt", "'Trabalhos portuários de 2031' and 'Porto' hold at the same time")],
    ),
    (
        "BRI641",
        (
            ("partners.0.memberships.0.until", {"year": 2002}),
            ("partners.1.since", {"year": 2020}),
            ("partners.1.until", {"year": 2019}),
            ("names.entries.0.since", {"year": 2031, "month": 2}),
            ("names.entries.0.until", {"year": 2031, "month": 1}),
        ),
        [
            ("2031.names.zh-Hans", "ends in 2031-01, before it begins in 2031-02"),
            ("partner:br.memberships.pt", "ends in 2002, before it begins in 2003"),
            ("partner:quay", "ends in 2019, before it begins in 2020"),
        ],
    ),
    (
        "BRI642",
        (
            ("partners.0.since", {"year": 2004}),
            ("partners.0.memberships.0.until", {"year": 2020}),
            ("partners.2.until", {"year": 2019}),
        ),
        [
            ("partner:br.memberships.pt", "begins in 2003, before 'br' does in 2004"),
            ("partner:br.memberships.pt", "ends in 2020, after 'pt' does in 2019"),
        ],
    ),
    ("BRI642", (("partners.0.memberships.0.group", "un"),), []),
    (
        "BRI643",
        (("partners.0.since", {"year": 2032}),),
        [("2031/1.mentions[0]", "'br' begins in 2032, after the period ends on 2031-12-31")],
    ),
    ("BRI643", (("partners.0.since", {"year": 2031, "month": 12, "day": 31}),), []),
    ("BRI643", (("partners.0.since", {"year": 2032}), ("period", None)), []),
    (
        "BRI643",
        (("partners.0.since", {"year": 2032}), ("sections.0.items.0.actions.0.span", None)),
        [("2031/1.mentions[0]", "'br' begins in 2032, after the period ends on 2031-12-31")],
    ),
    (
        "BRI644",
        (("mechanisms.1.ended", {"year": 2030, "month": 12}),),
        [("2031/2.mentions[0]", "'port-forum-7' ended in 2030-12, before the period begins on 2031-01-01")],
    ),
    (
        "BRI501",
        (("partners.1.id", "new-0123456789ab"), ("mechanisms.0.operators", [])),
        [("partner:new-0123456789ab", "'码头' is not in the registry")],
    ),
    (
        "BRI501",
        (("mechanisms.1.id", "new-5f2b9c01"), ("sections.0.items.1.mentions.0.entity", "port-forum")),
        [("mechanism:new-5f2b9c01", "'港口论坛第七届会议' is not in the registry")],
    ),
    (
        "BRI651",
        (("partners.0.codes", {"alpha2": "XB", "alpha3": "XBB", "m49": "999"}),),
        [
            ("partner:br.codes.alpha2", "there is no alpha2 code 'XB'"),
            ("partner:br.codes.alpha3", "there is no alpha3 code 'XBB'"),
            ("partner:br.codes.m49", "there is no m49 code '999'"),
        ],
    ),
    ("BRI652", (("partners.0.codes.m49", "620"),), [("partner:br.codes", "they are the codes of BR, PT")]),
    (
        "BRI652",
        (("partners.0.codes", {"alpha2": "BR", "alpha3": "PRT"}),),
        [("partner:br.codes", "they are the codes of BR, PT")],
    ),
    (
        "BRI652",
        (("partners.0.codes", {"alpha3": "PRT", "m49": "076"}),),
        [("partner:br.codes", "they are the codes of BR, PT")],
    ),
    (
        "BRI653",
        (("partners.0.codes", {"m49": "009"}), ("partners.2.codes", {"m49": "009"})),
        [("partner:pt.codes", "'br' has the code '009' as well")],
    ),
    (
        "BRI662",
        (("sections.0.items.1.targets.0.due", {"year": 2030}),),
        [("2031/2.targets[0].due", "due in 2030, and the period is 2031")],
    ),
    ("BRI662", (("sections.0.items.1.targets.0.due", {"year": 2030}), ("period", None)), []),
    ("BRI671", (("sections.1.items.0.names", {}), ("sections.1.items.0.actions", [])), []),
    ("BRI671", (*WORDLESS, ("sections.1.items.0.names", {})), []),
    ("BRI671", (*WORDLESS, ("sections.1.items.0.actions", [])), []),
    ("BRI671", (WORDLESS[0], ("sections.1.items.0.names", {}), ("sections.1.items.0.actions", [])), []),
    (
        "BRI673",
        (
            ("sections.0.items.1.text", ""),
            ("sections.1.items.0.text", ""),
            ("sections.0.items.1.fingerprint", None),
            ("sections.1.items.0.fingerprint", None),
        ),
        [],
    ),
    (
        "BRI673",
        (("sections.0.items.1.text", "与葡语国家推广海图。"), ("sections.0.items.1.fingerprint", None)),
        [("2031/3", "item 3 says the same as 2031/2")],
    ),
    (
        "BRI674",
        (("sections.0.items.0.mentions.0.entity", "new-1"), ("sections.0.items.0.mentions.1.entity", "new-2")),
        [("2031/1", "item 1 names no partner and no mechanism that is known")],
    ),
    (
        "BRI681",
        (("sections.0.items.0.text", "与巴西办好港口论坛，争取设立“蓝色基金”"),),
        [("2031/1.fingerprint", "the text has 20 code points and another digest; 21 are expected")],
    ),
    (
        "BRI682",
        (("sections.0.items.0.fingerprint.trace", "abc"), ("sections.0.items.1.fingerprint.sha256", "g" * 64)),
        [
            ("2031/1.fingerprint.trace", "the trace has 3 digits for 21 code points"),
            ("2031/2.fingerprint.sha256", f"'{'g' * 64}' is no SHA-256"),
        ],
    ),
]


# Where a rule points in its own example: a node, and the words in its text; those that are not here point nowhere.
PLACES: dict[str, tuple[tuple[str, str | None], ...]] = {
    **dict.fromkeys(("BRI101", "BRI102", "BRI103", "BRI671"), (("2031/3", None),)),
    **dict.fromkeys(("BRI104", "BRI208", "BRI673"), (("2031/2", None),)),
    **dict.fromkeys(("BRI105", "BRI204"), (("2031/s2", None),)),
    **dict.fromkeys(("BRI201", "BRI202", "BRI203"), (("2031", None),)),
    **dict.fromkeys(("BRI207", "BRI601", "BRI621", "BRI622", "BRI643", "BRI644"), (("2031/1", None),)),
    **dict.fromkeys(("BRI674", "BRI681", "BRI682"), (("2031/1", None),)),
    **dict.fromkeys(("BRI611", "BRI612", "BRI625", "BRI626"), (("2031/1", "巴西"),)),
    "BRI206": (("2031/1", "“"),),
    "BRI602": (
        ("2031/3", None),
        ("2031/4", None),
        ("2031/3", "至少召开1次港口论坛第七届会议"),
        ("2031/4", "与葡语国家推广海图"),
    ),
    "BRI603": (("Port Forum!", None),),
    "BRI623": (("2031/1", "争取设立“蓝色基金”"),),
    "BRI624": (("2031/1", "与巴西办好港口论坛"),),
    "BRI627": (("2031/2", "至少召开"),),
    "BRI662": (("2031/2", "至少召开1次"),),
    "BRI672": (("2031/1", "与巴西办好港口论坛"),),
}

# What a rule gives in its own example as the two readings, where it gives any.
READINGS: dict[str, tuple[tuple[str | None, str | None], ...]] = {
    "BRI501": ((None, "港口论坛第七届会议"),),
    "BRI625": (("巴東", "巴西"),),
    "BRI632": ((None, "論"),),
    "BRI634": (("金", "\uf90a"),),
    "BRI635": ((None, "“"),),
    "BRI636": ((None, "\u202e"),),
    "BRI651": ((None, "XB"),),
    "BRI653": ((None, "BR"),),
}


class TestWhatRulesSay:
    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
    def test_where(self, rule: Rule) -> None:
        plan = example(rule.fails)
        texts = {str(item.id): item.text or "" for item in plan.items}
        problems = list(rule.check(Subject(plan)))
        found = [(one.node, one.span.of(texts[one.node or ""]) if one.span else None) for one in problems]
        assert found == [*PLACES.get(rule.code, [(None, None)] * len(problems))], "what is right goes into PLACES"

    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
    def test_readings(self, rule: Rule) -> None:
        found = [(problem.expected, problem.found) for problem in rule.check(Subject(example(rule.fails)))]
        assert found == [*READINGS.get(rule.code, [(None, None)] * len(found))], "what is right goes into READINGS"

    @pytest.mark.parametrize(
        ("change", "hint"),
        [
            (("id", "next year"), "2023, 2024-2028 or undated"),
            (("sections.0.id", "2031/1"), "2023/s2 or 2023/s2.1"),
            (("sections.0.items.0.id", "2031/s1"), "2023/7 or 2025/s2/1"),
            (("sections.0.items.0.actions.0.id", "2031/1"), "2023/7.3"),
            (("partners.0.id", "BR"), "a slug of lower-case letters: forum-macao"),
        ],
    )
    def test_what_an_id_looks_like(self, change: tuple[str, str], hint: str) -> None:
        (finding,) = validate(example((change,)), rules=(BY_CODE["BRI603"],))
        assert finding.hint == hint

    @pytest.mark.parametrize(("code", "edits", "said"), SAID, ids=[f"{row[0]}-{n}" for n, row in enumerate(SAID)])
    def test_to_the_letter(self, code: str, edits: Edits, said: list[tuple[str, str]]) -> None:
        report = validate(example(edits), rules=(BY_CODE[code],))
        assert [(finding.path, finding.message) for finding in report] == said

    def test_cycles_of_any_length_are_told_once(self) -> None:
        ids = [MechanismId(f"m{n}") for n in range(5)]
        wholes = (ids[1], ids[2], ids[0], ids[0], None)  # a circle of three, one that leads into it, one apart
        mechanisms = (
            Mechanism(id=id, kind="forum", names=Names(), part_of=whole) for id, whole in zip(ids, wholes, strict=True)
        )
        plan = attrs.evolve(example(), mechanisms=tuple(mechanisms))
        assert len(validate(plan, rules=(BY_CODE["BRI614"],))) == 1

    def test_readings_are_told(self) -> None:
        (finding,) = validate(example((("sections.0.items.0.mentions.0.surface", "巴東"),)), rules=(BY_CODE["BRI625"],))
        assert (finding.expected, finding.found) == ("巴東", "巴西")


class TestAgainstARegistry:
    def test_what_it_does_not_know(self) -> None:
        registry = Registry(example().partners, example().mechanisms[:1])
        (finding,) = validate(example(), registry=registry)
        assert (finding.code, finding.path, finding.found) == ("BRI501", "2031/2", "港口论坛第七届会议")
        assert finding.message == "'港口论坛第七届会议' is not in the registry; did you mean 'port-forum'?"

    def test_provisional_ones_that_it_knows_are_known(self) -> None:
        plan = example(BY_CODE["BRI501"].fails)
        assert "BRI501" not in codes(validate(plan, registry=Registry(plan.partners, plan.mechanisms)))


class TestDocuments:
    DOCUMENT = "2031年港口工作\n一、港口\n1.与巴西办好“论坛。\n3.设立蓝色海洋基金。"

    def test_findings_have_their_places(self) -> None:
        report = validate(read(self.DOCUMENT), registry=load_registry())
        found = {finding.code: (finding.path, finding.line, finding.page, finding.span) for finding in report}
        assert found["BRI206"] == ("2031/1", 3, 1, Span(22, 23))
        assert found["BRI101"] == ("2031/3", 4, 1, Span(27, 29))
        assert found["BRI501"] == ("2031/3", 4, 1, Span(31, 37))
        assert "3 | 1.与巴西办好“论坛。\n  |             ^" in str(report)

    def test_in_the_order_of_the_document(self) -> None:
        report = validate(read(self.DOCUMENT))
        spans = [finding.span for finding in report]
        assert spans == sorted(spans, key=lambda span: span or Span(0, 0))

    def test_reading_and_validating_agree(self) -> None:
        reading = read(self.DOCUMENT)
        report = validate(reading, rules=OF_DOCUMENTS, registry=load_registry())
        assert sorted(codes(report)) == sorted(codes(reading.findings))

    def test_attached_plans_have_places_too(self) -> None:
        plan = example((("sections.0.items.0.actions.1.span.start", 12),))
        text = "2031年港口工作\n一、港口\n1.{}\n2.{}\n二、海图\n3.{}".format(*(item.text for item in plan.items))
        (finding,) = validate(attach(plan, text), rules=(BY_CODE["BRI627"],))
        assert (finding.path, finding.line) == ("2031/1", 3)
        assert finding.span is not None
        assert finding.span.of(text) == "，争取"

    def test_the_rules_of_documents_are_rules(self) -> None:
        outlines, documents = ([rule.code for rule in rules] for rules in (OF_OUTLINES, OF_DOCUMENTS))
        assert set(outlines) < set(documents) < set(BY_CODE)
        assert all(code < "BRI300" for code in outlines)

    @pytest.mark.parametrize(
        "rule", [rule for rule in OF_OUTLINES if rule.code not in ("BRI105", "BRI203")], ids=lambda rule: rule.code
    )
    def test_the_same_fault_in_a_document_has_the_same_code(self, rule: Rule) -> None:
        plan = example(rule.fails)
        assert rule.code in codes(read(written(plan)).findings)


def written(plan: Plan) -> str:
    """A plan as a document has it."""
    lines = [f"{plan.id if plan.period else ''}年{plan.names.best('zh')}" if plan.names else ""]
    if plan.period is None:
        lines = ["港口工作"]
    for section in plan.sections:
        numeral = "一二三四五六七八九"[section.number - 1] if section.number else ""
        lines += [f"{numeral}、{section.names['zh-Hans']}"] if numeral else []
        lines += [f"{item.number}.{item.text}" for item in section.items]
    return "\n".join(lines)


NASTY = tuple('a“”"＂|論论\u202e\uf90a\u0301\n')


class TestNames:
    @given(
        st.lists(
            st.tuples(st.sampled_from(("en", "zh-Hans", "ZH-Hant-HK", "zh", "ja")), st.text(NASTY, min_size=1)),
            min_size=2,
            max_size=6,
        )
    )
    @settings(max_examples=200, deadline=None)
    def test_company_hides_nothing(self, spoken: list[tuple[str, str]]) -> None:
        """The rules look at all names in a language together before they look at each."""
        rules = tuple(BY_CODE[code] for code in ("BRI632", "BRI634", "BRI635", "BRI636"))
        partners = [
            Partner(id=PartnerId(f"p{n}"), kind="country", names=Names((Name(language, text, "attested"),)))
            for n, (language, text) in enumerate(spoken)
        ]
        together = validate(Plan(id=PlanId("2031"), partners=tuple(partners)), rules=rules)
        alone = [
            validate(Plan(id=PlanId("2031"), partners=(partner,)), rules=(rule,))
            for rule in rules
            for partner in partners
        ]
        assert list(together) == [finding for report in alone for finding in report]


# `Any`: whatever a plan holds.
def places(part: Any, *way: str | int) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Everything in a part of a plan, each with the way to it."""
    if attrs.has(type(part)):
        for field in attrs.fields(type(part)):
            yield from places(getattr(part, field.name), *way, field.name)
    elif isinstance(part, tuple):
        for n, inner in enumerate(part):
            yield from places(inner, *way, n)
    yield way, part


# `Any`: as above.
def altered(part: Any, way: tuple[str | int, ...], value: object) -> Any:
    """The part with something else in one place, also where its class would not take it."""
    if not way:
        return value
    first, *rest = way
    if isinstance(first, int):
        return (*part[:first], altered(part[first], tuple(rest), value), *part[first + 1 :])
    changed = copy.copy(part)
    object.__setattr__(changed, first, altered(getattr(part, first), tuple(rest), value))
    return changed


class TestPlansMadeInPython:
    @pytest.mark.parametrize("value", [-1, [None]], ids=repr)
    def test_what_belongs_nowhere_is_found_anywhere(self, value: object) -> None:
        for way, _ in places(example()):
            found = codes(validate(altered(example(), way, value)))
            assert found, way
            assert {*found} <= {"BRI403", "BRI404", "BRI405"}, way

    def test_lists_in_any_place_of_a_tuple(self) -> None:
        """Rules never see a list: JSON could not tell it from a tuple."""
        for way, there in places(example()):
            if isinstance(there, tuple):
                report = validate(altered(example(), way, list(there)))
                assert [finding.hint for finding in report] == ["use a tuple"], way

    def test_what_its_class_forbids(self) -> None:
        change = altered(example(), ("mechanisms", 0, "founded"), altered(PartialDate(2003, 2, 28), ("day",), 30))
        (finding,) = validate(change)
        assert (finding.code, finding.path) == ("BRI405", "$.mechanisms[0].founded")

    def test_sections_as_deep_as_files_have_them_and_deeper(self) -> None:
        (section, *_) = example().sections
        for _ in range(250):
            section = Section(id=SectionId("2031/s1"), number=1, sections=(section,))
        assert not {"BRI405", "BRI408"} & {*codes(validate(attrs.evolve(example(), sections=(section,))))}

    @pytest.mark.parametrize(
        ("plan", "path", "said"),
        [
            (None, "$", "a plan is expected, and this is a NoneType"),
            ({"id": "2031"}, "$", "a plan is expected, and this is a dict"),
            (attrs.evolve(example(), names=None), "$.names", "expected `object`, got `null`"),  # type: ignore[arg-type]
            (attrs.evolve(example(), partners=({1},)), "$.partners[0]", "expected `object`, got `set`"),  # type: ignore[arg-type]
            (attrs.evolve(example(), period="2031"), "$.period", "expected `object"),  # type: ignore[arg-type]
            (
                example().with_items(lambda item: attrs.evolve(item, number=str(item.number))),  # type: ignore[arg-type]
                "$.sections[0].items[0].number",
                "expected `int`, got `str`; the value is '1'",
            ),
            (
                example().with_items(lambda item: attrs.evolve(item, number=-1)),
                "$.sections[0].items[0].number",
                "expected `int` >= 0; the value is -1",
            ),
        ],
    )
    def test_what_the_model_does_not_allow(self, plan: Any, path: str, said: str) -> None:
        report = validate(plan)
        assert not report.ok
        assert {finding.code for finding in report} == {"BRI405"}
        assert report.findings[0].path == path
        assert report.findings[0].message.startswith(said)

    @pytest.mark.parametrize(
        ("change", "path", "said"),
        [
            ({"sections": list(example().sections)}, "$.sections", "expected `tuple`, got `list` (use a tuple)"),
            ({"partners": []}, "$.partners", "expected `tuple`, got `list` (use a tuple)"),
            ({"partners": set()}, "$.partners", "expected `array`, got `set`; the value is set()"),
            ({"names": {"entries": []}}, "$.names", "expected `Names`, got `dict`"),
            ({"sections": ({"id": "2031/s1", "number": 1},)}, "$.sections[0]", "expected `Section`, got `dict`"),
            ({"extra": {"org.example": 1}}, "$.extra", "expected `Extra`, got `dict`"),
        ],
    )
    def test_what_is_the_same_in_json_alone(self, change: dict[str, Any], path: str, said: str) -> None:
        (finding,) = validate(attrs.evolve(example(), **change))
        assert str(finding) == f"error BRI405 at {path}: {said}"

    def test_lists_within_lists(self) -> None:
        plan: Any = example().with_items(lambda item: attrs.evolve(item, mentions=list(item.mentions)))  # type: ignore[arg-type]
        plan = attrs.evolve(plan, sections=list(plan.sections))
        assert [(finding.code, finding.path, finding.hint) for finding in validate(plan)] == [
            ("BRI405", f"$.sections{place}", "use a tuple")
            for place in ("[0].items[0].mentions", "[0].items[1].mentions", "[1].items[0].mentions", "")
        ]

    def test_a_kind_of_text_is_a_text(self) -> None:
        class Title(str):
            __slots__ = ()

        plan = attrs.evolve(example(), names=Names.of(zh_Hans=Title("港口计划"), en=Title("Ports")))
        assert _structuring.shape_of(plan) == ()

    def test_sections_without_a_bottom(self) -> None:
        (section, *_) = example().sections
        for _ in range(20_000):
            section = Section(id=SectionId("2031/s1"), number=1, sections=(section,))
        (finding,) = validate(attrs.evolve(example(), sections=(section,)))
        assert (finding.code, finding.path) == ("BRI408", "$")
        while section.sections:  # or the interpreter takes it apart by recursion
            (section,) = section.sections

    def test_a_list_that_holds_itself(self) -> None:
        endless: list[Any] = []
        endless.append(endless)
        report = validate(attrs.evolve(example(), sections=endless))  # type: ignore[arg-type]
        assert codes(report) == ["BRI408"]

    @given(strategies.plans())
    @settings(max_examples=25, deadline=None)
    def test_any_plan_of_the_model_is_looked_at(self, plan: Plan) -> None:
        report = validate(plan)
        assert all(finding.code in BY_CODE for finding in report)
        assert validate(plan) == report
        assert _structuring.shape_of(plan) == ()

    @given(strategies.plans())
    @settings(max_examples=20, deadline=None)
    def test_good_references_are_not_complained_about(self, plan: Plan) -> None:
        """The strategies promise unique ids of their shapes, references that resolve, and spans in their text."""
        promised = {"BRI601", "BRI602", "BRI603", "BRI611", "BRI612", "BRI613", "BRI614", "BRI615", "BRI621", "BRI682"}
        assert promised.isdisjoint(codes(validate(plan)))

    @given(strategies.written_plans())
    @settings(max_examples=20, deadline=None)
    def test_written_plans_have_no_error(self, plan: Plan) -> None:
        assert validate(plan).ok


class TestTheBundledPlan:
    def test_has_no_fault(self) -> None:
        assert validate(load_plan(2023), registry=load_registry()).findings == ()

    def test_nor_has_the_registry(self) -> None:
        registry = load_registry()
        plan = Plan(id=example().id, names=example().names, partners=registry.partners, mechanisms=registry.mechanisms)
        found = [finding for finding in validate(plan, registry=registry) if finding.code > "BRI300"]
        assert [str(finding) for finding in found] == []


class TestReport:
    FINDINGS = (
        Finding(code="BRI611", message="one"),
        Finding(code="BRI101", message="two"),
        Finding(code="BRI103", message="three"),
    )

    def test_by_severity(self) -> None:
        report = Report(self.FINDINGS)
        assert (report.errors, report.warnings, report.infos) == tuple((finding,) for finding in self.FINDINGS)
        assert tuple(report) == self.FINDINGS
        assert len(report) == 3
        assert not report.ok
        assert Report(self.FINDINGS[1:]).ok
        assert repr(report) == "<Report: 1 errors, 1 warnings, 1 infos>"
        assert str(report) == "error BRI611: one\nwarning BRI101: two\ninfo BRI103: three"

    def test_is_no_bool(self) -> None:
        with pytest.raises(TypeError, match=r"ask for \.ok"):
            bool(Report(()))

    def test_is_a_value(self) -> None:
        report = Report(self.FINDINGS)
        assert copy.deepcopy(report) == pickle.loads(pickle.dumps(report)) == report
        assert len({report, Report(self.FINDINGS)}) == 1
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            report.findings = ()  # type: ignore[misc]


class TestRulesOfYourOwn:
    @staticmethod
    def everything(subject: Subject) -> Iterable[Problem]:
        yield from (Problem(partner.id, "hello") for partner in subject.plan.partners)

    @pytest.mark.parametrize("severity", [None, *get_args(Severity)])
    def test_have_their_severity(self, severity: Severity | None) -> None:
        rule = Rule("PORT1", self.everything, "We greet.", "say hello", severity=severity, title="a greeting")
        found = validate(example(), rules=(rule,)).findings
        assert {finding.severity for finding in found} == {severity or "warning"}
        assert [(finding.code, finding.path, finding.hint) for finding in found] == [
            ("PORT1", id, "say hello") for id in ("br", "quay", "pt")
        ]
        assert rule.kind.title == "a greeting"

    def test_may_make_one_of_ours_stricter(self) -> None:
        rule = attrs.evolve(BY_CODE["BRI101"], severity="error")
        assert not validate(example(rule.fails), rules=(rule,)).ok
        assert rule.kind.title == CODES["BRI101"].title

    def test_are_shown_by_their_code(self) -> None:
        assert repr(Rule("PORT1", self.everything)) == "Rule(code='PORT1', severity=None, title=None)"
        assert Rule("PORT1", self.everything).kind.title == "PORT1"


class TestScaling:
    @given(st.integers(2, 400))
    @settings(max_examples=3, deadline=None)
    def test_long_chains_do_not_overflow(self, count: int) -> None:
        chain = [Partner(id=PartnerId(f"p{n}"), kind="group", names=Names(), memberships=()) for n in range(count * 10)]
        plan = attrs.evolve(example(), partners=tuple(chain), mechanisms=())
        assert "BRI615" not in codes(validate(plan))
