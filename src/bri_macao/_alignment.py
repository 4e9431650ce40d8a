"""Alignment of two strings: which stretches differ, and where each offset of the one stands in the other.

The strings are keys, or traces of keys (one digit a code point). Runs that both hold once are anchors; between two of
them the shortest edit is found exactly, so that the time grows with the differences, not with the square of the text.
"""

from bisect import bisect_left
from collections import Counter
from typing import NamedTuple

__all__ = ["Edit", "align", "places", "similarity"]

# An anchor is a run of this many characters that each string has once: of digits, 16 ** 8 are possible.
ANCHOR = 8
# Between two anchors, a table of more cells than this is not drawn: the stretch counts as rewritten.
CELLS = 1_000_000


class Edit(NamedTuple):
    """`old[i:j]` reads `new[k:m]`; one of the two may be empty."""

    i: int
    j: int
    k: int
    m: int


# Texts shorter than this are compared character by character: one wrong character would spoil all their runs of six.
BRIEF = 48


def similarity(old: str, new: str) -> float:
    """How much two strings have in common, from 0 (no more than any two) to 1 (all).

    Of long ones it is the share of runs of six characters; of short ones, what their edits leave over.
    """
    if old == new:
        return 1.0
    if min(len(old), len(new)) < BRIEF:
        longest = max(len(old), len(new))
        changed = (
            sum(max(edit.j - edit.i, edit.m - edit.k) for edit in align(old, new)) if longest < 4 * BRIEF else longest
        )
        return max(0.0, 1 - 2 * changed / longest)  # about half of two strings of digits agree by chance
    first, second = (Counter(text[i : i + 6] for i in range(len(text) - 5)) for text in (old, new))
    return (first & second).total() / max(1, first.total(), second.total())


def align(old: str, new: str) -> list[Edit]:
    """The stretches in which two strings differ, in order, as few and short as can be.

    >>> align("abcdef", "abXdefg")
    [Edit(i=2, j=3, k=2, m=3), Edit(i=6, j=6, k=6, m=7)]
    """
    edits: list[Edit] = []
    i = k = 0
    for place, other in [*_anchors(old, new), (len(old), len(new))]:
        edits += _between(old, new, Edit(i, place, k, other))
        i, k = place, other
    return _merged(edits)


def _anchors(old: str, new: str) -> list[tuple[int, int]]:
    """Pairs of offsets at which the same unique run begins, ascending in both strings."""
    if max(len(old), len(new)) < 4 * ANCHOR:
        return []
    first, second = _unique(old), _unique(new)
    pairs = sorted((first[run], second[run]) for run in first.keys() & second.keys())
    # The longest ascending chain, by patience: the piles' last elements, and each element's predecessor.
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, other) in enumerate(pairs):
        pile = bisect_left(tails, other)
        tails[pile : pile + 1] = [other]
        ends[pile : pile + 1] = [index]
        before.append(ends[pile - 1] if pile else -1)
    chain: list[tuple[int, int]] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _unique(text: str) -> dict[str, int]:
    runs = [text[i : i + ANCHOR] for i in range(len(text) - ANCHOR + 1)]
    counts = Counter(runs)
    return {run: i for i, run in enumerate(runs) if counts[run] == 1}


def _between(old: str, new: str, stretch: Edit) -> list[Edit]:
    """The edits inside a stretch between two anchors."""
    i, j, k, m = stretch
    while i < j and k < m and old[i] == new[k]:
        i, k = i + 1, k + 1
    while i < j and k < m and old[j - 1] == new[m - 1]:
        j, m = j - 1, m - 1
    if i == j or k == m or (j - i) * (m - k) > CELLS:
        return [Edit(i, j, k, m)] if i < j or k < m else []
    # Levenshtein's table, from the end, so that the walk back runs forwards.
    rows = [[0] * (m - k + 1) for _ in range(j - i + 1)]
    rows[-1] = list(range(m - k, -1, -1))
    for a in range(j - i - 1, -1, -1):
        row, below = rows[a], rows[a + 1]
        row[m - k] = j - i - a
        letter = old[i + a]
        for b in range(m - k - 1, -1, -1):
            same = below[b + 1] + (letter != new[k + b])
            row[b] = min(same, below[b] + 1, row[b + 1] + 1)
    edits: list[Edit] = []
    a = b = 0
    while a < j - i or b < m - k:
        here = rows[a][b]
        if a < j - i and b < m - k and here == rows[a + 1][b + 1] + (old[i + a] != new[k + b]):
            step = (1, 1)
        elif a < j - i and here == rows[a + 1][b] + 1:
            step = (1, 0)
        else:
            step = (0, 1)
        if step != (1, 1) or old[i + a] != new[k + b]:
            edits.append(Edit(i + a, i + a + step[0], k + b, k + b + step[1]))
        a, b = a + step[0], b + step[1]
    return edits


def _merged(edits: list[Edit]) -> list[Edit]:
    """Edits that touch become one."""
    merged: list[Edit] = []
    for edit in edits:
        if merged and (merged[-1].j, merged[-1].m) == (edit.i, edit.k):
            merged[-1] = Edit(merged[-1].i, edit.j, merged[-1].k, edit.m)
        else:
            merged.append(edit)
    return merged


def places(length: int, edits: list[Edit]) -> list[int | None]:
    """For each offset of the old string, the offset of the same character in the new one; None where it has none.

    Where one stretch stands for another, its characters pair from the left.
    """
    found: list[int | None] = []
    shift = 0
    for edit in edits:
        found += [place + shift for place in range(len(found), edit.i)]
        paired = min(edit.j - edit.i, edit.m - edit.k)
        found += [edit.k + n if n < paired else None for n in range(edit.j - edit.i)]
        shift = edit.m - edit.j
    found += [place + shift for place in range(len(found), length)]
    return found
