"""Folding: the key layer, one code point to one."""

import hashlib
import re
import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bri_macao.text import _variants, compact, fold, script_of, stray
from bri_macao.text.folding import FORMS, SUPPLEMENT, fingerprint_digit, radicals, sha256, trace


def code_of(form: str) -> str:
    return f"U+{ord(form[0]):04X}"


class TestWholeRange:
    @pytest.mark.parametrize("plane", range(17))
    def test_one_code_point_to_one_and_idempotent(self, plane: int) -> None:
        every = "".join(map(chr, range(plane << 16, (plane + 1) << 16)))
        key = fold(every)
        assert len(key) == len(every)
        assert fold(key) == key

    @given(st.text(), st.text())
    def test_no_character_minds_its_neighbours(self, one: str, other: str) -> None:
        assert fold(one + other) == fold(one) + fold(other)

    @given(st.text())
    def test_as_long_as_the_text(self, text: str) -> None:
        assert len(fold(text)) == len(text)


class TestForms:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("中國—葡語國家", "中国－葡语国家"),
            ("“一帶一路”", "「一带一路」"),
            ("“一帶一路”", "＂一帶一路＂"),
            ("‘大橋’", "『大桥』"),
            ("ＢＲＩ２０３１", "bri2031"),
            ("Ágil", "ágil"),
            ("Δ", "δ"),
            ("（一）", "(一)"),
            ("【注】", "[注]"),
            ("〔2031〕", "[2031]"),
            ("〈論〉《壇》", "<论><坛>"),
            ("东·西", "东•西"),
            ("东・西", "东‧西"),
            ("，：；！？", ",:;!?"),
            ("2031～2035", "2031~2035"),
            ("2031‑2035", "2031-2035"),
            ("二○三一", "二〇三一"),
            ("论、坛。", "论､坛｡"),
            ("a\u3000b\u2009c", "a b c"),
            pytest.param("a\u00a0b", "a b"),
            pytest.param("«Lusofonia»", "“Lusofonia”"),
            ("1／2", "1/2"),
            ("⾦融", "金融"),
            ("成⻓", "成长"),
            ("成⾧", "成长"),  # through two steps: ⾧ is 長, and that is 长
            ("\uf90a\uf9e4", "金理"),
            ("\U0002f800", "丽"),
            ("㆒", "㆒"),  # not folded: kanbun marks are none of ours
        ],
    )
    def test_have_the_same_key(self, one: str, other: str) -> None:
        assert fold(one) == fold(other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("，", "。"),
            ("“", "《"),
            ("(", "["),
            ("'", '"'),
            ("1", "一"),
            ("é", "e"),
            ("、", ","),
            ("\n", " "),
            ("\f", " "),
            ("İ", "i"),  # its lower case has two code points
            ("ﬁ", "f"),
        ],
    )
    def test_have_not(self, one: str, other: str) -> None:
        assert fold(one) != fold(other)

    @pytest.mark.parametrize("form", [pytest.param(form) if form[0] in '"~' else form for form in FORMS], ids=code_of)
    def test_every_form_of_a_line_folds_to_its_first(self, form: str) -> None:
        assert set(fold(form)) == {fold(form[0])}

    def test_what_has_a_meaning_for_lines_stays(self) -> None:
        breaks = "\n\r\f\v\x1c\x1d\x1e\x85\u2028\u2029"
        assert fold(breaks) == breaks


class TestVariants:
    def test_pairs(self) -> None:
        assert len(_variants.TRADITIONAL) == len(_variants.SIMPLIFIED)
        assert len(set(_variants.TRADITIONAL)) == len(_variants.TRADITIONAL)
        assert fold(_variants.TRADITIONAL) == fold(_variants.SIMPLIFIED)

    @pytest.mark.parametrize(
        ("traditional", "simplified"),
        [
            ("聯席會議", "联席会议"),
            ("專業委員會", "专业委员会"),
            ("國際貿易單一窗口", "国际贸易单一窗口"),
            ("與葡語國家金融合作", "与葡语国家金融合作"),
            ("舉辦論壇", "举办论坛"),
            ("內地與澳門", "内地与澳门"),
        ],
    )
    def test_words(self, traditional: str, simplified: str) -> None:
        assert fold(traditional) == simplified
        assert fold(simplified) == simplified


class TestRadicals:
    def test_every_one_is_a_single_character_of_its_own(self) -> None:
        table = radicals()
        assert len(table) == 214 + len(SUPPLEMENT)
        assert all(len(new) == 1 and unicodedata.category(new) == "Lo" for new in table.values())
        assert not table.keys() & set(table.values())

    @given(st.sampled_from(sorted(radicals())))
    def test_folds_like_the_character(self, radical: str) -> None:
        assert fold(radical) == fold(radicals()[radical])


