"""Word: a document such as an office sends, on A4 with headings, numbered items, tables and links.

Nothing is read back from it. The numbers are the plan's own, written as text: a list of Word's would count anew when
somebody edits it. Needs the extra `docx`; python-docx makes the package, the text is written as WordprocessingML.
"""

import re
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from itertools import count
from typing import cast

from bri_macao.errors import extra_needed
from bri_macao.formats._pages import LOSSES, Language, page_of
from bri_macao.formats._wordstyles import FONTS, TAGS, styles
from bri_macao.model import Plan
from bri_macao.pages import (
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
    spoken,
)

with extra_needed("writing Word documents", "docx"):
    from docx import Document
    from docx.document import Document as Package
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.part import Part
    from docx.oxml import OxmlElement, parse_xml
    from docx.oxml.ns import qn
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.shared import Mm

__all__ = ["EXTRA", "LOSSES", "dumps", "render"]

EXTRA: str | None = "docx"

_LONGEST = 40
"""How many characters the name of a bookmark may have in Word."""


def dumps(plan: Plan, *, language: Language | None = None) -> bytes:
    """Write a plan as a Word document: the same bytes for the same plan.

    Args:
        plan: the plan.
        language: the language of the document; None for the plan's own. Where a name is missing in it, the document
            shows another.

    Raises:
        UnknownId: documents are not written in that language.
        DumpError: an id is used twice.

    >>> from bri_macao.plans import load_plan
    >>> dumps(load_plan(2023), language="zh-Hant")[:2]
    b'PK'
    """
    return render(page_of(plan, language))


def render(page: Page) -> bytes:
    """A page as a Word document.

    >>> import docx, io
    >>> made = docx.Document(io.BytesIO(render(Page("en", (Run("Ports"),), (Paragraph((Run("Harbours"),)),)))))
    >>> [(paragraph.style.name, paragraph.text) for paragraph in made.paragraphs]
    [('Title', 'Ports'), ('Normal', 'Harbours')]
    """
    package = Document()
    _prepare(package, page)
    (body,) = package.element
    end = body[-1]  # the properties of the section, which stand last
    for element in _Renderer(page.language, package.part).page(page):
        end.addprevious(element)
    return _packed(package)


def _prepare(package: Package, page: Page) -> None:
    """Styles, paper, page numbers and properties."""
    package.styles.element.clear()
    package.styles.element.extend(list(parse_xml(styles(page.language))))
    section = package.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(25)
    section.footer.is_linked_to_previous = False
    section.footer.part.element[:] = [_paragraph("Footer", (_made("fldSimple", _text("1"), instr=" PAGE "),))]
    properties = package.core_properties
    properties.title = "".join(run.text for run in page.title)[:255]  # as many as the format allows
    properties.language = page.language
    properties.author = properties.comments = ""
    for element in list(properties._element):  # noqa: SLF001 - no clock: python-docx can set dates, not leave them out
        if element.tag.endswith(("}created", "}modified")):
            properties._element.remove(element)  # noqa: SLF001


def _packed(package: Package) -> bytes:
    """The package with its parts in order and without the time at which it was written."""
    written, packed = BytesIO(), BytesIO()
    package.save(written)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(packed, "w") as archive:
        for name in parts.namelist():
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 3  # the same on every system
            archive.writestr(part, parts.read(name))
    return packed.getvalue()


