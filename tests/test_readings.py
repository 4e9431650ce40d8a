"""Readings: where things stand in the raw text, and what each stretch of it belongs to."""

import copy
import pickle

import attrs
import pytest

from bri_macao.errors import UnknownId
from bri_macao.parsing import read
from bri_macao.readings import Furniture, Location, Segment
from bri_macao.spans import Span

TOP = "2031年工作计划\n一、金融\n"


class TestReading:
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
