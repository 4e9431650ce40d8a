"""What documents for people are made of: blocks, anchors, voices, and the fixed words of four languages."""

from datetime import date
from itertools import permutations
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bri_macao.errors import DumpError, InvalidValue, UnknownId
from bri_macao.model import (
    LANGUAGES,
    Aspect,
    Comparison,
    MechanismKind,
    Name,
    Names,
    PartialDate,
    PartnerKind,
    Period,
    PolicyArea,
)
from bri_macao.pages import WORDING, Heading, Language, Quote, Run, Voice
from bri_macao.pages.anchors import anchors
from bri_macao.strategies import names


def text(*runs: Run) -> str:
    return "".join(run.text for run in runs)


class TestRun:
    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            ("港口", "港口"),
            ("a \t\r\n b", "a b"),
            ("a\u2028b\x85c", "a b c"),
            ("張\u3000三\xa0", "張\u3000三\xa0"),
            ("\x00\x0b\x1b", "⟨U+0000⟩ ⟨U+001B⟩"),
            ("\x9f\x7f", "⟨U+009F⟩⟨U+007F⟩"),
            ("\u202etxt\u2066", "⟨U+202E⟩txt⟨U+2066⟩"),
            ("\ud800\uffff\ufffe", "⟨U+D800⟩⟨U+FFFF⟩⟨U+FFFE⟩"),
            ("\u200f\u0645", "\u200f\u0645"),
        ],
    )
    def test_shows_what_every_format_can_show(self, given: str, expected: str) -> None:
        assert Run(given).text == expected

    @pytest.mark.parametrize(
        ("given", "expected"),
        [("zh-Hant-MO", "zh-Hant-MO"), ("", ""), ('en" onload="', ""), ("pt\0", ""), ("en\n", ""), ("x", "")],
    )
    def test_languages_are_tags(self, given: str, expected: str) -> None:
        assert Run("a", given).language == expected

    @pytest.mark.parametrize("anchor", ["", "a b", 'a"', "1a", "ä", "A", "a\n"])
    def test_anchors_can_stand_in_every_format(self, anchor: str) -> None:
        with pytest.raises(InvalidValue, match="is no anchor"):
            Run("a", to=anchor)
        with pytest.raises(InvalidValue, match="is no anchor"):
            Heading(2, (), anchor=anchor)

    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            ("https://example.org/a?b=1&c=%20#d", "https://example.org/a?b=1&c=%20#d"),
            ("http://澳門.mo/港", "http://%E6%BE%B3%E9%96%80.mo/%E6%B8%AF"),
            ('https://a.org/" onclick="x', "https://a.org/%22%20onclick=%22x"),
            ("https://a.org/b)c[d](e)<f>\\", "https://a.org/b%29c%5Bd%5D%28e%29%3Cf%3E%5C"),
            ("https://a.org/\ud800", "https://a.org/?"),
            ("https:///x", None),
            ("https://", None),
            ("javascript:alert(1)//https://a.org", None),
            ("minutes of the desk", None),
            ("", None),
            (None, None),
        ],
    )
    def test_addresses_cannot_be_broken_out_of(self, given: str | None, expected: str | None) -> None:
        assert Run("a", web=given).web == expected

    def test_where_it_leads(self) -> None:
        assert Run("a").target is None
        assert Run("a", to="b", web="https://c.org").target == "#b"
        assert Run("a", web="https://c.org").target == "https://c.org"


class TestQuote:
    def test_has_a_paragraph_for_each_line(self) -> None:
        quote = Quote.of("港口。\r\n\n  茶叶。\f", "zh-Hans")
        assert quote.lines == ((Run("港口。", "zh-Hans"),), (Run("茶叶。", "zh-Hans"),))


