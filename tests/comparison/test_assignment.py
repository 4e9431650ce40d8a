"""The best pairs in all, against trying every way."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bri_macao.comparison._assignment import assign

Gains = dict[tuple[int, int], int]


def best(gains: Gains) -> int:
    """The greatest total gain, by trying every way."""
    rows, columns = ({pair[end] for pair in gains} for end in (0, 1))
    few, many = sorted((sorted(rows), sorted(columns)), key=len)
    turned = few != sorted(rows) or len(rows) > len(columns)
    return max(
        (
            sum(gains.get((j, i) if turned else (i, j), 0) for i, j in zip(few, chosen, strict=True))
            for chosen in permutations(many, len(few))
        ),
        default=0,
    )


@st.composite
def tables(draw: st.DrawFn) -> Gains:
    pairs = st.tuples(st.integers(0, 5), st.integers(0, 5))
    return draw(st.dictionaries(pairs, st.integers(1, 9) | st.integers(1, 10**15), max_size=20))


class TestAssign:
    @pytest.mark.parametrize(
        ("gains", "pairs"),
        [
            ({}, []),
            ({(3, 8): 1}, [(3, 8)]),
            # What is best for the first is not best in all.
            ({(0, 0): 5, (0, 1): 4, (1, 0): 4}, [(0, 1), (1, 0)]),
            ({(0, 0): 6, (0, 1): 4, (1, 0): 1}, [(0, 0)]),
            ({(0, 0): 9, (1, 0): 8, (2, 0): 7}, [(0, 0)]),
            ({(0, 0): 7, (0, 1): 8, (0, 2): 9}, [(0, 2)]),
            # Two islands.
            ({(0, 0): 1, (1, 1): 1}, [(0, 0), (1, 1)]),
            ({(0, 0): 3, (0, 1): 2, (1, 0): 2, (1, 2): 2, (2, 1): 3}, [(0, 0), (1, 2), (2, 1)]),
        ],
    )
    def test_pairs(self, gains: Gains, pairs: list[tuple[int, int]]) -> None:
        assert assign(gains) == pairs

    @given(tables())
    def test_no_other_way_gains_more(self, gains: Gains) -> None:
        pairs = assign(gains)
        assert all(pair in gains for pair in pairs)
        assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
        assert sum(gains[pair] for pair in pairs) == best(gains)

    @given(tables())
    def test_order_of_the_table_does_not_matter(self, gains: Gains) -> None:
        backwards = dict(reversed(gains.items()))
        assert sum(gains[pair] for pair in assign(gains)) == sum(gains[pair] for pair in assign(backwards))

    def test_three_hundred_each(self) -> None:
        gains = {(i, j): (i * 7919 + j * 104729) % 1009 + 1 for i in range(300) for j in range(300)}
        assert len(assign(gains)) == 300
