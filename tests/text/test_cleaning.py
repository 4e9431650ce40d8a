"""Cleaning: what is repaired and what is left alone, and the way back to the raw text."""

import copy
import pickle
import re
import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bri_macao.spans import Span
from bri_macao.text import Passage, Repair, clean
from bri_macao.text.cleaning import INVISIBLE
from bri_macao.text.folding import radicals


def lines_of(raw: str) -> list[Span]:
    """The lines of a raw text that have something on them, without the white space around them."""
    return [Span(found.start(), found.end()) for found in re.finditer(r"[^\s](?:[^\n\r\f]*[^\s])?", raw)]


def cleaned(raw: str) -> Passage:
    return clean(raw, lines_of(raw))


def repaired(raw: str) -> list[tuple[str, str, str]]:
    return [(repair.rule, repair.before, repair.after) for repair in cleaned(raw).repairs]


class TestRules:
    @pytest.mark.parametrize(
        ("raw", "text", "repairs"),
        [
            # line-wrap
            ("办好\n论坛", "办好论坛", [("line-wrap", "\n", "")]),
            ("办好 \r\n\r\n　论坛", "办好论坛", [("line-wrap", " \r\n\r\n　", "")]),
            ("Porto\nAzul", "Porto Azul", [("line-wrap", "\n", " ")]),
            # space
            ("办好 论坛", "办好论坛", [("space", " ", "")]),
            ("办好\u3000论坛", "办好论坛", [("space", "\u3000", "")]),
            ("办好 ，论坛", "办好，论坛", [("space", " ", "")]),
            ("Porto  Azul", "Porto Azul", [("space", "  ", " ")]),
            ("Porto\tAzul", "Porto Azul", [("space", "\t", " ")]),
            ("Porto\u00a0Azul", "Porto Azul", [("space", "\u00a0", " ")]),
            ("办好  BRI", "办好 BRI", [("space", "  ", " ")]),
            # ideograph
            ("\uf90a融", "金融", [("ideograph", "\uf90a", "金")]),
            ("\U0002f800", "丽", [("ideograph", "\U0002f800", "丽")]),
            # radical
            ("\u2fa6融", "金融", [("radical", "\u2fa6", "金")]),
            ("成\u2ed3", "成长", [("radical", "\u2ed3", "长")]),
            # quote
            ("“论坛＂", "“论坛”", [("quote", "＂", "”")]),
            ("＂论坛＂", "“论坛”", [("quote", "＂", "“"), ("quote", "＂", "”")]),
            ('"论坛"', "“论坛”", [("quote", '"', "“"), ("quote", '"', "”")]),
            ("＂论坛”", "“论坛”", [("quote", "＂", "“")]),
            ('“论坛"与＂基金”', "“论坛”与“基金”", [("quote", '"', "”"), ("quote", "＂", "“")]),
            # invisible
            ("论\u200b坛", "论坛", [("invisible", "\u200b", "")]),
            ("\ufeff论坛", "论坛", [("invisible", "\ufeff", "")]),
            ("论\u200b\u2060\u00ad坛", "论坛", [("invisible", "\u200b\u2060\u00ad", "")]),
            ("论\x00坛\x7f", "论坛", [("invisible", "\x00", ""), ("invisible", "\x7f", "")]),
            ("论\u202e坛\u202c", "论坛", [("invisible", "\u202e", ""), ("invisible", "\u202c", "")]),
            # surrogate
            ("论\ud800坛", "论\ufffd坛", [("surrogate", "\ud800", "\ufffd")]),
            # composition
            ("e\u0301poca", "época", [("composition", "e\u0301", "é")]),
            ("\u212b", "Å", [("composition", "\u212b", "Å")]),
            ("a\u0323\u0302", "ậ", [("composition", "a\u0323\u0302", "ậ")]),
            ("q\u0307\u0323", "q\u0323\u0307", [("composition", "q\u0307\u0323", "q\u0323\u0307")]),  # order alone
            ("\u1112\u1161\u11ab", "한", [("composition", "\u1112\u1161\u11ab", "한")]),
            ("\u09c7\u09be", "\u09cb", [("composition", "\u09c7\u09be", "\u09cb")]),
            ("\u3042\u3099か\u3099", "\u3042\u3099が", [("composition", "か\u3099", "が")]),
            # composition over what is only there once something else is gone
            ("e\u200b\u0301", "é", [("composition", "e\u200b\u0301", "é")]),
            ("\u1112\u200b\u1161", "하", [("composition", "\u1112\u200b\u1161", "하")]),
            (
                "“e\u200b\u0301＂",
                "“é”",
                [("composition", "e\u200b\u0301", "é"), ("quote", "＂", "”")],
            ),
            ("\uf90a e\u0301", "金 é", [("ideograph", "\uf90a", "金"), ("composition", "e\u0301", "é")]),
        ],
    )
    def test_rule(self, raw: str, text: str, repairs: list[tuple[str, str, str]]) -> None:
        assert cleaned(raw).text == text
        assert repaired(raw) == repairs

    @pytest.mark.parametrize(
        "raw",
        [
            "",
            "办好论坛，扩大金融。",
            "，。；：！？（）《》“”‘’—…·",  # NFC, not NFKC: full width stays
            "ＢＲＩ２０３１",
            "與葡語國家",
            "Porto Azul",
            "办好 BRI 论坛",  # a space between Chinese and Latin is the writer's
            "第 3 届",
            "①⑵㈠",
            "2031—2035",
            "época",
            "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩",  # twelve that look like compatibility ideographs and are none
            "\ufffd",
            "\u1161",  # a vowel that nothing comes before
            "\u0301",
        ],
    )
    def test_nothing_is_repaired_where_nothing_is_wrong(self, raw: str) -> None:
        assert cleaned(raw).text == raw
        assert cleaned(raw).repairs == ()

    @pytest.mark.parametrize("radical", sorted(radicals())[::10])
    def test_every_radical(self, radical: str) -> None:
        assert repaired(radical) == [("radical", radical, radicals()[radical])]

    def test_every_compatibility_ideograph(self) -> None:
        for code in (*range(0xF900, 0xFADA), *range(0x2F800, 0x2FA1E)):
            character = chr(code)
            plain = unicodedata.normalize("NFC", character)
            wanted = [("ideograph", character, plain)] if plain != character else []
            assert repaired(f"中{character}文") == wanted, hex(code)


