"""Blocks: what a document for people is made of, as frozen data.

A page holds nothing that a format cannot show: white space is single, and characters that steer a terminal, a parser
or the direction of writing are replaced by their names. So no renderer needs to think of them again.
"""

import re
from typing import TypeAlias
from urllib.parse import quote

import attrs

from bri_macao.errors import InvalidValue

__all__ = ["Block", "Facts", "Heading", "Item", "Line", "Page", "Paragraph", "Points", "Quote", "Row", "Run", "Table"]

# What ends a line, and what else separates words, except spaces that are typed on purpose (U+00A0, U+3000).
_BREAKS = re.compile("[\n\v\f\r\x85\u2028\u2029]+")
_GAPS = re.compile("[ \t\n\v\f\r\x85\u2028\u2029]+")

# Other controls, those that turn or isolate the direction of writing (UAX 9), halves of surrogate pairs, and the two
# code points that XML refuses.
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def shown(text: str) -> str:
    """The text as every format can show it.

    >>> shown("a\\tb\\r\\n\\x00\\u202ec")
    'a b ⟨U+0000⟩⟨U+202E⟩c'
    """
    return _HIDDEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", _GAPS.sub(" ", text))


def _tag(language: str) -> str:
    """The tag, if it has the shape of one; what has not is no language that a browser or Word could know."""
    return language if re.fullmatch("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", language) else ""


def _is_anchor(_: object, attribute: "attrs.Attribute[str | None]", value: str | None) -> None:
    if value is not None and not re.fullmatch("[a-z][a-z0-9-]*", value):
        raise InvalidValue(f"{attribute.name} {value!r} is no anchor: write lower-case letters, digits and hyphens")


def _web(address: str | None) -> str | None:
    """The address, if it is one that is opened on the web, with all that could end it early percent-encoded."""
    if address is None or not re.match(r"https?://[^\s/]", address):
        return None
    return quote(address.encode("utf-8", "replace"), safe="!#$%&*+,-./:;=?@_~")


_anchor = attrs.field(default=None, validator=_is_anchor, kw_only=True)


@attrs.frozen
class Run:
    """A stretch of text in one language.

    Attributes:
        text: the text, as it is shown.
        language: the BCP 47 tag; "" for codes and numbers, which are of no language, and for what is no tag.
        faint: it stands aside: a remark, a category.
        to: the anchor of this page that it leads to.
        web: the address that it leads to, of http or https; what is none of these leads nowhere.

    >>> Run("Report", web="https://example.org/a (b)").web, Run("Report", web="javascript:alert(1)").web
    ('https://example.org/a%20%28b%29', None)
    """

    text: str = attrs.field(converter=shown)
    language: str = attrs.field(default="", converter=_tag)
    faint: bool = attrs.field(default=False, kw_only=True)
    to: str | None = _anchor
    web: str | None = attrs.field(default=None, converter=_web, kw_only=True)

    @property
    def target(self) -> str | None:
        """Where it leads to, as a link is written: an address, or an anchor of this page."""
        return self.web if self.to is None else f"#{self.to}"


Line: TypeAlias = tuple[Run, ...]
"""A line of text, in stretches."""


@attrs.frozen
class Heading:
    """A heading; the page's title is on level 1, so these begin on level 2. Renderers cap levels, not the page."""

    level: int
    line: Line
    anchor: str | None = _anchor


@attrs.frozen
class Paragraph:
    """A paragraph of running text."""

    line: Line


@attrs.frozen
class Quote:
    """Words that are somebody else's, in paragraphs."""

    lines: tuple[Line, ...]

    @classmethod
    def of(cls, text: str, language: str) -> "Quote":
        """The text as it stands, each of its lines a paragraph."""
        return cls(tuple((Run(line.strip(), language),) for line in _BREAKS.split(text) if line.strip()))


@attrs.frozen
class Points:
    """A list; each point has a marker of its own, such as `7.3`."""

    points: tuple[tuple[str, Line], ...]


@attrs.frozen
class Facts:
    """Labels, and what is to be said under each."""

    facts: tuple[tuple[Line, Line], ...]


@attrs.frozen
class Item:
    """A numbered item: a heading with the number as the document has it, and what stands under it."""

    level: int
    marker: str
    line: Line
    body: tuple[Paragraph | Quote | Points | Facts, ...] = ()
    anchor: str | None = _anchor


@attrs.frozen
class Row:
    """A row of a table; the first cell says what the row is about."""

    cells: tuple[Line, ...]
    anchor: str | None = _anchor


@attrs.frozen
class Table:
    """A table; every row has as many cells as there are heads."""

    heads: tuple[Line, ...]
    rows: tuple[Row, ...]


Block: TypeAlias = Heading | Paragraph | Quote | Points | Facts | Item | Table
"""What a page is made of."""


@attrs.frozen
class Page:
    """A whole document.

    Attributes:
        language: the BCP 47 tag of the words that the document itself says.
        title: its title.
        blocks: what it says, in order.
    """

    language: str
    title: Line
    blocks: tuple[Block, ...]
