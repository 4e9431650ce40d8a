"""Attaching: what holds, what moves, what is lost, and what is said about it."""

from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bri_macao import anchoring, strategies
from bri_macao.anchoring import attach
from bri_macao.errors import SourceError, UnknownId
from bri_macao.findings import Finding
from bri_macao.model import (
    Action,
    ActionId,
    Aspect,
    EntityId,
    EntityKind,
    Fingerprint,
    MechanismId,
    Mention,
    Names,
    PartnerId,
    Plan,
    PlanId,
    Section,
    Target,
    WorkItem,
)
from bri_macao.outlining import read_outline as read
from bri_macao.parsing import parse
from bri_macao.readings import Reading
from bri_macao.spans import Span
from bri_macao.text import Source, fold
from bri_macao.text.folding import fingerprint_digit

DOCUMENT = """2031年港口工作重点
一、港口与航运
1.筹办海港论坛，便利青年往来，继续推进与甲国的航运合作。
2.扩建图书馆，至少举办3场朗读活动，支持蓝色基金落户。
二、文化与旅游
（一）往来
3.深化与乙国城市的旅游往来，推广“海上茶路”品牌。
（二）节庆
4.举办第6届电影节—音乐节，鼓励老年团体参加。
"""

TRADITIONAL = """2031年港口工作重點
一、港口與航運
1.籌辦海港論壇，便利青年往來，繼續推進與甲國的航運合作。
2.擴建圖書館，至少舉辦3場朗讀活動，支持藍色基金落戶。
二、文化與旅遊
（一）往來
3.深化與乙國城市的旅遊往來，推廣「海上茶路」品牌。
（二）節慶
4.舉辦第6屆電影節—音樂節，鼓勵老年團體參加。
"""

LINES = {1: 3, 2: 4, 3: 7, 4: 9}

MENTIONED: dict[int, tuple[tuple[EntityId, EntityKind, str], ...]] = {
    1: ((MechanismId("harbour-forum"), "mechanism", "海港论坛"), (PartnerId("aa"), "partner", "甲国")),
    2: ((MechanismId("blue-fund"), "mechanism", "蓝色基金"),),
    3: ((PartnerId("bb"), "partner", "乙国"), (MechanismId("tea"), "mechanism", "“海上茶路”")),
    4: ((MechanismId("film"), "mechanism", "电影节"), (PartnerId("old"), "partner", "老年团体")),
}
ACTED: dict[int, tuple[tuple[Aspect, str], ...]] = {
    1: (("prepare", "筹办海港论坛"), ("promote", "便利青年往来"), ("continue", "继续推进与甲国的航运合作")),
    2: (("other", "扩建图书馆"), ("hold", "至少举办3场朗读活动"), ("support", "支持蓝色基金落户")),
    3: (("deepen", "深化与乙国城市的旅游往来"), ("promote", "推广“海上茶路”品牌")),
    4: (("hold", "举办第6届电影节—音乐节"), ("encourage", "鼓励老年团体参加")),
}
TARGETED = {2: ("Readings", 3, "3场朗读活动"), 4: ("The sixth festival", 6, "第6届电影节")}


def each(plan: Plan, **changes: Any) -> Plan:
    """The plan with the same change made in every item."""

    def within(section: Section) -> Section:
        items = tuple(attrs.evolve(item, **changes) for item in section.items)
        return attrs.evolve(section, items=items, sections=tuple(map(within, section.sections)))

    return attrs.evolve(plan, sections=tuple(map(within, plan.sections)))


def changed(plan: Plan, number: int, **changes: Any) -> Plan:
    """The plan with a change made in one item."""

    def within(section: Section) -> Section:
        items = (attrs.evolve(item, **changes) if item.number == number else item for item in section.items)
        return attrs.evolve(section, items=tuple(items), sections=tuple(map(within, section.sections)))

    return attrs.evolve(plan, sections=tuple(map(within, plan.sections)))


def annotated(document: str) -> Plan:
    """The document as a plan, with spans for all the words above."""
    plan = parse(document)
    for item in plan.items:
        text = item.text or ""

        def span(words: str, text: str = text) -> Span:
            return Span(text.index(words), text.index(words) + len(words))

        targets = [TARGETED[item.number]] if item.number in TARGETED else []
        plan = changed(
            plan,
            item.number,
            actions=tuple(
                Action(ActionId(f"{item.id}.{i}"), aspect, span=span(words))
                for i, (aspect, words) in enumerate(ACTED[item.number], 1)
            ),
            mentions=tuple(Mention(entity, kind, span(words), words) for entity, kind, words in MENTIONED[item.number]),
            targets=tuple(Target(Names.of(en=name), count, span=span(words)) for name, count, words in targets),
        )
    return plan


WITH_TEXT = annotated(DOCUMENT)
BARE = each(WITH_TEXT, text=None)


