"""Identifiers: the model's ids as XML names, in a way that can be undone.

`2023/s1` becomes `bm-2023-s1`. An id that another element has already gets a counter, for StratML's identifiers are
unique in the whole document.
"""

import re

import attrs

__all__ = ["Identifiers", "decoded", "encoded"]

PREFIX = "bm-"

# What stays as it is: what every processor takes for part of a name. Others are their code points between underscores.
_PLAIN = "0-9A-Za-z.\u4e00-\u9fa5"
_PIECE = re.compile(f"(?P<slash>-)|_(?P<hexadecimal>[0-9a-f]*)_|(?P<plain>[{_PLAIN}])")


def encoded(id: str) -> str:
    """The id as an XML name.

    >>> encoded("2024-2028/s2.1"), encoded("一/议程 3")
    ('bm-2024__2028-s2.1', 'bm-一-议程_20_3')
    """
    return PREFIX + re.sub(f"[^{_PLAIN}]", lambda found: _escaped(found[0]), id)


def _escaped(character: str) -> str:
    # The hyphen is common in ids, and so the shortest of all.
    return {"/": "-", "-": "__"}.get(character, f"_{ord(character):x}_")


def decoded(identifier: str) -> str | None:
    """The id that was encoded so; None where none was.

    >>> decoded("bm-2024__2028-s2.1"), decoded("_5f2b9c01"), decoded("bm-2023-7_x2")
    ('2024-2028/s2.1', None, None)
    """
    if not identifier.startswith(PREFIX):
        return None
    id, place = "", len(PREFIX)
    while place < len(identifier):
        found = _PIECE.match(identifier, place)
        # Half of a surrogate pair is a character of no id.
        if found is None or re.fullmatch("d[89a-f]..|.{6,}", found["hexadecimal"] or ""):
            return None
        if found["slash"]:
            id += "/"
        elif found["plain"]:
            id += found["plain"]
        else:
            id += chr(int(found["hexadecimal"], 16)) if found["hexadecimal"] else "-"
        place = found.end()
    return id if id and encoded(id) == identifier else None


@attrs.define
class Identifiers:
    """Gives out identifiers, each once."""

    _given: dict[str, int] = attrs.field(factory=dict)

    def of(self, id: str, suffix: str = "") -> str:
        """The identifier of what has that id; with a suffix, of something within it."""
        # No escape begins with a letter behind f, so that a suffix is none.
        plain = encoded(id) + (suffix and f"_{suffix}")
        self._given[plain] = count = self._given.get(plain, 0) + 1
        return plain if count == 1 else f"{plain}_x{count}"

    @property
    def repeated(self) -> tuple[str, ...]:
        """Those that were asked for more than once."""
        return tuple(plain for plain, count in self._given.items() if count > 1)
