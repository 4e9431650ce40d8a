"""The promise of the project: what a document says comes back from any bad copy, each character accounted for.

Also that nothing whatever makes reading or loading fail in a way of its own.
"""

import json as stdlib
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, assume, example, given, settings
from hypothesis import strategies as st

from bri_macao import _json
from bri_macao.findings import CODES, LoadError
from bri_macao.formats import _trees, json
from bri_macao.model import Plan, Section
from bri_macao.parsing import read
from bri_macao.readings import Reading
from bri_macao.spans import Span
from bri_macao.strategies import dirty_extractions, plans, written_plans
from bri_macao.text import Passage, clean, fold


def times(count: int) -> settings:
    """So many examples, on a machine that may be slow; no search for what else might be said of a failure."""
    phases = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)
    return settings(max_examples=count, deadline=None, phases=phases, suppress_health_check=[HealthCheck.too_slow])


# Documents


class Copy(NamedTuple):
    """A plan and a dirty copy of its document."""

    plan: Plan
    raw: str


copies = written_plans().flatmap(lambda plan: st.builds(Copy, st.just(plan), dirty_extractions(plan)))

FRAGMENTS = (
    *(
        "一、",
        "（一）",
        "1.",
        "（2）",
        "3、",
        "①",
        "第一章",
        "12.5",
        "2031年",
        "2031年工作计划",
        "目录",
        "……3",
        "附件",
        "注：",
    ),
    *("海洋", "茶叶", "。", "，", "“", "”", "\uff02", '"', "《", "Porto ", "- 3 -", "第3页", "以上", "办公室", "3"),
    *(
        "\n",
        "\r\n",
        "\r",
        "\f",
        "\n\n\n\n\n\n\n",
        "\u2028",
        "\x1c",
        "\x85",
        " ",
        "\u3000",
        "\t",
        "\u200b",
        "\ufeff",
        "\0",
    ),
    *("\uf90a", "\u2f00", "e\u0301", "\u0301", "\u1100\u1161\u11a8", "\ud800", "\udfff", "\U0002f800", "ﬁ", "İ"),
)
# Every code point that Python has, surrogates too, and fragments of documents in any order.
characters = st.characters(exclude_categories=())
debris = st.lists(st.sampled_from(FRAGMENTS) | characters, max_size=40).map("".join)
anything = st.text(characters) | debris


def rows(plan: Plan) -> Iterator[tuple[object, ...]]:
    """What is said of a plan's outline, one row for the title and for each section and item, in document order."""

    def below(section: Section, depth: int) -> Iterator[tuple[object, ...]]:
        yield depth, section.id, section.number, section.numeral, section.names.get("zh-Hans")
        for item in section.items:
            numeral = unicodedata.normalize("NFKC", item.numeral)
            yield "item", item.id, item.number, numeral, item.text, item.fingerprint
        for inner in section.sections:
            yield from below(inner, depth + 1)

    yield plan.id, plan.names.get("zh-Hans"), plan.period
    for section in plan.sections:
        yield from below(section, 1)


def assert_covered(reading: Reading) -> None:
    """The segments stand side by side from the first code point to the last."""
    place = 0
    for segment in reading.segments:
        assert segment.span.start == place
        assert segment.span.end > place
        place = segment.span.end
    assert place == len(reading.source.text)


def assert_undone(raw: str, passage: Passage) -> None:
    """The pieces give the clean text one way and the raw text the other."""
    before: list[str] = []
    after: list[str] = []
    for piece in passage.pieces:
        kept = piece.span.of(raw)
        assert piece.start == len("".join(after))
        assert piece.repair is None or piece.repair.span == piece.span
        before.append(kept if piece.repair is None else piece.repair.before)
        after.append(kept if piece.repair is None else piece.repair.after)
        assert before[-1] == kept
    assert "".join(after) == passage.text
    assert unicodedata.is_normalized("NFC", passage.text)


