"""The grammar of one line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bri_macao import _grammar
from bri_macao._grammar import RANKS, STYLES, closes, joins_digits, marker, number_of, period_of
from bri_macao.model import Period
from bri_macao.text import fold


def chinese(number: int) -> str:
    """A number below a thousand as it is written in a document."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    digits = "〇一二三四五六七八九"
    words = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        words += "十" if tens == 1 and not hundreds else f"{digits[tens]}十"
    elif hundreds and ones:
        words += "零"
    return words + (digits[ones] if ones or not words else "")


class TestNumbers:
    @given(st.integers(1, 999))
    def test_chinese(self, number: int) -> None:
        assert number_of(chinese(number)) == number

    @given(st.integers(0, 9999))
    def test_arabic(self, number: int) -> None:
        assert number_of(str(number)) == number

    @given(st.integers(1000, 9999))
    def test_digit_by_digit(self, number: int) -> None:
        assert number_of("".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))) == number

    @pytest.mark.parametrize(
        ("numeral", "number"),
        [
            ("十", 10),
            ("十一", 11),
            ("一十", 10),
            ("廿", 20),
            ("廿三", 23),
            ("卅一", 31),
            ("百", 100),
            ("百零五", 105),
            ("一百一十", 110),
            ("两百", 200),
            ("一二", 12),
            ("壹", 1),
            ("贰拾叁", 23),
            ("参", 3),
            ("佰", 100),
            ("零", 0),
            ("①", 1),
            ("⑳", 20),
            ("㉑", 21),
            ("㉟", 35),
            ("⑴", 1),
            ("⒛", 20),
            ("❿", 10),
            ("㈠", 1),
            ("㊉", 10),
            ("007", 7),
        ],
    )
    def test_other_ways(self, numeral: str, number: int) -> None:
        assert number_of(numeral) == number

    @pytest.mark.parametrize(
        "numeral", ["", "一廿", "十二三", "论", "十论", "1一", "iv", "-1", "1.5", "٣", "²", "X", "一百二百", "十二百"]
    )
    def test_no_numbers(self, numeral: str) -> None:
        assert number_of(numeral) is None