class TestAnchors:
    @pytest.mark.parametrize(
        ("id", "anchor"),
        [
            ("2023/7", "x-2023-7"),
            ("2025/s2/1", "x-2025-s2-1"),
            ("2023/s2.1", "x-2023-s2-1"),
            ("forum-macao", "x-forum-macao"),
            ("", "x-"),
            ("茶/Ä", "x-"),
            ('"><b>', "x-b"),
        ],
    )
    def test_follow_the_id(self, id: str, anchor: str) -> None:
        assert anchors("x", [id]) == {id: anchor}

    def test_odd_ids_are_counted(self) -> None:
        assert list(anchors("x", ["a/2", "a", "A", "a.", "a/3"]).values()) == [
            "x-a-2",
            "x-a",
            "x-a-3",
            "x-a-4",
            "x-a-3-2",
        ]

    def test_an_id_used_twice_has_none(self) -> None:
        with pytest.raises(DumpError, match=r"the item '2023/7' is there twice.*give each its own id"):
            anchors("item", ["2023/7", "2023/7"])

    @given(st.lists(st.text("aA./-1茶", max_size=4), unique=True))
    def test_are_unique_and_well_formed(self, ids: list[str]) -> None:
        made = anchors("item", ids)
        assert list(made) == ids
        assert len(set(made.values())) == len(ids)
        assert all(Run("a", to=anchor) for anchor in made.values())


class TestWording:
    def test_has_every_word_in_every_language(self) -> None:
        assert tuple(WORDING) == LANGUAGES == get_args(Language)
        assert all(word.strip() for words in WORDING.values() for word in words.values())

    @pytest.mark.parametrize(
        ("prefix", "values"),
        [
            ("aspect", get_args(Aspect)),
            ("area", get_args(PolicyArea)),
            ("partner", get_args(PartnerKind)),
            ("mechanism", get_args(MechanismKind)),
            ("comparison", get_args(Comparison)),
        ],
    )
    def test_has_every_value_of_the_model(self, prefix: str, values: tuple[str, ...]) -> None:
        found = {key.removeprefix(f"{prefix}.") for key in WORDING["en"] if key.startswith(f"{prefix}.")}
        assert found == set(values)

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("prefix", ["aspect", "area", "partner", "mechanism"])
    def test_tells_the_values_apart(self, language: str, prefix: str) -> None:
        words = [word for key, word in WORDING[language].items() if key.startswith(f"{prefix}.")]
        assert len(set(words)) == len(words)

    def test_scripts_are_not_mixed(self) -> None:
        simplified = set("机关与来内实设时对国际议协术经济贸项园区网奖为间标数备发后开")
        traditional = set("機關與來內實設時對國際議協術經濟貿項園區網獎為間標數備發後開")
        only_one = simplified ^ traditional
        assert not set("".join(WORDING["zh-Hant"].values())) & simplified & only_one
        assert not set("".join(WORDING["zh-Hans"].values())) & traditional & only_one