class TestCompact:
    @pytest.mark.parametrize(
        ("text", "key", "places"),
        [
            ("", "", []),
            ("港口论坛", "港口论坛", [0, 1, 2, 3]),
            ("港口 论坛", "港口论坛", [0, 1, 3, 4]),
            ("港  口\u3000\u2009论坛", "港口论坛", [0, 3, 6, 7]),
            (" 港口 ", "港口", [1, 2]),
            ("港口 BRI 论坛", "港口bri论坛", [0, 1, 3, 4, 5, 7, 8]),
            ("第 6 届", "第6届", [0, 2, 4]),
            ("Fórum Macau", "fórum macau", list(range(11))),
            ("Fórum  Macau 年会", "fórum  macau年会", [*range(12), 13, 14]),
            (" BRI ", " bri ", [0, 1, 2, 3, 4]),
            ("6 届 7", "6届7", [0, 2, 4]),
            ("， 港", ",港", [0, 2]),
            ("港 ，", "港,", [0, 2]),
            ("，  。", ",  。", [0, 1, 2, 3]),  # not beside a Chinese character
            ("港\n 口\t论", "港\n口\t论", [0, 1, 3, 4, 5]),  # what has a meaning for lines stays
            ("\u3400 x", "\u3400x", [0, 2]),
            ("x \u9fff", "x\u9fff", [0, 2]),
            ("a \U00020bb7", "a \U00020bb7", [0, 1, 2]),
            ("\ud800 港", "\ud800港", [0, 2]),
        ],
    )
    def test_table(self, text: str, key: str, places: list[int]) -> None:
        found, origin = compact(fold(text))
        assert (found, [*origin]) == (key, places)

    @given(st.text(st.sampled_from("港口 \u3000\n，ab") | st.characters()))
    def test_leaves_out_spaces_alone(self, text: str) -> None:
        key = fold(text)
        found, origin = compact(key)
        assert found == "".join(key[place] for place in origin)
        assert [*origin] == sorted(set(origin))
        assert found.replace(" ", "") == key.replace(" ", "")

    @given(st.text(st.sampled_from("港口 ，ab") | st.characters()))
    def test_of_what_is_compact_already(self, text: str) -> None:
        found, _ = compact(fold(text))
        assert compact(found) == (found, range(len(found)))

    @given(st.text(st.sampled_from("港口 ，ab")), st.data())
    def test_copies_that_differ_by_spaces_beside_chinese(self, text: str, data: st.DataObject) -> None:
        def spaced(sign: str) -> str:
            return f"{data.draw(blanks)}{sign}{data.draw(blanks)}" if sign in "港口" else sign

        blanks = st.text(" \u3000", max_size=2)
        assert compact(fold("".join(map(spaced, text))))[0] == compact(fold(text))[0]


class TestScript:
    @pytest.mark.parametrize(
        ("text", "script"),
        [
            ("", "zh-Hans"),
            ("BRI 2031", "zh-Hans"),
            ("工作", "zh-Hans"),  # the same in both
            ("葡语国家", "zh-Hans"),
            ("葡語國家", "zh-Hant"),
            ("內地与葡语国家", "zh-Hans"),  # one 內 does not make it Traditional
            ("国國", "zh-Hans"),
            ("国國語", "zh-Hant"),
            ("国国国国國語", "zh-Hant"),  # kinds of characters count, not how often each comes
        ],
    )
    def test_by_majority(self, text: str, script: str) -> None:
        assert script_of(text) == script


class TestStray:
    @pytest.mark.parametrize("script", ["zh-Hans", "zh-Hant"])
    @given(st.text(st.sampled_from("?？|—“é\u00ca\u0304\ud800𠀀中內内台臺后後湾灣面")))
    def test_what_the_other_script_alone_has(self, script: Literal["zh-Hans", "zh-Hant"], text: str) -> None:
        alone = "內臺灣" if script == "zh-Hans" else "内湾"
        assert stray(text, script) == "".join(dict.fromkeys(found for found in text if found in alone))


class TestDigests:
    def test_sha256(self) -> None:
        assert sha256("金融") == hashlib.sha256("金融".encode()).hexdigest()

    def test_a_lone_surrogate_is_hashed_all_the_same(self) -> None:
        assert re.fullmatch("[0-9a-f]{64}", sha256("\udc00"))

    @given(st.text())
    def test_trace_has_a_digit_for_each_code_point(self, text: str) -> None:
        assert re.fullmatch("[0-9a-f]*", trace(fold(text)))
        assert len(trace(fold(text))) == len(text)

    def test_trace_is_stable(self) -> None:
        # Bundled plans hold traces: another hash would need another version of the data.
        assert trace(fold("聯席會議 2031")) == trace(fold("联席会议　２０３１")) == "a23acea84"

    def test_digits_are_spread(self) -> None:
        digits = [fingerprint_digit(chr(code)) for code in range(0x4E00, 0x9FFF)]
        counts = [digits.count(digit) for digit in "0123456789abcdef"]
        assert max(counts) < 1.1 * min(counts)
