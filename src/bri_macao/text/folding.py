"""The key layer: text folded for matching, one code point to one, so that offsets stay what they were.

Folded are Traditional to Simplified characters, compatibility ideographs and radicals to the characters that they look
like, dashes, dots, brackets, quotes and widths to one form each, and case. The key is for comparing, never for showing:
中國—葡語國家 and 中国－葡语国家 have the same key.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal, NewType

from bri_macao.text import _variants

__all__ = ["KeyText", "compact", "fingerprint_digit", "fold", "radicals", "script_of", "sha256", "stray", "trace"]

KeyText = NewType("KeyText", str)
"""Text that `fold` has made."""

# One line a form: the form first, then all that is folded to it. What Unicode's width and compatibility mappings
# already say (（ to (, ＂ to ") comes from there; here stand the choices.
FORMS = (
    '"“”„‟「」〝〞〟﹁﹂«»',
    "'‘’‚‛『』﹃﹄",
    "-‐‑‒–—―─━−﹘⸺⸻",
    "·‧•・･⋅∙●᛫",
    "[〔【〖",
    "]〕】〗",
    "<《〈‹︽︿",
    ">》〉›︾﹀",
    "~～〜∼˜",
    "/⁄∕",
    "。｡",
    "、､﹑",
    "〇○◯",
)

# Kangxi radicals decompose to characters in Unicode; of the supplement only these are met in extractions in earnest.
# Source: Unicode's EquivalentUnifiedIdeograph.txt.
SUPPLEMENT = dict(
    zip(
        "⻁⻄⻅⻆⻉⻋⻑⻒⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳⺟⺠",
        "虎西见角贝车長镸长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟母民",
        strict=True,
    )
)

# A document made for print in one script holds some characters of its own; one 內 does not make it Traditional.
_TRADITIONAL = frozenset(_variants.TRADITIONAL)
_SIMPLIFIED = frozenset(_variants.SIMPLIFIED) - _TRADITIONAL


@cache
def radicals() -> dict[str, str]:
    """Radicals that PDF extractions put where a character stood, with that character (⾦ is 金, ⻓ is 长)."""
    kangxi = (chr(code) for code in range(0x2F00, 0x2FD6))
    return {radical: unicodedata.normalize("NFKC", radical) for radical in kangxi} | SUPPLEMENT


@cache
def _table() -> dict[int, str]:
    """What `fold` does to each code point; made on first use."""
    steps = {chr(code): chr(code).lower() for code in range(0x41, 0x590)}
    for first, last in ((0xF900, 0xFAFF), (0x2F800, 0x2FA1D)):  # compatibility ideographs
        steps |= {chr(code): unicodedata.normalize("NFC", chr(code)) for code in range(first, last + 1)}
    steps |= radicals()
    for first, last in ((0xFF01, 0xFF5E), (0xFE50, 0xFE6B), (0xFE30, 0xFE44)):  # width, small and vertical forms
        steps |= {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(first, last + 1)}
    for form in FORMS:
        steps |= dict.fromkeys(form[1:], form[0])
    spaces = (chr(code) for code in (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000))
    steps |= dict.fromkeys(spaces, " ")
    steps |= dict(zip(_variants.TRADITIONAL, _variants.SIMPLIFIED, strict=True))

    def settled(character: str) -> str:
        while (following := steps.get(character, character)) != character:
            character = following
        return character

    # Only what stays one code point is folded: `İ`, for one, has a lower case of two, and keeps itself.
    return {ord(old): new for old in steps if len(new := settled(old)) == 1 and new != old}


def fold(text: str) -> KeyText:
    """The key of a text: as long as the text, and the same again when folded twice.

    >>> fold("“一帶一路＂—ＢＲＩ") == fold("「一带一路」-bri")
    True
    """
    return KeyText(text.translate(_table()))


_SPACES = re.compile(" +")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


def compact(key: KeyText) -> tuple[KeyText, Sequence[int]]:
    """The key without the spaces beside Chinese characters, about which copies differ, and where each character stood.

    >>> compact(fold("第 6 届 Fórum Macau 年会"))[0]
    '第6届fórum macau年会'
    """
    if " " not in key:
        return key, range(len(key))
    blanks = {
        place
        for found in _SPACES.finditer(key)
        if _CHINESE.match(key, found.end()) or (found.start() and _CHINESE.match(key, found.start() - 1))
        for place in range(*found.span())
    }
    if not blanks:
        return key, range(len(key))
    places = [place for place in range(len(key)) if place not in blanks]
    return KeyText("".join(key[place] for place in places)), places


def script_of(text: str) -> Literal["zh-Hans", "zh-Hant"]:
    """The script that a Chinese text is written in, by majority; Simplified where nothing tells.

    >>> script_of("內地与葡语国家"), script_of("內地與葡語國家")
    ('zh-Hans', 'zh-Hant')
    """
    seen = set(text)
    traditional, simplified = seen & _TRADITIONAL, seen & _SIMPLIFIED
    return "zh-Hant" if len(traditional) > len(simplified) else "zh-Hans"


_LOST = re.compile(r"\?")


def stray(text: str, script: Literal["zh-Hans", "zh-Hant"]) -> str:
    """The characters of a text that only the other script has, each once.

    Only: 台 and 后 are simplified forms, and characters of the Traditional script as well. What GB 2312 has is
    Simplified for sure, and what Big5 has with Hong Kong's additions is Traditional.

    >>> stray("內地与台灣", "zh-Hans"), stray("內地與台湾", "zh-Hant")
    ('內灣', '湾')
    """
    others, own = (_TRADITIONAL, "gb2312") if script == "zh-Hans" else (_SIMPLIFIED, "big5hkscs")
    # An encoding has a question mark, in the same place, for each character that it lacks.
    kept = text.encode(own, "replace").decode(own)
    lost = dict.fromkeys(text[mark.start()] for mark in _LOST.finditer(kept))
    return "".join(found for found in lost if found in others)


def sha256(text: str) -> str:
    """SHA-256 of a text in UTF-8, hexadecimal; a lone surrogate, which UTF-8 cannot write, is hashed all the same."""
    import hashlib  # noqa: PLC0415 - it brings OpenSSL along, and who loads a plan hashes nothing

    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(1 << 14)  # more than all the characters that one document is likely to have
def fingerprint_digit(character: str) -> str:
    """One of sixteen digits for a code point: Knuth's multiplicative hash, upper four bits of 32."""
    return f"{(ord(character) * 2_654_435_761 & 0xFFFF_FFFF) >> 28:x}"


def trace(key: KeyText) -> str:
    """A digit for each code point of a key: enough to align two copies by, far too little to restore the text from.

    >>> len(trace(fold("联席会议")))
    4
    """
    return "".join(map(fingerprint_digit, key))