class TestVoice:
    @pytest.mark.parametrize(
        ("language", "day", "month", "year"),
        [
            ("zh-Hans", "2018年12月6日", "2018年12月", "2018年"),
            ("zh-Hant", "2018年12月6日", "2018年12月", "2018年"),
            ("pt", "6 de Dezembro de 2018", "Dezembro de 2018", "2018"),
            ("en", "6 December 2018", "December 2018", "2018"),
        ],
    )
    def test_dates(self, language: Language, day: str, month: str, year: str) -> None:
        voice = Voice(language)
        assert voice.dated(PartialDate(2018, 12, 6)) == voice.dated(date(2018, 12, 6)) == day
        assert voice.dated(PartialDate(2018, 12)) == month
        assert voice.dated(PartialDate(2018)) == year

    @pytest.mark.parametrize(
        ("language", "since", "until", "both"),
        [
            ("zh-Hant", "2018年起", "至2020年", "2018年至2020年"),
            ("pt", "desde 2018", "até 2020", "2018 a 2020"),
            ("en", "since 2018", "until 2020", "2018 to 2020"),
        ],
    )
    def test_terms(self, language: Language, since: str, until: str, both: str) -> None:
        voice, first, last = Voice(language), PartialDate(2018), PartialDate(2020)
        assert voice.term(first, None) == since
        assert voice.term(None, last) == until
        assert voice.term(first, last) == both
        assert voice.term(None, None) == ""

    @pytest.mark.parametrize(
        ("period", "said"),
        [
            (Period.years(2023), "2023"),
            (Period.years(2024, 2028), "2024 to 2028"),
            (Period(date(2023, 1, 1), date(2023, 6, 30)), "1 January 2023 to 30 June 2023"),
        ],
    )
    def test_periods(self, period: Period, said: str) -> None:
        assert Voice("en").period(period) == said

    def test_lists_and_asides(self) -> None:
        a, b = (Run("A"),), (Run("B"),)
        assert text(*Voice("zh-Hans").listed([a, b])) == "A、B"
        assert text(*Voice("pt").listed([a, b])) == "A, B"
        assert Voice("pt").listed([]) == ()
        assert text(*Voice("zh-Hans").aside("1", "", "2")) == "（1；2）"
        assert text(*Voice("en").aside("1", "2")) == " (1; 2)"
        assert Voice("en").aside("", "") == ()

    def test_speaks_four_languages(self) -> None:
        wrong: Language = "fr"  # type: ignore[assignment]
        with pytest.raises(UnknownId, match="no language of documents 'fr' here"):
            Voice(wrong)


class TestNames:
    @pytest.mark.parametrize(
        ("language", "tags", "best"),
        [
            ("zh-Hant", ("en", "zh-Hans", "pt"), "zh-Hans"),
            ("zh-Hans", ("en", "zh", "zh-Hant"), "zh"),
            ("zh-Hans", ("en", "zh-TW"), "zh-TW"),
            ("zh-Hant", ("zh-Hant-MO", "zh-Hant"), "zh-Hant"),
            ("pt", ("zh-Hans", "en"), "en"),
            ("pt", ("pt-BR", "en"), "pt-BR"),
            ("en", ("fr", "PT"), "PT"),
            ("en", ("fr", "de"), "fr"),
        ],
    )
    def test_fall_back(self, language: Language, tags: tuple[str, ...], best: str) -> None:
        found = Names(tuple(Name(tag, f"in {tag}", "official") for tag in tags))
        assert Voice(language).name(found) == Run(f"in {best}", best)

    def test_say_their_own_language_where_two_are_alike(self) -> None:
        for tags in permutations(LANGUAGES):
            alike = Names(tuple(Name(tag, "民心相通", "official") for tag in tags))
            assert Voice("zh-Hant").name(alike).language == "zh-Hant"

    def test_are_those_of_the_day(self) -> None:
        old = Name("pt", "Porto", "official", until=PartialDate(2024, 6, 30))
        new = Name("pt", "Cais", "official", since=PartialDate(2024, 7, 1))
        names = Names((old, new))
        assert Voice("pt").name(names).text == "Cais"
        assert Voice("pt", date(2023, 12, 31)).name(names).text == "Porto"
        assert Voice("pt", date(2024, 12, 31)).name(Names((old,))).text == "Porto"  # better than none

    @pytest.mark.parametrize(("otherwise", "said"), [("2023/7", "2023/7"), ("", "—"), (" ", "—")])
    def test_none_at_all(self, otherwise: str, said: str) -> None:
        blank = Names.of(en=" \n")
        assert Voice("en").name(Names(), otherwise) == Voice("en").name(blank, otherwise) == Run(said)

    @given(names(), st.sampled_from(LANGUAGES))
    def test_are_names(self, found: Names, language: Language) -> None:
        said = Voice(language).name(found, "none")
        known = {(Run(name.text.strip()).text, name.language) for name in found.entries}
        assert (said.text, said.language) in known or not any(name.text.strip() for name in found.entries)
        if found.get(language) and found[language].strip():
            assert said.language == language