@pytest.fixture(params=[WITH_TEXT, BARE], ids=["with-text", "bare"])
def plan(request: pytest.FixtureRequest) -> Plan:
    found: Plan = request.param
    return found


def about_the_copy(reading: Reading) -> list[Finding]:
    """What attaching has to say, without what reading has."""
    return [finding for finding in reading.findings if finding.code.startswith("BRI3")]


def readings(reading: Reading) -> list[tuple[str, str | None, str | None]]:
    return [(finding.code, finding.expected, finding.found) for finding in about_the_copy(reading)]


def mentioned(item: WorkItem) -> list[str]:
    assert item.text is not None
    assert [mention.span.of(item.text) for mention in item.mentions] == [mention.surface for mention in item.mentions]
    return [mention.surface for mention in item.mentions]


def acted(item: WorkItem) -> list[str | None]:
    assert item.text is not None
    return [None if action.span is None else action.span.of(item.text) for action in item.actions]


def targeted(item: WorkItem) -> list[str | None]:
    assert item.text is not None
    return [None if target.span is None else target.span.of(item.text) for target in item.targets]


def twin(character: str, of: str) -> str:
    """A character from `of` that the trace cannot tell from the given one."""
    return next(c for c in of if c != character and fingerprint_digit(c) == fingerprint_digit(character))


class TestEqualCopy:
    def test_gives_the_plan_with_its_text(self, plan: Plan) -> None:
        reading = attach(plan, DOCUMENT)
        assert reading.findings == ()
        assert reading.plan == WITH_TEXT

    def test_again(self, plan: Plan) -> None:
        once = attach(plan, DOCUMENT).plan
        assert attach(once, DOCUMENT).plan == once

    @pytest.mark.parametrize("kind", ["bytes", "path", "source", "gb18030"])
    def test_in_every_form(self, plan: Plan, kind: str, tmp_path: Path) -> None:
        if kind == "gb18030":
            reading = attach(plan, DOCUMENT.encode(kind), encoding=kind)
        else:
            file = tmp_path / "copy.txt"
            file.write_text(DOCUMENT, "utf-8")
            forms: dict[str, bytes | Path | Source] = {
                "bytes": DOCUMENT.encode(),
                "path": file,
                "source": Source(DOCUMENT),
            }
            reading = attach(plan, forms[kind])
        assert (reading.plan, reading.findings) == (WITH_TEXT, ())

    def test_everything_else_of_the_plan_is_kept(self) -> None:
        rich = attrs.evolve(BARE, arrangement=MechanismId("x"), names=Names.of(pt="Portos"), source=None)
        assert attach(rich, DOCUMENT).plan == attrs.evolve(rich, sections=WITH_TEXT.sections)

    @given(st.data())
    @settings(max_examples=40, deadline=None)
    def test_however_dirty(self, data: st.DataObject) -> None:
        written = data.draw(strategies.written_plans())
        dirty = data.draw(strategies.dirty_extractions(written))
        found = read(dirty).plan
        assume((found.sections, found.names) == (written.sections, written.names))  # reading has tests of its own
        reading = attach(each(written, text=None), dirty)
        assert about_the_copy(reading) == []
        assert reading.plan == written


class TestOtherWritingsOfTheSame:
    @pytest.mark.parametrize(
        "document",
        [
            pytest.param(TRADITIONAL, id="traditional"),
            pytest.param(DOCUMENT.replace("“", "「").replace("”", "」"), id="corner-brackets"),
            pytest.param(DOCUMENT.replace("”", "\uff02"), id="fullwidth-quote"),
            pytest.param(DOCUMENT.replace("“", '"').replace("”", '"'), id="ascii-quotes"),
            pytest.param(DOCUMENT.replace("—", "－"), id="dash"),
            pytest.param(DOCUMENT.replace("3场", "３场").replace("第6", "第６"), id="fullwidth-digits"),
            pytest.param(DOCUMENT.replace("，", ","), id="ascii-commas"),
            pytest.param(DOCUMENT.replace("，", "，\n"), id="wrapped"),
            pytest.param(DOCUMENT.replace("\n", "\n\n"), id="double-spaced"),
            pytest.param(DOCUMENT.replace("\n", "\r\n"), id="crlf"),
            pytest.param(DOCUMENT.replace("青年", "青 年").replace("茶路", "茶\u3000路"), id="spaced"),
            pytest.param(DOCUMENT.replace("老", "\uf934").replace("旅", "\uf983"), id="compatibility-ideographs"),
            pytest.param(DOCUMENT.replace("二、", "— 1 —\n\f二、"), id="pages"),
            pytest.param(DOCUMENT.replace("工作重点", " 工作 重点").replace("港口与航运", "港口 与航运"), id="heading"),
        ],
    )
    def test_hold_every_span(self, plan: Plan, document: str) -> None:
        reading = attach(plan, document)
        assert about_the_copy(reading) == []
        for item, own in zip(reading.plan.items, WITH_TEXT.items, strict=True):
            assert item.text is not None
            assert fold(item.text) == fold(own.text or "")
            assert [mention.span for mention in item.mentions] == [mention.span for mention in own.mentions]
            assert (item.actions, item.targets, item.fingerprint) == (own.actions, own.targets, own.fingerprint)

    def test_the_text_is_the_copys(self, plan: Plan) -> None:
        assert attach(plan, TRADITIONAL).plan.item(2).text == "擴建圖書館，至少舉辦3場朗讀活動，支持藍色基金落戶。"

    @pytest.mark.parametrize("copy", [TRADITIONAL, TRADITIONAL.replace("。", "！")], ids=["same-key", "another-key"])
    def test_surfaces_are_as_written_in_the_copy(self, plan: Plan, copy: str) -> None:
        item = attach(plan, copy).plan.item(1)
        assert mentioned(item) == ["海港論壇", "甲國"]

    def test_a_plan_of_the_other_script(self) -> None:
        reading = attach(parse(TRADITIONAL), DOCUMENT)
        assert about_the_copy(reading) == []
        assert [item.text for item in reading.plan.items] == [item.text for item in WITH_TEXT.items]