class TestMarkers:
    @pytest.mark.parametrize(
        ("line", "style", "number", "numeral", "rest"),
        [
            ("第一部分 金融", "part", 1, "一", "金融"),
            ("第2编 金融", "part", 2, "2", "金融"),
            ("第三章金融", "chapter", 3, "三", "金融"),
            ("第 十二 章 金融", "chapter", 12, "十二", "金融"),
            ("第二節 金融", "division", 2, "二", "金融"),
            ("壹、金融", "formal", 1, "壹", "金融"),
            ("贰．金融", "formal", 2, "贰", "金融"),
            ("一、金融", "cjk", 1, "一", "金融"),
            ("二十三、金融", "cjk", 23, "二十三", "金融"),
            ("一 、 金融", "cjk", 1, "一", "金融"),
            ("三.金融", "cjk", 3, "三", "金融"),
            ("第五条 办好", "article", 5, "五", "办好"),
            ("（二） 金融", "cjk-bracket", 2, "二", "金融"),
            ("(二)金融", "cjk-bracket", 2, "二", "金融"),
            ("【二】金融", "cjk-bracket", 2, "二", "金融"),
            ("〔二〕金融", "cjk-bracket", 2, "二", "金融"),
            ("㈡金融", "cjk-bracket", 2, "㈡", "金融"),
            ("二）金融", "cjk-half", 2, "二", "金融"),
            ("1.办好", "arabic", 1, "1", "办好"),
            ("１．办好", "arabic", 1, "１", "办好"),
            ("12、办好", "arabic", 12, "12", "办好"),
            ("1 . 办好", "arabic", 1, "1", "办好"),
            ("⒈办好", "arabic", 1, "⒈", "办好"),
            ("（1）办好", "arabic-bracket", 1, "1", "办好"),
            ("[12] 办好", "arabic-bracket", 12, "12", "办好"),
            ("⑴办好", "arabic-bracket", 1, "⑴", "办好"),
            ("3) 办好", "arabic-half", 3, "3", "办好"),
            ("①办好", "circled", 1, "①", "办好"),
            ("①、办好", "circled", 1, "①", "办好"),
            ("㉑办好", "circled", 21, "㉑", "办好"),
            ("㊀办好", "circled", 1, "㊀", "办好"),
            ("❸办好", "circled", 3, "❸", "办好"),
            ("1.：办好", "arabic", 1, "1", "办好"),
            ("第一章：金融", "chapter", 1, "一", "金融"),
            ("1.", "arabic", 1, "1", ""),
            ("0.办好", "arabic", 0, "0", "办好"),
        ],
    )
    def test_marker(self, line: str, style: str, number: int, numeral: str, rest: str) -> None:
        found = marker(fold(line), 0, len(line))
        assert found is not None
        assert (found.style, found.number, found.rank) == (style, number, RANKS[style])
        assert line[found.numeral_start : found.numeral_end] == numeral
        assert (line[found.start : found.end], line[found.end :]) == (line.removesuffix(rest) if rest else line, rest)

    @pytest.mark.parametrize(
        "line",
        [
            *("", "办好论坛", "2031年", "一带一路", "第三届论坛", "第三方", "十二三、", "(论)", "A.", "iv."),
            *("٣.", "-1.", "1", "一"),
        ],
    )
    def test_no_marker(self, line: str) -> None:
        assert marker(fold(line), 0, len(line)) is None

    def test_only_at_the_beginning_of_the_line(self) -> None:
        assert marker("金融1.办好", 0, 6) is None
        assert marker("金融1.办好", 2, 6) == ("arabic", RANKS["arabic"], 1, 2, 3, 2, 4)

    def test_ends_with_the_line(self) -> None:
        assert marker("1.", 0, 1) is None
        found = marker("1.\n  2.", 0, 2)
        assert found is not None
        assert found.end == 2

    def test_higher_kinds_come_first(self) -> None:
        assert [RANKS[style] for style, _ in STYLES] == list(range(len(STYLES)))
        order = ["part", "chapter", "division", "cjk", "cjk-bracket", "arabic", "arabic-bracket", "circled"]
        assert sorted(order, key=RANKS.__getitem__) == order

    @given(st.text(st.sampled_from("一二十百廿第章节条(){}[]1234567890.、:① ㈠壹")), st.integers(0, 5))
    def test_any_line(self, line: str, start: int) -> None:
        found = marker(line, start, len(line))
        if found is not None:
            assert start == found.start <= found.numeral_start < found.numeral_end <= found.end <= len(line)
            assert number_of(line[found.numeral_start : found.numeral_end]) == found.number


class TestJoinsDigits:
    @pytest.mark.parametrize(
        ("line", "joins"),
        [
            ("2.5亿元", True),
            ("12.31前", True),
            ("5、6月份", True),
            ("1)2", True),
            ("三、四季度", True),
            ("三、十", True),
            ("叁、四季度", True),
            ("1.办好", False),
            ("1. ", False),
            ("1.", False),
            ("一、办好", False),
            ("一、", False),
            ("(1)2个", False),  # a bracket ends a number
            ("第一章2", False),
            ("①2个", False),
        ],
    )
    def test_joins(self, line: str, *, joins: bool) -> None:
        found = marker(line, 0, len(line))
        assert found is not None
        assert joins_digits(line, found) is joins


