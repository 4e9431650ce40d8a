"""The 2023 document itself, where somebody has put a copy of it beside the repository. Nothing of it is quoted here."""

import importlib.util
import re
from collections import Counter
from pathlib import Path

import attrs
import pytest

from bri_macao import load_plan
from bri_macao.anchoring import attach
from bri_macao.findings import Finding
from bri_macao.model import Fingerprint, ItemId, Plan
from bri_macao.outlining import read_outline
from bri_macao.parsing import parse, read
from bri_macao.readings import Reading
from bri_macao.registry import Registry
from bri_macao.spans import Span
from bri_macao.text import Source, fold, unpaired
from bri_macao.text._variants import SIMPLIFIED, TRADITIONAL


@pytest.fixture(scope="module")
def reading(official: Path) -> Reading:
    return read(official)


@pytest.fixture(scope="module")
def raw(reading: Reading) -> str:
    return reading.source.text


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(2023)


@pytest.fixture(scope="module")
def attached(plan: Plan, official: Path) -> Reading:
    return attach(plan, official)


def places(plan: Plan) -> list[tuple[ItemId, Span | None]]:
    """Every span of the plan, with the id of its item."""
    return [
        (item.id, part.span)
        for item in plan.items
        for parts in (item.actions, item.mentions, item.targets)
        for part in parts
    ]


def findings(reading: Reading, code: str) -> list[Finding]:
    return [finding for finding in reading.findings if finding.code == code]


def site(reading: Reading, number: int, offset: int) -> int:
    """The raw offset of a code point of an item's clean text."""
    return reading.locate(number, Span(offset, offset + 1)).span.start


class TestReading:
    def test_length(self, raw: str) -> None:
        assert len(raw) == 2849

    def test_outline(self, reading: Reading) -> None:
        plan = reading.plan
        assert [len(section.items) for section in plan.sections] == [4, 7, 8, 3, 1]
        assert [section.numeral for section in plan.sections] == list("一二三四五")
        assert [item.number for item in plan.items] == list(range(1, 24))
        assert [item.id for item in plan.items] == [f"2023/{number}" for number in range(1, 24)]
        assert str(plan.period) == "2023"

    def test_nothing_to_note(self, reading: Reading) -> None:
        assert reading.findings == ()
        assert parse(reading.source) == reading.plan

    def test_repairs(self, reading: Reading) -> None:
        rules = Counter(repair.rule for repair in reading.repairs)
        assert rules["ideograph"] == 123
        assert len({repair.before for repair in reading.repairs if repair.rule == "ideograph"}) == 23
        assert rules["quote"] == 35
        assert {(repair.before, repair.after) for repair in reading.repairs if repair.rule == "quote"} == {("＂", "”")}
        assert set(rules) == {"ideograph", "quote", "line-wrap"}

    def test_quotes_pair_in_each_item(self, reading: Reading) -> None:
        for item in reading.plan.items:
            text = item.text or ""
            assert list(unpaired(text)) == [], item.number
            assert text.count("“") == text.count("”")

    def test_items_are_whole_sentences(self, reading: Reading) -> None:
        for item in reading.plan.items:
            assert re.fullmatch(r"\S.*。", item.text or ""), item.number
            assert "  " not in (item.text or "")

    def test_segments_cover_the_text_once(self, reading: Reading, raw: str) -> None:
        place = 0
        for segment in reading.segments:
            assert segment.span.start == place
            place = segment.span.end
        assert place == len(raw)
        assert {segment.name for segment in reading.segments if segment.kind == "furniture"} <= {"blank", "page-break"}

    def test_five_pages(self, reading: Reading) -> None:
        assert len(reading.pages) == 5
        assert [reading.locate(number).page for number in (1, 23)] == [1, 5]


class TestAttach:
    def test_matches_every_fingerprint(self, plan: Plan, attached: Reading) -> None:
        assert attached.findings == ()
        assert [item.fingerprint for item in attached.plan.items] == [item.fingerprint for item in plan.items]
        for item in attached.plan.items:
            assert item.fingerprint == Fingerprint.of(item.text or ""), item.number

    def test_adds_the_text_and_nothing_else(self, plan: Plan, attached: Reading) -> None:
        bare = tuple(attrs.evolve(item, text=None) for item in attached.plan.items)
        assert bare == plan.items
        assert all(item.text for item in attached.plan.items)

    def test_mentions_stand_where_they_should(self, attached: Reading) -> None:
        for item in attached.plan.items:
            for mention in item.mentions:
                if not mention.inferred:
                    assert mention.span.of(item.text or "") == mention.surface, (item.number, mention)

    def test_spans_lie_within_their_item(self, attached: Reading) -> None:
        lengths = {item.id: len(item.text or "") for item in attached.plan.items}
        assert all(span is None or span.end <= lengths[id] for id, span in places(attached.plan))