class TestWhiteSpace:
    """Where white space means something, it differs as anything else does, only less so."""

    PLAN = parse("2031年港口工作重点\n一、港口\n1.举办Porto Azul音乐会，推广Wi-Fi。")

    @pytest.mark.parametrize(
        ("old", "new", "expected", "found"),
        [("Porto Azul", "PortoAzul", " ", ""), ("Wi-Fi", "Wi -Fi", "", " ")],
    )
    def test_is_a_note(self, old: str, new: str, expected: str, found: str) -> None:
        copy = "2031年港口工作重点\n一、港口\n1.举办Porto Azul音乐会，推广Wi-Fi。".replace(old, new)
        (finding,) = attach(self.PLAN, copy).findings
        assert (finding.code, finding.severity, finding.line) == ("BRI306", "info", 3)
        assert (finding.expected, finding.found) == (expected, found)


class TestWrongCharacters:
    """Each row: what stands in the document, what in the copy, the readings that differ, the words after it."""

    @pytest.mark.parametrize(
        ("number", "change", "differences", "mentions"),
        [
            (1, ("1.筹办", "1.积极筹办"), [("", "积极")], ["海港论坛", "甲国"]),
            (1, ("，便利", "，利"), [("便", "")], ["海港论坛", "甲国"]),
            (1, ("筹办海港", "筹力海港"), [("办", "力")], ["海港论坛", "甲国"]),
            (1, ("论坛，", "论坛；"), [("，", "；")], ["海港论坛", "甲国"]),
            (1, ("海港", "海巷"), [("港", "巷")], ["海巷论坛", "甲国"]),
            (1, ("海港论坛", "海论坛"), [("港", "")], ["海论坛", "甲国"]),
            (1, ("海港论坛", "海港大论坛"), [("", "大")], ["海港大论坛", "甲国"]),
            (1, ("甲国", "申国"), [("甲", "申")], ["海港论坛", "申国"]),
            (1, ("合作。", "合作"), [("。", "")], ["海港论坛", "甲国"]),
            (1, ("合作。", "合作。谢谢"), [("", "谢谢")], ["海港论坛", "甲国"]),
            (1, ("便利", "方便"), [("便利", "方便")], ["海港论坛", "甲国"]),
            (2, ("蓝色基金", "红色资金"), [("蓝", "红"), ("基", "资")], ["红色资金"]),
            (3, ("“海上", "海上"), [("“", "")], ["乙国", "海上茶路”"]),
            (4, ("老年", "青年"), [("老", "青")], ["电影节", "青年团体"]),
        ],
    )
    def test_move_the_spans_to_the_same_words(
        self, plan: Plan, number: int, change: tuple[str, str], differences: list[tuple[str, str]], mentions: list[str]
    ) -> None:
        copy = DOCUMENT.replace(*change)
        assert copy != DOCUMENT
        reading = attach(plan, copy)
        item = reading.plan.item(number)
        assert mentioned(item) == mentions
        found = about_the_copy(reading)
        assert {(finding.code, finding.path, finding.line) for finding in found} == {
            ("BRI301", f"2031/{number}", LINES[number])
        }
        if plan is WITH_TEXT:
            assert [(finding.expected, finding.found) for finding in found] == differences
        else:  # what is restored from a fingerprint is the key
            told = [(finding.expected, finding.found) for finding in found]
            assert told == [(fold(expected), new) for expected, new in differences]

    def test_other_items_are_as_they_were(self, plan: Plan) -> None:
        reading = attach(plan, DOCUMENT.replace("海港", "海巷"))
        assert [item for item in reading.plan.items if item.number != 1] == [*WITH_TEXT.items[1:]]

    def test_the_fingerprint_stays_the_plans(self, plan: Plan) -> None:
        assert attach(plan, DOCUMENT.replace("海港", "海巷")).plan.item(1).fingerprint == WITH_TEXT.items[0].fingerprint

    def test_actions_and_targets_move_too(self, plan: Plan) -> None:
        reading = attach(plan, DOCUMENT.replace("2.扩建", "2.新建和扩大").replace("朗读", "朗颂"))
        item = reading.plan.item(2)
        assert acted(item)[1:] == ["至少举办3场朗颂活动", "支持蓝色基金落户"]
        assert targeted(item) == ["3场朗颂活动"]

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            ("海港", "海巷", "the copy has '巷' where the plan has '港'"),
            ("海港", "海", "the copy lacks '港'"),
            ("海港", "海港口", "the copy has '口', which the plan has not"),
        ],
    )
    def test_are_told(self, plan: Plan, old: str, new: str, message: str) -> None:
        assert [finding.message for finding in attach(plan, DOCUMENT.replace(old, new, 1)).findings] == [message]

    @pytest.mark.parametrize(
        ("old", "new", "shown"),
        [("海港", "海巷", "巷"), ("海港", "海", "海"), ("海港", "海港口", "口"), ("1.筹办", "1.办", "办")],
    )
    def test_are_pointed_at(self, plan: Plan, old: str, new: str, shown: str) -> None:
        copy = DOCUMENT.replace(old, new, 1)
        (finding,) = attach(plan, copy).findings
        assert finding.span is not None
        assert finding.span.of(copy) == shown
        assert finding.span.start - copy.index("1.") < 8
        assert finding.page == 1

    def test_on_the_second_page(self, plan: Plan) -> None:
        copy = DOCUMENT.replace("二、", "\f二、").replace("电影", "电彩")
        (finding,) = about_the_copy(attach(plan, copy))
        assert (finding.expected, finding.found, finding.line, finding.page) == ("影", "彩", 9, 2)

    def test_in_a_wrapped_item(self, plan: Plan) -> None:
        copy = DOCUMENT.replace("，", "，\n").replace("航运合作", "航远合作")
        (finding,) = about_the_copy(attach(plan, copy))
        assert (finding.expected, finding.found, finding.line) == ("运", "远", 5)

    def test_within_the_words_of_a_lost_quote(self) -> None:
        reading = attach(WITH_TEXT, DOCUMENT.replace("“海上茶路”", "海上茶路"))
        assert readings(reading) == [("BRI301", "“", ""), ("BRI301", "”", "")]
        assert mentioned(reading.plan.item(3)) == ["乙国", "海上茶路"]


