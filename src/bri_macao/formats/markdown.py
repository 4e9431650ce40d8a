"""Markdown: CommonMark with GitHub's tables, for people who read and send plain text. Nothing is read back from it.

Every text is escaped, so that it shows as it is and makes no element. Anchors are `<a id>`, the one piece of HTML.
"""

import re
from collections.abc import Iterable

from bri_macao.formats._pages import LOSSES, Language, page_of
from bri_macao.model import Plan
from bri_macao.pages import Block, Facts, Heading, Item, Line, Page, Paragraph, Points, Quote, Row, Run, Table

__all__ = ["EXTRA", "LOSSES", "dumps", "render"]

EXTRA: str | None = None

# What is special anywhere: in CommonMark, in tables, and in the usual extensions (math, strikethrough, addresses).
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~$&@]|:(?=//)|(?<=www)\.", re.IGNORECASE)

# What makes a line into something else than a paragraph.
_BEGINNING = re.compile(r"\A(?:(\d+)(?=[.)](?:\s|$))|(?=[-+=:]))")

# White space at either end, which readers of Markdown take away.
_EDGES = re.compile(r"^\s+|\s+$")


def dumps(plan: Plan, *, language: Language | None = None) -> bytes:
    """Write a plan as Markdown, in UTF-8.

    Args:
        plan: the plan.
        language: the language of the document; None for the plan's own. Where a name is missing in it, the document
            shows another.

    Raises:
        UnknownId: documents are not written in that language.
        DumpError: an id is used twice.

    >>> from bri_macao.plans import load_plan
    >>> lines = dumps(load_plan(2023), language="en").decode().splitlines()
    >>> next(line for line in lines if "item-2023-7" in line)[:60]
    '### <a id="item-2023-7"></a>7. Conventions and exhibitions, '
    """
    return render(page_of(plan, language)).encode()


def render(page: Page) -> str:
    """A page as Markdown.

    >>> print(render(Page("en", (Run("1 * 2"),), (Paragraph((Run("3. [x]"),)),))))
    # 1 \\* 2
    <BLANKLINE>
    3\\. \\[x\\]
    <BLANKLINE>
    """
    return "\n\n".join((f"# {_line(page.title)}", *map(_block, page.blocks))) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(level, line, anchor=anchor):
            return _heading(level, anchor, line)
        case Paragraph(line):
            return _begun(line)
        case Quote(lines):
            return "\n>\n".join(f"> {_begun(line)}" for line in lines)
        case Points(points):
            return "\n".join(f"- {_begun((Run(f'{marker} '), *line))}" for marker, line in points)
        case Facts(facts):  # with another bullet than points, or the two would be one list
            return "\n".join(f"* {_label(label)}: {_line(line)}" for label, line in facts)
        case Item(level, marker, line, body, anchor=anchor):
            return "\n\n".join((_heading(level, anchor, (Run(f"{marker} "), *line)), *map(_block, body)))
        case Table(heads, rows):  # pragma: no branch - the last of the kinds
            return "\n".join((_row(map(_line, heads)), _row("---" for _ in heads), *map(_table_row, rows)))


def _table_row(row: Row) -> str:
    first, *others = map(_line, row.cells)
    return _row((f"{_anchor(row.anchor)}{first}", *others))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _heading(level: int, anchor: str | None, line: Line) -> str:
    return f"{'#' * min(level, 6)} {_anchor(anchor)}{_line(line)}"


def _anchor(anchor: str | None) -> str:
    return "" if anchor is None else f'<a id="{anchor}"></a>'


def _label(line: Line) -> str:
    """A label, strong where Markdown is sure to see that it is: between a letter and a letter."""
    text = _line(line)
    return f"**{text}**" if text[:1].isalnum() and text[-1:].isalnum() else text


def _begun(line: Line) -> str:
    """A line at whose beginning a marker of a list or a heading would count."""
    return _BEGINNING.sub(r"\1\\", _line(line))


def _line(line: Line) -> str:
    text = "".join(map(_run, line))
    return _EDGES.sub(lambda found: "".join(f"&#{ord(character)};" for character in found[0]), text)


def _run(run: Run) -> str:
    text = _SPECIAL.sub(r"\\\g<0>", run.text)
    return text if run.target is None else f"[{text}]({run.target})"