class TestCloses:
    @pytest.mark.parametrize(
        ("line", "ended", "going_on"),
        [
            ("办好论坛。", True, False),
            ("办好论坛；", True, False),
            ("如下：", True, False),
            ("办好！", True, False),
            ("办好？", True, False),
            ("“办好论坛。”", True, False),
            ("（办好论坛。）", True, False),
            ("Hold the forum.", True, False),
            ("办好论坛。 ", True, False),
            ("2.", False, False),  # may be the half of a decimal
            ("办好2.", False, False),
            ("5G.", True, False),
            ("办好论坛", False, False),
            ("办好论坛”", False, False),
            ("", False, False),
            ("   ", False, False),
            ("办好论坛，", False, True),
            ("论坛、", False, True),
            ("论坛（", False, True),
            ("《", False, True),
            ("论坛—", False, True),
        ],
    )
    def test_closes(self, line: str, *, ended: bool, going_on: bool) -> None:
        found = closes(fold(line))
        assert (found.ended, found.open) == (ended, going_on)

    @pytest.mark.parametrize(
        ("line", "hanging"),
        [
            *(("论坛和", True), ("论坛及 ", True), ("葡语国家的", True), ("举办第", True)),
            *(("论坛", False), ("", False), (" ", False), ("论坛的。", False)),
            *(("（论坛和）", False), ("“论坛和”", False), ("  论坛", False)),
        ],
    )
    def test_hangs_on_a_word(self, line: str, *, hanging: bool) -> None:
        assert closes(fold(line)).hanging is hanging


PREDICATES = [
    # predicate, lines that it holds for, lines that it does not
    (
        _grammar.is_page_number,
        [
            *("- 3 -", "-3-", "— 12 —", "第3页", "第 3 页 共 9 页", "第3页，共9页", "3/9", "第3页/共9页"),
            *("3 页", "第三页", "Page 3", "page 3 of 9", "p. 3", "P3", "Página 3 de 9", "pág. 3", "| 3 |"),
            *("·3·", "第十二页"),
        ],
        ["3", "iv", "2031年", "- 论 -", "第3章", "第3页论坛", "1/2/3", "", "-3", "99999页"],
    ),
    (_grammar.is_bare_number, ["3", "2031", "iv", "xii"], ["", "3.", "12345", "论", "3 4", "mm"]),
    (
        _grammar.is_leader,
        ["一、金融……3", "金" * 396 + "……3", "一、金融 . . . . . 3", "一、金融......", "一、金融    12", "金融·····5"],
        ["一、金融", "一、金融 3", "一、金融...论坛", "3", "……", "金融" * 200 + "……3", "金" * 397 + "……3"],
    ),
    (
        _grammar.is_contents_heading,
        ["目录", "目 录", "目次", "目錄", "Contents", "CONTENTS", "Índice"],
        ["目录一", "目标", ""],
    ),
    (
        _grammar.is_date,
        [
            *("2031年1月5日", "2031 年 1 月", "二〇三一年一月五日", "二○三一年十二月三十一日"),
            *("（2031年1月5日）", "2031-01-05", "2031/1/5", "2031.1.5"),
        ],
        ["2031年", "2031年1月5日办", "1月5日", "31-01-05", "", "2031-01"],
    ),
    (
        _grammar.is_note,
        [
            *("注：", "备注：一", "注释 :", "附件：名单", "附件1：", "附件", "附表2：", "联系人：", "来源：网"),
            *("资料来源:", "※办好", "* 办好", "（完）", "【注】：", "说明："),
        ],
        ["注册：", "注意", "办好", "来源", "联系", "(完", ""],
    ),
    (
        _grammar.signs,
        ["澳门特别行政区政府", "经济局", "国家委员会办公室", "委员会（代章）", "行政长官", "秘书长"],
        ["办好论坛", "经济局。", "由经济局，", "局" * 41, ""],
    ),
    (
        _grammar.is_closing,
        [
            *("以上各项", "上述工作", "特此通知", "各有关部门", "各单位", "本计划自", "请各单位", "此件公开"),
            *("为确保本计划", "有关部门要"),
        ],
        ["办好", "各国", "本地", "请柬", "为确保", ""],
    ),
    (
        _grammar.is_preliminary,
        [
            *("附件1", "附件：", "国办发〔2031〕12号", "（征求意见稿）", "征求意见稿", "2031年1月5日"),
            *("编号：12", "No. 12", "内部资料", "（第十二次会议通过）"),
        ],
        ["（2031年）", "（2031—2035年）", "工作计划", "国办发12号", "附件清单", ""],
    ),
    (_grammar.is_titular, ["工作计划", "“一带一路”计划", ""], ["办好，", "办好。", "甲；乙", "如下：", "好！", "好？"]),
    (
        _grammar.is_period_only,
        ["（2031年）", "（2031—2035年）", "(2031~2035)", "（2031年至2035年）", "（2031年度）", "（ 2031 ）"],
        ["2031年", "（2031年稿）", "（31年）", ""],
    ),
    (
        _grammar.begins_prose,
        ["为办好论坛", "根据安排", "按照", "依据", "经研究", "在澳门", "自2031年", "现将", "兹"],
        ["经济工作", "经贸工作", "经费安排", "在线服务", "自贸区", "办好", ""],
    ),
    (
        _grammar.ends_title,
        ["2031年工作计划", "重点工作", "任务清单（2031年）", "《安排》工作要点", "“一带一路”规划"],
        ["2031年", "《工作", "【工作", "】工作", "“工作", "（2031年工作", "工作的", ""],
    ),
]