class TestHiddenCharacters:
    """A wrong character that the trace cannot tell from the right one."""

    CANDIDATES = (
        "的一是不了人我在有他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里所去行过家"
    )

    def test_alone_in_its_item(self, plan: Plan) -> None:
        wrong = twin("港", self.CANDIDATES)
        reading = attach(plan, DOCUMENT.replace("办海港论坛", f"办海{wrong}论坛"))
        assert readings(reading) == [("BRI301", "港", wrong)]

    def test_beside_one_that_shows(self, plan: Plan) -> None:
        hidden, shown = twin("港", self.CANDIDATES), "远"
        assert fingerprint_digit(shown) != fingerprint_digit("运")
        copy = DOCUMENT.replace("办海港论坛", f"办海{hidden}论坛").replace("航运合", f"航{shown}合")
        found = readings(attach(plan, copy))
        # Of the bare plan the mention's own words are known, so that only one character is not.
        assert found == [("BRI301", "港", hidden), ("BRI301", "运", shown)]

    def test_that_nobody_can_restore(self) -> None:
        wrong = DOCUMENT.replace("便利青年", f"{twin('便', self.CANDIDATES)}{twin('利', self.CANDIDATES)}青年")
        (finding,) = attach(BARE, wrong).findings
        assert (finding.code, finding.path, finding.line) == ("BRI301", "2031/1", 3)
        assert (finding.expected, finding.found) == (None, None)
        assert "nobody can say where" in finding.message


