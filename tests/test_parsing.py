"""Reading and parsing: ids, findings, places, and the promise that nothing of a document is lost."""

import copy
import pickle
import re
import time
import unicodedata
from pathlib import Path

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bri_macao.errors import AmbiguousNumber, BriMacaoError, SourceError, UnknownId
from bri_macao.findings import ParseError
from bri_macao.model import Period, Plan
from bri_macao.parsing import Furniture, Location, Reading, Segment, fingerprint, parse, read, unpaired
from bri_macao.spans import Span
from bri_macao.text import Source, excerpt, fold
from bri_macao.text.folding import sha256, trace

TOP = "2031年工作计划\n一、金融\n"


def codes(document: str) -> list[str]:
    return [finding.code for finding in read(document).findings]


class TestRead:
    def test_what_it_gives(self) -> None:
        raw = TOP + "1.办好论\n坛。\n2.设立＂基金＂。"
        reading = read(raw)
        plan = reading.plan
        assert (plan.id, plan.names["zh-Hans"], plan.period) == ("2031", "2031年工作计划", Period.years(2031))
        assert [(section.id, section.number, section.numeral) for section in plan.sections] == [("2031/s1", 1, "一")]
        assert [(item.id, item.number, item.numeral, item.text) for item in plan.items] == [
            ("2031/1", 1, "1", "办好论坛。"),
            ("2031/2", 2, "2", "设立“基金”。"),
        ]
        assert [(repair.rule, repair.before, repair.after) for repair in reading.repairs] == [
            ("line-wrap", "\n", ""),
            ("quote", "＂", "“"),
            ("quote", "＂", "”"),
        ]
        assert (reading.findings, reading.source) == ((), Source(raw))

    def test_the_source_is_described(self) -> None:
        source = read("2031年工作計劃\n一、經濟\n1.辦好論壇。").plan.source
        assert source is not None
        assert (source.title, source.language, source.length) == ("2031年工作計劃", "zh-Hant", 22)
        assert source.sha256 == sha256("2031年工作計劃\n一、經濟\n1.辦好論壇。")

    def test_names_are_attested_in_the_script_of_the_document(self) -> None:
        plan = read("2031年工作計劃\n一、經濟\n1.辦好論壇。").plan
        assert list(plan.names) == list(plan.sections[0].names) == ["zh-Hant"]
        assert plan.names.status("zh-Hant") == "attested"

    @pytest.mark.parametrize(
        "document",
        [
            TOP + "1.办好论坛。",
            (TOP + "1.办好论坛。").encode(),
            Source(TOP + "1.办好论坛。"),
        ],
        ids=["str", "bytes", "source"],
    )
    def test_of_every_kind(self, document: str | bytes | Source) -> None:
        assert read(document).plan.item(1).text == parse(document).item(1).text == "办好论坛。"

    def test_of_a_file_in_another_encoding(self, tmp_path: Path) -> None:
        path = tmp_path / "plan.txt"
        path.write_bytes((TOP + "1.办好论坛。").encode("gb18030"))
        assert read(path, encoding="gb18030").plan.item(1).text == "办好论坛。"
        with pytest.raises(SourceError):
            read(path)
        with pytest.raises(SourceError):
            parse(path)

    def test_a_text_that_names_no_year_of_its_own(self) -> None:
        plan = read("工作计划\n（2031年1月5日印发）\n一、金融\n1.办好。").plan
        assert (plan.id, plan.period) == ("2031", Period.years(2031))

    @pytest.mark.parametrize(
        ("title", "id"),
        [("2031年工作计划", "2031"), ("2031—2035年工作计划", "2031-2035"), ("工作计划", "undated")],
    )
    def test_plan_id(self, title: str, id: str) -> None:
        assert read(f"{title}\n1.办好。").plan.id == id

    def test_repr_is_short(self) -> None:
        assert (
            repr(read(TOP + "1." + "办好" * 999)) == "<Reading of <text>: <Plan 2031: 1 sections, 1 items>, 0 findings>"
        )

    def test_copies_are_equal_also_after_use(self) -> None:
        reading = read(TOP + "1.办好论\n坛。")
        assert reading.segments
        assert reading.repairs
        for other in (pickle.loads(pickle.dumps(reading)), copy.copy(reading), copy.deepcopy(reading)):
            assert (other, hash(other), other.segments) == (reading, hash(reading), reading.segments)

    def test_frozen(self) -> None:
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            read("").findings = ()  # type: ignore[misc]


