"""Two texts word by word: which stretches they share, and what stands where in the one and not in the other."""

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

import attrs

from bri_macao._alignment import align
from bri_macao.actions import NOUNS_TOO, VERBS
from bri_macao.comparison._carriers import key_of
from bri_macao.text import compact, fold

__all__ = ["Stretch", "words"]


@attrs.frozen
class Stretch:
    """What two texts read at one place.

    Attributes:
        old: the words of the old text; empty where words were only added.
        new: the words of the new text; empty where words were only dropped.
        changed: whether the two differ; not so where only script, width, spaces or quotes do.
    """

    old: str
    new: str
    changed: bool

    def reversed(self) -> "Stretch":
        """The same seen from the new text."""
        return Stretch(self.new, self.old, self.changed)


LONGEST = 1_000_000
"""Code points of both texts together; longer ones are one stretch."""

_CHANCE = re.compile(r"[^\W_]|\s")


@cache
def _verbs() -> str:
    return "|".join(sorted(f"{VERBS}|{NOUNS_TOO}".split("|"), key=len, reverse=True))


def _tokens(text: str, names: Iterable[str]) -> list[tuple[str, str]]:
    """The words of a text, as they are compared and as they stand there; names, verbs and Latin words are whole."""
    key, places = compact(fold(text))
    known = sorted({key_of(name) for name in names} - {""}, key=lambda name: (-len(name), name))
    pattern = "|".join((*(re.escape(name) for name in known), _verbs(), r"[^\W\d_\u3400-\u9fff]+", r"\d+", r"."))
    found = [match.span() for match in re.finditer(pattern, key, re.DOTALL)]
    # Spaces that the key leaves out stand with the word before them.
    starts = [0, *(places[start] for start, _ in found[1:]), len(text)]
    return [(key[slice(*span)], text[slice(*place)]) for span, place in zip(found, pairwise(starts), strict=False)]


def words(old: str, new: str, names: Iterable[str] = ()) -> tuple[Stretch, ...]:
    """The stretches of two texts, in order; together they are all of both.

    Args:
        old: the old text.
        new: the new text, in the same language; the script does not matter.
        names: names in either of them, which are compared as a whole.

    >>> for stretch in words("争取设立基金。", "落實設立基金。"):
    ...     print(stretch)
    Stretch(old='争取', new='落實', changed=True)
    Stretch(old='设立基金。', new='設立基金。', changed=False)
    """
    if fold(new) < fold(old):  # so that the mirror image is the same wherever two ways are as short
        return tuple(stretch.reversed() for stretch in words(new, old, names))
    if len(old) + len(new) > LONGEST:
        return (Stretch(old, new, changed=key_of(old) != key_of(new)),)
    known = tuple(names)
    sides = [_tokens(text, known) for text in (old, new)]
    # `align` compares characters; each word gets one.
    letters: dict[str, str] = {}
    for tokens in sides:
        for token, _ in tokens:
            letters.setdefault(token, chr(0x10000 + len(letters)))
    edits = align(*("".join(letters[token] for token, _ in tokens) for tokens in sides))
    stretches: list[Stretch] = []
    i = k = 0

    def add(upto: int, until: int, *, changed: bool) -> None:
        before, after = ("".join(text for _, text in side) for side in (sides[0][i:upto], sides[1][k:until]))
        last = stretches[-1] if stretches else None
        if last is not None and last.changed and changed:
            stretches[-1] = Stretch(last.old + before, last.new + after, changed=True)
        elif before or after:
            stretches.append(Stretch(before, after, changed))

    for n, edit in enumerate(edits):
        # One letter or space between two changes is chance more often than not.
        lonely = n > 0 and edit.i - i == 1 and _CHANCE.fullmatch(sides[0][i][0])
        add(edit.i, edit.k, changed=bool(lonely))
        i, k = edit.i, edit.k
        add(edit.j, edit.m, changed=True)
        i, k = edit.j, edit.m
    add(len(sides[0]), len(sides[1]), changed=False)
    return tuple(stretches)
