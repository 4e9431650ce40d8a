"""Excerpts: the caret stands under the character that is meant, however wide the characters before it are."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bri_macao.spans import Span
from bri_macao.text import Source, excerpt, width


def parts(shown: str) -> tuple[str, int, int]:
    """The line shown, the columns before the first caret, and the number of carets."""
    above, below = shown.split("\n")
    label, _, line = above.partition(" | ")
    blank, _, carets = below.partition(" | ")
    assert blank == " " * len(label)
    assert set(carets) <= set(" ^")
    return line, len(carets) - len(carets.lstrip()), carets.count("^")


class TestWidth:
    @pytest.mark.parametrize(
        ("text", "columns"),
        [
            ("", 0),
            ("BRI", 3),
            ("一带", 4),
            ("，", 2),
            ("Ｂ", 2),  # full-width
            ("ｱ", 1),  # half-width
            ("é", 1),
            ("e\u0301", 1),  # a combining accent
            ("\u200b\ufeff\x1b\t", 0),
            ("\U00020000", 2),
            ("“”—…", 4),  # ambiguous: narrow
        ],
    )
    def test_width(self, text: str, columns: int) -> None:
        assert width(text) == columns

    @given(st.text(), st.text())
    def test_adds_up(self, one: str, other: str) -> None:
        assert width(one + other) == width(one) + width(other)


class TestCaret:
    @pytest.mark.parametrize(
        ("text", "span", "line", "column", "carets"),
        [
            ("一、金融\n3.贸易", Span(5, 7), "3.贸易", 0, 2),
            ("BRI", Span(1, 2), "BRI", 1, 1),
            ("中国BRI", Span(2, 4), "中国BRI", 4, 2),
            ("中国BRI", Span(1, 3), "中国BRI", 2, 3),
            ("a中b", Span(1, 2), "a中b", 1, 2),
            ("e\u0301中b", Span(3, 4), "e中b", 3, 1),  # marks that take no column are not printed
            ("\u200b中", Span(1, 2), "中", 0, 2),
            ("中\u200b", Span(1, 2), "中", 2, 1),  # nothing to see: one caret all the same
            ("\t中", Span(1, 2), " 中", 1, 2),
            ("a\x1b[31m中", Span(6, 7), "a[31m中", 5, 2),  # no colours from a document
            ("\u3000中", Span(1, 2), " 中", 1, 2),
            ("中\u202e文", Span(2, 3), "中文", 2, 2),
            ("中文", Span(1, 1), "中文", 2, 1),  # an empty span is a place
            ("中文", Span(2, 2), "中文", 4, 1),  # the end of the line
            ("中文\n经贸", Span(2, 3), "中文", 4, 1),  # the line break itself
            ("中文\r\n经贸", Span(3, 4), "中文", 4, 1),
            ("中文\n经贸", Span(1, 5), "中文", 2, 2),  # on to the next line
            ("中文", Span(9, 12), "中文", 4, 1),  # beyond the end
            ("", Span(0, 0), "", 0, 1),
        ],
    )
    def test_stands_under_the_place(self, text: str, span: Span, line: str, column: int, carets: int) -> None:
        assert parts(excerpt(Source(text), span)) == (line, column, carets)

    def test_the_label_is_the_number_of_the_line(self) -> None:
        assert excerpt(Source("\n" * 99 + "中文"), Span(100, 101)) == "100 | 中文\n    |   ^^"

    @given(
        st.text(st.sampled_from("中文BRI，é\u0301\u200b \t"), max_size=30),
        st.text(st.sampled_from("中文BRI，é"), min_size=1, max_size=6),
        st.text(st.sampled_from("中文BRI，é\u0301\u200b \t\n"), max_size=30),
    )
    def test_columns_are_those_before_the_place(self, before: str, marked: str, after: str) -> None:
        line, column, carets = parts(excerpt(Source(before + marked + after), Span(len(before), len(before + marked))))
        assert column == width(before.replace("\t", " "))
        assert carets == width(marked)
        assert width(line[: len(line)]) >= column + carets


class TestLongLines:
    @pytest.mark.parametrize(
        ("length", "cut"), [(10, False), (48, False), (49, True), (95, True), (97, True), (5000, True)]
    )
    def test_cut_where_there_is_no_room(self, length: int, *, cut: bool) -> None:
        line, _, _ = parts(excerpt(Source("中" * length), Span(length // 2, length // 2 + 1)))
        assert ("…" in line) is cut
        assert width(line) <= 102

    @pytest.mark.parametrize(
        ("start", "left", "right"), [(0, False, True), (500, True, True), (999, True, False)], ids=str
    )
    def test_cut_on_the_side_that_goes_on(self, start: int, *, left: bool, right: bool) -> None:
        line, column, carets = parts(excerpt(Source("中" * 1000), Span(start, start + 1)))
        assert (line.startswith("…"), line.endswith("…")) == (left, right)
        assert carets == 2
        assert width(line[: line.index("中")]) + 2 * line[: column // 2 + 1].count("中") >= column

    def test_a_long_span_is_cut_too(self) -> None:
        line, column, carets = parts(excerpt(Source("中" * 10 + "文" * 400 + "国" * 10), Span(10, 410)))
        assert line == "中" * 10 + "文" * 16 + "…" + "国" * 10
        assert (column, carets) == (20, 33)

    def test_a_span_to_the_very_end_of_a_long_line(self) -> None:
        line, column, carets = parts(excerpt(Source("中" * 1000), Span(1000, 1000)))
        assert line == "…" + "中" * 16
        assert (column, carets) == (33, 1)

    @pytest.mark.parametrize("where", [0, 1_500_000, 2_999_999])
    def test_megabytes_are_quick(self, where: int) -> None:
        source = Source("中文" * 1_500_000)
        begun = time.process_time()
        shown = excerpt(source, Span(where, where + 1_000_000))
        assert len(shown) < 400
        assert time.process_time() - begun < 1.0


class TestSafety:
    def test_what_is_shown_can_be_printed(self) -> None:
        assert excerpt(Source("中\ud800文"), Span(0, 1)).encode()

    @given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(0, 40), st.integers(0, 40))
    def test_two_lines_without_control_characters(self, text: str, start: int, size: int) -> None:
        shown = excerpt(Source(text), Span(start, start + size))
        assert [c for c in shown.replace("\n", "", 1) if c.isspace() and c != " "] == []
        assert all(c.isprintable() or width(c) for c in shown.replace("\n", "", 1))
        assert len(shown.splitlines()) == 2
