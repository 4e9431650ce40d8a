"""Documents for people: blocks of text as data, in one of four languages, before a backend renders them (floor 2).

`blocks` is what a document is made of; `wording` says the fixed words of documents in four languages; `voices` says
dates, names and counts in one of them. What a document is about is for those who make pages: `formats._pages` makes
one of a plan.
"""

from bri_macao._documents.blocks import (
    Block,
    Facts,
    Heading,
    Item,
    Line,
    Page,
    Paragraph,
    Points,
    Quote,
    Row,
    Run,
    Table,
)
from bri_macao._documents.voices import Voice
from bri_macao._documents.wording import WORDING, Language, spoken

__all__ = [
    "WORDING",
    "Block",
    "Facts",
    "Heading",
    "Item",
    "Language",
    "Line",
    "Page",
    "Paragraph",
    "Points",
    "Quote",
    "Row",
    "Run",
    "Table",
    "Voice",
    "spoken",
]