class TestIds:
    @pytest.mark.parametrize(
        ("body", "sections", "items"),
        [
            ("一、金融\n1.办好。\n二、贸易\n2.设立。", ["s1", "s2"], ["1", "2"]),
            # numbers that begin anew name the section
            ("一、金融\n1.办好。\n2.设立。\n二、贸易\n1.扩大。", ["s1", "s2"], ["s1/1", "s1/2", "s2/1"]),
            (
                "一、金融\n（一）债券\n1.办好。\n（二）基金\n1.设立。",
                ["s1", "s1.1", "s1.2"],
                ["s1.1/1", "s1.2/1"],
            ),
            # a number used twice is told apart
            ("一、金融\n1.办好。\n1.设立。\n1.扩大。", ["s1"], ["1", "1-2", "1-3"]),
            ("一、金融\n1.办好。\n一、贸易\n2.设立。", ["s1", "s1-2"], ["1", "2"]),
            # a number that comes again further on, where nothing begins anew
            ("一、金融\n1.办好。\n2.设立。\n二、贸易\n3.扩大。\n2.推进。", ["s1", "s2"], ["1", "2", "3", "2-2"]),
            pytest.param(
                "一、金融\n1.办好。\n2.设立。\n二、贸易\n2.扩大。",
                ["s1", "s2"],
                ["1", "2", "2-2"],
                marks=pytest.mark.xfail(
                    strict=True, reason="a number that comes again directly under a heading is prose"
                ),
            ),
            # no heading before the first item
            ("1.办好。\n2.设立。", ["s0"], ["1", "2"]),
            ("1.办好。\n一、金融\n2.设立。", ["s0", "s1"], ["1", "2"]),
            ("第一章 金融\n第一条 办好。\n第二章 贸易\n第二条 设立。", ["s1", "s2"], ["1", "2"]),
        ],
    )
    def test_ids(self, body: str, sections: list[str], items: list[str]) -> None:
        plan = read("2031年工作计划\n" + body).plan
        assert [below.id for top in plan.sections for below in top.walk()] == [f"2031/{id}" for id in sections]
        assert [item.id for item in plan.items] == [f"2031/{id}" for id in items]

    def test_an_ambiguous_number(self) -> None:
        reading = read("2031年工作计划\n一、金融\n1.办好。\n二、贸易\n1.设立。")
        with pytest.raises(AmbiguousNumber):
            reading.locate(1)
        assert reading.locate("2031/s2/1").line == 5


