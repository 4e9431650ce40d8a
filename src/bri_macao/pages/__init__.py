"""Pages: what people read, as blocks of text, in one of four languages, before a backend renders them (floor 2).

`blocks` is what a page is made of; `wording` says the fixed words of pages in four languages; `voices` says dates,
names and counts in one of them. What a page is about is for those who make it: `formats` make one of a plan, and the
templates of `conference` one of a dossier. `formats.markdown.render`, `html.render` and `docx.render` write any page.
"""

from bri_macao.pages.blocks import (
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
from bri_macao.pages.voices import Voice
from bri_macao.pages.wording import WORDING, Language, spoken

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