class TestJoins:
    @pytest.mark.parametrize(
        ("raw", "text"),
        [
            ("办好\n论坛", "办好论坛"),
            ("办好\nBRI", "办好BRI"),
            ("BRI\n论坛", "BRI论坛"),
            ("办好，\nBRI", "办好，BRI"),
            ("Porto\nAzul", "Porto Azul"),
            ("Porto,\nAzul", "Porto, Azul"),
            ("Porto\n, Azul", "Porto, Azul"),
            ("(Porto\n) Azul", "(Porto) Azul"),
            ("Coope-\nration", "Coope-ration"),  # whose the hyphen is, nobody knows
            ("and/\nor", "and/or"),
            ("2031\n年", "2031年"),
            ("2031\n2035", "2031 2035"),
            ("2.\n5亿元", "2.5亿元"),  # torn decimals
            ("2\n.5亿元", "2.5亿元"),
            ("2．\n5亿元", "2．5亿元"),
            ("15\n%", "15%"),
            ("Wi.\nFi", "Wi. Fi"),
            ("办\n好\n论\n坛", "办好论坛"),
            ("é\nazul", "é azul"),
        ],
    )
    def test_what_stands_between_two_lines(self, raw: str, text: str) -> None:
        assert cleaned(raw).text == text

    def test_a_soft_hyphen_goes_and_joins(self) -> None:
        assert cleaned("Coope\u00ad\nration").text == "Cooperation"

    def test_lines_that_touch_need_no_repair(self) -> None:
        passage = clean("办好。论坛", [Span(0, 3), Span(3, 5)])
        assert (passage.text, passage.repairs) == ("办好。论坛", ())

    def test_what_lies_behind_the_gap_is_not_the_passages(self) -> None:
        raw = "办好\n- 2 -\n论坛"
        passage = clean(raw, [Span(0, 2), Span(9, 11)], [3, 11])
        assert passage.text == "办好论坛"
        assert passage.repairs == (Repair("line-wrap", Span(2, 3), "\n", ""),)

    def test_a_gap_that_ends_beyond_the_next_line_begins_there(self) -> None:
        passage = clean("办好\n论坛", [Span(0, 2), Span(3, 5)], [99])
        assert passage.repairs == (Repair("line-wrap", Span(2, 3), "\n", ""),)


