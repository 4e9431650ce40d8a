"""A search that reads Chinese and Latin words alike, in a site of any language.

Sphinx takes a run of Chinese characters for one word, so that nobody finds 人民币 in 扩大人民币使用. Here such a run is
indexed by each character and each pair of neighbours, and a query is cut in the same way; what holds all pairs of a
query is found. Both are folded as the library folds, so that 人民幣 finds 人民币. Rejected: a word segmenter, which
cuts the same word in one way in a sentence and in another in a query.
"""

import json
import re
from itertools import pairwise
from string import Template

from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish
from sphinx.util.typing import ExtensionMetadata

from bri_macao.text import fold

__all__ = ["Mixed", "setup"]

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""The Chinese characters of the basic plane, as a class of a regular expression in both languages."""

_WORD = re.compile(rf"[{HAN}]+|[^\W{HAN}]+")
_HAN = re.compile(f"[{HAN}]")
_FOLDED = {character: fold(character) for code in range(0x3007, 0xFB00) if _HAN.match(character := chr(code))}
_CHANGED = {character: folded for character, folded in _FOLDED.items() if folded != character}

# `searchtools.js` takes this function instead of its own.
_SPLITTER = Template("""
const searchFolds = Object.fromEntries([...$written].map((letter, n) => [letter, [...$folded][n]]));
function splitQuery(query) {
    const words = query.match(/[$han]+|(?:(?![$han])[\\p{L}\\p{N}_])+/gu) ?? [];
    return words.flatMap((word) => {
        if (!/[$han]/u.test(word)) return [word];
        const letters = [...word].map((letter) => searchFolds[letter] ?? letter);
        return letters.length === 1 ? letters : letters.slice(1).map((letter, n) => letters[n] + letter);
    });
}
""")


class Mixed(SearchEnglish):
    """Latin words by their English stems, Chinese ones by their characters and pairs."""

    lang = "mixed"
    js_splitter_code = _SPLITTER.substitute(
        han=HAN, written=json.dumps("".join(_CHANGED)), folded=json.dumps("".join(_CHANGED.values()))
    )

    def split(self, input: str) -> list[str]:
        """The words of a text, as they are looked for."""
        return [part for word in _WORD.findall(input) for part in _parts(word)]


def _parts(word: str) -> list[str]:
    if not _HAN.match(word):
        return [word]
    letters = [_FOLDED[letter] for letter in word]
    return letters + [first + second for first, second in pairwise(letters)]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Offer the language `mixed` to the search."""
    app.add_search_language(Mixed)
    return {"parallel_read_safe": True}
