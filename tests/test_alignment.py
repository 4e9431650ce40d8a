"""Alignment: the edits are right, few, and found without drawing large tables."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bri_macao import _alignment
from bri_macao._alignment import Edit, align, places, similarity

# Small alphabets make runs repeat; Chinese ones make them unique.
SHORT = st.text("ab", max_size=12) | st.text("abcd", max_size=20)
LONG = st.text("0123456789abcdef", min_size=40, max_size=200) | st.text("ab", min_size=40, max_size=120)


@st.composite
def edited(draw: st.DrawFn, texts: st.SearchStrategy[str] = LONG) -> tuple[str, str]:
    """A text, and the same with a few stretches replaced."""
    old = draw(texts)
    new = old
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(new)))
        new = new[:start] + draw(st.text("abX", max_size=6)) + new[start + draw(st.integers(0, 6)) :]
    return old, new


PAIRS = st.tuples(SHORT, SHORT) | edited() | edited(SHORT) | st.tuples(LONG, LONG)


def applied(old: str, new: str, edits: list[Edit]) -> str:
    """The old text with the edits made."""
    parts = []
    place = 0
    for edit in edits:
        parts += [old[place : edit.i], new[edit.k : edit.m]]
        place = edit.j
    return "".join([*parts, old[place:]])


def levenshtein(old: str, new: str) -> int:
    """The textbook's distance."""
    row = list(range(len(new) + 1))
    for i, letter in enumerate(old, 1):
        before, row[0] = row[0], i
        for k, other in enumerate(new, 1):
            before, row[k] = row[k], min(row[k] + 1, row[k - 1] + 1, before + (letter != other))
    return row[-1]


def cost(edits: list[Edit]) -> int:
    return sum(max(edit.j - edit.i, edit.m - edit.k) for edit in edits)


class TestAlign:
    @pytest.mark.parametrize(
        ("old", "new", "edits"),
        [
            ("", "", []),
            ("abc", "abc", []),
            ("", "abc", [Edit(0, 0, 0, 3)]),
            ("abc", "", [Edit(0, 3, 0, 0)]),
            ("abc", "aXc", [Edit(1, 2, 1, 2)]),
            ("abc", "ac", [Edit(1, 2, 1, 1)]),
            ("ac", "abc", [Edit(1, 1, 1, 2)]),
            ("abc", "xyz", [Edit(0, 3, 0, 3)]),
            ("abc", "Xabc", [Edit(0, 0, 0, 1)]),
            ("abc", "abcX", [Edit(3, 3, 3, 4)]),
            ("abcdef", "abXdefg", [Edit(2, 3, 2, 3), Edit(6, 6, 6, 7)]),
            ("abcdef", "acdXf", [Edit(1, 2, 1, 1), Edit(4, 5, 3, 4)]),
            ("aaaa", "aa", [Edit(2, 4, 2, 2)]),
            ("abcdefgh", "XbcdYYgh", [Edit(0, 1, 0, 1), Edit(4, 6, 4, 6)]),
        ],
    )
    def test_table(self, old: str, new: str, edits: list[Edit]) -> None:
        assert align(old, new) == edits

    @given(PAIRS)
    def test_edits_make_the_new_from_the_old(self, pair: tuple[str, str]) -> None:
        old, new = pair
        assert applied(old, new, align(old, new)) == new

    @given(PAIRS)
    def test_edits_are_in_order_and_apart(self, pair: tuple[str, str]) -> None:
        edits = align(*pair)
        for edit in edits:
            assert (edit.i, edit.k) != (edit.j, edit.m)
            assert edit.i <= edit.j
            assert edit.k <= edit.m
        for one, other in pairwise(edits):
            assert other.i - one.j == other.k - one.m > 0

    @given(LONG | SHORT)
    def test_equal_texts_have_none(self, text: str) -> None:
        assert align(text, text) == []

    @given(st.tuples(SHORT, SHORT) | edited(SHORT))
    def test_short_texts_are_aligned_as_well_as_can_be(self, pair: tuple[str, str]) -> None:
        assert cost(align(*pair)) == levenshtein(*pair)

    @given(edited())
    def test_long_texts_are_never_better_than_best(self, pair: tuple[str, str]) -> None:
        assert cost(align(*pair)) >= levenshtein(*pair)

    def test_a_move_is_a_removal_and_an_insertion(self) -> None:
        text = "".join(map(chr, range(0x4E00, 0x4E00 + 90)))
        moved = text[30:60] + text[:30] + text[60:]
        edits = align(text, moved)
        assert applied(text, moved, edits) == moved
        assert cost(edits) == 60


