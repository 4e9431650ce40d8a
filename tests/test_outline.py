"""The outline, decision by decision; whole documents stand in `tests/documents`."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bri_macao._layout import Line, lay_out
from bri_macao._outline import Outline, SectionNode, outline
from bri_macao.spans import Span
from bri_macao.text import fold


def outlined(raw: str) -> Outline:
    folded = fold(raw)
    return outline(folded, lay_out(raw, folded))


def words(raw: str, lines: tuple[Line, ...] | list[Line]) -> str:
    return "".join(line.span.of(raw) for line in lines)


def walk(sections: tuple[SectionNode, ...] | list[SectionNode], depth: int = 0) -> Iterator[tuple[int, SectionNode]]:
    for section in sections:
        yield depth, section
        yield from walk(section.sections, depth + 1)


def shape(raw: str) -> list[str]:
    """One line a node: `= heading` and, for an item, its number and text; deeper sections have more =."""
    found: list[str] = []
    for depth, section in walk(outlined(raw).sections):
        found.append("=" * (depth + 1) + " " + words(raw, section.heading) if section.marker else "=")
        found += [f"{item.marker.number} {words(raw, item.lines)}" for item in section.items]
    return found


def items(raw: str) -> list[str]:
    return [line for line in shape(raw) if not line.startswith("=")]


def others(raw: str) -> list[tuple[str, str]]:
    return [(name, line.span.of(raw)) for line, name in outlined(raw).others]


TOP = "2031年工作计划\n一、金融\n"


class TestWhetherAMarkerCounts:
    @pytest.mark.parametrize(
        ("body", "found"),
        [
            # the next number, after the end of a sentence
            ("1.办好论坛。\n2.设立基金。", ["1 办好论坛。", "2 设立基金。"]),
            # the next number, though the sentence goes on: arabic numbers with a stop need no end before them
            ("1.办好澳门的论坛与基金\n2.设立基金。", ["1 办好澳门的论坛与基金", "2 设立基金。"]),
            # an open end says that the line goes on
            ("1.办好论坛、\n2.设立基金。", ["1 办好论坛、2.设立基金。"]),
            ("1.办好论坛（\n2.设立基金。", ["1 办好论坛（2.设立基金。"]),
            ("1.办好论坛，\n2.设立基金。", ["1 办好论坛，2.设立基金。"]),
            # but for an indented next number after a short line
            (
                "1.办好论坛与基金与中心，设立平台与网络，\n办好，\n  2.设立基金。",
                ["1 办好论坛与基金与中心，设立平台与网络，办好，", "2 设立基金。"],
            ),
            # a number that goes on behind the stop
            ("1.投入资金\n2.5亿元。", ["1 投入资金2.5亿元。"]),
            ("1.投入资金。\n2.5亿元基金。", ["1 投入资金。", "2 5亿元基金。"]),
            ("1.于\n12.31前办好。", ["1 于12.31前办好。"]),
            # far from the next number
            ("1.办好论坛。\n99.设立基金。", ["1 办好论坛。99.设立基金。"]),
            # a gap, a repeat, a new beginning: only after the end of a sentence
            ("1.办好论坛。\n3.设立基金。", ["1 办好论坛。", "3 设立基金。"]),
            ("1.办好论坛。\n1.设立基金。", ["1 办好论坛。", "1 设立基金。"]),
            ("1.办好论坛\n3.设立基金。", ["1 办好论坛3.设立基金。"]),
            ("1.办好。\n7.设立。", ["1 办好。7.设立。"]),
            ("1.办好。\n6.设立。", ["1 办好。", "6 设立。"]),
            # directly under a heading a number may jump
            ("1.办好。\n二、贸易\n9.设立。", ["1 办好。", "9 设立。"]),
            # a page out of a longer document begins with any number
            ("17.办好。\n18.设立。", ["17 办好。", "18 设立。"]),
            # but not with nought
            ("0.办好。\n1.设立。", ["1 设立。"]),
        ],
    )
    def test_arabic(self, body: str, found: list[str]) -> None:
        assert items(TOP + body) == found

    @pytest.mark.parametrize(
        ("body", "found"),
        [
            ("（1）办好论坛。\n（2）设立基金。", ["1 办好论坛。", "2 设立基金。"]),
            # brackets also stand in prose
            (
                "（1）办好澳门的各项论坛与基金并见\n（2）设立基金。",
                ["1 办好澳门的各项论坛与基金并见（2）设立基金。"],
            ),
            ("①办好论坛。②设立基金。", ["1 办好论坛。", "2 设立基金。"]),  # in one line, after a full stop
            ("①办好论坛，②设立基金。", ["1 办好论坛，②设立基金。"]),
        ],
    )
    def test_those_that_also_stand_in_prose(self, body: str, found: list[str]) -> None:
        assert items(TOP + body) == found

    @pytest.mark.parametrize(
        ("raw", "found"),
        [
            ("1.办好论坛。", ["1 办好论坛。"]),
            ("3.5亿元基金。", []),  # a first line that begins with a decimal
            ("17.办好论坛。", ["17 办好论坛。"]),
        ],
    )
    def test_on_the_first_line(self, raw: str, found: list[str]) -> None:
        assert items(raw) == found


class TestBelowANumeral:
    """Headings and items of this family begin with 一带一路, 十大 and 一站式; that must not hide their marker."""

    @pytest.mark.parametrize(
        ("raw", "found"),
        [
            ("2031年工作计划\n一、一带一路建设\n1.办好。", ["= 一带一路建设", "1 办好。"]),
            ("2031年工作计划\n一、一带一路。\n二、一站式服务。", ["=", "1 一带一路。", "2 一站式服务。"]),
            ("2031年工作计划\n壹、一带一路建设\n1.办好。", ["= 一带一路建设", "1 办好。"]),
        ],
    )
    def test_heading(self, raw: str, found: list[str]) -> None:
        assert shape(raw) == found

    def test_heading_after_the_end_of_a_sentence(self) -> None:
        raw = "一、金融\n1.办好。\n二、十大项目\n2.设立。"
        assert shape(raw) == ["= 金融", "1 办好。", "= 十大项目", "2 设立。"]

    @pytest.mark.parametrize(
        ("raw", "found"),
        [
            (TOP + "1.办好，\n三、四季度完成。", ["1 办好，三、四季度完成。"]),
            (TOP + "1.办好论坛并于\n二、三季度完成。", ["1 办好论坛并于二、三季度完成。"]),
        ],
    )
    def test_prose(self, raw: str, found: list[str]) -> None:
        assert items(raw) == found


class TestSplitting:
    @pytest.mark.parametrize(
        ("body", "found"),
        [
            ("1.办好论坛。2.设立基金。", ["1 办好论坛。", "2 设立基金。"]),
            ("1.办好论坛。 2.设立基金。", ["1 办好论坛。", "2 设立基金。"]),
            ("1.办好论坛；2.设立基金。", ["1 办好论坛；2.设立基金。"]),  # points inside an item
            ("1.投入。5.6亿元。", ["1 投入。5.6亿元。"]),  # split for nothing, and joined again
            ("1.办好第2.设立基金。", ["1 办好第2.设立基金。"]),
        ],
    )
    def test_after_a_full_stop(self, body: str, found: list[str]) -> None:
        assert items(TOP + body) == found

    def test_a_copy_without_line_breaks(self) -> None:
        raw = "2031年工作计划 一、金融 1.办好论坛。 2.设立基金。 二、贸易 3.扩大进口。"
        assert shape(raw) == ["= 金融", "1 办好论坛。", "2 设立基金。", "= 贸易", "3 扩大进口。"]
        assert words(raw, outlined(raw).title) == "2031年工作计划"


class TestHeadingOrProse:
    @pytest.mark.parametrize(
        ("raw", "found"),
        [
            ("一、金融\n1.办好。", ["= 金融", "1 办好。"]),
            ("一、金融。\n1.办好。", ["= 金融。", "1 办好。"]),
            ("一、金融：\n1.办好。", ["= 金融：", "1 办好。"]),
            ("一、\n1.办好。", ["= ", "1 办好。"]),
            # no numbers below: the highest kind are the items
            ("一、办好论坛。\n二、设立基金。", ["=", "1 办好论坛。", "2 设立基金。"]),
            ("一、金融\n二、贸易", ["=", "1 金融", "2 贸易"]),
            (
                "一、金融\n（一）债券\n1.办好。\n（二）基金\n2.设立。",
                ["= 金融", "== 债券", "1 办好。", "== 基金", "2 设立。"],
            ),
            ("第一章 金融\n第一节 债券\n1.办好。", ["= 金融", "== 债券", "1 办好。"]),
            # items before the sub-headings
            (
                "一、金融\n1.办好。\n（一）债券\n2.设立。",
                ["= 金融", "1 办好。", "== 债券", "2 设立。"],
            ),
        ],
    )
    def test_shape(self, raw: str, found: list[str]) -> None:
        assert shape(raw) == found

    def test_a_sentence_that_a_list_completes_is_an_item(self) -> None:
        raw = "1.办好下列论坛：\n（1）甲论坛；\n（2）乙论坛。\n2.设立。"
        assert items(raw) == ["1 办好下列论坛：（1）甲论坛；（2）乙论坛。", "2 设立。"]

    def test_points_under_an_item_are_its_text(self) -> None:
        body = "1.办好论坛，一是扩大。\n（1）甲。\n（2）乙。\n2.设立基金。"
        assert items(TOP + body) == ["1 办好论坛，一是扩大。（1）甲。（2）乙。", "2 设立基金。"]

    def test_prose_under_a_heading_is_no_item(self) -> None:
        raw = TOP + "办好论坛，扩大金融合作。\n1.设立基金。"
        assert shape(raw) == ["= 金融", "1 设立基金。"]
        assert ("prose", "办好论坛，扩大金融合作。") in others(raw)

    def test_a_wrapped_heading(self) -> None:
        raw = "2031年工作计划\n一、深化与各国的金融合作并扩大人民币的跨境\n使用范围\n1.办好。\n二、贸易\n2.设立。"
        assert shape(raw)[0] == "= 深化与各国的金融合作并扩大人民币的跨境使用范围"


class TestOrder:
    def test_a_chapter_of_prose_among_chapters_of_items(self) -> None:
        raw = "一、金融\n1.办好。\n二、贸易\n2.设立。\n三、办好论坛，扩大与各国的金融合作；设立平台。"
        markers = [item.marker for _, section in walk(outlined(raw).sections) for item in section.items]
        assert markers == sorted(markers, key=lambda marker: marker.start)

    def test_a_lower_kind_of_prose_among_items(self) -> None:
        raw = "一、金融\n1.办好。\n（一）办好论坛，扩大与各国的金融合作；设立平台。\n二、贸易\n2.设立。"
        assert shape(raw) == [
            "= 金融",
            "1 办好。",
            "1 办好论坛，扩大与各国的金融合作；设立平台。",
            "= 贸易",
            "2 设立。",
        ]


class TestPreface:
    @pytest.mark.parametrize(
        ("raw", "title"),
        [
            ("2031年工作计划\n一、金融\n1.办好。", "2031年工作计划"),
            ("2031年\n工作计划\n一、金融\n1.办好。", "2031年工作计划"),
            (
                "“一带一路”建设\n2031年工作计划\n（2031—2035年）\n1.办好。",
                "“一带一路”建设2031年工作计划（2031—2035年）",
            ),
            ("附件1\n2031年工作计划\n1.办好。", "2031年工作计划"),
            ("国办发〔2031〕12号\n工作计划\n1.办好。", "工作计划"),
            ("工作计划\n（征求意见稿）\n1.办好。", "工作计划"),
            ("工作计划\n2031年1月5日\n1.办好。", "工作计划"),
            ("工作计划\n为办好论坛，制定如下。\n1.办好。", "工作计划"),
            ("为办好论坛，制定如下。\n1.办好。", ""),
            ("办好论坛。\n工作计划\n1.办好。", ""),  # nothing after a full stop is a title
            ("澳门\n工作计划\n办法\n1.办好。", "澳门工作计划办法"),
            ("工作计划\n澳门\n1.办好。", "工作计划"),  # it was complete
            ("1.办好。", ""),
        ],
    )
    def test_title(self, raw: str, title: str) -> None:
        assert words(raw, outlined(raw).title) == title

    @pytest.mark.parametrize(
        ("raw", "classes"),
        [
            ("附件1\n工作计划\n1.办好。", [("preamble", "附件1")]),
            ("工作计划\n2031年1月5日\n1.办好。", [("date", "2031年1月5日")]),
            ("工作计划\n为办好论坛，制定如下。\n1.办好。", [("preamble", "为办好论坛，制定如下。")]),
        ],
    )
    def test_the_rest(self, raw: str, classes: list[tuple[str, str]]) -> None:
        assert others(raw) == classes


class TestTail:
    BODY = TOP + "1.办好论坛，扩大与各国的金融合作，设立平台。\n2.设立基金，扩大与各国的金融合作，办好论坛。\n"

    @pytest.mark.parametrize(
        ("tail", "classes"),
        [
            ("", []),
            ("特此通知。", [("closing", "特此通知。")]),
            ("经济局\n2031年1月5日", [("signature", "经济局"), ("date", "2031年1月5日")]),
            ("经济局", [("signature", "经济局")]),
            ("2031年1月5日", [("date", "2031年1月5日")]),
            ("附件：名单\n甲\n乙", [("note", "附件：名单"), ("note", "甲"), ("note", "乙")]),
            ("各有关部门要抓好落实。\n经济局", [("closing", "各有关部门要抓好落实。"), ("signature", "经济局")]),
            ("注：一。\n2031年1月5日", [("note", "注：一。"), ("date", "2031年1月5日")]),
            ("设立平台。", []),  # more of the item
            ("经济局办好论坛并设立平台。", []),
        ],
    )
    def test_classes(self, tail: str, classes: list[tuple[str, str]]) -> None:
        assert others(self.BODY + tail) == classes
        assert len(items(self.BODY + tail)) == 2

    def test_an_unfinished_sentence_goes_on(self) -> None:
        raw = TOP + "1.办好论坛，由\n经济局\n设立基金。"
        assert items(raw) == ["1 办好论坛，由经济局设立基金。"]

    def test_an_item_without_a_text_has_no_tail(self) -> None:
        assert items(TOP + "1.办好。\n2.") == ["1 办好。", "2 "]


RAW = st.lists(
    st.sampled_from("一二、1.2办好论坛。， \n（）①第章")
    | st.sampled_from(
        ("2031年工作计划\n", "\n一、金融\n", "\n1.", "\n2.", "\n（一）", "\n（1）", "\n①", "\n特此通知。")
    )
).map("".join)


class TestPromises:
    @given(RAW)
    def test_every_line_has_one_place(self, raw: str) -> None:
        """Nothing of a line is lost and nothing is in two places."""
        folded = fold(raw)
        layout = lay_out(raw, folded)
        found = outline(folded, layout)
        spans = [line.span for line in found.title] + [line.span for line, _ in found.others]
        for _, section in walk(found.sections):
            spans += [line.span for line in section.heading]
            markers = [section.marker, *(item.marker for item in section.items)]
            spans += [line.span for item in section.items for line in item.lines]
            spans += [Span(marker.start, marker.end) for marker in markers if marker is not None]
        covered = sorted(offset for span in spans for offset in range(span.start, span.end))
        assert len(covered) == len(set(covered))
        wanted = {offset for line in layout.lines for offset in range(line.start, line.end)}
        assert "".join(raw[offset] for offset in sorted(wanted - set(covered))).strip() == ""

    @given(RAW)
    def test_markers_rank_below_those_that_they_stand_under(self, raw: str) -> None:
        for _, section in walk(outlined(raw).sections):
            markers = [*(below.marker for below in section.sections), *(item.marker for item in section.items)]
            assert all(marker is not None and marker.rank > section.rank for marker in markers)