def cleaned(raw: str, passage: Passage, span: Span) -> str:
    """What the clean text has for a raw span that cuts no repair in two."""
    parts = []
    for piece in passage.pieces:
        shared = Span(max(piece.span.start, span.start), min(piece.span.end, span.end))
        if piece.repair is None:
            parts.append(shared.of(raw))
        elif span.contains(piece.span):
            parts.append(piece.repair.after)
    return "".join(parts)


class TestReadingGivesThePlanBack:
    @times(300)
    @given(copies)
    def test_from_any_copy(self, copy: Copy) -> None:
        assert list(rows(read(copy.raw).plan)) == list(rows(copy.plan))

    @times(100)
    @given(copies)
    def test_nothing_is_missed(self, copy: Copy) -> None:
        found = {finding.code for finding in read(copy.raw).findings}
        assert not found & {"BRI101", "BRI102", "BRI104", "BRI201", "BRI202", "BRI203", "BRI204", "BRI205", "BRI208"}

    @times(50)
    @given(copies)
    def test_bytes_and_text_are_read_alike(self, copy: Copy) -> None:
        assert list(rows(read(copy.raw.encode("utf-8")).plan)) == list(rows(read(copy.raw).plan))

    @times(30)
    @given(copies)
    def test_what_was_read_can_be_stored(self, copy: Copy) -> None:
        plan = read(copy.raw).plan
        assert json.loads(json.dumps(plan)) == plan


GAP = "\n" * 8