class TestSpaces:
    @pytest.mark.parametrize(
        ("raw", "text"),
        [
            pytest.param("金 \u200b融", "金融"),
            pytest.param("a \u200b b", "a b"),
            pytest.param('金 "融"', "金“融”"),
            pytest.param('"金"\n"融"', "“金”“融”"),
        ],
    )
    def test_beside_other_repairs(self, raw: str, text: str) -> None:
        assert cleaned(raw).text == text


class TestQuotes:
    @pytest.mark.parametrize(
        ("raw", "text"),
        [
            ("“论\n坛＂", "“论坛”"),  # open over the end of the line
            ("＂论\n坛＂\n与＂基\n金＂", "“论坛”与“基金”"),
            ("“论坛”＂基金＂", "“论坛”“基金”"),
            ("“论坛＂基金”", "“论坛”基金”"),
            ("论坛＂", "论坛＂"),  # nothing to pair it with: a finding, not a repair
            ("＂论坛", "＂论坛"),
            ('"', '"'),
            ("＂论坛＂基金＂", "“论坛”基金＂"),
            ("＂论坛\n基金”", "“论坛基金”"),  # its partner is on the next line
            ("‘论坛＇", "‘论坛＇"),  # single quotes are left alone
            ("", ""),
        ],
    )
    def test_as_the_open_quotes_tell(self, raw: str, text: str) -> None:
        assert cleaned(raw).text == text

    @given(st.lists(st.sampled_from(("“论坛”", "＂论坛＂", '"论坛"', "“论坛＂", "基金", "\n基金")), max_size=12))
    def test_pairs_stay_pairs(self, parts: list[str]) -> None:
        text = cleaned("".join(parts)).text
        assert re.fullmatch("(?:“论坛”|基金)*", text)


class TestRawSpan:
    # 0 办 1 好 2 \n 3 ＂ 4 论 5 \u200b 6 坛 7 ＂ 8 e 9 \u0301 10 space 11 融
    RAW = "办好\n＂论\u200b坛＂e\u0301 融"

    @pytest.mark.parametrize(
        ("span", "raw"),
        [
            (Span(0, 2), Span(0, 2)),  # kept
            (Span(1, 2), Span(1, 2)),
            (Span(2, 3), Span(3, 4)),  # a quote
            (Span(3, 5), Span(4, 7)),  # over what has gone
            (Span(3, 4), Span(4, 5)),
            (Span(5, 6), Span(7, 8)),
            (Span(6, 7), Span(8, 10)),  # a composition, whole
            (Span(7, 8), Span(10, 11)),
            (Span(1, 9), Span(1, 12)),
            (Span(0, 9), Span(0, 12)),
            (Span(9, 9), Span(12, 12)),  # the end
            (Span(4, 4), Span(6, 6)),  # an empty span is a place
            (Span(20, 30), Span(12, 12)),  # beyond the end
            (Span(8, 30), Span(11, 12)),
        ],
    )
    def test_through_every_kind_of_piece(self, span: Span, raw: Span) -> None:
        passage = cleaned(self.RAW)
        assert passage.text == "办好“论坛”é 融"
        assert passage.raw_span(span) == raw

    def test_of_nothing(self) -> None:
        assert clean("办好", []).raw_span(Span(0, 0)) == Span(0, 0)

    def test_pieces_lie_side_by_side(self) -> None:
        passage = cleaned(self.RAW)
        assert [piece.span for piece in passage.pieces] == [
            *(Span(0, 2), Span(2, 3), Span(3, 4), Span(4, 5), Span(5, 6), Span(6, 7), Span(7, 8), Span(8, 10)),
            *([Span(10, 11), Span(11, 12)] if len(passage.repairs) == 6 else [Span(10, 12)]),
        ]