class TestPredicates:
    @pytest.mark.parametrize(
        ("name", "line", "holds"),
        [
            (predicate.__name__, line, holds)
            for predicate, those, others in PREDICATES
            for lines, holds in ((those, True), (others, False))
            for line in lines
        ],
    )
    def test_predicate(self, name: str, line: str, *, holds: bool) -> None:
        assert getattr(_grammar, name)(fold(line)) is holds

    @given(st.text(st.sampled_from("一二年月日第页局计划工作附件注12- .…()[]:、。\t")))
    def test_none_fails(self, line: str) -> None:
        assert {predicate(line) for predicate, _, _ in PREDICATES} <= {True, False}


class TestPeriods:
    @pytest.mark.parametrize(
        ("title", "period"),
        [
            ("2031年工作计划", Period.years(2031)),
            ("２０３１年工作计划", Period.years(2031)),
            ("2031 年工作计划", Period.years(2031)),
            ("二〇三一年工作计划", Period.years(2031)),
            ("二○三一年工作计划", Period.years(2031)),
            ("一九九九年工作计划", Period.years(1999)),
            ("工作计划（2031）", Period.years(2031)),
            ("工作计划 2031", Period.years(2031)),
            ("2031年至2035年工作计划", Period.years(2031, 2035)),
            ("2031—2035年工作计划", Period.years(2031, 2035)),
            ("2031——2035年工作计划", Period.years(2031, 2035)),
            ("2031～2035工作计划", Period.years(2031, 2035)),
            ("2031到2035年", Period.years(2031, 2035)),
            ("二〇三一至二〇三五年", Period.years(2031, 2035)),
            ("2031—2031年", Period.years(2031)),
            ("2035—2031年", Period.years(2031)),  # backwards: no range
            ("2031—2081年", Period.years(2031, 2081)),
            ("2031—2082年", Period.years(2082)),  # too long for a plan
            ("落实2029年安排的2031年工作计划", Period.years(2029)),  # the first
        ],
    )
    def test_period(self, title: str, period: Period) -> None:
        assert period_of(fold(title)) == period

    @pytest.mark.parametrize(
        "title",
        [
            *("", "工作计划", "工作计划31年", "1031年", "12031年5", "3031年", "一二年", "电话28882031-2"),
            *("一百二十年", "二三四百年", "2031-31年", "2031-30年"),
        ],
    )
    def test_none(self, title: str) -> None:
        assert period_of(fold(title)) is None

    @pytest.mark.parametrize("title", ["2031-32年度工作计划", "2031—32年工作计划"])
    def test_a_year_of_two_halves(self, title: str) -> None:
        found = period_of(fold(title))
        assert found is not None
        assert date(2031, 12, 31) in found

    @given(st.text(st.sampled_from("一二三九〇百年至到-~12039 ")))
    def test_any_text(self, text: str) -> None:
        found = period_of(text)
        if found is not None:
            assert found.start <= found.end
            assert (found.start.month, found.start.day, found.end.month, found.end.day) == (1, 1, 12, 31)