class TestHardCopies:
    """Copies that were once read wrongly, each as small as it can be."""

    @pytest.mark.parametrize(
        ("raw", "told"),
        [
            pytest.param(
                f"2031年海洋工作计划\n一、茶叶\n1.海洋。\n2.音乐。\n二"
                f"、港口{GAP}茶叶简讯\n3.图书。\n4.旅行。\n5.道路。\n"
                f"三、电影{GAP}茶叶简讯\n6.森林。\n\f",
                "2031年海洋工作计划 茶叶 海洋。 音乐。 港口 图书。 旅行。 道路。 电影 森林。",
                id="gaps between pages, and a form feed after the last",
            ),
            pytest.param(
                "\ufeff茶叶简报\n2031年海洋工作计划\n一、茶叶\n1.海洋。\n二、港口\f茶叶简报\n2.图书。\n3.道路。\n三、电影"
                "\f茶叶简报\n4.森林。",
                "2031年海洋工作计划 茶叶 海洋。 港口 图书。 道路。 电影 森林。",
                id="a byte order mark before the running head",
            ),
            pytest.param(
                "茶叶简报\n2031年 海 洋 工 作 计 划\n一、茶叶\n1.海洋。\n二、港口\f茶叶简报\n2.图书。\n3.道路。\n"
                "三、电影\f茶叶简报\n4.森林。",
                "2031年海洋工作计划 茶叶 海洋。 港口 图书。 道路。 电影 森林。",
                id="a running head before a spaced title",
            ),
            pytest.param(
                "2031年海洋工作计划\n一、参观\n1.海洋。",
                "2031年海洋工作计划 参观 海洋。",
                id="a heading that begins like a formal numeral",
            ),
            pytest.param(
                "2031年海洋工作计划\n一、茶叶\n（1）海洋。\n二、音乐与港口与图书\n（2）电影。",
                "2031年海洋工作计划 茶叶 海洋。 音乐与港口与图书 电影。",
                id="a wide heading before an item in brackets",
            ),
            pytest.param(
                "2031年海洋工作计划\n一、茶叶音乐港口图书\n（一）电影\n1.森林。",
                "2031年海洋工作计划 茶叶音乐港口图书 电影 森林。",
                id="a wide heading before a sub-heading in brackets",
            ),
            pytest.param(
                "2031年海洋工作计划\n　　一、茶叶\n　　（一）海洋音乐港"
                "口图书青年道\n路旅行\n　　1.海洋音乐港口图书青年老年妇\n"
                "旅行道路医疗电影森林数据绘画方便\n绘画方便医疗电影森林"
                "数据旅行道路\n医疗电影绘画方便森林数据旅行道路\n更新。",
                "2031年海洋工作计划 茶叶 海洋音乐港口图书青年道路旅行"
                " 海洋音乐港口图书青年老年妇旅行道路医疗电影森林数据绘画方便"
                "绘画方便医疗电影森林数据旅行道路医疗电影绘画方便森林数据旅行道路更新。",
                id="an indented heading on two lines",
            ),
            pytest.param(
                "2031年海洋工作计划\n一、茶叶\n1.海洋音乐茶叶，港口图书\n"
                "旅行道路医疗，电影森林，\f茶叶。\n2.港口图书青年，音乐老年\n"
                "旅行道路医疗，电影森林，\n茶叶。",
                "2031年海洋工作计划 茶叶 海洋音乐茶叶，港口图书旅行道路医疗，电影森林，茶叶。 "
                "港口图书青年，音乐老年旅行道路医疗，电影森林，茶叶。",
                id="a line of text that comes again near the edge of another page",
            ),
            pytest.param(
                "2031年海洋工作计划\n　　一、茶叶\n　　1.海洋音乐港口图书青年；\n老年妇女旅行道路。",
                "2031年海洋工作计划 茶叶 海洋音乐港口图书青年；老年妇女旅行道路。",
                id="a last item whose first line ends a clause",
            ),
            pytest.param(
                "2031年 海 洋 工 作 计 划\n　　一、茶 叶\n　　1.茶 叶 "
                "。\n　　2.海 洋 音 乐 医 疗 。 \n茶 叶 电 影 茶 叶 。",
                "2031年海洋工作计划 茶叶 茶叶。 海洋音乐医疗。茶叶电影茶叶。",
                id="a last item whose first line ends a sentence",
            ),
            pytest.param(
                "2031年海洋工作计划\n　　一、茶叶\n　　（1）茶叶；茶叶第6届妇女；\n海洋“海洋日历”图书；茶叶；茶叶。",
                "2031年海洋工作计划 茶叶 茶叶；茶叶第6届妇女；海洋“海洋日历”图书；茶叶；茶叶。",
                id="a last item whose first line ends a clause a little short",
            ),
            pytest.param(
                "2031年海洋工作计划\n一、茶叶\n1.海洋音乐港口图书青\n旅行道路医疗电影森林\n旅行道路医疗电影森林\n"
                "旅行道路医疗电影森林\n更新。",
                "2031年海洋工作计划 茶叶 海洋音乐港口图书青"
                "旅行道路医疗电影森林旅行道路医疗电影森林旅行道路医疗电影森林更新。",
                id="a line of text that comes three times on one page",
            ),
            pytest.param(
                "茶叶简报\n2031年海洋音乐港口图书青年工作计\n划\n一、茶叶\n1.海洋。\f茶叶简报\n二、港口\n2.图书。\n三、电影\n"
                "3.旅行道路医疗电影森林数据绘画方\f茶叶简报\n便。",
                "2031年海洋音乐港口图书青年工作计划 茶叶 海洋。 港口 图书。 电影 旅行道路医疗电影森林数据绘画方便。",
                id="a running head before a title on two lines",
            ),
            pytest.param(
                "2031年海洋工作计划\n一、“海洋”茶叶与港口图书\n音乐\n1.茶叶。\f二、“电影”茶叶与港口图书\n音乐\n2.森林。",
                "2031年海洋工作计划 “海洋”茶叶与港口图书音乐 茶叶。 “电影”茶叶与港口图书音乐 森林。",
                id="two headings that end in the same line",
            ),
            pytest.param(
                "2031年音乐茶叶工作\n计划\n一、茶叶海洋港口\n音乐茶叶\f（一）电影\n1.图书海洋音乐茶\n叶道路。",
                "2031年音乐茶叶工作计划 茶叶海洋港口音乐茶叶 电影 图书海洋音乐茶叶道路。",
                id="a heading whose second line is a part of the title",
            ),
        ],
    )
    def test_is_read(self, raw: str, told: str) -> None:
        plan = read(raw).plan
        found = [plan.names.best()]
        for section in (below for top in plan.sections for below in top.walk()):
            found += [section.names.best(), *(item.text or "" for item in section.items)]
        assert found == told.split(" ")


