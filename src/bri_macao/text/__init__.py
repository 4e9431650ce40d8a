"""The three layers of text: raw as it came in, clean for people, key for matching (floor 1).

Offsets are code points. Raw spans point into `Source.text`; clean offsets are those of one node's text, and key offsets
are the same as clean ones, since every fold is one code point to one.

Each name is fetched from its module on first use: the model needs the key layer alone, and a plan that is loaded has no
document.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

# Which module each name comes from; a test holds this against the imports above.
_ROOMS = {
    "cleaning": ("Passage", "Piece", "Repair", "clean"),
    "excerpts": ("excerpt", "width"),
    "folding": ("KeyText", "compact", "fold", "script_of", "stray"),
    "quoting": ("unpaired",),
    "source": ("LARGEST", "Readable", "Source"),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> object:
    room = _ROOM_OF.get(name)
    if room is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{room}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
