"""Spans: half-open ranges of code points."""

import copy
import pickle

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bri_macao.spans import Span
from bri_macao.strategies import spans


def covered(span: Span) -> set[int]:
    return set(range(span.start, span.end))


class TestSpan:
    @pytest.mark.parametrize(
        ("span", "text", "words"),
        [
            (Span(0, 2), "论坛基金", "论坛"),
            (Span(2, 4), "论坛基金", "基金"),
            (Span(1, 1), "论坛基金", ""),
            (Span(3, 9), "论坛基金", "金"),
            (Span(0, 1), "\U00020000论", "\U00020000"),  # a code point outside the first plane counts once
        ],
    )
    def test_of(self, span: Span, text: str, words: str) -> None:
        assert span.of(text) == words

    @pytest.mark.parametrize(("span", "length"), [(Span(2, 5), 3), (Span(4, 4), 0), (Span(5, 2), 0)])
    def test_length(self, span: Span, length: int) -> None:
        assert len(span) == length

    def test_an_empty_span_is_a_place(self) -> None:
        assert Span(4, 4)
        assert Span(0, 0)

    @pytest.mark.parametrize(
        ("one", "other", "contains", "overlaps"),
        [
            (Span(0, 4), Span(1, 3), True, True),
            (Span(0, 4), Span(0, 4), True, True),
            (Span(1, 3), Span(0, 4), False, True),
            (Span(0, 2), Span(2, 4), False, False),
            (Span(0, 3), Span(2, 4), False, True),
            (Span(0, 4), Span(4, 4), True, False),
            (Span(0, 4), Span(5, 5), False, False),
        ],
    )
    def test_two_spans(self, one: Span, other: Span, *, contains: bool, overlaps: bool) -> None:
        assert one.contains(other) is contains
        assert one.overlaps(other) is overlaps
        assert other.overlaps(one) is overlaps

    def test_in_order_of_place_and_then_of_length(self) -> None:
        assert sorted([Span(2, 3), Span(0, 9), Span(0, 1)]) == [Span(0, 1), Span(0, 9), Span(2, 3)]

    def test_frozen(self) -> None:
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            Span(0, 1).start = 2  # type: ignore[misc]

    @given(spans(min_size=1), spans(min_size=1))
    def test_as_sets_of_places(self, one: Span, other: Span) -> None:
        assert len(one) == len(covered(one))
        assert one.contains(other) is (covered(other) <= covered(one))
        assert one.overlaps(other) is bool(covered(one) & covered(other))

    @given(spans(), st.integers(0, 99))
    def test_shift(self, span: Span, by: int) -> None:
        moved = span.shift(by)
        assert moved.of("x" * by + "0123456789" * 7) == span.of("0123456789" * 7)
        assert moved.shift(-by) == span

    @given(spans())
    def test_copies_are_equal(self, span: Span) -> None:
        for other in (pickle.loads(pickle.dumps(span)), copy.copy(span), copy.deepcopy(span), attrs.evolve(span)):
            assert other == span
            assert hash(other) == hash(span)