class TestEveryCharacterIsAccountedFor:
    @times(150)
    @given(copies)
    def test_in_a_copy(self, copy: Copy) -> None:
        reading = read(copy.raw)
        assert_covered(reading)
        for node in reading.nodes:
            assert_undone(copy.raw, node.passage)

    @times(100)
    @given(copies, st.data())
    def test_every_span_is_found_in_the_copy(self, copy: Copy, data: st.DataObject) -> None:
        reading = read(copy.raw)
        node = data.draw(st.sampled_from(reading.nodes))
        text = node.passage.text
        start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
        where = reading.locate(node.id, Span(start, end))
        assert text[start:end] in cleaned(copy.raw, node.passage, where.span)
        assert 1 <= where.page <= len(reading.pages)


class TestReadingNeverFails:
    @times(400)
    @given(anything)
    @example("\ud800")
    @example("1.\udfff")
    @example("\x00" * 3)
    def test_on_anything(self, raw: str) -> None:
        reading = read(raw)
        assert_covered(reading)
        for node in reading.nodes:
            assert_undone(raw, node.passage)
            whole = reading.locate(node.id)
            assert 0 <= whole.span.start <= whole.span.end <= len(raw)
        for finding in reading.findings:
            assert finding.code in CODES

    @times(100)
    @given(copies, st.data())
    def test_on_damaged_copies(self, copy: Copy, data: st.DataObject) -> None:
        raw = copy.raw
        for _ in range(data.draw(st.integers(1, 4))):
            start, size = data.draw(st.tuples(st.integers(0, len(raw)), st.integers(0, 12)))
            raw = raw[:start] + data.draw(debris) + raw[start + size :]
        reading = read(raw)
        assert_covered(reading)
        for node in reading.nodes:
            assert_undone(raw, node.passage)
        ids = [node.id for node in reading.nodes]
        assert len(ids) == len(set(ids))

    @pytest.mark.parametrize("raw", ["二、；⼀一、", "1.海洋；⼆、音乐", "1.海洋。\n2.音乐。\uf9d1、港口"])
    def test_on_a_repair_where_a_line_was_split(self, raw: str) -> None:
        reading = read(raw)
        assert_covered(reading)
        for node in reading.nodes:
            assert_undone(raw, node.passage)

    @times(100)
    @given(debris)
    def test_what_was_read_can_be_stored(self, raw: str) -> None:
        plan = read(raw).plan
        assert json.loads(json.dumps(plan)) == plan


class TestLayers:
    @times(100)
    @given(anything)
    def test_the_key_is_as_long_and_stays(self, text: str) -> None:
        assert len(fold(text)) == len(text)
        assert fold(fold(text)) == fold(text)

    @times(100)
    @given(anything)
    def test_cleaning_anything_can_be_undone(self, raw: str) -> None:
        lines = [Span(0, len(raw))] if raw.strip() == raw else []
        assert_undone(raw, clean(raw, lines))

    @times(100)
    @given(copies)
    def test_clean_text_is_clean(self, copy: Copy) -> None:
        for item in copy.plan.items:
            text = item.text or ""
            assert clean(text, [Span(0, len(text))]).text == text


# JSON


class Verbatim(NamedTuple):
    """Something that is written into JSON as it stands."""

    text: str


class Pairs(NamedTuple):
    """An object whose keys may come twice."""

    pairs: tuple[tuple[str, Any], ...]