class TestAnchors:
    """Long texts with few differences: exact, and without a large table."""

    @pytest.fixture
    def text(self) -> str:
        return "".join(random.Random(7).choices("0123456789abcdef", k=20_000))

    @pytest.mark.parametrize("seed", range(5))
    def test_few_edits_in_a_long_text(self, text: str, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
        # With a table this small, a stretch of fifty characters would count as rewritten: the edits would be longer.
        monkeypatch.setattr(_alignment, "CELLS", 50 * 50)
        dice = random.Random(seed)
        spots = sorted(place * 100 + dice.randrange(50) for place in dice.sample(range(1, 199), 40))
        expected: list[tuple[str, str]] = []
        parts = []
        start = 0
        for spot in spots:
            deed = dice.choice(("replace", "remove", "insert"))
            parts.append(text[start:spot])
            inserted = "" if deed == "remove" else "X"
            parts.append(inserted)
            start = spot if deed == "insert" else spot + 1
            expected.append((text[spot:start], inserted))
        new = "".join([*parts, text[start:]])
        edits = align(text, new)
        assert applied(text, new, edits) == new
        assert [(text[e.i : e.j], new[e.k : e.m]) for e in edits] == expected

    def test_only_between_long_texts(self) -> None:
        text = "abcdefghijklmnopqrstuvwxyz01234"
        assert len(text) == 4 * _alignment.ANCHOR - 1
        assert _alignment._anchors(text, text) == []
        longer = text + "5"
        assert _alignment._anchors(longer, longer) == [(i, i) for i in range(len(longer) - _alignment.ANCHOR + 1)]

    def test_repeated_runs_are_none(self) -> None:
        assert _alignment._anchors("a" * 100, "a" * 90) == []
        assert align("a" * 100, "a" * 90) == [Edit(90, 100, 90, 90)]

    @given(edited())
    def test_ascend_in_both(self, pair: tuple[str, str]) -> None:
        old, new = pair
        anchors = _alignment._anchors(old, new)
        size = _alignment.ANCHOR
        assert all(old[i : i + size] == new[k : k + size] for i, k in anchors)
        assert all(i < j and k < m for (i, k), (j, m) in pairwise(anchors))

    def test_a_stretch_too_large_to_align_counts_as_rewritten(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert align("xabcx", "xaXcX")[0] == Edit(2, 3, 2, 3)
        monkeypatch.setattr(_alignment, "CELLS", 8)
        assert align("xabcxy", "xXbXXy") == [Edit(1, 5, 1, 5)]

    def test_two_long_texts_with_nothing_in_common(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(_alignment, "CELLS", 0)
        assert align("a" * 100_000, "b" * 50_000) == [Edit(0, 100_000, 0, 50_000)]


class TestPlaces:
    @pytest.mark.parametrize(
        ("length", "edits", "found"),
        [
            (0, [], []),
            (3, [], [0, 1, 2]),
            (3, [Edit(1, 2, 1, 1)], [0, None, 1]),
            (3, [Edit(1, 1, 1, 3)], [0, 3, 4]),
            (3, [Edit(0, 2, 0, 2)], [0, 1, 2]),
            (4, [Edit(0, 3, 0, 1)], [0, None, None, 1]),
            (4, [Edit(0, 1, 0, 3)], [0, 3, 4, 5]),
            (3, [Edit(0, 3, 0, 0)], [None, None, None]),
            (4, [Edit(0, 1, 0, 0), Edit(3, 3, 2, 4)], [None, 0, 1, 4]),
            (2, [Edit(2, 2, 2, 5)], [0, 1]),
        ],
    )
    def test_table(self, length: int, edits: list[Edit], found: list[int | None]) -> None:
        assert places(length, edits) == found

    @given(PAIRS)
    def test_lead_to_the_same_characters(self, pair: tuple[str, str]) -> None:
        old, new = pair
        edits = align(old, new)
        found = places(len(old), edits)
        assert len(found) == len(old)
        changed = {i for edit in edits for i in range(edit.i, edit.j)}
        for i, place in enumerate(found):
            if i not in changed:
                assert place is not None
                assert new[place] == old[i]
        kept = [place for place in found if place is not None]
        assert kept == sorted(set(kept))
        assert all(0 <= place < len(new) for place in kept)


UNIQUE = "".join(map(chr, range(0x4E00, 0x4E00 + 400)))


class TestSimilarity:
    @pytest.mark.parametrize(
        ("old", "new", "degree"),
        [
            ("", "", 1),
            ("ab", "ab", 1),
            ("ab", "ac", 0),
            ("", "abcdef", 0),
            ("abcdef", "abcdef", 1),
            ("abcdef", "abcdefg", 1 - 2 / 7),
            ("abcdefgh", "abcdefXX", 1 / 2),
            ("abcdef", "uvwxyz", 0),
            (UNIQUE[:47], UNIQUE[:46] + "X", 1 - 2 / 47),
            (UNIQUE[:47], UNIQUE[:191], 0),
            (UNIQUE[:47], UNIQUE[:192], 0),
            (UNIQUE[:60], UNIQUE[:30] + "X" + UNIQUE[31:60], 49 / 55),
            (UNIQUE[:60], UNIQUE[:59] + "X", 54 / 55),
            (UNIQUE[:105], UNIQUE[:205], 1 / 2),
            (UNIQUE[:50], UNIQUE[50:100], 0),
            (UNIQUE[:200], UNIQUE[100:200] + UNIQUE[:100], 190 / 195),
            ("a" * 50, "a" * 100, 45 / 95),
        ],
    )
    def test_table(self, old: str, new: str, degree: float) -> None:
        assert similarity(old, new) == pytest.approx(degree)

    @given(PAIRS)
    def test_is_a_share(self, pair: tuple[str, str]) -> None:
        old, new = pair
        assert 0 <= similarity(old, new) <= 1
        assert similarity(old, old) == 1

    @given(st.text(UNIQUE, min_size=30, max_size=150), st.data())
    def test_one_wrong_character_leaves_most(self, text: str, data: st.DataObject) -> None:
        place = data.draw(st.integers(0, len(text) - 1))
        assert similarity(text, text[:place] + "X" + text[place + 1 :]) > 0.8
