"""Findings about a document, each with a smallest one that has it and a near one that has not."""

import pytest

from bri_macao.parsing import read

TOP = "2031年工作计划\n一、金融\n"


def codes(document: str) -> list[str]:
    return [finding.code for finding in read(document).findings]


FINDINGS = [
    # code, the smallest document that has it, its path and line, and a near one that has it not
    ("BRI101", TOP + "1.办好。\n3.设立。", "2031/3", 4, TOP + "1.办好。\n2.设立。"),
    ("BRI101", TOP + "2.办好。", "2031/2", 3, TOP + "1.办好。"),
    ("BRI101", "2031年工作计划\n一、甲\n1.办好。\n三、乙\n2.设立。", "2031/s3", 4, TOP + "1.办好。\n二、乙\n2.设立。"),
    ("BRI102", TOP + "1.办好。\n1.设立。", "2031/1-2", 4, TOP + "1.办好。\n2.设立。"),
    ("BRI102", TOP + "1.办好。\n一、乙\n2.设立。", "2031/s1-2", 4, TOP + "1.办好。\n二、乙\n2.设立。"),
    ("BRI103", TOP + "1.办好。\n二、乙\n1.设立。", "2031/s2/1", 5, TOP + "1.办好。\n二、乙\n2.设立。"),
    ("BRI104", TOP + "1.办好。\n2.设立。\n1.扩大。", "2031/1-2", 5, TOP + "1.办好。\n2.设立。\n3.扩大。"),
    ("BRI201", "一、金融\n1.办好。", "undated", 1, "工作计划\n一、金融\n1.办好。"),
    ("BRI202", "工作计划\n1.办好。", "undated", 1, "2031年工作计划\n1.办好。"),
    ("BRI203", "2031年工作计划\n办好论坛。", "2031", 1, "2031年工作计划\n1.办好论坛。"),
    ("BRI204", TOP + "1.办好。\n二、乙\n三、丙\n2.设立。", "2031/s2", 4, TOP + "1.办好。\n二、乙\n2.设立。"),
    ("BRI205", TOP + "办好论坛，扩大合作。\n1.设立。", None, 3, TOP + "1.设立。"),
    ("BRI206", TOP + "1.办好“论坛。", "2031/1", 3, TOP + "1.办好“论坛”。"),
    ("BRI206", TOP + "1.办好论坛”。", "2031/1", 3, TOP + "1.办好论坛。"),
    ("BRI206", TOP + '1.办好论坛"。', "2031/1", 3, TOP + '1.办好"论坛"。'),
    ("BRI206", TOP + "1.办好论坛＂。", "2031/1", 3, TOP + "1.办好“论坛＂。"),
    ("BRI207", "2031年工作计划\n1.办好。", "2031/1", 2, TOP + "1.办好。"),
    ("BRI208", TOP + "1.办好。\n2.", "2031/2", 4, TOP + "1.办好。\n2.。"),
    ("BRI209", TOP + "1.办\ufffd。", None, 3, TOP + "1.办好。"),
]


class TestFindings:
    @pytest.mark.parametrize(("code", "document", "path", "line", "near"), FINDINGS)
    def test_has_it_and_a_near_one_has_not(
        self, code: str, document: str, path: str | None, line: int, near: str
    ) -> None:
        found = [finding for finding in read(document).findings if finding.code == code]
        assert [(finding.path, finding.line, finding.page) for finding in found] == [(path, line, 1)]
        assert code not in codes(near)

    def test_a_gap_between_sub_sections(self) -> None:
        assert "BRI101" in codes(TOP + "（一）债券\n1.办好。\n（三）基金\n2.设立。")

    @pytest.mark.parametrize(
        ("document", "message"),
        [
            (TOP + "1.办好。\n3.设立。", "item 2 missing before item 3"),
            (TOP + "1.办好。\n5.设立。", "item 2 to 4 missing before item 5"),
            (TOP + "1.办好。\n1.设立。", "item 1 follows item 1"),
            (TOP + "1.办好。\n2.设立。\n1.扩大。", "item 1 follows item 2"),
            (TOP + "1.办好。\n2.设立。\n二、乙\n1.扩大。", "the item numbers begin anew after 2"),
            (TOP + "1.办好。\n2.", "item 2 has a number and nothing else"),
            (TOP + "1.办\ufffd\ufffd。", "2 × U+FFFD stands for lost characters"),
            (TOP + "办好论坛，扩大合作。\n1.设立。", "办好论坛，扩大合作。 stands under a heading, in no item"),
            (
                TOP + "办好论坛，扩大与各国的金融合作，设立平台与基金。\n1.设立。",
                "办好论坛，扩大与各国的金融合作，设立平台… stands under a heading, in no item",
            ),
            ("2031年工作计划\n1.办好。\n2.设立。", "2 items stand under no heading"),
        ],
    )
    def test_message(self, document: str, message: str) -> None:
        assert message in [finding.message for finding in read(document).findings]

    @pytest.mark.parametrize(
        ("document", "hint"),
        [
            ("办好论坛。", "items begin a line with a number, such as 1."),
            ("plan-2031.txt", "this looks like the name of a file: a str is text, a pathlib.Path is a file"),
            ("plans/2031.PDF", "this looks like the name of a file: a str is text, a pathlib.Path is a file"),
            ("plan.txt\nplan.txt", "items begin a line with a number, such as 1."),
        ],
    )
    def test_hint_where_there_is_no_item(self, document: str, hint: str) -> None:
        assert [finding.hint for finding in read(document).findings if finding.code == "BRI203"] == [hint]

    def test_in_the_order_of_the_document(self) -> None:
        found = read("工作计划\n一、甲\n2.办好“论坛。\n2.\n二、乙\n三、丙\n9.\ufffd。").findings
        places = [finding.span for finding in found]
        assert len(found) > 5
        assert places == sorted(place for place in places if place is not None)

    def test_the_place_of_a_quotation_mark_is_raw(self) -> None:
        raw = TOP + "1.办\u200b好\n“论坛。"
        (finding,) = read(raw).findings
        assert finding.span is not None
        assert (finding.span.of(raw), finding.line) == ("“", 4)

    def test_page(self) -> None:
        (finding,) = read(TOP + "1.办好。\f2.办好“论坛。").findings
        assert (finding.line, finding.page) == (3, 2)

    def test_nothing_at_all(self) -> None:
        assert codes("") == codes(" \n ") == ["BRI201", "BRI202", "BRI203"]

    def test_nothing_to_find(self) -> None:
        assert codes(TOP + "1.办好。\n2.设立。\n二、贸易\n3.扩大。") == []