def written(tree: Any) -> str:
    """JSON as the tree has it, right or wrong."""
    if isinstance(tree, Verbatim):
        return tree.text
    if isinstance(tree, Pairs):
        return "{" + ",".join(f"{stdlib.dumps(key)}:{written(value)}" for key, value in tree.pairs) + "}"
    if isinstance(tree, dict):
        return written(Pairs(tuple(tree.items())))
    if isinstance(tree, list):
        return "[" + ",".join(map(written, tree)) + "]"
    return stdlib.dumps(tree)


STRANGE: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 2, 0.5, 2**53 + 1, 2**63, 2**64, "", "x", "2023", [], {}, [[]], {"id": "x"}),
    *map(Verbatim, ("NaN", "-Infinity", "1e999", "1.0", "1E2", "-0", "9" * 30, "9" * 5000, "0.1e-400", '"\\ud800"')),
    *map(Verbatim, ("[" * 90 + "]" * 90, "[" * 2000 + "]" * 2000, '{"a":' * 1200 + "1" + "}" * 1200, "", "nul", "01")),
)


# Marks a key as a repetition of the one before it until all is written.
AGAIN = "#again"


def places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Every container of a tree with each of its keys."""
    pending = [tree]
    while pending:
        holder = pending.pop()
        for key in list(holder) if isinstance(holder, dict) else range(len(holder)):
            yield holder, key
            if isinstance(holder[key], dict | list):
                pending.append(holder[key])


@st.composite
def broken(draw: st.DrawFn) -> str:
    """JSON like a plan's, changed in one to three places."""
    tree = stdlib.loads(json.dumps(draw(plans(max_sections=2, depth=1))))
    for _ in range(draw(st.integers(1, 3))):
        holder, key = draw(st.sampled_from(list(places(tree))))
        how = draw(st.sampled_from(("replace", "delete", "rename", "repeat")))
        if isinstance(holder, list) and how != "delete":
            holder[key] = draw(st.sampled_from(STRANGE))
        elif how == "delete":
            del holder[key]
        elif how == "replace":
            holder[key] = draw(st.sampled_from(STRANGE))
        elif how == "rename":
            holder[draw(st.sampled_from(("note", "ID", "extra", "names", "")))] = holder.pop(key)
        else:
            holder[f"{key}{AGAIN}"] = holder[key]
    return written(tree).replace(AGAIN, "")


def holds(whole: Any, part: Any) -> bool:
    """Whether `whole` says all that `part` says, value by value and type by type; it may say more (the defaults)."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(key in whole and holds(whole[key], part[key]) for key in part)
    if isinstance(part, list):
        return isinstance(whole, list) and len(whole) == len(part) and all(map(holds, whole, part))
    return type(whole) is type(part) and bool(whole == part)


def loaded(data: bytes | str) -> tuple[Plan, None] | tuple[None, LoadError]:
    """The plan, or the one kind of error that there may be."""
    try:
        return json.loads(data), None
    except LoadError as error:
        return None, error


class TestLoadingNeverFailsInAWayOfItsOwn:
    @times(200)
    @given(broken())
    def test_broken_plans(self, text: str) -> None:
        plan, error = loaded(text)
        if plan is None:
            assert error is not None
            assert error.findings
            assert {finding.severity for finding in error.findings} == {"error"}
            assert str(error)
        else:
            again = json.dumps(plan)
            assert json.loads(again) == plan
            assert holds(stdlib.loads(again), stdlib.loads(text))

    @times(100)
    @given(broken(), st.booleans())
    def test_both_roads_agree(self, text: str, canonical: bool) -> None:
        raw = text.encode()
        if canonical:
            good, _ = loaded(raw)
            assume(good is not None)
            raw = json.dumps(good) if good is not None else raw
        plan = json._decoded(raw)
        certain = plan is not None and json._certain(raw, plan)
        if certain:
            assert plan == _trees.plan_of(*_json.read(raw))
        assert certain >= canonical

    @times(100)
    @given(st.binary() | st.text(characters))
    def test_anything(self, data: bytes | str) -> None:
        with pytest.raises(LoadError):
            json.loads(data)