Named = dict[tuple[int, Span, str], set[str]]


def named(plan: Plan) -> Named:
    """Whom and what the items name, nested names left out: item, place and kind, with whom it means."""
    found: Named = {}
    for item in plan.items:
        for mention in item.mentions:
            if not mention.nested:
                found.setdefault((item.number, mention.span, mention.kind), set()).add(mention.entity)
    return found


def score(wanted: Named, found: Named) -> tuple[float, float]:
    """Precision and recall by place and kind."""
    both = len(wanted.keys() & found.keys())
    return both / len(found), both / len(wanted)


class TestAnnotations:
    """The bundled judgements against the text, and what reading finds by itself against the judgements."""

    def test_how_many(self, plan: Plan) -> None:
        mentions = [mention for item in plan.items for mention in item.mentions if not mention.nested]
        assert Counter(mention.kind for mention in mentions) == {"partner": 60, "mechanism": 57}
        assert sum(len(item.actions) for item in plan.items) == 108
        assert sum(len(item.targets) for item in plan.items) == 3

    def test_surfaces_stand_where_they_should(self, attached: Reading) -> None:
        for item in attached.plan.items:
            for mention in item.mentions:
                assert mention.span.of(item.text or "") == mention.surface, (item.number, mention)
                assert mention.surface not in ("", "澳门")

    def test_a_name_is_annotated_each_time_that_it_stands_there(self, attached: Reading) -> None:
        for item in attached.plan.items:
            for mention in item.mentions:
                places = [found.start() for found in re.finditer(re.escape(mention.surface), item.text or "")]
                covered = [other.span for other in item.mentions]
                assert all(
                    any(span.start <= place and place + len(mention.surface) <= span.end for span in covered)
                    for place in places
                ), (item.number, mention)

    def test_all_of_a_text_is_an_action_or_joins_some(self, attached: Reading) -> None:
        for item in attached.plan.items:
            left = list(item.text or "")
            for action in item.actions:
                assert action.span is not None
                left[action.span.start : action.span.end] = " " * len(action.span)
            assert set("".join(left)) <= set(" ，。；、并及和"), item.number

    def test_actions_are_as_the_rules_find_them(self, plan: Plan, reading: Reading) -> None:
        for item, found in zip(plan.items, reading.plan.items, strict=True):
            assert [(a.id, a.aspect, a.span, a.verb) for a in item.actions] == [
                (a.id, a.aspect, a.span, a.verb) for a in found.actions
            ]
            assert all(action.verb for action in item.actions)

    def test_reading_finds_what_the_registry_knows(self, plan: Plan, reading: Reading) -> None:
        wanted, found = named(plan), named(reading.plan)
        precision, recall = score(wanted, found)
        assert precision >= 0.98
        assert recall >= 0.95
        assert {key: meant for key, meant in found.items() if wanted.get(key, meant) != meant} == {}

    def test_reading_with_an_empty_registry(self, plan: Plan, official: Path) -> None:
        precision, recall = score(named(plan), named(read(official, registry=Registry()).plan))
        assert precision >= 0.90
        assert recall >= 0.82

    def test_a_traditional_copy_names_the_same(self, reading: Reading, raw: str) -> None:
        pairs = dict(zip(reversed(SIMPLIFIED), reversed(TRADITIONAL), strict=True))
        copy = read("".join(pairs.get(character, character) for character in raw)).plan
        assert named(copy) == named(reading.plan)
        assert [action.span for item in copy.items for action in item.actions] == [
            action.span for item in reading.plan.items for action in item.actions
        ]

    def test_freezing_again_finds_the_same_places(self, official: Path) -> None:
        tool = Path(__file__).parent.parent / "tools/freeze.py"
        spec = importlib.util.spec_from_file_location("freeze", tool)
        assert spec is not None
        assert spec.loader is not None
        freeze = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(freeze)
        year = freeze.DATA / "plans/2023.toml"
        assert freeze.anchors(year, read_outline(official)) == year.with_suffix(".anchors.toml").read_text("utf-8")