FINDINGS = [
    # code, the smallest document that has it, its path and line, and a near one that has it not
    ("BRI101", TOP + "1.办好。\n3.设立。", "2031/3", 4, TOP + "1.办好。\n2.设立。"),
    ("BRI101", TOP + "2.办好。", "2031/2", 3, TOP + "1.办好。"),
    ("BRI101", "2031年工作计划\n一、甲\n1.办好。\n三、乙\n2.设立。", "2031/s3", 4, TOP + "1.办好。\n二、乙\n2.设立。"),
    ("BRI102", TOP + "1.办好。\n1.设立。", "2031/1-2", 4, TOP + "1.办好。\n2.设立。"),
    ("BRI102", TOP + "1.办好。\n一、乙\n2.设立。", "2031/s1-2", 4, TOP + "1.办好。\n二、乙\n2.设立。"),
    ("BRI103", TOP + "1.办好。\n二、乙\n1.设立。", "2031/s2/1", 5, TOP + "1.办好。\n二、乙\n2.设立。"),
    ("BRI104", TOP + "1.办好。\n2.设立。\n1.扩大。", "2031/1-2", 5, TOP + "1.办好。\n2.设立。\n3.扩大。"),
    ("BRI201", "一、金融\n1.办好。", None, 1, "工作计划\n一、金融\n1.办好。"),
    ("BRI202", "工作计划\n1.办好。", None, 1, "2031年工作计划\n1.办好。"),
    ("BRI203", "2031年工作计划\n办好论坛。", None, 1, "2031年工作计划\n1.办好论坛。"),
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

    @pytest.mark.xfail(strict=True, reason="only the top-level sections' numbers are looked at")
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


class TestUnpaired:
    @pytest.mark.parametrize(
        ("text", "places"),
        [
            ("", []),
            ("“论坛”", []),
            ("“论”“坛”", []),
            ("“论坛", [(0, "“")]),
            ("论坛”", [(2, "”")]),
            ("“论“坛”", [(0, "“")]),
            ("“论”坛”", [(4, "”")]),
            ("论＂坛", [(1, "＂")]),
            ('论"坛', [(1, '"')]),
            ("”论“", [(0, "”"), (2, "“")]),
            ("‘论’『坛", []),  # only double quotes are looked at
        ],
    )
    def test_places(self, text: str, places: list[tuple[int, str]]) -> None:
        assert list(unpaired(text)) == places


class TestParse:
    def test_a_plan(self) -> None:
        plan = parse(TOP + "1.办好论坛。")
        assert isinstance(plan, Plan)
        assert plan == read(TOP + "1.办好论坛。").plan

    def test_warnings_are_no_errors(self) -> None:
        assert parse(TOP + "1.办好“论坛。\n3.设立。").item(3).text == "设立。"

    def test_an_error_with_every_finding_and_the_place(self) -> None:
        with pytest.raises(ParseError) as caught:
            parse("工作计划\n办好论坛。")
        error = caught.value
        assert [finding.code for finding in error.findings] == ["BRI202", "BRI203"]
        assert error.source == Source("工作计划\n办好论坛。")
        lines = str(error).splitlines()
        assert lines[0] == "2 problems:"
        assert lines[1::3] == [str(finding) for finding in error.findings]
        assert lines[2::3] == ["1 | 工作计划"] * 2
        assert lines[3::3] == ["  | ^"] * 2

    def test_is_of_the_family(self) -> None:
        with pytest.raises(BriMacaoError):
            parse("")


class TestPlaces:
    # lines: 1 title, 2 heading, 3 and 4 item 1, then a page, 5 number, 6 item 2
    RAW = "2031年工作计划\n一、金\u200b融\n1.办好“论\n坛＂。\n\f- 1 -\n2.设立。"

    @pytest.mark.parametrize(
        ("item", "span", "words", "line", "page"),
        [
            (1, None, "办好“论\n坛＂。", 3, 1),
            ("2031/1", None, "办好“论\n坛＂。", 3, 1),
            (1, Span(0, 2), "办好", 3, 1),
            (1, Span(3, 5), "论\n坛", 3, 1),
            (1, Span(4, 6), "坛＂", 4, 1),
            (1, Span(6, 6), "", 4, 1),
            (2, None, "设立。", 6, 2),
            ("2031/s1", None, "金\u200b融", 2, 1),
            ("2031", None, "2031年工作计划", 1, 1),
            ("2031", Span(5, 7), "工作"[:0] + "工作", 1, 1),
        ],
    )
    def test_locate(self, item: int | str, span: Span | None, words: str, line: int, page: int) -> None:
        reading = read(self.RAW)
        found = reading.locate(item, span)
        assert (found.span.of(self.RAW), found.line, found.page) == (words, line, page)

    @pytest.mark.parametrize("item", [3, "2031/3", "2031/s9", ""])
    def test_what_is_not_there(self, item: int | str) -> None:
        with pytest.raises(UnknownId):
            read(self.RAW).locate(item)

    def test_a_document_without_a_title(self) -> None:
        with pytest.raises(UnknownId, match="no text of 'undated' here; the closest: 'undated/"):
            read("1.办好。").locate("undated")

    def test_an_item_without_a_text(self) -> None:
        assert read(TOP + "1.办好。\n2.").locate(2).line == 4

    @pytest.mark.parametrize(
        ("span", "line", "page"),
        [(Span(0, 1), 1, 1), (Span(9, 10), 1, 1), (Span(10, 10), 2, 1), (Span(30, 31), 5, 2), (Span(999, 999), 6, 2)],
    )
    def test_place(self, span: Span, line: int, page: int) -> None:
        assert read(self.RAW).place(span) == Location(span, line, page)

    def test_pages(self) -> None:
        assert read(self.RAW).pages == (0, self.RAW.index("- 1 -"))
        assert read("").pages == (0,)
        assert read("\n\n").place(Span(0, 0)) == Location(Span(0, 0), 1, 1)

    def test_before_the_first_line_it_is_the_first_page(self) -> None:
        assert read("\n\n" + self.RAW).place(Span(0, 0)).page == 1


class TestSegments:
    def test_kinds_and_owners(self) -> None:
        raw = "2031年工作计划\n一、金融\n1. 办\u200b好。\n- 1 -\n特此通知。"
        assert [(s.span.of(raw), s.kind, s.name, s.owner) for s in read(raw).segments] == [
            ("2031年工作计划", "node", "title", "2031"),
            ("\n", "furniture", "blank", None),
            ("一、", "node", "marker", "2031/s1"),
            ("金融", "node", "heading", "2031/s1"),
            ("\n", "furniture", "blank", None),
            ("1. ", "node", "marker", "2031/1"),
            ("办", "node", "text", "2031/1"),
            ("\u200b", "repair", "invisible", "2031/1"),
            ("好。", "node", "text", "2031/1"),
            ("\n", "furniture", "blank", None),
            ("- 1 -\n", "furniture", "page-number", None),
            ("特此通知。", "furniture", "closing", None),
        ]

    @pytest.mark.parametrize(
        ("raw", "segments"),
        [
            ("", ()),
            (" \n", (Segment(Span(0, 2), "furniture", "blank"),)),
            (
                "1.办\n",
                (
                    Segment(Span(0, 2), "node", "marker", "undated/1"),
                    Segment(Span(2, 3), "node", "text", "undated/1"),
                    Segment(Span(3, 4), "furniture", "blank"),
                ),
            ),
        ],
    )
    def test_of_small_documents(self, raw: str, segments: tuple[Segment, ...]) -> None:
        assert read(raw).segments == segments

    def test_furniture(self) -> None:
        assert read("办好。").furniture == (Furniture(Span(0, 3), "preamble"),)


class TestBeginnings:
    """What some programs put before the first character must not hide the first marker."""

    @pytest.mark.parametrize(
        "raw",
        [
            "1.办好。\n2.设立。",
            pytest.param(
                "\ufeff1.办好。\n2.设立。", marks=pytest.mark.xfail(strict=True, reason="a mark hides the first marker")
            ),
            pytest.param(
                "1.办好。\n\u200b2.设立。", marks=pytest.mark.xfail(strict=True, reason="U+200B hides the marker")
            ),
        ],
    )
    def test_marker(self, raw: str) -> None:
        assert [item.text for item in read(raw).plan.items] == ["办好。", "设立。"]

    def test_title(self) -> None:
        assert read("\ufeff" + TOP + "1.办好。").plan.names["zh-Hans"] == "2031年工作计划"


class TestFingerprint:
    @given(st.text())
    def test_of_the_key(self, text: str) -> None:
        found = fingerprint(text)
        assert (found.length, found.sha256) == (len(text), sha256(fold(text)))
        assert found.trace == trace(fold(text))

    def test_of_copies_in_two_scripts(self) -> None:
        assert fingerprint("與“葡語國家”—合作") == fingerprint("与「葡语国家」－合作")

    def test_every_item_has_its_own(self) -> None:
        for item in read(TOP + "1.办好。\n2.").plan.items:
            assert item.fingerprint == fingerprint(item.text or "")


RAW = st.lists(
    st.sampled_from(
        '一二三、1.2。，“”＂" \t\u3000\n\r\f（）①第章附件：金融办好\ufeff\u200be\u0301\uf90a\u2fa6\ud800\ufffd'
    )
    | st.sampled_from(
        ("2031年工作计划\n", "\n一、", "\n（一）", "\n1.", "\n2.", "\n\n\n\n\n", "目录\n", "……3\n", "第1页\n")
    )
    | st.characters()
).map("".join)


def covers(reading: Reading) -> bool:
    place = 0
    for segment in reading.segments:
        if segment.span.start != place or not len(segment.span):
            return False
        place = segment.span.end
    return place == len(reading.source.text)


class TestPromises:
    @given(RAW)
    @example("\ufeff")
    @example("1.\n\n2.")
    @example("一、\n一、\n一、")
    @settings(max_examples=300)
    def test_any_text_is_read(self, raw: str) -> None:
        reading = read(raw)
        assert covers(reading)
        ids = [node.id for node in reading.nodes]
        assert len(ids) == len(set(ids))
        for item in reading.plan.items:
            text = item.text or ""
            assert unicodedata.is_normalized("NFC", text)
            assert not re.search("[\n\r\f]", text)
            assert reading.locate(item.id).span.end <= len(raw)
        for finding in reading.findings:
            assert finding.span is not None
            assert excerpt(reading.source, finding.span)
            assert str(finding)

    @given(RAW)
    def test_parse_gives_the_plan_or_one_kind_of_error(self, raw: str) -> None:
        reading = read(raw)
        if reading.plan.items:
            assert parse(raw) == reading.plan
        else:
            with pytest.raises(ParseError) as caught:
                parse(raw)
            assert caught.value.findings == reading.findings


class TestTime:
    """Documents of a size and a shape that nobody foresaw take no longer than they must."""

    @pytest.mark.parametrize(
        "raw",
        [
            TOP + "1." + "办好论坛，" * 20_000,
            TOP + "".join(f"{n}.办好。\n" for n in range(1, 3000)),
            TOP + "1.办好：\n" + "（1）设立。\n" * 3000,
            TOP + "1.办好" + "\n" * 20_000 + "论坛。",
            TOP + "1." + '"' * 5000,
            TOP + "1.e" + "\u0301" * 20_000,
            "计划（" * 5000,
            "\n".join(f"金融{chr(0x4E00 + n)}{chr(0x5E00 + n)}" for n in range(2000)),
            TOP + "1.办好" + " " * 40_000 + "论坛。",
            "1 " * 40_000 + "论坛",
            "目录\n" * 1000,
            "".join(f"{n % 9}\f" for n in range(5000)),
            TOP + "".join(f"{n % 5 + 1}.办好”。\f" for n in range(2000)),
        ],
        ids=[
            *("long line", "items", "points", "blank lines", "quotes", "accents", "titles", "preface", "spaces"),
            *("figures", "contents", "bare numbers", "findings"),
        ],
    )
    def test_seconds(self, raw: str) -> None:
        begun = time.process_time()
        read(raw)
        assert time.process_time() - begun < 5.0
