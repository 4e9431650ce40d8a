"""The three layers of text: raw as it came in, clean for people, key for matching (floor 1).

Offsets are code points. Raw spans point into `Source.text`; clean offsets are those of one node's text, and key offsets
are the same as clean ones, since every fold is one code point to one.
"""

from bri_macao.text.cleaning import Passage, Piece, Repair, clean
from bri_macao.text.excerpts import excerpt, width
from bri_macao.text.folding import KeyText, compact, fold, script_of, stray
from bri_macao.text.quoting import unpaired
from bri_macao.text.source import LARGEST, Readable, Source

__all__ = [
    "LARGEST",
    "KeyText",
    "Passage",
    "Piece",
    "Readable",
    "Repair",
    "Source",
    "clean",
    "compact",
    "excerpt",
    "fold",
    "script_of",
    "stray",
    "unpaired",
    "width",
]
