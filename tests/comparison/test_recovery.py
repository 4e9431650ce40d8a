"""Plans that are edited by known operations: `diff` recovers these operations and no others."""

from collections.abc import Callable
from itertools import islice
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bri_macao.comparison import diff
from bri_macao.model import Plan
from tests.comparison.edits import OPERATIONS, document, edited, pairs, rate, recovered, tally, written
from tests.comparison.plans import detached, in_traditional, renumbered

Copy = Callable[[Plan], Plan]


def same(found: Plan) -> Plan:
    return found


def renumbered_copy(found: Plan) -> Plan:
    return renumbered(found, 7)


class TestRecovery:
    def test_of_edits_in_three_hundred_pairs(self) -> None:
        found = tally(300)
        assert rate(found) >= 0.98
        assert all(right >= 0.95 * total for right, total in found.values()), found
        assert {*found} >= {"added", "dropped", "reworded", "moved", "split", "merged", "aspect", "mention", "kept"}

    @pytest.mark.parametrize(
        ("old", "new"),
        [(detached, detached), (same, detached), (detached, same), (same, in_traditional), (same, renumbered_copy)],
        ids=["traces", "text and traces", "traces and text", "Traditional", "renumbered"],
    )
    def test_whatever_is_known_of_the_texts(self, old: Copy, new: Copy) -> None:
        said = [
            good
            for before, after, done in islice(pairs(1), 40)
            for good in recovered(before, after, done, diff(old(written(before, 2031)), new(written(after, 2032))))
        ]
        assert sum(said) >= 0.97 * len(said)

    @given(st.randoms(use_true_random=False))
    @settings(max_examples=20)
    def test_mirrored(self, random: Random) -> None:
        before = document(random)
        after, _ = edited(random, before)
        old, new = written(before, 2031), written(after, 2032)
        assert diff(new, old) == diff(old, new).reversed()

    def test_every_operation_is_drawn(self) -> None:
        kinds = {one.kind for _, _, done in islice(pairs(0), 50) for one in done}
        assert len(kinds) == len(OPERATIONS) - 1  # two reword, two move, and some do nothing: kept
