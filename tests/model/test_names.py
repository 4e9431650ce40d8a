"""Names: by language, with their standing and their time."""

import copy
import pickle
from datetime import date
from typing import get_args

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bri_macao.errors import UnknownId
from bri_macao.model import LANGUAGES, Name, Names, NameStatus, PartialDate
from bri_macao.strategies import names

BODY = Names(
    (
        Name("zh-Hans", "旧名局", "official", until=PartialDate(2020)),
        Name("zh-Hans", "新名局", "official", since=PartialDate(2021)),
        Name("zh-Hant", "新名局", "converted", since=PartialDate(2021)),
        Name("pt", "Direcção", "translated"),
    )
)


class TestName:
    @pytest.mark.parametrize(
        ("since", "until", "day", "holds"),
        [
            (None, None, date(1, 1, 1), True),
            (PartialDate(2021), None, date(2020, 12, 31), False),
            (PartialDate(2021), None, date(2021, 1, 1), True),  # known to the year: the whole year counts
            (PartialDate(2021, 7), None, date(2021, 6, 30), False),
            (None, PartialDate(2021), date(2021, 12, 31), True),
            (None, PartialDate(2021), date(2022, 1, 1), False),
            (None, PartialDate(2021, 2, 3), date(2021, 2, 3), True),
            (PartialDate(2019), PartialDate(2021), date(2020, 5, 5), True),
        ],
    )
    def test_holds(self, since: PartialDate | None, until: PartialDate | None, day: date, *, holds: bool) -> None:
        assert Name("pt", "Fundo", "official", since, until).holds(day) is holds


class TestLookUp:
    @pytest.mark.parametrize(
        ("language", "text", "status"),
        [
            ("zh-Hans", "新名局", "official"),  # the latest
            ("ZH-hans", "新名局", "official"),
            ("zh-Hant", "新名局", "converted"),
            ("pt", "Direcção", "translated"),
        ],
    )
    def test_found(self, language: str, text: str, status: str) -> None:
        assert (BODY[language], BODY.get(language), BODY.status(language)) == (text, text, status)
        assert language in BODY

    @pytest.mark.parametrize("language", ["en", "zh", "zh-Hans-MO", ""])
    def test_not_found(self, language: str) -> None:
        assert language not in BODY
        assert BODY.get(language) is None
        with pytest.raises(UnknownId, match=f"no name in '{language}' here"):
            BODY[language]
        with pytest.raises(UnknownId):
            BODY.status(language)

    def test_the_closest_language_is_named(self) -> None:
        with pytest.raises(UnknownId, match=r"the closest: .*'zh-Hans'"):
            BODY["zh-Hanss"]

    def test_the_last_where_every_name_has_ended(self) -> None:
        ended = Names(
            (
                Name("pt", "Um", "official", until=PartialDate(2001)),
                Name("pt", "Dois", "official", until=PartialDate(2009)),
            )
        )
        assert ended["pt"] == "Dois"

    def test_anything_else_is_in_no_names(self) -> None:
        assert 5 not in BODY

    def test_like_a_mapping(self) -> None:
        assert list(BODY) == ["zh-Hans", "zh-Hant", "pt"]
        assert len(BODY) == 3
        assert not Names()

    @pytest.mark.parametrize(
        ("language", "day", "text"),
        [
            ("zh-Hans", date(2019, 1, 1), "旧名局"),
            ("zh-hans", date(2020, 12, 31), "旧名局"),
            ("zh-Hans", date(2021, 1, 1), "新名局"),
            ("zh-Hant", date(2019, 1, 1), None),
            ("pt", date(1999, 1, 1), "Direcção"),
            ("en", date(2021, 1, 1), None),
        ],
    )
    def test_at(self, language: str, day: date, text: str | None) -> None:
        assert BODY.at(language, day) == text


class TestOf:
    def test_tags(self) -> None:
        found = Names.of("editorial", zh_Hant="論壇", pt="Fórum")
        assert found.entries == (Name("zh-Hant", "論壇", "editorial"), Name("pt", "Fórum", "editorial"))

    def test_official_unless_said_otherwise(self) -> None:
        assert Names.of(en="Forum").status("en") == "official"

    def test_none(self) -> None:
        assert Names.of() == Names()


class TestBest:
    NAMES = Names.of(zh_Hant="論壇", zh_Hans="论坛", pt="Fórum", en_GB="Programme")

    @pytest.mark.parametrize(
        ("languages", "text"),
        [
            (("pt",), "Fórum"),
            (("fr", "pt"), "Fórum"),
            (("zh",), "論壇"),  # the first of its kin
            (("zh-Hans",), "论坛"),
            (("zh-Hans-CN",), "论坛"),
            (("zh-Hant-MO",), "論壇"),
            (("ZH-HANT-mo",), "論壇"),
            (("en",), "Programme"),
            (("en-US", "pt"), "Fórum"),  # en finds en-GB, but en-US asks for another English
            (("pt-BR",), "Fórum"),
            (("zh-Hans-CN-x", "pt"), "论坛"),
            (("fr", "de"), "論壇"),  # failing all, the first
            ((), "論壇"),
            (("",), "論壇"),
        ],
    )
    def test_best(self, languages: tuple[str, ...], text: str) -> None:
        assert self.NAMES.best(*languages) == text

    def test_of_nothing(self) -> None:
        assert Names().best("pt", "en") == ""

    @given(names(min_size=1), st.lists(st.sampled_from((*LANGUAGES, "zh", "pt-MO", "x"))))
    def test_there_is_always_one(self, found: Names, languages: list[str]) -> None:
        assert found.best(*languages) in {entry.text for entry in found.entries}

    @given(names(min_size=1), st.sampled_from(LANGUAGES))
    def test_agrees_with_the_look_up(self, found: Names, language: str) -> None:
        assert found.get(language) in (None, found.best(language))


class TestValue:
    @given(names())
    def test_copies_are_equal(self, found: Names) -> None:
        for other in (pickle.loads(pickle.dumps(found)), copy.copy(found), copy.deepcopy(found), attrs.evolve(found)):
            assert (other, hash(other)) == (found, hash(found))

    def test_standing_and_time_count_when_comparing(self) -> None:
        entries = [Name("pt", "Fundo", status) for status in get_args(NameStatus)]
        entries.append(Name("pt", "Fundo", "official", since=PartialDate(2017)))
        assert len(set(entries)) == 6

    def test_frozen(self) -> None:
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            BODY.entries = ()  # type: ignore[misc]

    def test_repr_gives_what_the_look_up_gives(self) -> None:
        assert repr(BODY) == "Names(zh-Hans='新名局', zh-Hant='新名局', pt='Direcção')"
        assert repr(Names()) == "Names()"

    def test_html(self) -> None:
        assert Names.of(zh_Hans="<script>", pt="a&b")._repr_html_() == (
            '<dl><dt>zh-Hans</dt><dd><span lang="zh-Hans">&lt;script&gt;</span></dd>'
            '<dt>pt</dt><dd><span lang="pt">a&amp;b</span></dd></dl>'
        )

    def test_html_escapes_the_language(self) -> None:
        assert "<script>" not in Names((Name("<script>", "x", "official"),))._repr_html_()
