"""Fonts: which are taken, what they cannot show, and how lines are broken and cut."""

import pickle
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bri_macao.errors import BriMacaoError
from bri_macao.model import LANGUAGES
from bri_macao.pages import Language
from bri_macao.plans import load_plan
from bri_macao.plot import PICTURES, MissingFont, _fonts, matrix
from bri_macao.plot._fonts import Typeface

LATIN = Typeface(("DejaVu Sans",), chinese=False)


def install(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    manager = SimpleNamespace(ttflist=[SimpleNamespace(name=name) for name in names])
    monkeypatch.setattr(_fonts, "fontManager", manager)


class TestChoice:
    @pytest.mark.parametrize(
        ("installed", "language", "families"),
        [
            (("Noto Sans CJK SC", "Noto Sans CJK HK"), "zh-Hant", ("Noto Sans CJK HK", "DejaVu Sans")),
            (("Noto Sans CJK SC", "Noto Sans CJK HK"), "zh-Hans", ("Noto Sans CJK SC", "DejaVu Sans")),
            (("Noto Sans CJK SC", "Noto Sans CJK HK"), "en", ("DejaVu Sans", "Noto Sans CJK SC")),
            (("Microsoft YaHei", "Microsoft JhengHei"), "zh-Hant", ("Microsoft JhengHei", "DejaVu Sans")),
            (("WenQuanYi Micro Hei",), "zh-Hant", ("WenQuanYi Micro Hei", "DejaVu Sans")),
            (("Noto Sans CJK JP", "SimHei"), "zh-Hans", ("SimHei", "DejaVu Sans")),
            (("Noto Sans CJK JP",), "zh-Hans", ("Noto Sans CJK JP", "DejaVu Sans")),
            (("Some Latin",), "zh-Hans", ("DejaVu Sans",)),
            ((), "pt", ("DejaVu Sans",)),
        ],
    )
    def test_is_the_region_s_first(
        self,
        installed: tuple[str, ...],
        language: Language,
        families: tuple[str, ...],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        install(monkeypatch, *installed)
        face = Typeface.of(language)
        assert (face.families, face.chinese) == (families, len(families) == 2)


class TestMissingFont:
    @pytest.mark.parametrize("kind", PICTURES)
    @pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
    def test_is_told_with_advice(self, kind: str, language: Language, monkeypatch: pytest.MonkeyPatch) -> None:
        install(monkeypatch, "DejaVu Sans")
        with pytest.raises(MissingFont, match="install one for Chinese, such as Noto Sans CJK") as caught:
            PICTURES[kind](load_plan(2023), language=language)
        assert isinstance(caught.value, BriMacaoError)
        assert caught.value.character in str(caught.value)

    @pytest.mark.parametrize("language", ["en", "pt"])
    def test_others_do_without(self, language: Language, monkeypatch: pytest.MonkeyPatch) -> None:
        install(monkeypatch, "DejaVu Sans")
        assert matrix(load_plan(2023), language=language).svg()

    def test_can_be_pickled(self) -> None:
        assert str(pickle.loads(pickle.dumps(MissingFont("澳")))) == str(MissingFont("澳"))


class TestWritten:
    @pytest.mark.parametrize(
        ("text", "written"),
        [
            ("plain ⟨ações⟩ …", "plain ⟨ações⟩ …"),
            ("\U000104a0", "⟨U+104A0⟩"),  # Osmanya, which neither font has
            ("a\ufdd0", "a⟨U+FDD0⟩"),  # no character at all
            ("\U0001f6a2", "⟨U+1F6A2⟩"),  # a ship: wide, and still nothing that a Chinese font has
        ],
    )
    def test_what_no_font_has_is_named(self, text: str, written: str) -> None:
        assert LATIN.written(text) == written

    @pytest.mark.parametrize("text", ["澳", "a（b", "カ", "\uf98a"])
    def test_but_not_chinese(self, text: str) -> None:
        with pytest.raises(MissingFont):
            LATIN.written(text)

    @pytest.mark.usefixtures("chinese")
    def test_rare_characters_are_named_where_there_is_a_chinese_font(self) -> None:
        assert Typeface.of("zh-Hant").written("澳\U0003fffd") == "澳⟨U+3FFFD⟩"

    def test_nobody_reads_a_book_in_a_label(self) -> None:
        assert LATIN.written("a" * 10**6) == "a" * 600 + "…"


class TestWidth:
    def test_is_in_proportion(self) -> None:
        assert LATIN.width("boat", 16) == pytest.approx(2 * LATIN.width("boat", 8))
        assert LATIN.width("boat", 8, bold=True) > LATIN.width("boat", 8)

    @pytest.mark.usefixtures("chinese")
    def test_of_a_chinese_character_is_an_em(self) -> None:
        assert Typeface.of("zh-Hant").width("澳門", 10) == pytest.approx(20)

    def test_of_a_column_is_that_of_its_widest_and_a_gap(self) -> None:
        assert LATIN.column(["boat", "boats"], 8) == LATIN.width("boats", 8) + 12
        assert LATIN.column(["boat" * 100], 8) == 262


class TestLines:
    def test_break_at_spaces_and_after_hyphens(self) -> None:
        width = LATIN.width("harbour-", 8) + 1
        assert LATIN.wrapped("harbour-master of the boats", width, 9, 8) == ("harbour-", "master", "of the", "boats")

    def test_break_in_words_that_are_too_long(self) -> None:
        width = LATIN.width("mmm", 8)
        assert LATIN.wrapped("mmmmm i", width, 9, 8) == ("mmm", "mm i")

    @pytest.mark.usefixtures("chinese")
    def test_break_between_characters_but_not_before_what_closes(self) -> None:
        face = Typeface.of("zh-Hant")
        assert face.wrapped("港口燈，塔（新）。", 25, 9, 8) == ("港口", "燈，塔", "（新）", "。")
        assert face.wrapped("港口燈，塔（新）。", 33, 9, 8) == ("港口燈，", "塔", "（新）。")

    def test_that_have_no_room_end_in_dots(self) -> None:
        width = LATIN.width("the boats…", 8)
        assert LATIN.wrapped("the boats of the harbour", width, 1, 8) == ("the boats…",)
        assert LATIN.wrapped("the boats of the harbour", width, 2, 8) == ("the boats", "of the ha…")

    @pytest.mark.parametrize("text", ["", "  "])
    def test_of_nothing_there_is_none(self, text: str) -> None:
        assert LATIN.wrapped(text, 50, 3, 8) == ()

    @given(st.text(st.sampled_from("abm -,.é"), max_size=40), st.integers(20, 90), st.integers(1, 4))
    def test_fit_and_lose_nothing_but_what_is_cut(self, text: str, width: int, most: int) -> None:
        lines = LATIN.wrapped(text, width, most, 8)
        assert len(lines) <= most
        assert all(LATIN.width(line, 8) <= width for line in lines)
        said, plain = "".join(lines).replace(" ", ""), text.replace(" ", "")
        assert said == plain or (said.endswith("…") and plain.startswith(said[:-1]))


def test_the_languages_are_those_of_documents() -> None:
    assert {Typeface.of(language).families[-1] for language in ("zh-Hans", "zh-Hant")} == {"DejaVu Sans"}
    assert set(LANGUAGES) == {"zh-Hans", "zh-Hant", "pt", "en"}