class TestReadingsThatAreNotKnown:
    def test_without_room_in_the_budget(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(anchoring, "TRIES", 0)
        (finding,) = attach(BARE, DOCUMENT.replace("航运合", "航远合")).findings
        assert (finding.expected, finding.found) == (None, "远")
        assert finding.message == "the copy has '远' where the plan has 1 other character"

    def test_too_many(self) -> None:
        findings = attach(BARE, DOCUMENT.replace("便利青年往来", "")).findings
        assert [(finding.code, finding.expected, finding.found) for finding in findings] == [
            ("BRI301", None, ""),
            ("BRI304", "2031/1.2", ""),
        ]
        assert findings[0].message.startswith("the copy lacks ")
        assert findings[0].message.endswith(" other characters")

    def test_a_mentions_own_words_are_known(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(anchoring, "TRIES", 0)
        assert readings(attach(BARE, DOCUMENT.replace("海港论", "海巷论"))) == [("BRI301", "港", "巷")]

    def test_a_mention_that_does_not_fit_is_not_believed(self) -> None:
        item = BARE.items[0]
        odd = (
            attrs.evolve(item.mentions[0], surface="论坛"),
            attrs.evolve(item.mentions[1], span=Span(500, 502)),
        )
        reading = attach(changed(BARE, 1, mentions=odd), DOCUMENT.replace("海港论", "海巷论"))
        assert readings(reading) == [("BRI301", "港", "巷"), ("BRI304", "甲国", "")]
        assert mentioned(reading.plan.item(1)) == ["海巷论坛"]


class TestLost:
    def test_a_mention(self, plan: Plan) -> None:
        reading = attach(plan, DOCUMENT.replace("筹办海港论坛，", "筹办，"))
        item = reading.plan.item(1)
        assert mentioned(item) == ["甲国"]
        assert acted(item) == ["筹办", "便利青年往来", "继续推进与甲国的航运合作"]
        assert readings(reading) == [("BRI301", "海港论坛", ""), ("BRI304", "海港论坛", "")]
        lost = reading.findings[-1]
        assert (lost.path, lost.line, lost.severity) == ("2031/1", 3, "warning")

    def test_an_action(self) -> None:
        reading = attach(WITH_TEXT, DOCUMENT.replace("便利青年往来，", ""))
        assert acted(reading.plan.item(1)) == ["筹办海港论坛", None, "继续推进与甲国的航运合作"]
        assert mentioned(reading.plan.item(1)) == ["海港论坛", "甲国"]
        assert readings(reading) == [("BRI301", "便利青年往来，", ""), ("BRI304", "2031/1.2", "")]

    def test_a_target(self) -> None:
        reading = attach(WITH_TEXT, DOCUMENT.replace("3场朗读活动，", ""))
        item = reading.plan.item(2)
        assert targeted(item) == [None]
        assert [target.names["en"] for target in item.targets] == ["Readings"]
        assert readings(reading) == [("BRI301", "3场朗读活动，", ""), ("BRI304", "Readings", "")]

    def test_is_told_on_the_items_line(self) -> None:
        reading = attach(WITH_TEXT, DOCUMENT.replace("老年团体", ""))
        (lost,) = (finding for finding in reading.findings if finding.code == "BRI304")
        assert (lost.path, lost.line, lost.page, lost.severity) == ("2031/4", 9, 1, "warning")
        assert lost.message == "老年团体 has no place in the copy"

    def test_what_never_had_a_place_is_not_lost(self) -> None:
        floating = changed(
            WITH_TEXT, 2, actions=(Action(ActionId("2031/2.1"), "hold"),), targets=(Target(Names.of(en="R"), 3),)
        )
        reading = attach(floating, DOCUMENT.replace("扩建", "新建"))
        assert {code for code, *_ in readings(reading)} == {"BRI301"}
        assert reading.plan.item(2).actions == floating.item(2).actions
        assert reading.plan.item(2).targets == floating.item(2).targets


class TestItems:
    def test_renumbered(self, plan: Plan) -> None:
        reading = attach(plan, DOCUMENT.replace("3.深", "7.深").replace("4.举", "8.举"))
        assert reading.plan == WITH_TEXT
        assert [(finding.code, finding.path) for finding in reading.findings] == [("BRI101", "2031/3")]
        assert [node.id for node in reading.nodes if node.part == "text"] == [f"2031/{i}" for i in (1, 2, 3, 4)]

    def test_renumbered_and_reworded(self, plan: Plan) -> None:
        reading = attach(plan, DOCUMENT.replace("3.深", "7.深").replace("4.举", "8.举").replace("电影", "电彩"))
        assert readings(reading) == [("BRI301", "影", "彩")]
        assert mentioned(reading.plan.item(4))[0] == "电彩节"
        assert about_the_copy(reading)[0].line == 9

    def test_in_another_order(self, plan: Plan) -> None:
        lines = DOCUMENT.splitlines()
        lines[2], lines[3] = "1" + lines[3][1:], "2" + lines[2][1:]
        reading = attach(plan, "\n".join(lines))
        assert reading.plan == WITH_TEXT
        assert [reading.locate(number).line for number in (1, 2, 3, 4)] == [4, 3, 7, 9]

    def test_in_another_order_and_reworded(self, plan: Plan) -> None:
        lines = DOCUMENT.replace("海港", "海巷").splitlines()
        lines[2], lines[3] = "1" + lines[3][1:], "2" + lines[2][1:]
        reading = attach(plan, "\n".join(lines))
        assert [(f.code, f.path, f.line, f.found) for f in reading.findings] == [("BRI301", "2031/1", 4, "巷")]

    def test_missing(self, plan: Plan) -> None:
        reading = attach(plan, DOCUMENT.replace("2.扩建图书馆，至少举办3场朗读活动，支持蓝色基金落户。\n", ""))
        assert [(finding.code, finding.path) for finding in reading.findings] == [
            ("BRI101", "2031/3"),
            ("BRI302", "2031/2"),
        ]
        lost = reading.findings[1]
        assert (lost.severity, lost.span, lost.line) == ("error", None, None)
        assert reading.plan.item(2) == plan.item(2)
        assert [item.number for item in reading.plan.items] == [1, 2, 3, 4]
        with pytest.raises(UnknownId):
            reading.locate(2)

    def test_surplus(self, plan: Plan) -> None:
        reading = attach(plan, DOCUMENT + "5.出版海图。\n")
        assert reading.plan == WITH_TEXT
        (finding,) = reading.findings
        assert (finding.code, finding.path, finding.line) == ("BRI303", "2031/5", 10)
        assert finding.message == "item 5 of the copy (出版海图) is not in the plan"

    def test_surplus_with_a_number_of_the_plan(self, plan: Plan) -> None:
        lines = DOCUMENT.replace("海港", "海巷").splitlines()
        lines[2], lines[3] = "1.出版海图，并编印年鉴。", "2" + lines[2][1:]
        reading = attach(plan, "\n".join(lines))
        assert [(f.code, f.path) for f in reading.findings if f.code == "BRI302"] == [("BRI302", "2031/2")]
        assert [(f.line, f.found) for f in reading.findings if f.code == "BRI301"] == [(4, "巷")]
        assert [f.line for f in reading.findings if f.code == "BRI303"] == [3]
        assert reading.locate(1).line == 4

    def test_no_two_nodes_have_the_same_id(self, plan: Plan) -> None:
        """A surplus item behind one that has its number in the plan: 1 is missing, 2 stands as 1, and 2 is new."""
        lines = DOCUMENT.replace("蓝色", "兰色").splitlines()
        lines[2], lines[3] = "1" + lines[3][1:], "2.出版海图，并编印年鉴。"
        reading = attach(plan, "\n".join(lines))
        ids = [node.id for node in reading.nodes]
        assert len(ids) == len(set(ids))
        assert reading.locate(2).line == 3
        assert [(f.line, f.found) for f in reading.findings if f.code == "BRI301"] == [(3, "兰")]

    @pytest.mark.parametrize("line", [3, 6])
    def test_without_any_text(self, plan: Plan, line: int) -> None:
        copy = "\n" * (line - 3) + DOCUMENT.replace(WITH_TEXT.items[0].text or "", "")
        reading = attach(plan, copy)
        assert [(f.code, f.path) for f in about_the_copy(reading)] == [("BRI302", "2031/1"), ("BRI303", "copy:2031/1")]
        assert [finding.line for finding in reading.findings if finding.code == "BRI303"] == [line]

    def test_of_a_plan_that_has_none(self) -> None:
        empty = changed(WITH_TEXT, 1, text="", mentions=(), actions=(), fingerprint=Fingerprint.of(""))
        reading = attach(empty, DOCUMENT)
        assert reading.plan.item(1).text == WITH_TEXT.items[0].text

    def test_nothing_at_all(self, plan: Plan) -> None:
        reading = attach(plan, "")
        assert reading.plan == plan
        assert [f.path for f in reading.findings if f.code == "BRI302"] == [item.id for item in plan.items]

    def test_no_items_expected(self) -> None:
        reading = attach(Plan(id=PlanId("2031")), DOCUMENT)
        assert reading.plan == Plan(id=PlanId("2031"))
        assert [f.code for f in about_the_copy(reading)] == ["BRI303"] * 4

    def test_too_many_to_compare_each_with_each(self, monkeypatch: pytest.MonkeyPatch) -> None:
        copy = DOCUMENT.replace("3.深", "7.深").replace("4.举", "8.举").replace("电影", "电彩")
        monkeypatch.setattr(anchoring, "LEFT_OVER", 0)
        assert [(f.code, f.path) for f in about_the_copy(attach(WITH_TEXT, copy))] == [
            ("BRI302", "2031/4"),
            ("BRI303", "2031/8"),
        ]

    def test_another_text_under_the_same_number_is_another_item(self, plan: Plan) -> None:
        copy = DOCUMENT.replace(WITH_TEXT.items[1].text or "", "出版全国各地的海图和年鉴，免费发放给所有学校使用。")
        assert [f.code for f in about_the_copy(attach(plan, copy))] == ["BRI302", "BRI303"]

    def test_equal_texts_pair_by_number(self) -> None:
        document = "2031年港口工作重点\n一、港口\n1.出版海图。\n2.出版海图。\n3.出版海图。"
        reading = attach(each(parse(document), text=None), document)
        assert reading.findings == ()
        assert [reading.locate(number).line for number in (1, 2, 3)] == [3, 4, 5]

    @pytest.mark.parametrize(
        ("copy", "lines"),
        [
            ("1.扩建码头，改善照明。\n2.出版海图。", (None, 4)),
            ("1.出版海图。\n5.扩建码头，改善照明。", (3, None)),
            ("7.出版海图。\n8.出版海图。", (3, 4)),
        ],
        ids=["the-second-has-its-number", "the-first-has", "neither-has-so-in-order"],
    )
    def test_equal_texts_where_one_is_gone_or_both_have_moved(self, copy: str, lines: tuple[int | None, ...]) -> None:
        head = "2031年港口工作重点\n一、港口\n"
        reading = attach(each(parse(f"{head}1.出版海图。\n2.出版海图。"), text=None), head + copy)
        places = [reading.find(item.id) for item in reading.plan.items]
        assert tuple(place and place.line for place in places) == lines
        assert [f.path for f in reading.findings if f.code == "BRI302"] == [
            item.id for item, line in zip(reading.plan.items, lines, strict=True) if line is None
        ]

    def test_numbers_that_begin_anew(self) -> None:
        document = "2031年港口工作重点\n一、港口\n1.出版海图，免费发放。\n2.扩建码头，改善照明。\n"
        document += "二、文化\n1.举办电影节，邀请学生。"
        bare = each(parse(document), text=None)
        assert [item.id for item in bare.items] == ["2031/s1/1", "2031/s1/2", "2031/s2/1"]
        reading = attach(bare, document.replace("海图", "海圖").replace("电影", "电彩"))
        assert [(f.code, f.path, f.line) for f in about_the_copy(reading)] == [("BRI301", "2031/s2/1", 6)]


class TestHeadings:
    @pytest.mark.parametrize(
        ("change", "path", "readings", "line"),
        [
            (("重点", "要点"), "2031", ("2031年港口工作重点", "2031年港口工作要点"), 1),
            (("港口与", "码头与"), "2031/s1", ("港口与航运", "码头与航运"), 2),
            (("）往来", "）来往"), "2031/s2.1", ("往来", "来往"), 6),
        ],
    )
    def test_that_differ(
        self, plan: Plan, change: tuple[str, str], path: str, readings: tuple[str, str], line: int
    ) -> None:
        (finding,) = attach(plan, DOCUMENT.replace(*change)).findings
        assert (finding.code, finding.path, finding.line, finding.page) == ("BRI305", path, line, 1)
        assert (finding.expected, finding.found) == readings
        assert finding.message == "the copy has {1!r} where the plan has {0!r}".format(*readings)

    def test_that_are_missing(self, plan: Plan) -> None:
        reading = attach(plan, DOCUMENT.replace("（二）节庆\n", ""))
        assert reading.plan == WITH_TEXT
        (finding,) = reading.findings
        assert (finding.code, finding.path, finding.line) == ("BRI305", "2031/s2.2", None)
        assert (finding.expected, finding.found) == ("节庆", None)
        assert finding.message == "the copy lacks the heading '节庆'"

    def test_without_a_chinese_name_say_nothing(self) -> None:
        translated = attrs.evolve(BARE, names=Names.of(en="Harbours"))
        assert attach(translated, DOCUMENT.replace("重点", "要点")).findings == ()

    def test_either_script_will_do(self) -> None:
        both = attrs.evolve(BARE, names=Names.of(zh_Hant="2031年海港工作重點", zh_Hans="2031年港口工作重点"))
        assert attach(both, DOCUMENT).findings == ()
        assert attach(both, DOCUMENT.replace("港口工作", "海港工作")).findings == ()

    def test_of_another_year(self, plan: Plan) -> None:
        reading = attach(plan, DOCUMENT.replace("2031", "2032"))
        assert [(f.code, f.path) for f in reading.findings] == [("BRI305", "2031")]
        assert reading.plan == WITH_TEXT
        assert {node.id for node in reading.nodes} == {
            *("2031", "2031/s1", "2031/s2", "2031/s2.1", "2031/s2.2"),
            *(item.id for item in plan.items),
        }
        assert reading.locate("2031/s2.1").line == 6
        assert reading.locate(4).line == 9

    def test_a_copy_without_a_year(self, plan: Plan) -> None:
        reading = attach(plan, DOCUMENT.replace("2031年", ""))
        assert [(f.code, f.path) for f in reading.findings] == [("BRI202", "2031"), ("BRI305", "2031")]
        assert {segment.owner for segment in reading.segments} - {None} == {node.id for node in reading.nodes}


class TestWithoutFingerprints:
    PLAN = each(WITH_TEXT, text=None, fingerprint=None, mentions=(), actions=(), targets=())

    def test_the_copy_is_believed(self) -> None:
        reading = attach(self.PLAN, DOCUMENT)
        assert reading.findings == ()
        assert [(item.text, item.fingerprint) for item in reading.plan.items] == [
            (item.text, item.fingerprint) for item in WITH_TEXT.items
        ]

    def test_whatever_it_says(self) -> None:
        assert attach(self.PLAN, DOCUMENT.replace("海港", "空港")).findings == ()

    def test_items_pair_by_number_alone(self) -> None:
        reading = attach(self.PLAN, DOCUMENT.replace("4.举", "5.举"))
        assert [(f.code, f.path) for f in about_the_copy(reading)] == [("BRI302", "2031/4"), ("BRI303", "2031/5")]


class TestWithoutATrace:
    WANTED = Fingerprint.of(WITH_TEXT.items[0].text or "")
    PLAN = changed(BARE, 1, fingerprint=attrs.evolve(WANTED, trace=""))

    def test_an_equal_copy_is_equal(self) -> None:
        reading = attach(self.PLAN, DOCUMENT)
        assert reading.findings == ()
        assert mentioned(reading.plan.item(1)) == ["海港论坛", "甲国"]

    def test_a_difference_is_known_and_its_place_is_not(self) -> None:
        (finding,) = attach(self.PLAN, DOCUMENT.replace("航运合", "航远合")).findings
        assert (finding.code, finding.path, finding.line) == ("BRI301", "2031/1", 3)
        assert (finding.expected, finding.found) == (None, None)
        assert finding.span is not None
        assert finding.span.of(DOCUMENT) == WITH_TEXT.items[0].text

    def test_what_lies_beyond_the_copy_is_lost(self) -> None:
        reading = attach(self.PLAN, DOCUMENT.replace("，便利青年往来，继续推进与甲国的航运合作", ""))
        assert {finding.code for finding in reading.findings} == {"BRI301", "BRI304"}
        assert mentioned(reading.plan.item(1)) == ["海港论坛"]

    def test_of_a_digest_that_is_wrong(self) -> None:
        odd = changed(BARE, 1, fingerprint=attrs.evolve(self.WANTED, sha256="0" * 64))
        (finding,) = attach(odd, DOCUMENT).findings
        assert "nobody can say where" in finding.message


class TestNoCopy:
    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(SourceError):
            attach(BARE, tmp_path / "none.txt")

    def test_bytes_in_another_encoding(self) -> None:
        with pytest.raises(SourceError):
            attach(BARE, DOCUMENT.encode("gb18030"))


# Characters that do not stand in the document.
FOREIGN = "鸟鱼花树石云雨雪"


@st.composite
def edits_outside_mentions(draw: st.DrawFn) -> tuple[str, int]:
    """The document with a few small edits in one item, none of them inside a mention; and the item's number."""
    item = draw(st.sampled_from(WITH_TEXT.items))
    text = item.text or ""
    inside = {place for mention in item.mentions for place in range(mention.span.start, mention.span.end)}
    free = [place for place in range(len(text) - 1) if place not in inside]  # the full stop ends the item
    edited = list(text)
    for place in draw(st.lists(st.sampled_from(free), min_size=1, max_size=4, unique=True)):
        letters = draw(st.text(FOREIGN, max_size=2))
        edited[place] = draw(st.sampled_from((letters, letters + text[place])))
    return DOCUMENT.replace(text, "".join(edited)), item.number


class TestPromises:
    @given(edits_outside_mentions())
    def test_an_edit_elsewhere_does_not_move_a_mention_off_its_words(self, edited: tuple[str, int]) -> None:
        copy, number = edited
        reading = attach(WITH_TEXT, copy)
        assert mentioned(reading.plan.item(number)) == [mention.surface for mention in WITH_TEXT.item(number).mentions]
        assert {finding.code for finding in reading.findings} <= {"BRI301", "BRI304"}  # an action may be gone

    @given(edits_outside_mentions())
    @settings(deadline=None, max_examples=50)
    def test_nor_does_it_lose_one_where_only_fingerprints_are_known(self, edited: tuple[str, int]) -> None:
        copy, number = edited
        reading = attach(BARE, copy)
        assert len(mentioned(reading.plan.item(number))) == len(BARE.item(number).mentions)

    @given(edits_outside_mentions())
    def test_both_readings_are_given_where_the_plan_has_text(self, edited: tuple[str, int]) -> None:
        copy, number = edited
        own = WITH_TEXT.item(number).text or ""
        for finding in attach(WITH_TEXT, copy).findings:
            if finding.code == "BRI301":
                assert finding.expected is not None
                assert finding.found is not None
                assert finding.expected != finding.found
                assert finding.expected in own
                assert finding.span is not None
                assert not finding.found or finding.span.of(copy) == finding.found
                assert (finding.path, finding.line) == (f"2031/{number}", LINES[number])

    @given(st.text("港口论坛一二（）1.、。\n 2031年", max_size=60))
    @settings(deadline=None)
    def test_any_text_may_be_a_copy(self, copy: str) -> None:
        reading = attach(BARE, copy)
        assert [item.id for item in reading.plan.items] == [item.id for item in BARE.items]
        assert all(finding.path is None or finding.message for finding in reading.findings)