class TestCopies:
    """Other copies re-anchor: what only looks different changes nothing, what differs is told with both readings."""

    def test_a_traditional_one(self, plan: Plan, raw: str) -> None:
        pairs = dict(zip(reversed(SIMPLIFIED), reversed(TRADITIONAL), strict=True))
        copy = "".join(pairs.get(character, character) for character in raw)
        assert copy != raw
        found = attach(plan, copy)
        assert found.findings == ()
        assert places(found.plan) == places(plan)
        assert found.source.text == copy

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("—", "－"),
            ("—", "–"),
            ("“＂", "「」"),
            ("“＂", "＂＂"),
            ("“＂", '""'),
            ("＂", "”"),
            ("＂", '"'),
            ("（", "("),
            ("，", ","),
            ("、", "､"),
            ("。", "｡"),
            ("\n", "\r\n"),
            ("\n", " \n"),
            ("\n", "\n　　"),
        ],
        ids=lambda text: "-".join(f"{ord(character):04X}" for character in text),
    )
    def test_other_forms_of_the_same(self, old: str, new: str, plan: Plan, raw: str) -> None:
        found = attach(plan, raw.translate(str.maketrans(old, new)) if len(old) > 1 else raw.replace(old, new))
        assert found.findings == ()
        assert places(found.plan) == places(plan)

    def test_clean_text_typed_anew(self, plan: Plan, reading: Reading) -> None:
        parts = [reading.plan.names["zh-Hans"]]
        for section in reading.plan.sections:
            parts.append(f"{section.numeral}、{section.names['zh-Hans']}")
            parts += [f"（{item.number}）{item.text}" for item in section.items]
        found = attach(plan, "\n".join(parts))
        assert found.findings == ()
        assert places(found.plan) == places(plan)

    @pytest.mark.parametrize("number", [1, 7, 12, 19, 23])
    @pytest.mark.parametrize("where", [0.2, 0.5, 0.8])
    def test_a_wrong_character(self, number: int, where: float, plan: Plan, reading: Reading, raw: str) -> None:
        text = reading.plan.item(number).text or ""
        offset = int(len(text) * where)
        place = site(reading, number, offset)
        right = fold(text[offset])
        found = attach(plan, f"{raw[:place]}龘{raw[place + 1 :]}")
        (finding,) = found.findings
        assert (finding.code, finding.path) == ("BRI301", f"2023/{number}")
        assert (finding.expected, finding.found) == (right, "龘")
        assert (finding.span, finding.line) == (Span(place, place + 1), raw.count("\n", 0, place) + 1)
        assert places(found.plan) == places(plan)
        assert (found.plan.item(number).text or "")[offset] == "龘"

    @pytest.mark.parametrize("number", [2, 8, 15, 22])
    def test_a_missing_character(self, number: int, plan: Plan, reading: Reading, raw: str) -> None:
        text = reading.plan.item(number).text or ""
        middle = range(len(text) // 2, len(text))
        offset = next(
            i for i in middle if len(set(text[i - 1 : i + 2])) == 3 and raw[site(reading, number, i) - 1] != "\n"
        )
        place = site(reading, number, offset)
        found = attach(plan, raw[:place] + raw[place + 1 :])
        (finding,) = [finding for finding in found.findings if finding.code == "BRI301"]
        assert (finding.path, finding.found) == (f"2023/{number}", "")
        assert finding.expected == fold(text[offset])
        assert finding.line == raw.count("\n", 0, place) + 1
        for (id, before), (_, after) in zip(places(plan), places(found.plan), strict=True):
            if before is not None and after is not None and id == f"2023/{number}" and before.start > offset:
                assert after == before.shift(-1)

    def test_a_space_where_there_is_none(self, plan: Plan, reading: Reading, raw: str) -> None:
        place = site(reading, 3, 9)
        assert attach(plan, f"{raw[:place]} {raw[place:]}").findings == ()

    def test_an_item_that_is_missing(self, plan: Plan, reading: Reading, raw: str) -> None:
        node = next(node for node in reading.nodes if node.id == "2023/9")
        assert node.marker is not None
        end = reading.locate(9).span.end
        found = attach(plan, raw[: node.marker.start] + raw[end:].lstrip("\n"))
        assert [finding.path for finding in findings(found, "BRI302")] == ["2023/9"]
        assert [item.text is None for item in found.plan.items] == [number == 9 for number in range(1, 24)]

    def test_another_document(self, plan: Plan, official: Path) -> None:
        assert official.is_file()
        found = attach(plan, "2031年工作计划\n一、金融\n1.办好论坛。")
        assert len(findings(found, "BRI302")) == 23
        assert [finding.path for finding in findings(found, "BRI303")] == ["2031/1"]
        assert all(item.text is None for item in found.plan.items)

    def test_of_any_name(self, plan: Plan, raw: str) -> None:
        assert attach(plan, Source(raw, "copy.txt")).source.name == "copy.txt"
