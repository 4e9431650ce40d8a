"""Fonts: which installed ones a picture is written in, what they can show, and how wide it is.

The font that matplotlib brings knows no Chinese. Where no other does, drawing Chinese is an error with advice, and a
character that no font has is written as its code point: there are no empty boxes in a picture.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

import attrs
from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font
from matplotlib.ft2font import FT2Font

from bri_macao.errors import BriMacaoError
from bri_macao.pages import Language

__all__ = ["LATIN", "WIDEST", "MissingFont", "Typeface"]

LATIN = "DejaVu Sans"
"""What matplotlib brings along."""

# Those that come with systems and distributions. Regional ones first: characters are drawn differently in each
# region; those of Macao as in Hong Kong. Any of the others is still better than none.
_SIMPLIFIED = (
    *("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC", "Microsoft YaHei"),
    *("Hiragino Sans GB", "Heiti SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei", "SimSun"),
)
_TRADITIONAL = (
    *("Noto Sans CJK HK", "Noto Sans HK", "Source Han Sans HC", "Source Han Sans HK", "PingFang HK", "PingFang MO"),
    *("Noto Sans CJK TC", "Noto Sans TC", "Source Han Sans TC", "Source Han Sans TW", "PingFang TC"),
    *("Microsoft JhengHei", "Heiti TC", "PMingLiU", "MingLiU"),
)
_ANY = ("Noto Sans CJK JP", "Source Han Sans", "Droid Sans Fallback", "Arial Unicode MS")
_WISHES: Mapping[bool, tuple[str, ...]] = MappingProxyType(
    {True: (*_TRADITIONAL, *_SIMPLIFIED, *_ANY), False: (*_SIMPLIFIED, *_TRADITIONAL, *_ANY)}
)

# Radicals, kana and ideographs, their punctuation, and forms of full width.
_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]")

LONGEST = 600
"""Characters of a name that are looked at; no label has room for more."""

WIDEST = 250
"""Points that a column of labels takes at the most."""

# Where a line may end: at a space, after a hyphen, and between Chinese characters, but not before a mark that closes or
# after one that opens.
_PIECES = re.compile(r"\s+|[（《〈「『“]*(?:[⺀-￯]|[^\s⺀-￯-]+-*|-+)[，。、；：！？）》〉」』”…]*|\S")

_EM = 1000
"""The size at which glyphs are measured, so that hinting and rounding do not show."""


class MissingFont(BriMacaoError):
    """No font is installed that has a character.

    Attributes:
        character: the first that is missing.

    >>> raise MissingFont("澳")
    Traceback (most recent call last):
        ...
    bri_macao.plot.MissingFont: no installed font has '澳': install one for Chinese, such as Noto Sans CJK (Debian,
    Ubuntu: fonts-noto-cjk), and delete the fontlist file in matplotlib.get_cachedir()
    """

    def __init__(self, character: str) -> None:
        super().__init__(character)
        self.character = character

    def __str__(self) -> str:
        return (
            f"no installed font has {self.character!r}: install one for Chinese, such as Noto Sans CJK (Debian, "
            "Ubuntu: fonts-noto-cjk), and delete the fontlist file in matplotlib.get_cachedir()"
        )


MissingFont.__module__ = "bri_macao.plot"  # where users import it from


@attrs.frozen
class Typeface:
    """The fonts of a picture.

    Attributes:
        families: their names, the first that has a character shows it.
        chinese: whether there is one for Chinese among them.
    """

    families: tuple[str, ...]
    chinese: bool

    @classmethod
    def of(cls, language: Language) -> "Typeface":
        """The fonts for a language: Chinese is written in a Chinese one throughout, figures and Latin included."""
        installed = {font.name for font in fontManager.ttflist}
        chinese = tuple(name for name in _WISHES[language == "zh-Hant"] if name in installed)[:1]
        first = language.startswith("zh")
        return cls((*chinese, LATIN) if first else (LATIN, *chinese), bool(chinese))

    def written(self, text: str) -> str:
        """The text as the fonts can show it, a character that none of them has as its code point.

        Raises:
            MissingFont: it is Chinese, and there is no font for that.
        """
        shown = text if len(text) <= LONGEST else text[:LONGEST] + "…"
        return "".join(map(self._written, shown))

    def _written(self, character: str) -> str:
        if _advance(self.families, character, bold=False) is not None:
            return character
        if not self.chinese and _CHINESE.match(character):
            raise MissingFont(character)
        return f"⟨U+{ord(character):04X}⟩"

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """How wide a written text is, in points."""
        return sum(_advance(self.families, character, bold=bold) or 0.0 for character in text) * size

    def column(self, texts: Iterable[str], size: float) -> float:
        """How wide a column of written texts is, with a gap behind it; what is wider than `WIDEST` will be cut."""
        return min(WIDEST, max(self.width(text, size) for text in texts)) + 12

    def cut(self, text: str, width: float, size: float, *, bold: bool = False) -> str:
        """As much of a written text as there is room for, and `…` where something is left out."""
        if self.width(text, size, bold=bold) <= width:
            return text
        while text and self.width(text + "…", size, bold=bold) > width:
            text = text[:-1]
        return text.rstrip(" ,，、;；") + "…"

    def wrapped(self, text: str, width: float, most: int, size: float, *, bold: bool = False) -> tuple[str, ...]:
        """A written text in lines of that width, `most` at the most; where it has no room, it ends in `…`."""
        lines = [""]
        for piece in self._pieces(text, width, size, bold=bold):
            if lines[-1] and self.width(lines[-1] + piece.rstrip(), size, bold=bold) > width:
                lines.append("")
            lines[-1] += piece if lines[-1] else piece.lstrip()
        last = "".join(lines[most - 1 :]).rstrip()
        held = (*(line.rstrip() for line in lines[: most - 1]), self.cut(last, width, size, bold=bold))
        return tuple(filter(None, held))

    def _pieces(self, text: str, width: float, size: float, *, bold: bool) -> Iterator[str]:
        """What stays together on a line: words and characters, and the single letters of a word that is too long."""
        for found in _PIECES.finditer(text.strip()):
            whole = self.width(found[0], size, bold=bold) <= width
            yield from (found[0],) if whole else found[0]


@cache
def _font(family: str, *, bold: bool) -> FT2Font:
    path = findfont(FontProperties(family=[family], weight="bold" if bold else "normal"), fallback_to_default=False)
    font = get_font(path)
    font.set_size(_EM, 72)
    return font


@cache
def _advance(families: tuple[str, ...], character: str, *, bold: bool) -> float | None:
    """How far a character moves the pen, in ems; None where no font has it."""
    for family in families:
        font = _font(family, bold=bold)
        if font.get_char_index(ord(character)):
            return font.load_char(ord(character)).linearHoriAdvance / 65536 / _EM
    return None