RAW = st.lists(
    st.sampled_from("金融办好，。“”＂\"' \t\u3000aBé-/.,5e\u0301\u0323\u200b\ufeff\u00ad\uf90a\u2fa6\ud800\n\r\f")
    | st.sampled_from(("\u1112\u1161\u11ab", "\r\n", "2.\n5", "か\u3099", "\u09c7\u09be", "\u212b"))
    | st.characters()
).map("".join)


class TestPromises:
    @given(RAW)
    @example("e\u200b\u0301\u200b\u0323")
    @example("\u1112\u1161\n\u11ab")
    def test_clean_text_is_nfc_on_one_line(self, raw: str) -> None:
        text = cleaned(raw).text
        assert unicodedata.is_normalized("NFC", text)
        assert not re.search("[\n\r\f\ud800-\udfff\u200b\ufeff\uf900-\ufa0d]", text)

    @given(RAW)
    def test_pieces_make_the_text_and_cover_the_lines(self, raw: str) -> None:
        passage = cleaned(raw)
        parts = [piece.span.of(raw) if piece.repair is None else piece.repair.after for piece in passage.pieces]
        assert "".join(parts) == passage.text
        assert [piece.start for piece in passage.pieces] == [len("".join(parts[:i])) for i in range(len(parts))]
        covered = [offset for piece in passage.pieces for offset in range(piece.span.start, piece.span.end)]
        assert covered == sorted(set(covered))
        assert {offset for line in lines_of(raw) for offset in range(line.start, line.end)} <= set(covered)

    @given(RAW)
    def test_repairs_say_what_stood_there(self, raw: str) -> None:
        for repair in cleaned(raw).repairs:
            assert repair.before == repair.span.of(raw) != repair.after

    @given(RAW, st.data())
    def test_raw_spans_keep_order_and_what_was_kept(self, raw: str, data: st.DataObject) -> None:
        passage = cleaned(raw)
        assume(passage.text)
        start = data.draw(st.integers(0, len(passage.text) - 1))
        end = data.draw(st.integers(start + 1, len(passage.text)))
        found = passage.raw_span(Span(start, end))
        assert 0 <= found.start < found.end <= len(raw)
        assert passage.raw_span(Span(0, end)).contains(found)
        if not any(repair.span.overlaps(found) for repair in passage.repairs):
            assert found.of(raw) == passage.text[start:end]

    @given(RAW)
    def test_kept_pieces_are_not_altered_in_meaning(self, raw: str) -> None:
        """Nothing but white space and what cannot be seen is ever lost."""

        def seen(text: str) -> str:
            bare = re.sub(rf"[\s{INVISIBLE}]", "", text)
            bare = re.sub("[\ud800-\udfff]", "\ufffd", bare)
            bare = re.sub('[“”＂"]', '"', bare)
            return unicodedata.normalize("NFC", "".join(radicals().get(c, c) for c in bare))

        assert seen(cleaned(raw).text) == seen(raw)

    def test_copies_are_equal_also_after_use(self) -> None:
        passage = cleaned(TestRawSpan.RAW)
        passage.raw_span(Span(0, 1))
        for other in (pickle.loads(pickle.dumps(passage)), copy.copy(passage), copy.deepcopy(passage)):
            assert (other, hash(other)) == (passage, hash(passage))

    def test_repr_is_short(self) -> None:
        assert repr(cleaned("办 好" + "金融" * 99)) == f"<Passage {'办好' + '金融' * 11!r}, 1 repairs>"
