"""Two texts word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bri_macao.comparison import Stretch, words
from bri_macao.text import _variants, compact, fold

TO_TRADITIONAL = str.maketrans(_variants.SIMPLIFIED, _variants.TRADITIONAL)

texts = st.text(st.sampled_from("争取举办论坛海洋茶叶 ab1，。〇İ\n"), max_size=24) | st.text(max_size=8)


def shown(found: tuple[Stretch, ...]) -> str:
    return "".join(f"[{one.old}|{one.new}]" if one.changed else one.new for one in found)


class TestWords:
    @pytest.mark.parametrize(
        ("old", "new", "expected"),
        [
            ("", "", ""),
            ("", "论坛", "[|论坛]"),
            ("论坛", "", "[论坛|]"),
            ("办好论坛。", "办好论坛。", "办好论坛。"),
            # Verbs that begin alike are two words, not one character that differs.
            ("举办论坛", "举行论坛", "[举办|举行]论坛"),
            ("争取设立基金", "落實設立基金", "[争取|落實]設立基金"),
            # Latin words and numbers are whole.
            ("第16届MIF年会", "第17届MIECF年会", "第[16届MIF|17届MIECF]年会"),
            # Copies differ about spaces beside Chinese characters; that is no change, and they stay.
            ("成立 20 周年", "成立20周年", "成立20周年"),
            ("成立20周年", "成立 20 周年", "成立 20 周年"),
            ("new fund", "new big fund", "new [|big ]fund"),
            # A character between two changes is chance.
            ("甲乙和丙丁", "戊己和庚辛", "[甲乙和丙丁|戊己和庚辛]"),
            ("甲乙，丙丁", "戊己，庚辛", "[甲乙|戊己]，[丙丁|庚辛]"),
            ("a fair", "two fairs", "[a fair|two fairs]"),
        ],
    )
    def test_table(self, old: str, new: str, expected: str) -> None:
        assert shown(words(old, new)) == expected

    def test_very_long_texts_are_one_stretch(self) -> None:
        long = "论坛" * 500_000
        assert words(long, "论坛") == (Stretch(long, "论坛", changed=True),)
        assert [one.changed for one in words(long, long.translate(TO_TRADITIONAL))] == [False]

    def test_names_are_whole(self) -> None:
        assert shown(words("在葡萄牙举办", "在葡語國家舉辦", ["葡萄牙", "葡語國家", ""])) == "在[葡萄牙|葡語國家]舉辦"

    @given(texts, texts)
    def test_stretches_are_all_of_both(self, old: str, new: str) -> None:
        found = words(old, new)
        assert "".join(one.old for one in found) == old
        assert "".join(one.new for one in found) == new
        assert all(one.old or one.new for one in found)
        assert all(
            compact(fold(one.old))[0].strip() == compact(fold(one.new))[0].strip() for one in found if not one.changed
        )

    @given(texts, texts)
    def test_mirrored(self, old: str, new: str) -> None:
        assert words(new, old) == tuple(one.reversed() for one in words(old, new))

    @given(texts)
    def test_a_traditional_copy_is_no_change(self, text: str) -> None:
        assert not any(one.changed for one in words(text, text.translate(TO_TRADITIONAL)))
