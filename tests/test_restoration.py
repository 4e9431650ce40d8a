"""Restoration: the right reading from a wrong copy and the fingerprint, or none."""

import itertools
import random

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bri_macao._restoration import Budget, _alphabet, restore
from bri_macao.model import Fingerprint
from bri_macao.text import fold
from bri_macao.text.folding import fingerprint_digit

TEXT = "筹办港口论坛，便利青年往来；扩建图书馆。"
KEY = fold(TEXT)
PRINT = Fingerprint.of(TEXT)
PLENTY = 2_000_000


def gaps(*places: int, key: str = KEY) -> list[str | None]:
    """The key with nothing at some places."""
    return [None if i in places else character for i, character in enumerate(key)]


def twin(character: str) -> str:
    """Another character of the alphabet with the same digit."""
    return next(other for other in _alphabet()[fingerprint_digit(character)] if other != character)


class TestBudget:
    def test_is_spent(self) -> None:
        budget = Budget(10)
        assert [budget.take(4), budget.take(4), budget.take(4), budget.take(2), budget.take(1)] == [
            *(True, True, False, True, False)
        ]
        assert budget.left == 0

    def test_what_is_refused_costs_nothing(self) -> None:
        budget = Budget(10)
        assert not budget.take(11)
        assert budget.left == 10


class TestAlphabet:
    def test_is_folded_and_sorted_by_digit(self) -> None:
        assert sorted(_alphabet()) == list("0123456789abcdef")
        for digit, letters in _alphabet().items():
            assert {fingerprint_digit(letter) for letter in letters} == {digit}
            assert fold(letters) == letters
            assert list(letters) == sorted(set(letters))

    @pytest.mark.parametrize("character", "a9 ,.-\"'中葡门。，、；：（）《》“”—·…％")
    def test_has_what_stands_in_documents(self, character: str) -> None:
        assert fold(character) in "".join(_alphabet().values())

    def test_is_about_as_large_as_gb_2312(self) -> None:
        assert 6_500 < sum(map(len, _alphabet().values())) < 7_500


class TestKnownPlaces:
    @pytest.mark.parametrize("place", range(len(KEY)))
    def test_one_character(self, place: int) -> None:
        assert restore(gaps(place), PRINT, Budget(PLENTY)) == KEY

    @pytest.mark.parametrize("pair", [(0, 1), (3, 15), (0, len(KEY) - 1), (6, 7)])
    def test_two_characters(self, pair: tuple[int, int]) -> None:
        assert restore(gaps(*pair), PRINT, Budget(PLENTY)) == KEY

    @settings(max_examples=20, deadline=None)
    @given(st.text("港口论坛青年往来图书馆便利BRI 2031，。", min_size=1, max_size=30), st.data())
    def test_any(self, text: str, data: st.DataObject) -> None:
        place = data.draw(st.integers(0, len(text) - 1))
        assert restore(gaps(place, key=fold(text)), Fingerprint.of(text), Budget(PLENTY)) == fold(text)

    def test_a_text_of_one_character(self) -> None:
        assert restore([None], Fingerprint.of("港"), Budget(PLENTY)) == "港"


class TestHiddenPlaces:
    """A wrong character that has the digit of the right one, so that nobody knows where it stands."""

    @pytest.mark.parametrize("place", range(len(KEY)))
    def test_one_character(self, place: int) -> None:
        wrong = KEY[:place] + twin(KEY[place]) + KEY[place + 1 :]
        assert restore(list(wrong), PRINT, Budget(PLENTY)) == KEY

    def test_none_is_wrong(self) -> None:
        assert restore(list(KEY), PRINT, Budget(PLENTY)) == KEY

    def test_two_are_not_looked_for(self) -> None:
        wrong = twin(KEY[0]) + twin(KEY[1]) + KEY[2:]
        assert restore(list(wrong), PRINT, Budget(PLENTY)) is None


class TestNotFound:
    @pytest.mark.parametrize("character", ["𠮷", "é", "ß", "한", "\u200b"])
    def test_a_character_outside_the_alphabet(self, character: str) -> None:
        text = TEXT.replace("港", character)
        place = text.index(character)
        assert restore(gaps(place, key=fold(text)), Fingerprint.of(text), Budget(PLENTY)) is None
        assert (
            restore([*fold(text)[:place], "港", *fold(text)[place + 1 :]], Fingerprint.of(text), Budget(PLENTY)) is None
        )

    def test_another_digest(self) -> None:
        other = attrs.evolve(PRINT, sha256="0" * 64)
        assert restore(gaps(3), other, Budget(PLENTY)) is None
        assert restore(list(KEY), other, Budget(PLENTY)) is None

    def test_a_second_fault_elsewhere(self) -> None:
        known = gaps(3)
        known[5] = "海"
        assert restore(known, PRINT, Budget(PLENTY)) is None

    @pytest.mark.parametrize("known", [gaps(0)[1:], [*gaps(0), "x"], []])
    def test_another_length(self, known: list[str | None]) -> None:
        assert restore(known, PRINT, Budget(PLENTY)) is None

    def test_no_trace(self) -> None:
        assert restore(gaps(0), attrs.evolve(PRINT, trace=""), Budget(PLENTY)) is None

    def test_a_trace_that_is_none(self) -> None:
        assert restore(gaps(0), Fingerprint(len(KEY), PRINT.sha256, "?" * len(KEY)), Budget(PLENTY)) is None


class TestWithinTheBudget:
    def test_gaps(self) -> None:
        tries = len(_alphabet()[PRINT.trace[3]])
        assert restore(gaps(3), PRINT, Budget(tries)) == KEY
        assert restore(gaps(3), PRINT, Budget(tries - 1)) is None

    def test_gaps_multiply(self) -> None:
        tries = len(_alphabet()[PRINT.trace[3]]) * len(_alphabet()[PRINT.trace[4]])
        budget = Budget(tries - 1)
        assert restore(gaps(3, 4), PRINT, budget) is None
        assert budget.left == tries - 1

    def test_hidden_places(self) -> None:
        wrong = list(KEY[:-1] + twin(KEY[-1]))
        tries = sum(len(_alphabet()[digit]) for digit in PRINT.trace)
        assert restore(wrong, PRINT, Budget(tries)) == KEY
        assert restore(wrong, PRINT, Budget(tries - 1)) is None

    def test_is_shared(self) -> None:
        tries = len(_alphabet()[PRINT.trace[3]])
        budget = Budget(tries + 1)
        assert [restore(gaps(3), PRINT, budget), restore(gaps(3), PRINT, budget)] == [KEY, None]

    def test_many_gaps_are_refused_at_once(self) -> None:
        assert restore([None] * len(KEY), PRINT, Budget(PLENTY)) is None


class TestNothingIsGuessed:
    @settings(max_examples=30, deadline=None)
    @given(st.integers(0, 2**32), st.integers(1, 2))
    def test_what_is_found_has_the_fingerprint(self, seed: int, count: int) -> None:
        dice = random.Random(seed)
        letters = list(itertools.chain.from_iterable(_alphabet().values()))
        text = "".join(dice.choices(letters, k=12))
        places = dice.sample(range(12), count)
        found = restore(gaps(*places, key=fold(text)), Fingerprint.of(text), Budget(PLENTY))
        assert found is not None
        assert Fingerprint.of(found) == Fingerprint.of(text)
