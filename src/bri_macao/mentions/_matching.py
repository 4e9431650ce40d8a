"""Finding many words in one text: leftmost first, and of those that begin at one place the longest.

Two engines with the same results: a dictionary on the first two characters, in Python, and the automaton of
`ahocorasick_rs`, where that is installed.
"""

import re
from collections.abc import Callable, Iterable
from typing import Literal, TypeAlias

from bri_macao.errors import MissingExtra, extra_needed

__all__ = ["Engine", "Matcher", "matcher"]

Engine = Literal["python", "automaton"]
"""How names are looked for: in Python, or by the automaton of the extra `fast`. Both find the same."""
Place = tuple[int, int]
Matcher: TypeAlias = Callable[[str], list[Place]]
"""From a folded text to where the words stand: start and end, not overlapping."""


def matcher(words: Iterable[str], engine: Engine | None = None) -> Matcher:
    """A finder of the words.

    Args:
        words: folded words, none of them empty.
        engine: `python`, or `automaton` (the extra `fast`); by default the automaton where it is installed.

    Raises:
        MissingExtra: `automaton` is asked for and not installed.
    """
    wanted = sorted(set(words))
    if engine != "python" and wanted and not any(map(_HALVES.search, wanted)):
        try:
            return _automaton(wanted)
        except MissingExtra:
            if engine == "automaton":
                raise
    return _python(wanted)


# Halves of surrogate pairs, which UTF-8 and so the automaton cannot read.
_HALVES = re.compile("[\ud800-\udfff]")
# What stands for one meanwhile: a code point that is no character.
_NOBODY = "\uffff"


def _python(words: Iterable[str]) -> Matcher:
    """One look-up for each pair of characters; most pairs begin no word, and the loop sees only those that do."""
    by_pair: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        by_pair.setdefault(word[:2], []).append(word)
    single = {pair for pair in by_pair if len(pair) == 1}

    def find(text: str) -> list[Place]:
        pairs = list(map(str.__add__, text, text[1:] + "\n"))  # the last character stands alone
        starts: Iterable[int] = [i for i, pair in enumerate(pairs) if pair in by_pair]
        if single:
            starts = sorted({*starts, *(i for i, character in enumerate(text) if character in single)})
        found: list[Place] = []
        reached = 0
        for start in starts:
            if start >= reached:
                for word in by_pair.get(pairs[start], ()):
                    if text.startswith(word, start):
                        reached = start + len(word)
                        found.append((start, reached))
                        break
                else:
                    if text[start] in single:
                        reached = start + 1
                        found.append((start, reached))
        return found

    return find


def _automaton(words: list[str]) -> Matcher:
    with extra_needed("the engine 'automaton'", "fast"):
        from ahocorasick_rs import AhoCorasick, MatchKind  # noqa: PLC0415 - optional, and only asked for here

    automaton = AhoCorasick(words, matchkind=MatchKind.LeftmostLongest)

    def find(text: str) -> list[Place]:
        try:
            found = automaton.find_matches_as_indexes(text)
        except UnicodeEncodeError:
            found = automaton.find_matches_as_indexes(_HALVES.sub(_NOBODY, text))
        return [(start, end) for _, start, end in found]

    return find
