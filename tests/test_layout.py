"""The layout: lines, pages, and the furniture that is known by its place."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bri_macao._layout import Layout, lay_out
from bri_macao.text import fold
from bri_macao.text.cleaning import INVISIBLE


def laid(raw: str) -> Layout:
    return lay_out(raw, fold(raw))


def lines(raw: str) -> list[str]:
    return [line.span.of(raw) for line in laid(raw).lines]


def furniture(raw: str) -> list[tuple[str, str]]:
    return [(name, span.of(raw)) for span, name in laid(raw).furniture]


def pages(raw: str) -> list[str]:
    """The first two characters of each page."""
    return [raw[start : start + 2] for start in laid(raw).pages]


class TestLines:
    @pytest.mark.parametrize(
        ("raw", "found"),
        [
            # text, where the gap after it ends, indent, empty lines before
            ("", []),
            (" \n\t\n", []),
            ("办好", [("办好", 2, 0, 0)]),
            ("办好\n论坛", [("办好", 3, 0, 0), ("论坛", 5, 0, 0)]),
            ("办好 \r\n\r\n论坛", [("办好", 7, 0, 0), ("论坛", 9, 0, 1)]),
            ("\n\n办好", [("办好", 4, 0, 2)]),
            ("　　办好\n  论坛", [("办好", 7, 2, 0), ("论坛", 9, 2, 0)]),
            ("办 好\t论坛", [("办 好\t论坛", 6, 0, 0)]),
            ("办好\v论坛\u2028基金\x85", [("办好", 3, 0, 0), ("论坛", 6, 0, 0), ("基金", 9, 0, 0)]),
            ("办好\r论坛", [("办好", 3, 0, 0), ("论坛", 5, 0, 0)]),
            ("办好\n\n\n论坛\n", [("办好", 5, 0, 0), ("论坛", 8, 0, 2)]),
        ],
    )
    def test_found(self, raw: str, found: list[tuple[str, int, int, int]]) -> None:
        assert [(line.span.of(raw), line.gap_end, line.indent, line.blanks) for line in laid(raw).lines] == found

    @pytest.mark.parametrize(
        ("raw", "names"),
        [
            ("", []),
            ("  \n", [("blank", "  \n")]),
            ("\n 办好", [("blank", "\n ")]),
            ("\ufeff\n办好", [("blank", "\ufeff\n")]),  # nothing to see: no line
            ("办好\n\u200b\u200b\n论坛", []),
            ("\ufeff办好", [("blank", "\ufeff")]),
        ],
    )
    def test_blanks(self, raw: str, names: list[tuple[str, str]]) -> None:
        assert furniture(raw) == names

    @pytest.mark.parametrize(
        ("raw", "full"),
        [
            ("", 0),
            ("办好", 4),
            (
                "\n".join([*(f"办好论{kind}" for kind in "坛点文题语理据争证断"), "办好论坛并扩大金融合作"]),
                8,
            ),  # nine in ten
            ("办好\n第1页 / 共9页\n", 4),  # page numbers do not count
            ("办" * 1000, 400),
        ],
    )
    def test_width_of_a_full_line(self, raw: str, full: int) -> None:
        assert laid(raw).full == full


class TestPages:
    @pytest.mark.parametrize(
        ("raw", "firsts"),
        [
            ("", []),
            ("办好", ["办好"]),
            ("办好\f论坛\n基金\f\f金融", ["办好", "论坛", "金融"]),
            ("\f办好", ["办好"]),
            ("办好\n\n\n\n论坛\n基金", ["办好", "论坛"]),  # three empty lines more than usual
            ("办好\n\n\n论坛\n基金", ["办好"]),
            ("办好\n\n论坛\n\n基金\n\n\n\n金融", ["办好"]),  # the usual one and two more
            ("办好\n\n论坛\n\n基金\n\n\n\n\n金融", ["办好", "金融"]),
            ("办好\n论坛\n\n\n- 1 -\n\n基金\n金融", ["办好", "基金"]),  # the gap around a page number counts as one
            ("办好\n论坛\n\n\n7\n\n基金\n金融", ["办好", "基金"]),
            ("办好\n\n\n\n\n论坛\f基金\n金融", ["办好", "基金"]),  # where there are form feeds they tell
            pytest.param(
                "办好\n\n\n\n\n论坛\n基金\f",
                ["办好", "论坛"],
            ),
        ],
    )
    def test_beginnings(self, raw: str, firsts: list[str]) -> None:
        assert pages(raw) == firsts

    @pytest.mark.parametrize(
        ("raw", "broken"),
        [
            ("办好\n\n\n\n\n论坛\n基金", ["\n\n\n\n"]),
            ("办好\n\f论坛", ["\f"]),
            ("办好\r\n\f\r\n论坛", ["\f\r\n"]),
            ("办好\f论坛", []),  # the form feed is the line break itself
            ("办好\n论坛", []),
        ],
    )
    def test_a_break_begins_after_the_end_of_the_line(self, raw: str, broken: list[str]) -> None:
        assert [text for name, text in furniture(raw) if name == "page-break"] == broken


class TestPageNumbers:
    @pytest.mark.parametrize(
        ("raw", "numbers"),
        [
            ("办好\n- 1 -\n论坛", ["- 1 -\n"]),  # by its form, wherever it stands
            ("办好\n第2页\n论坛", ["第2页\n"]),
            ("办好\n3", ["3"]),  # the last line
            ("办好\n1\n论坛", []),
            ("办好\n1\n论坛\n2\n基金", ["1\n", "2\n"]),  # counting upwards
            ("办好\n1\n论坛\n3\n基金", []),
            ("办好\n1\n论坛\n1\n基金", []),
            ("办好\n1\f论坛\n2\f基金", ["1\f", "2\f"]),  # on the edge of a page
            ("办好\n5\f论坛\n金融\n3\n贸易\f基金", ["5\f"]),
            ("办好\f5\n论坛\f基金", ["5\n"]),
            ("办好\niv\f论坛", ["iv\f"]),
            ("办好\n7\n5\f论坛", ["7\n", "5\f"]),  # and next to one
            ("2031", ["2031"]),
        ],
    )
    def test_found(self, raw: str, numbers: list[str]) -> None:
        assert [text for name, text in furniture(raw) if name == "page-number"] == numbers


class TestRunningHeads:
    @pytest.mark.parametrize(
        ("raw", "heads"),
        [
            # the first, which stands before the outline, is the title
            ("年度简报\n一、办\n1.好\f年度简报\n2.好\f年度简报\n3.好", ["年度简报\n"] * 2),
            ("2031年工作计划\n年度简报\n一、办\f年度简报\n2.好", ["年度简报\n", "年度简报\n"]),
            ("2031年工作计划\n一、办\n1.好\f工作计划\n2.好\f其他\n3.好", ["工作计划\n"]),  # out of the title
            ("一、办\n1.好\n简报第1期\f一、办\n2.好\n简报第2期", ["简报第1期\f", "简报第2期"]),  # all but the figures
            ("一、办\n1.好\n年度简报\n- 1 -\n2.好\n年度简报\n- 2 -\n", ["年度简报\n"] * 2),  # beside page numbers
            ("一、办\n年度简报\n1.好\n年度简报\n2.好\n年度简报\n3.好", ["年度简报\n"] * 3),  # anywhere, often enough
            ("一、办\n1.好\n年度简报\n2.好\n年度简报\n3.好", []),
            ("一、办\n简报\n1.好\n简报\n2.好\n简报\n3.好", []),  # too short to tell
            ("一、办\n1.好好。\f1.好好。\f1.好好。", []),  # sentences are none
            ("一、办好\n1.好\f一、办好\n2.好\f一、办好", []),  # markers are none
            ("一、办\n" + "\f".join(["金融" * 41] * 3), []),  # nor is what is long
            ("一、“办\n”年度“简报\f2.“好\n”年度“简报\f3.“好\n”年度“简报", []),  # nor what goes on with a line
            ("一、“办\n1.好\f“年度”简报\n2.好\f“年度”简报\n3.好", ["“年度”简报\n"] * 2),
        ],
    )
    def test_found(self, raw: str, heads: list[str]) -> None:
        assert [text for name, text in furniture(raw) if name == "running-head"] == heads


class TestContents:
    @pytest.mark.parametrize(
        ("raw", "rows"),
        [
            ("目录\n一、金融\n二、贸易\n一、金融\n1.办\n二、贸易\n2.办", ["目录\n", "一、金融\n", "二、贸易\n"]),
            ("目录\n一、金融……1\n二、贸易……2\n一、金融\n1.办", ["目录\n", "一、金融……1\n", "二、贸易……2\n"]),
            ("一、金融……1\n二、贸易……2\n1.办", ["一、金融……1\n", "二、贸易……2\n"]),
            ("一、金融……1\n1.办", []),  # one such line is no table
            ("目录\n一、金融……1\n1.办", ["目录\n", "一、金融……1\n"]),
            ("目录\n一、金融  1\n- 1 -\n二、贸易  2\n一、金融\n二、贸易", ["目录\n", "一、金融  1\n", "二、贸易  2\n"]),
            ("目录", ["目录"]),
            ("目录\n金融\n1.办", ["目录\n"]),  # what does not come again is no row
        ],
    )
    def test_found(self, raw: str, rows: list[str]) -> None:
        assert [text for name, text in furniture(raw) if name == "contents"] == rows

    def test_a_tab_is_a_leader(self) -> None:
        assert [name for name, _ in furniture("一、金融\t1\n二、贸易\t2\n1.办")] == ["contents"] * 2


RAW = st.lists(
    st.sampled_from("一二、1.2办好论坛。 　\n\n\f\t\r…")
    | st.sampled_from(("年度简报\n", "- 1 -\n", "目录\n", "\n\n\n\n", "\ufeff", "\n3\n", "金融……4\n", "\n一、"))
).map("".join)


def seen(text: str) -> str:
    """What of a text can be seen."""
    return re.sub(rf"[\s{INVISIBLE}]", "", text)


class TestPromises:
    @given(RAW)
    def test_lines_and_furniture_share_nothing_and_leave_only_white_space(self, raw: str) -> None:
        found = laid(raw)
        spans = sorted([*(line.span for line in found.lines), *(span for span, _ in found.furniture)])
        place = 0
        for span in spans:
            assert place <= span.start < span.end
            assert not seen(raw[place : span.start])
            place = span.end
        assert not seen(raw[place:])

    @given(RAW)
    def test_gaps_hold_white_space_and_end_where_something_begins(self, raw: str) -> None:
        found = laid(raw)
        starts = {line.start for line in found.lines} | {span.start for span, _ in found.furniture} | {len(raw)}
        for line in found.lines:
            assert not seen(raw[line.end : line.gap_end])
            assert line.gap_end in starts

    @given(RAW)
    def test_pages_ascend(self, raw: str) -> None:
        found = laid(raw).pages
        assert list(found) == sorted(set(found))