class _Renderer:
    """Renders in the light of the page's language: what is in it needs no tag of its own."""

    def __init__(self, language: str, part: Part) -> None:
        self.language = language
        self.part = part  # in which links are kept that lead out of the document
        self.marks = count(1)

    def page(self, page: Page) -> Iterator[BaseOxmlElement]:
        yield _paragraph("Title", self.line(page.title))
        for block in page.blocks:
            yield from self.block(block)

    def block(self, block: Block, *, inside: bool = False) -> Iterator[BaseOxmlElement]:
        match block:
            case Heading(level, line, anchor=anchor):
                yield _paragraph(f"Heading{min(level - 1, 9)}", self.marked(anchor, self.line(line)))
            case Paragraph(line):
                yield _paragraph("Normal", self.line(line))
            case Quote(lines):
                yield from (_paragraph("Quote", self.line(line)) for line in lines)
            case Points(points):
                yield from (_paragraph("Point", self.tabbed((Run(marker),), line)) for marker, line in points)
            case Facts(facts):
                indent = None if inside else _made("ind", left="1701", hanging="1701")
                yield from (_paragraph("Fact", self.tabbed(*fact, faint=True), indent) for fact in facts)
            case Item(level, marker, line, body, anchor=anchor):
                outline = _made("outlineLvl", val=str(min(level, 10) - 2))
                title = self.marked(anchor, self.tabbed((Run(marker),), line))
                yield _paragraph("Item", title, outline)
                for below in body:
                    yield from self.block(below, inside=True)
            case Table():  # pragma: no branch - the last of the kinds
                yield from self.table(block)

    def table(self, table: Table) -> Iterator[BaseOxmlElement]:
        look = _made("tblLook", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0", noHBand="1", noVBand="1")
        properties = _made("tblPr", _made("tblStyle", val="TableGrid"), _made("tblW", w="5000", type="pct"), look)
        grid = _made("tblGrid", *(_made("gridCol", w=str(9072 // len(table.heads))) for _ in table.heads))
        head = self.row(Row(table.heads), _made("tblHeader"))
        yield _made("tbl", properties, grid, head, *map(self.row, table.rows))
        yield _paragraph("Normal", ())  # or Word would join it with a table that follows

    def row(self, row: Row, *properties: BaseOxmlElement) -> BaseOxmlElement:
        cells: list[BaseOxmlElement] = []
        for place, cell in enumerate(row.cells):
            line = self.line(cell) if place else self.marked(row.anchor, self.line(cell))
            cells.append(_made("tc", _made("tcPr", _made("tcW", w="0", type="auto")), _paragraph("Cell", line)))
        return _made("tr", _made("trPr", _made("cantSplit"), *properties), *cells)

    def tabbed(self, first: Line, line: Line, *, faint: bool = False) -> tuple[BaseOxmlElement, ...]:
        style = ("Faint",) * faint
        return (*(self.run(run, *style) for run in first), _made("r", _made("tab")), *self.line(line))

    def marked(self, anchor: str | None, inside: tuple[BaseOxmlElement, ...]) -> tuple[BaseOxmlElement, ...]:
        """The elements between the two ends of a bookmark."""
        if anchor is None:
            return inside
        id = str(next(self.marks))
        return (_made("bookmarkStart", id=id, name=_bookmark(anchor)), *inside, _made("bookmarkEnd", id=id))

    def line(self, line: Line) -> tuple[BaseOxmlElement, ...]:
        return tuple(map(self.linked, line))

    def linked(self, run: Run) -> BaseOxmlElement:
        if run.target is None:
            return self.run(run, *("Faint",) * run.faint)
        link = _made("hyperlink", self.run(run, "Hyperlink"), history="1")
        if run.to is not None:
            link.set(qn("w:anchor"), _bookmark(run.to))
        else:
            link.set(qn("r:id"), self.part.relate_to(run.target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        return link

    def run(self, run: Run, *style: str) -> BaseOxmlElement:
        properties = [_made("rStyle", val=name) for name in style]
        language = run.language or self.language
        known = spoken(language)
        font = FONTS.get(known or "")
        if font is not None:  # quotation marks and dashes too are to come from the Chinese font
            properties += [_made("rFonts", hint="eastAsia", eastAsia=font)]
        if run.language not in ("", self.language):
            tag = language if known is None else TAGS[known]
            properties += [_made("lang", val=tag) if font is None else _made("lang", eastAsia=tag)]
        return _text(run.text, *properties)


def _bookmark(anchor: str) -> str:
    """The anchor as Word takes it: with underscores, and not long."""
    name = re.sub("[^a-z0-9]", "_", anchor)
    return name if len(name) <= _LONGEST else f"{name[:31]}_{sha256(anchor.encode()).hexdigest()[:8]}"


def _made(tag: str, /, *children: BaseOxmlElement, **attributes: str) -> BaseOxmlElement:
    """An element of WordprocessingML."""
    given = {qn(f"w:{name}"): value for name, value in attributes.items()}
    element = cast(BaseOxmlElement, OxmlElement(f"w:{tag}", given))  # it says that it is of a wider class
    element.extend(children)
    return element


def _paragraph(style: str, inside: tuple[BaseOxmlElement, ...], own: BaseOxmlElement | None = None) -> BaseOxmlElement:
    properties = _made("pPr", _made("pStyle", val=style), *([] if own is None else [own]))
    return _made("p", properties, *inside)


def _text(text: str, *properties: BaseOxmlElement) -> BaseOxmlElement:
    element = _made("t")
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return _made("r", *([_made("rPr", *properties)] if properties else []), element)
