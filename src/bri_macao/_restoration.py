"""Restoration: the official reading of a character or two, from a copy in which they are wrong and the fingerprint.

The fingerprint's trace says where the copy differs and narrows each character to one in sixteen; its digest says which
combination is right. Found or not found: nothing is guessed.
"""

import hashlib
from collections.abc import Sequence
from functools import cache
from itertools import product

from bri_macao.model import Fingerprint
from bri_macao.text.folding import fingerprint_digit, fold, sha256

__all__ = ["Budget", "restore"]


class Budget:
    """How many combinations may still be tried; shared by all items of one document, so that time stays bounded."""

    def __init__(self, tries: int) -> None:
        self.left = tries

    def take(self, tries: int) -> bool:
        """Whether there is room for so many; they are spent if there is."""
        if tries > self.left:
            return False
        self.left -= tries
        return True


@cache
def _alphabet() -> dict[str, str]:
    """The characters that may stand in a document, by trace digit: ASCII and those of GB 2312, folded."""
    ascii_ = "".join(map(chr, range(0x20, 0x7F)))
    rows = (bytes((row, cell)) for row in (0xA1, 0xA3, *range(0xB0, 0xF8)) for cell in range(0xA1, 0xFF))
    letters = sorted(set(fold(ascii_ + "".join(pair.decode("gb2312", "ignore") for pair in rows))))
    found: dict[str, str] = {}
    for letter in letters:
        digit = fingerprint_digit(letter)
        found[digit] = found.get(digit, "") + letter
    return found


def _bytes(text: str) -> bytes:
    """As the digest has them: a lone surrogate, which a plan made by hand may hold, is hashed all the same."""
    return text.encode("utf-8", "surrogatepass")


def restore(known: Sequence[str | None], wanted: Fingerprint, budget: Budget) -> str | None:
    """The key that has the fingerprint, from one in which some characters are not known.

    Args:
        known: the key, character by character; None where it is not known.
        wanted: the fingerprint with its trace.
        budget: how many combinations may be tried.

    Returns:
        The key, or None where it is not found.
    """
    if len(known) != wanted.length or len(wanted.trace) != wanted.length:
        return None
    gaps = [place for place, character in enumerate(known) if character is None]
    if not gaps:
        whole = [character or "" for character in known]
        found = "".join(whole)
        return found if sha256(found) == wanted.sha256 else _substituted(whole, wanted, budget)
    choices = [_alphabet().get(wanted.trace[place], "") for place in gaps]
    tries = 1
    for choice in choices:
        tries *= len(choice)
    if not budget.take(tries):
        return None
    parts: list[str] = []
    start = 0
    for gap in gaps:
        parts.append("".join(character or "" for character in known[start:gap]))
        start = gap + 1
    head = hashlib.sha256(_bytes(parts[0]))
    last = "".join(character or "" for character in known[start:])
    for letters in product(*choices):
        digest = head.copy()
        for letter, part in zip(letters, [*parts[1:], last], strict=True):
            digest.update(_bytes(letter + part))
        if digest.hexdigest() == wanted.sha256:
            return "".join(part + letter for part, letter in zip(parts, letters, strict=True)) + last
    return None


def _substituted(known: list[str], wanted: Fingerprint, budget: Budget) -> str | None:
    """One character is wrong and has the digit of the right one, so that the trace does not show it."""
    alphabet = _alphabet()
    head = hashlib.sha256()
    text = "".join(known)
    for place, character in enumerate(known):
        choices = alphabet.get(wanted.trace[place], "")
        if not budget.take(len(choices)):
            return None
        tail = _bytes(text[place + 1 :])
        for letter in choices:
            digest = head.copy()
            digest.update(_bytes(letter) + tail)
            if digest.hexdigest() == wanted.sha256:
                return f"{text[:place]}{letter}{text[place + 1 :]}"
        head.update(_bytes(character))
    return None
